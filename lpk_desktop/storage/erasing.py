"""Taking an erased person's values out of rows, log, search and free pages; decision 0021.

`Store.write` calls `scrub_touched` at the end of every act, whoever wrote it: what arrives late from a
computer that had not heard of the erasure is blank before it is committed. The file itself is swept
afterwards. SQLite's `user_version` says how far that is, in the same transaction as everything else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, delete, func, select, union, update

from lpk_desktop.domain.changes import Change, JsonValue
from lpk_desktop.domain.erasing import NAMELESS, PARENT, blanked, blanked_state, is_nameless
from lpk_desktop.domain.merge import RowState
from lpk_desktop.domain.privacy import Sayings
from lpk_desktop.errors import UserError
from lpk_desktop.storage.applying import load, save
from lpk_desktop.storage.capture import CapturingSession, rewriting_log
from lpk_desktop.storage.dependents import Place, foreign_keys, parts
from lpk_desktop.storage.engine import Driver, connect, driver_of, in_words
from lpk_desktop.storage.recording import Recording, canonical_text, chained, change_of
from lpk_desktop.storage.rowstate import table_of
from lpk_desktop.storage.search import empty_index, index_everybody
from lpk_desktop.storage.tables import ActRow, BlobContent, ChangeRow

Values = Mapping[str, JsonValue]


_ENDLESS = 1 << 62


class Traces(IntEnum):
    """What `user_version` says of erased values in this file."""

    NEVER = 0
    """Nobody was ever erased."""
    SWEPT = 1
    LEFT = 2
    """Free pages, and the search index, may still hold some."""


class _Of(NamedTuple):
    """On whom a row hangs, and whether the name goes too."""

    person: str
    nameless: bool


@dataclass(slots=True)
class _Scrub:
    """One scrub under way: the rows of erased persons."""

    connection: Connection
    rows: dict[Place, _Of]
    cut: dict[int, int] = field(default_factory=dict)
    """By origin the first change that lost something."""
    lost: set[Place] = field(default_factory=set)
    """Rows of which something was taken."""
    renamed: bool = False
    """Whether the label of an act lost something."""
    sayings: defaultdict[str, Sayings] = field(default_factory=lambda: defaultdict(Sayings))
    """By person what labels may have said."""
    acts: defaultdict[tuple[int, int], list[_Of]] = field(default_factory=lambda: defaultdict(list))
    """Whose rows each act changed, an entry per change."""

    @property
    def took(self) -> bool:
        """Whether anything was taken."""
        return bool(self.lost or self.cut or self.renamed)


def traces(driver: Driver) -> Traces:
    """How far the file is; quick."""
    return Traces(driver.execute("PRAGMA user_version").fetchone()[0])


def scrub_touched(session: CapturingSession, recording: Recording) -> bool:
    """Take out what this act wrote of erased people, and what there was of those it erases.

    Says whether anything was taken. Raises UserError("person-erased") for an act of this computer
    that writes what would be taken at once.
    """
    connection = session.connection()
    persons = {person for _place, person in _hanging(connection, recording.touched)}
    if not persons:
        return False
    scrub = scrubbed(connection, persons)
    foreign = recording.source != "central" and persons - recording.erasing
    if foreign and any(_person_of(connection, place) in foreign for place in scrub.lost):
        raise UserError("person-erased")
    for table, row in scrub.lost:
        recording.touched[table].add(row)
    session.expire_all()
    return scrub.took


def scrubbed(connection: Connection, persons: Collection[str]) -> _Scrub:
    """Blank the rows of these erased people, their changes and labels in the log; in the open transaction."""
    scrub = _Scrub(connection, dict(_rows_of(connection, persons)))
    with rewriting_log(connection):
        for (table, row), of in scrub.rows.items():
            _blank_row(scrub, table, row, of)
        for part in parts([row for _table, row in scrub.rows]):
            _blank_log(scrub, part)
        _blank_labels(scrub)
        for origin, first in scrub.cut.items():
            _chain_anew(driver_of(connection), origin, first)
    _drop_contents(connection)
    if scrub.took or traces(driver_of(connection)) is Traces.NEVER:
        connection.exec_driver_sql(f"PRAGMA user_version = {Traces.LEFT:d}")
    return scrub


def erased_people(connection: Connection) -> dict[str, bool]:
    """Everybody erased, and whether without a name."""
    trainee = table_of("trainee")
    query = select(trainee.c.id, trainee.c.name).where(trainee.c.erased_on.is_not(None))
    return {row: name == NAMELESS for row, name in connection.execute(query)}


def sweep(path: Path, key: bytes) -> None:
    """Rewrite the file at `path` so that no free page holds what was erased; nothing where that is done.

    Broken off at any point it is done again. Raises UserError where the file cannot be written.
    """
    with in_words(path):
        driver = connect(path, key)
        try:
            if traces(driver) is not Traces.LEFT:
                return
            # SQLCipher wipes what is freed, but cells that moved from page to page leave copies behind.
            # The index keeps words of replaced entries until it is made anew; and it knows people by
            # row numbers, which VACUUM may change.
            _in_one(driver, empty_index)
            driver.execute("VACUUM")
            _in_one(driver, index_everybody, _swept)
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            driver.close()


def _in_one(driver: Driver, *steps: Any) -> None:
    driver.execute("BEGIN IMMEDIATE")
    for step in steps:
        step(driver)
    driver.execute("COMMIT")


def _swept(driver: Driver) -> None:
    driver.execute(f"PRAGMA user_version = {Traces.SWEPT:d}")


def erased_rows(connection: Connection, places: Collection[Place]) -> set[Place]:
    """Those of `places` that hang on somebody who is erased."""
    if traces(driver_of(connection)) is Traces.NEVER:
        return set()
    touched: defaultdict[str, set[str]] = defaultdict(set)
    for table, row in places:
        touched[table].add(row)
    return {place for place, _person in _hanging(connection, touched)}


def _hanging(connection: Connection, touched: Mapping[str, Collection[str]]) -> Iterator[tuple[Place, str]]:
    """Rows among `touched` that hang on somebody erased, and on whom."""
    trainee, enrolment = table_of("trainee"), table_of("enrolment")
    for name in ("trainee", *PARENT):
        table = table_of(name)
        query = select(table.c.id, trainee.c.id).where(trainee.c.erased_on.is_not(None))
        if name in PARENT and PARENT[name][1] == "enrolment":
            query = query.join(enrolment, enrolment.c.trainee_id == trainee.c.id)
            query = query.join(table, table.c.enrolment_id == enrolment.c.id)
        elif name in PARENT:
            query = query.join(table, table.c.trainee_id == trainee.c.id)
        for part in parts(touched.get(name, ())):
            for row, person in connection.execute(query.where(table.c.id.in_(part))):
                yield (name, row), person


def _rows_of(connection: Connection, persons: Collection[str]) -> Iterator[tuple[Place, _Of]]:
    """Every row that hangs on these people, deleted ones too."""
    states = [state for each in persons if (state := load(connection, "trainee", each)) is not None]
    of = {"trainee": {state.row: _Of(state.row, is_nameless(state)) for state in states}}
    yield from ((("trainee", row), each) for row, each in of["trainee"].items())
    for name, (key, parent) in PARENT.items():
        table, above = table_of(name), of[parent]
        of[name] = {}
        for part in parts(above):
            query = select(table.c.id, table.c[key]).where(table.c[key].in_(part))
            of[name] |= {row: above[owner] for row, owner in connection.execute(query)}
        yield from (((name, row), each) for row, each in of[name].items())


def _person_of(connection: Connection, place: Place) -> str | None:
    table, row = place
    while table in PARENT:
        key, parent = PARENT[table]
        here = table_of(table)
        row = connection.execute(select(here.c[key]).where(here.c.id == row)).scalar_one()
        table = parent
    return row


def _blank_row(scrub: _Scrub, table: str, row: str, of: _Of) -> None:
    state = load(scrub.connection, table, row)
    if state is None:
        return
    sayings = scrub.sayings[of.person]
    for name, lives in state.fields.items():
        for live in lives:
            sayings.learn(table, {name: live.value})
    if not of.nameless:
        sayings.keep(table, state.shown())
    bare: RowState = blanked_state(state, nameless=of.nameless)
    if bare != state:
        save(scrub.connection, bare, fresh=False)
        scrub.lost.add((table, row))


def _blank_log(scrub: _Scrub, rows: Collection[str]) -> None:
    columns = (
        ChangeRow.origin,
        ChangeRow.n,
        ChangeRow.tx,
        ChangeRow.table_name,
        ChangeRow.row_id,
        ChangeRow.patch,
        ChangeRow.old,
    )
    query = select(*columns).where(ChangeRow.row_id.in_(rows)).order_by(ChangeRow.origin, ChangeRow.n)
    for origin, n, tx, table, row, patch, old in scrub.connection.execute(query).all():
        of = scrub.rows.get((table, row))
        if of is None:
            continue
        scrub.acts[origin, tx].append(of)
        fresh = {"patch": _without(scrub, table, patch, of), "old": _without(scrub, table, old, of)}
        if fresh == {"patch": patch, "old": old}:
            continue
        place = (ChangeRow.origin == origin, ChangeRow.n == n)
        scrub.connection.execute(update(ChangeRow).where(*place).values(**fresh))
        scrub.cut[origin] = min(n, scrub.cut.get(origin, n))


def _without(scrub: _Scrub, table: str, text: str | None, of: _Of) -> str | None:
    if text is None:
        return None
    values: Values = msgspec.json.decode(text)
    scrub.sayings[of.person].learn(table, values)
    bare = blanked(table, values, nameless=of.nameless)
    return text if bare == values else canonical_text(bare)


def _blank_labels(scrub: _Scrub) -> None:
    """Labels lose what they may say of these people; of acts about nobody else who has no name, all words."""
    numbers: defaultdict[int, list[int]] = defaultdict(list)
    for origin, n in scrub.acts:
        numbers[origin].append(n)
    for origin, several in numbers.items():
        for part in parts(several):
            query = select(ActRow.n, ActRow.label).where(ActRow.origin == origin, ActRow.n.in_(part))
            for n, label in scrub.connection.execute(query.where(ActRow.label != NAMELESS)).all():
                fresh = _label(scrub, (origin, n), label)
                if fresh != label:
                    head = (ActRow.origin == origin, ActRow.n == n)
                    scrub.connection.execute(update(ActRow).where(*head).values(label=fresh))
                    scrub.renamed = True


def _label(scrub: _Scrub, act: tuple[int, int], label: str) -> str:
    """What an act is called from now on."""
    ours = scrub.acts[act]
    if all(each.nameless for each in ours) and _size(scrub.connection, act) == len(ours):
        return NAMELESS
    for person in {each.person for each in ours}:
        label = scrub.sayings[person].unsaid(label)
    return label


def _size(connection: Connection, act: tuple[int, int]) -> int:
    """How many changes an act has."""
    origin, tx = act
    following = select(func.min(ActRow.n)).where(ActRow.origin == origin, ActRow.n > tx).scalar_subquery()
    query = select(func.count()).where(
        ChangeRow.origin == origin, ChangeRow.n >= tx, ChangeRow.n < func.coalesce(following, _ENDLESS)
    )
    return connection.execute(query.where(ChangeRow.tx == tx)).scalar_one()


def _chain_anew(driver: Driver, origin: int, first: int) -> None:
    """Chain the changes of an origin from `first` on: a digest of what is gone could give it away."""
    before = driver.execute(
        "SELECT hash FROM change WHERE origin = ? AND n = ?", (origin, first - 1)
    ).fetchone()
    digest, last = (before[0], first - 1) if before else (b"", first - 1)
    rows = driver.execute(
        "SELECT n, hlc, tx, table_name, lower(hex(row_id)) AS row_id, op, patch, base, schema "
        "FROM change WHERE origin = ? AND n >= ? ORDER BY n", (origin, first)
    ).fetchall()  # fmt: skip
    fresh = []
    for n, *rest in rows:
        change = _change(origin, n, rest)
        digest, last = chained(digest if n == last + 1 else b"", change), n
        fresh.append((digest, origin, n))
    driver.executemany("UPDATE change SET hash = ? WHERE origin = ? AND n = ?", fresh)


def _change(origin: int, n: int, rest: list[Any]) -> Change:
    hlc, tx, table, row, op, patch, base, schema = rest
    stored = ChangeRow(
        origin=origin, n=n, hlc=hlc, tx=tx, table_name=table, row_id=row, op=op, patch=patch, base=base,
        schema=schema, hash=b"",
    )  # fmt: skip
    return change_of(stored, None)


def _drop_contents(connection: Connection) -> None:
    """The bytes of removed files that no row names any more go; a file that two people share stays."""
    blob = table_of("blob")
    columns = [table_of(child).c[name] for child, name, parent in foreign_keys() if parent == "blob"]
    named = union(*(select(column).where(column.is_not(None)) for column in columns))
    gone = select(blob.c.sha256).where(blob.c.deleted, blob.c.id.not_in(named))
    connection.execute(delete(BlobContent).where(BlobContent.sha256.in_(gone)))
