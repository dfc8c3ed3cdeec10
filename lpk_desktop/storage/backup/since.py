"""How far a backup goes, and what the file whose place it takes has beyond it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from sqlalchemy import func, select

from lpk_desktop.domain.changes import device_of
from lpk_desktop.domain.numbering import letter_of
from lpk_desktop.errors import UserError
from lpk_desktop.storage import epochs
from lpk_desktop.storage.backup.salvage import given_in
from lpk_desktop.storage.device import device
from lpk_desktop.storage.engine import FILE, in_words, open_engine
from lpk_desktop.storage.migrating import migrate, revision_of
from lpk_desktop.storage.numbers import Given, given_by, kept_numbers
from lpk_desktop.storage.retelling import journalled, surely_done
from lpk_desktop.storage.store import Session, Store, open_store
from lpk_desktop.storage.tables import Certificate, ChangeRow

_PAPERS = select(ChangeRow).where(ChangeRow.table_name == Certificate.__tablename__)
"""What the log tells of certificates, also of those that wait for another row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """How far a backup goes."""

    life: int
    """The origin under which it goes on."""
    newest: int
    """The highest stamp in its log."""
    ends: Mapping[int, int]
    """The last n by origin."""
    certificates: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What the present file has and a backup has not, and no central either."""

    changes: tuple[tuple[int, int], ...] = ()
    """Origin and n of each."""
    certificates: Mapping[str, str] = field(default_factory=dict)
    """Their numbers by id."""
    given: frozenset[Given] = frozenset()
    """Numbers that no certificate may be left of."""


def precedes_pairing(data: Path, present: Path, key: bytes) -> bool:
    """Whether `present`, a copy of the file in `data`, is from before pairing, of which that knows."""
    with suppress(Exception), _reading(present, key) as now:
        return epochs.precedes_pairing(now, epochs.beside(data))
    return False


def held_by(fresh: Path, key: bytes) -> Held:
    """How far the file in `fresh` goes; raises UserError."""
    ends = select(ChangeRow.origin, func.max(ChangeRow.n).label("n")).group_by(ChangeRow.origin)
    with _reading(fresh, key) as copy:
        return Held(
            life=device(copy).origin,
            newest=copy.scalar(select(func.max(ChangeRow.hlc))) or 0,
            ends={row.origin: row.n for row in copy.execute(ends)},
            certificates=frozenset(copy.scalars(_PAPERS.with_only_columns(ChangeRow.row_id))),
        )


def since_it(data: Path, present: Path, key: bytes, held: Held, *, number: int, damaged: bool) -> Since:
    """What came after a backup of the computer `number`, as the copy `present` and the journal in `data` say.

    Where the file is not `damaged` it is left by choice. Raises UserError: "file-too-new" and the like.
    """
    if damaged:
        return _since_damaged(data, present, key, held, number)
    return _since_sound(data, present, key, held)


def _since_sound(data: Path, present: Path, key: bytes, held: Held) -> Since:
    """What would be left behind of a file that can be read, with what its journal alone still tells.

    What was sent comes back by pull before a number is given; not so into a backup from before pairing.
    """
    try:
        with opened(present, key) as store, store.read() as now:
            since = _unsent_since(now, held)
            if device(now).number == device_of(held.life)[0]:
                return replace(since, given=frozenset(kept_numbers(now)))
        return replace(since, given=frozenset(given_in(present, key)))
    except UserError as error:  # a newer version's, perhaps
        raise UserError(error.code, **{**error.facts, "file": str(data / FILE)}) from error


def _since_damaged(data: Path, present: Path, key: bytes, held: Held, number: int) -> Since:
    """The same where the file is lost or damaged; `number` is the computer's in the backup.

    Of what only the journal tells some may have been sent. Other computers' letters are theirs to count.
    """
    found, known, seen = Since(), journalled(data, key), epochs.beside(data)
    names_had = {number, *(device_of(origin)[0] for origin, _n in known)}
    if seen is not None:
        names_had.add(seen.number)
    if (present / FILE).exists():
        with suppress(Exception), _reading(present, key) as now:  # whatever the damage makes of it
            found = _unsent_since(now, held)
            names_had.add(device(now).number)
    told = {(row.origin, row.n) for acts in known.values() for act in acts for row in act.changes}
    # Pairing gave what came before it another name, under which the backup has it.
    told = {each for each in told if device_of(each[0])[0] or not number}
    letters = {letter_of(each) for each in names_had}
    given = chain(given_in(present, key), given_by(surely_done(known)))
    ours = frozenset(each for each in given if each.letter in letters)
    return Since(changes=tuple({*found.changes, *told}), given=ours)


def _unsent_since(now: Session, held: Held) -> Since:
    unsent = epochs.unsent_changes(now)
    later = select(ChangeRow.origin, ChangeRow.n).where(unsent, ChangeRow.hlc > held.newest)
    fresh = {
        row.row_id: given.number
        for row in now.scalars(_PAPERS.where(unsent))
        if row.row_id not in held.certificates
        for given in given_by([row])
    }
    return Since(changes=tuple((row.origin, row.n) for row in now.execute(later)), certificates=fresh)


def refuse_forgotten(since: Since, held: Held) -> None:
    """Numbers that are on paper are never given again: raises UserError("certificates-since")."""
    lost = [number for row, number in since.certificates.items() if row not in held.certificates]
    if lost:
        raise UserError("certificates-since", count=len(lost), number=min(lost))


@contextmanager
def opened(fresh: Path, key: bytes) -> Iterator[Store]:
    """The copy in `fresh`, upgraded to this version's tables; raises UserError."""
    store = open_store(fresh, key=key, author=None, before_upgrade=_only_a_copy)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def _reading(folder: Path, key: bytes) -> Iterator[Session]:
    """What a copy holds, in this version's tables."""
    path = folder / FILE
    engine = open_engine(path, key)
    try:
        with in_words(path):
            if revision_of(engine) is None:
                raise UserError("not-a-database", file=str(path))
            migrate(engine, path, before_upgrade=_only_a_copy)
        with Store(engine, path=path, key=key, author=None).read() as session:
            yield session
    finally:
        engine.dispose()


def _only_a_copy(_revision: str) -> None:
    """The file that it was made from is kept."""
