"""What is still told of the acts that came after a backup, where the file itself is damaged or lost.

Two places tell: the file, for SQLCipher seals each page, so one that was changed does not open and one that
opens holds what was written; and the journal beside it. Acts are taken whole, from where the backup ends, as
far as each follows on the one before in either of them. Where a row runs on into a page that does not open,
it comes with zeros in the place of that page, so what cannot be understood counts as not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import chain, groupby, takewhile
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Select, asc, desc, exc, literal_column, select
from sqlalchemy.orm import Mapped, Session
from sqlcipher3 import dbapi2 as sqlcipher

from lpk_desktop.domain.changes import Stamp, device_of, origin_of
from lpk_desktop.domain.restamp import Renames
from lpk_desktop.errors import UserError
from lpk_desktop.storage.chains import UNREADABLE
from lpk_desktop.storage.checking import check_file
from lpk_desktop.storage.device import sync_state
from lpk_desktop.storage.engine import FILE, driver_of, open_engine
from lpk_desktop.storage.epochs import LAST_EPOCH, beside
from lpk_desktop.storage.erasing import Traces, traces
from lpk_desktop.storage.findings import Problem
from lpk_desktop.storage.migrating import revision_of
from lpk_desktop.storage.numbers import TABLES as NUMBERS
from lpk_desktop.storage.numbers import Given, given_by, noted
from lpk_desktop.storage.recording import Logged, chained, change_of
from lpk_desktop.storage.retelling import (
    End,
    Told,
    following,
    journalled,
    lives_from,
    own_end,
    retell,
)
from lpk_desktop.storage.tables import ActRow, Certificate, ChangeRow, DeviceRow, Setting

_UNREAD = (UserError, exc.DBAPIError, sqlcipher.Error, *UNREADABLE)
"""What reading a damaged file raises, the sense of its rows included."""
_ROWID: ColumnElement[int] = literal_column("rowid")
_ACT, _CHANGE = ActRow.__table__.columns, ChangeRow.__table__.columns


@dataclass(frozen=True, slots=True, kw_only=True)
class _Backup:
    """Where the log of this device ends in the backup."""

    end: End
    last: Logged | None = None
    told: Mapping[int, int] = field(default_factory=dict)
    """The stamps that a central may have replaced since, by n."""


def is_damaged(folder: Path, key: bytes) -> bool:
    """Whether the file in `folder` is lost, or cannot be read whole with `key`."""
    if not (folder / FILE).exists():
        return True
    try:
        engine = open_engine(folder / FILE, key)
    except UserError:
        return True
    try:
        if revision_of(engine) is None:  # an empty file is a sound database of nothing
            return True
        return any(each.code is Problem.FILE_DAMAGED for each in check_file(engine, folder).findings)
    except _UNREAD:
        return True
    finally:
        engine.dispose()


def salvage(session: Session, data: Path, broken: Path, key: bytes) -> int:
    """Tell the acts again that came after the backup; gives how many changes.

    From the file in the folder `broken` and from the journal of the data folder `data`, each as far as
    it goes. Under the names that they have: runs inside Store.write, before the backup goes on in a new
    epoch. Only this device's acts: those of others come back by pull.
    """
    acts, renames = told_since(session, data, broken, key)
    return retell(session, acts, renames=renames)


def told_since(session: Session, data: Path, broken: Path, key: bytes) -> tuple[list[Told], Renames]:
    """The acts that `salvage` tells again, in their order, and the stamps that a central has replaced."""
    backup, known = _backup(session), journalled(data, key)
    log = _log_from(broken, key, backup.end.origin, min(backup.told, default=backup.end.n))
    start = _same_place(log.get(backup.end.n), backup, broken, key)
    acts: list[Told] = []
    for begin in lives_from(start, [*(origin for origin, _n in known), *_epochs(data, broken, key, backup)]):
        end = begin
        while more := _from_file(broken, key, end) or following(known, end):
            acts += more
            end = more[-1].end
        if end == start != backup.end:  # the journal from before a central gave stamps another value
            acts += following(known, backup.end)
    return acts, {
        Stamp(row.hlc, row.origin): Stamp(backup.told[n], row.origin)
        for n, row in log.items()
        if backup.told.get(n, row.hlc) != row.hlc
    }


def given_in(broken: Path, key: bytes) -> Iterator[Given]:
    """The numbers that a file which may be damaged tells: in its log, in its register, or in a note."""
    log = select(ChangeRow.table_name, ChangeRow.patch).where(ChangeRow.table_name.in_(NUMBERS))
    yield from given_by(_from_both_ends(broken, key, log, ChangeRow.origin, ChangeRow.n))
    columns = (getattr(Certificate, name) for name in Given.__struct_fields__)
    for row in _from_both_ends(broken, key, select(*columns), _ROWID):
        with suppress(msgspec.ValidationError):
            yield msgspec.convert(row, Given, from_attributes=True)
    for row in _from_both_ends(broken, key, select(Setting.value), _ROWID):
        if (note := noted(row.value)) is not None:
            yield note


def last_life(broken: Path, key: bytes, number: int) -> int:
    """The last epoch of this device in a file that may be damaged; 0 where it tells none."""
    mine = select(ChangeRow.origin).where(
        ChangeRow.origin.between(origin_of(number, 0), origin_of(number, LAST_EPOCH))
    )
    own = select(DeviceRow.epoch).where(DeviceRow.number == number)
    written = (
        device_of(row.origin)[1] for row in _from_both_ends(broken, key, mine, ChangeRow.origin, ChangeRow.n)
    )
    return max(
        chain((row.epoch for row in _from_both_ends(broken, key, own, DeviceRow.id)), written), default=0
    )


def _backup(session: Session) -> _Backup:
    end, state = own_end(session), sync_state(session)
    mine = select(*_CHANGE).where(ChangeRow.origin == end.origin)
    last = session.execute(mine.where(ChangeRow.n == end.n)).first()
    # What was acknowledged keeps its stamp; before pairing nobody gives another.
    open_from = end.n + 1 if state is None else 1 if state.lag else state.acked_n + 1
    told = {row.n: row.hlc for row in session.execute(mine.where(ChangeRow.n >= open_from))}
    return _Backup(end=end, last=last, told=told)


def _epochs(data: Path, broken: Path, key: bytes, backup: _Backup) -> list[int]:
    """The later lives that this device had, as far as its file or what stands beside it says."""
    (number, epoch), seen = device_of(backup.end.origin), beside(data)
    last = seen.epoch if seen is not None and seen.number == number else epoch
    last = max(last, last_life(broken, key, number))
    return [origin_of(number, each) for each in range(epoch + 1, last + 1)]


def _log_from(folder: Path, key: bytes, origin: int, first: int) -> dict[int, Logged]:
    """What can be read of the log of `origin` from n = `first` on, by n."""
    log = select(*_CHANGE).where(ChangeRow.origin == origin, ChangeRow.n >= first)
    return {row.n: row for row in _from_both_ends(folder, key, log, ChangeRow.n)}


def _same_place(row: Logged | None, backup: _Backup, broken: Path, key: bytes) -> End:
    """The end of the backup as the file has it, `row`, which may have been chained anew since."""
    if row is None or backup.last is None:
        return backup.end
    erased = _erased_since(broken, key)
    said, known = ((each.tx, each.table_name, each.row_id, each.op) for each in (row, backup.last))
    restamped = bool(backup.told) and row.patch == backup.last.patch
    if said == known and (erased or restamped):
        return End(origin=row.origin, n=row.n, hash=row.hash)
    return backup.end


def _erased_since(broken: Path, key: bytes) -> bool:
    """Whether the file says that somebody was erased in it."""
    try:
        with _opened(broken, key) as connection:
            return traces(driver_of(connection)) is not Traces.NEVER
    except _UNREAD:
        return False


def _readable(
    folder: Path, key: bytes, columns: Iterable[Any], origin: int, first: int
) -> tuple[list[Logged], bool]:
    """Rows of the log of `origin` from n = `first` on, as far as they can be read; whether that is all."""
    where = tuple(columns)
    query = select(*where).where(where[0] == origin, where[1] >= first).order_by(where[1])
    found: list[Logged] = []
    if not (folder / FILE).exists():
        return found, False
    try:
        with _opened(folder, key) as connection:
            for row in connection.execute(query):
                if not _is_whole(row):
                    return found, False
                found.append(row)
    except _UNREAD:
        return found, False
    return found, True


def _from_both_ends(
    folder: Path, key: bytes, query: Select[*tuple[Any, ...]], *order: ColumnElement[Any] | Mapped[Any]
) -> Iterator[Row[*tuple[Any, ...]]]:
    """Rows in the order in which a table lies, and in the other one, each as far as they can be read."""
    if not (folder / FILE).exists():
        return
    for way in (asc, desc):
        with suppress(*_UNREAD), _opened(folder, key) as connection:
            yield from filter(_is_whole, connection.execute(query.order_by(*map(way, order))))


def _is_whole(row: Row[*tuple[Any, ...]]) -> bool:
    """Whether no text in it has the zeros that come for a page that does not open; people's have none."""
    return not any(isinstance(value, str) and "\0" in value for value in row)


@contextmanager
def _opened(folder: Path, key: bytes) -> Iterator[Connection]:
    # Anew each time: a connection that met a broken page reads no other.
    engine = open_engine(folder / FILE, key)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _from_file(folder: Path, key: bytes, end: End) -> list[Told]:
    """The acts of one life in the file that follow on `end`, up to the first that cannot be read whole."""
    log, whole = _readable(folder, key, _CHANGE, end.origin, end.n + 1)
    later = list(_proved(log, end))
    if not later:
        return []
    acts, _all = _readable(folder, key, _ACT, end.origin, end.n + 1)
    heads = {row.n: {name: getattr(row, name) for name in _ACT.keys()} for row in acts}  # noqa: SIM118
    groups = [(tx, list(rows)) for tx, rows in groupby(later, key=lambda row: row.tx)]
    if not (whole and later[-1] is log[-1]) and later[-1].n + 1 not in heads:
        groups.pop()  # the rest of it may be what cannot be read
    return [
        Told(act=heads[tx], changes=rows) for tx, rows in takewhile(lambda group: group[0] in heads, groups)
    ]


def _proved(log: Iterable[Logged], end: End) -> Iterator[Logged]:
    """The changes after `end` that follow on each other without a gap."""
    digest, n = end.hash, end.n
    for row in log:
        try:
            digest = chained(digest, change_of(row, None))
        except UNREADABLE:
            return
        if row.n != n + 1 or digest != row.hash:
            return
        n = row.n
        yield row
