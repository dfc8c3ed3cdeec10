"""Whether a data folder holds: the file, its references, log against rows, the chain, files, the keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from functools import cache, partial
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Engine,
    Integer,
    Label,
    LargeBinary,
    RowMapping,
    Select,
    exists,
    func,
    literal_column,
    select,
    text,
    type_coerce,
)
from sqlalchemy import exc as sa_exc
from sqlalchemy.types import NullType, TypeDecorator, TypeEngine
from sqlcipher3 import dbapi2 as sqlcipher

from lpk_desktop.domain.changes import Change, Op
from lpk_desktop.domain.merge import RowState, replay
from lpk_desktop.errors import UserError
from lpk_desktop.storage import chains, contents, slots, ways_in
from lpk_desktop.storage.chains import LOG, UNREADABLE, LogRow
from lpk_desktop.storage.engine import connect
from lpk_desktop.storage.findings import MOST, Checking, Problem, Progress, Report
from lpk_desktop.storage.rowstate import fields_of, state_of, table_of
from lpk_desktop.storage.search import differing
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import SYNCED, ActRow, BlobContent, ChangeRow

_ANEW = text("SELECT rowid FROM person_search LIMIT 1")
"""Before its integrity check, for which SQLite 3.53 does not ask what other connections put into the index
of people: it would look for what they have merged since and say that the file is damaged."""
INDEX = "person_search"
"""How the index of people is named in what SQLite finds wrong with it."""


def check(
    store: Store,
    *,
    progress: Progress = lambda _done, _total: None,
    most: int = MOST,
    copied: bool = False,
) -> Report:
    """Look at everything in the data folder of `store`; changes nothing.

    `progress` gets (done, total), both in changes, rows and files; what it raises stops the check and
    passes through. At most `most` findings of one kind are named. The keys and the file of a folder that
    was `copied` need not be of one moment.
    """
    with store.read() as session:
        checking = Checking(session.connection(), progress, most)
        _look(checking, _pages, partial(_index, store), _file, _count, _references, _acts)
        _look(checking, chains.look, _rows, contents.look)
    people = _slots(store.path.parent, checking)
    if people and not copied:
        ways_in.look(checking, store)
    return Report(
        findings=tuple(checking.findings.values()), omitted=checking.omitted, counts=checking.counts
    )


def is_readable(store: Store) -> bool:
    """Whether SQLite can read the whole file: a quick look after an end that was not clean."""
    try:
        with store.read() as session:
            session.execute(_ANEW)
            return session.execute(text("PRAGMA quick_check(1)")).scalar() == "ok"
    except (UserError, sa_exc.DBAPIError):
        return False


def check_file(engine: Engine, folder: Path) -> Report:
    """Look at what does not depend on this version's tables: the file, its references, the keys."""
    with engine.connect() as connection:
        checking = Checking(connection, lambda _done, _total: None)
        _look(checking, _pages, _file, _references)
    _slots(folder, checking)
    return Report(findings=tuple(checking.findings.values()), omitted=checking.omitted, counts={})


def _look(checking: Checking, *parts: Callable[[Checking], None]) -> None:
    for part in parts:
        try:
            part(checking)
        except sa_exc.DBAPIError as error:
            checking.found(Problem.FILE_DAMAGED, detail=str(error.orig))


def _index(store: Store, checking: Checking) -> None:
    try:
        checking.connection.execute(_ANEW)
        if not store.path.exists():  # opening it again would make an empty one
            return
        with closing(connect(store.path, store.key)) as driver:
            people = differing(driver)
    except (sa_exc.DBAPIError, sqlcipher.Error) as error:
        told = error.orig if isinstance(error, sa_exc.DBAPIError) else error
        checking.found(Problem.FILE_DAMAGED, detail=f"{INDEX}: {told}")
    else:
        if people:
            checking.found(Problem.INDEX_DIFFERS, people=people)


def _pages(checking: Checking) -> None:
    """Before anything is read: that keeps the log from being written back whole, and pages look broken."""
    pages = _lines(checking, "cipher_integrity_check")
    # A page may just have been written back from the log beside the file: what stays wrong counts.
    again = _lines(checking, "cipher_integrity_check") if pages else {}
    for line in pages:
        if line in again:
            checking.found(Problem.FILE_DAMAGED, detail=line)


def _file(checking: Checking) -> None:
    for line in _lines(checking, f"integrity_check({MOST})"):
        checking.found(Problem.FILE_DAMAGED, detail=line)


def _lines(checking: Checking, pragma: str) -> dict[str, None]:
    rows = checking.connection.execute(text(f"PRAGMA {pragma}")).scalars()
    found = [line for row in rows for line in str(row).splitlines()]
    return dict.fromkeys(line for line in found if line != "ok" and not line.startswith("***"))


def _count(checking: Checking) -> None:
    def number(query: Select[int]) -> int:
        return checking.connection.execute(query).scalar_one()

    changes = select(func.count()).select_from(ChangeRow)
    checking.counts = {
        "acts": number(select(func.count()).select_from(ActRow)),
        "changes": number(changes),
        "rows": sum(number(select(func.count()).select_from(table_of(name))) for name in SYNCED),
        "parked": number(changes.where(ChangeRow.parked.is_not(None))),
        "files": number(select(func.count()).select_from(BlobContent)),
    }
    # Each change is looked at twice: among those of its computer, and of its row.
    checking.total = sum(checking.counts[each] for each in ("changes", "changes", "rows", "files"))


def _references(checking: Checking) -> None:
    for name, place, target, _key in checking.connection.execute(text("PRAGMA foreign_key_check")):
        table = table_of(name)
        query = select(_unconverted(table.c.id)).where(literal_column("rowid") == place)
        row = _row_named(checking.connection.execute(query).scalar(), place)
        checking.found(Problem.REFERENCE_BROKEN, table=name, row=row, target=target)


def _acts(checking: Checking) -> None:
    headless = (
        select(ChangeRow.origin, ChangeRow.tx)
        .outerjoin(ActRow, (ActRow.origin == ChangeRow.origin) & (ActRow.n == ChangeRow.tx))
        .where(ActRow.n.is_(None))
        .distinct()
    )
    for origin, tx in checking.connection.execute(headless):
        checking.found(Problem.ACT_MISSING, origin=origin, n=tx)
    first = exists().where(ChangeRow.origin == ActRow.origin, ChangeRow.n == ActRow.n)
    for origin, tx in checking.connection.execute(select(ActRow.origin, ActRow.n).where(~first)):
        checking.found(Problem.ACT_EMPTY, origin=origin, n=tx)


def _rows(checking: Checking) -> None:
    for name in SYNCED:
        both = merge(_recorded(checking, name), _stored(checking, name), key=itemgetter(0))
        for row_id, pair in groupby(both, key=itemgetter(0)):
            parts = [part for _, part in pair]
            changes = next((part for part in parts if isinstance(part, list)), None)
            row = next((part for part in parts if not isinstance(part, list)), None)
            _compare(checking, name, row_id, changes, row)


def _recorded(checking: Checking, name: str) -> Iterator[tuple[str, list[LogRow] | RowMapping]]:
    """What the log tells of the rows of a table, by their ids."""
    query = LOG.where(ChangeRow.table_name == name, ChangeRow.parked.is_(None)).order_by(ChangeRow.row_id)
    log = checking.passing(checking.connection.execute(query))
    for row_id, group in groupby(log, key=lambda row: row.row_id):
        if row_id is not None:  # else it is unreadable, as `chains` has told
            yield row_id, list(group)


def _stored(checking: Checking, name: str) -> Iterator[tuple[str, list[LogRow] | RowMapping]]:
    """The rows of a table as the file holds them, by their ids."""
    # Unconverted, since a value that misfits its column must become a finding, not an error.
    columns = [_unconverted(column) for column in table_of(name).columns]
    place = literal_column(f"{name}.rowid", Integer).label("rowid")
    rows = checking.connection.execute(select(*columns, place).order_by(table_of(name).c.id)).mappings()
    for row in checking.passing(rows):
        if isinstance(row["id"], bytes):
            yield row["id"].hex(), row
        else:
            row_id = _row_named(row["id"], row["rowid"])
            checking.found(Problem.ROW_UNRECORDED, table=name, row=row_id)


def _unconverted(column: Column[Any]) -> Label[Any]:
    return type_coerce(column, NullType()).label(column.name)


def _row_named(row_id: object, place: int) -> str:
    """A row by its id, or by its place where what stands for an id is none."""
    return row_id.hex() if isinstance(row_id, bytes) else f"#{place}"


def _compare(
    checking: Checking, name: str, row_id: str, changes: list[LogRow] | None, row: RowMapping | None
) -> None:
    if changes is None:
        checking.found(Problem.ROW_UNRECORDED, table=name, row=row_id)
    elif row is None:
        checking.found(Problem.ROW_MISSING, table=name, row=row_id)
    else:
        read = [change for change in (chains.read(checking, each) for each in changes) if change is not None]
        fields = _differences(name, row, read)
        if fields:
            checking.found(Problem.ROW_DIFFERS, table=name, row=row_id, fields=",".join(fields))


def _differences(name: str, row: RowMapping, changes: list[Change]) -> list[str]:
    """The fields in which a row is not what its changes give."""
    misfits = [key for key, kind in _kinds(name).items() if not isinstance(row[key], kind)]
    if misfits:
        return misfits
    wire = _wire(name, row)
    try:
        if len(changes) == 1 and _fresh(wire, changes[0]):
            return []
        told = replay(changes) or RowState(table=name, row="")
        kept = state_of(name, wire)
    except UNREADABLE:
        return ["stamps"]
    fields = [field for field, lives in told.fields.items() if kept.fields.get(field) != lives]
    fields += [
        field
        for field, lives in kept.fields.items()
        if field not in told.fields and any(live.value is not None for live in lives)
    ]
    if kept.deletions != told.deletions or row["deleted"] != told.deleted:
        fields.append("deleted")
    return fields


def _fresh(wire: Mapping[str, Any], change: Change) -> bool:
    """Whether a row stands as its only change made it: most rows do, and it is quickly seen."""
    untouched = (wire["stamps"], wire["extra"], wire["deleted"]) == (None, None, 0)
    stamped = change.op is Op.PUT and (wire["hlc"], wire["origin"]) == change.stamp
    return (
        untouched
        and stamped
        and all(name in wire and wire[name] == value for name, value in change.patch.items())
        and all(wire[name] is None for name in fields_of(change.table) if name not in change.patch)
    )


def _wire(name: str, row: RowMapping) -> dict[str, Any]:
    """A row as the file holds it, its values in their wire form."""
    values = {key: value.hex() if isinstance(value, bytes) else value for key, value in row.items()}
    for key in _booleans(name):
        if values[key] in (0, 1):
            values[key] = bool(values[key])
    return values


@cache
def _booleans(name: str) -> tuple[str, ...]:
    return tuple(key for key, column in fields_of(name).items() if isinstance(column.type, Boolean))


@cache
def _kinds(name: str) -> Mapping[str, tuple[type, ...]]:
    """What the file holds in each column of a table; what may not be empty is told by SQLite."""
    return {column.name: (_kind(column.type), type(None)) for column in table_of(name).columns}


def _kind(of: TypeEngine[Any]) -> type:
    plain = of.impl_instance if isinstance(of, TypeDecorator) else of
    if isinstance(plain, LargeBinary):
        return bytes
    return int if isinstance(plain, Integer | Boolean) else str


def _slots(folder: Path, checking: Checking) -> list[str]:
    """The names that can sign in."""
    try:
        people, recovery = slots.people(folder), slots.has_recovery(folder)
    except (UserError, OSError):
        checking.found(Problem.SLOTS_UNREADABLE)
        return []
    if not people:
        checking.found(Problem.NOBODY_CAN_SIGN_IN)
    if not recovery:
        checking.found(Problem.NO_RECOVERY)
    return people
