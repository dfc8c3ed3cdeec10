"""What a damaged file still tells of the acts that a backup of it has not.

SQLCipher seals each page: one that was changed does not open, one that opens holds what was written. The
log is read from where the backup ends, act by act, as far as it goes without a gap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, exc, insert, select

from lpk_desktop.domain.changes import Stamp
from lpk_desktop.domain.restamp import Renames, restamp_change
from lpk_desktop.errors import UserError
from lpk_desktop.storage.applying import apply_one, join_waiting
from lpk_desktop.storage.capture import recording_of, writing_rows
from lpk_desktop.storage.checking import check_file
from lpk_desktop.storage.device import device, sync_state
from lpk_desktop.storage.engine import FILE, open_engine
from lpk_desktop.storage.findings import Problem
from lpk_desktop.storage.recording import chained, change_of, log_row
from lpk_desktop.storage.store import Session
from lpk_desktop.storage.tables import ActRow, ChangeRow

_ACT, _CHANGE = ActRow.__table__.columns, ChangeRow.__table__.columns
Logged = Row[*tuple[Any, ...]]
"""A change as the log has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _End:
    """Where the log of this device ends in the backup."""

    origin: int
    n: int = 0
    last: Logged | None = None
    told: Mapping[int, int] = field(default_factory=dict)
    """The stamps that a central may have replaced since, by n."""


def is_damaged(folder: Path, key: bytes) -> bool:
    """Whether the file in `folder` cannot be read whole with `key`."""
    try:
        engine = open_engine(folder / FILE, key)
    except UserError:
        return True
    try:
        return any(each.code is Problem.FILE_DAMAGED for each in check_file(engine, folder).findings)
    finally:
        engine.dispose()


def salvage(session: Session, damaged: Path, key: bytes) -> int:
    """Tell the acts in the folder `damaged` that came after the backup again; gives how many changes.

    Under the names that they have: runs inside Store.write, before the backup goes on in a new epoch. Only
    this device's acts: those of others come back by pull. What cannot be read ends it; none is told in part.
    """
    end = _end(session)
    acts, _whole = _readable(damaged, key, _ACT, end.origin, end.n + 1)
    log, whole = _readable(damaged, key, _CHANGE, end.origin, min(end.told, default=end.n))
    renames = {
        Stamp(row.hlc, end.origin): Stamp(end.told[row.n], end.origin)
        for row in log
        if end.told.get(row.n, row.hlc) != row.hlc
    }
    heads = {row.n: row for row in acts}
    later = list(_proved([row for row in log if row.n >= end.n], end))
    groups = [(tx, list(rows)) for tx, rows in groupby(later, key=lambda row: row.tx)]
    if groups and not (whole and later[-1] is log[-1]) and later[-1].n + 1 not in heads:
        groups.pop()  # the rest of it may be what cannot be read
    told = 0
    digest = end.last.hash if end.last else b""
    with writing_rows(session.connection()):
        for tx, rows in groups:
            if tx not in heads:
                break
            session.connection().execute(insert(ActRow).values(**heads[tx]._mapping))  # noqa: SLF001  public
            digest = _tell(session, rows, renames, digest)
            told += len(rows)
        for state, _joined in join_waiting(session.connection()):
            recording_of(session).touched[state.table].add(state.row)
    session.expire_all()
    return told


def _end(session: Session) -> _End:
    origin, state = device(session).origin, sync_state(session)
    mine = select(*_CHANGE).where(ChangeRow.origin == origin)
    last = session.execute(mine.order_by(ChangeRow.n.desc()).limit(1)).first()
    if last is None:
        return _End(origin=origin)
    # What was acknowledged keeps its stamp; before pairing nobody gives another.
    open_from = last.n + 1 if state is None else 1 if state.lag else state.acked_n + 1
    told = {row.n: row.hlc for row in session.execute(mine.where(ChangeRow.n >= open_from))}
    return _End(origin=origin, n=last.n, last=last, told=told)


def _readable(
    folder: Path, key: bytes, columns: Iterable[Any], origin: int, first: int
) -> tuple[list[Logged], bool]:
    """Rows of the log of `origin` from n = `first` on, as far as they can be read; whether that is all."""
    where = tuple(columns)
    query = select(*where).where(where[0] == origin, where[1] >= first).order_by(where[1])
    found: list[Logged] = []
    try:
        with _opened(folder, key) as connection:
            for row in connection.execute(query):
                found.append(row)
    except (UserError, exc.DBAPIError):
        return found, False
    return found, True


@contextmanager
def _opened(folder: Path, key: bytes) -> Iterator[Connection]:
    # Anew each time: a connection that met a broken page reads no other.
    engine = open_engine(folder / FILE, key)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _proved(log: Sequence[Logged], end: _End) -> Iterator[Logged]:
    """The changes after the backup's last one that follow on each other without a gap."""
    digest, n = b"", 0
    if end.last is not None:
        if not log or not _is_same(log[0], end):
            return
        digest, n = log[0].hash, end.n
    for row in log[1:] if end.n else log:
        digest = chained(digest, change_of(row, None))
        if row.n != n + 1 or digest != row.hash:
            return
        n = row.n
        yield row


def _is_same(row: Logged, end: _End) -> bool:
    """Whether a change is the last one of the backup, but for a stamp that a central gave it since."""
    if end.last is None or row.n != end.n:
        return False
    said = (row.tx, row.table_name, row.row_id, row.op, row.patch)
    known = (end.last.tx, end.last.table_name, end.last.row_id, end.last.op, end.last.patch)
    return said == known and (bool(end.told) or row.hash == end.last.hash)


def _tell(session: Session, rows: Iterable[Logged], renames: Renames, digest: bytes) -> bytes:
    """Take the changes of one act into rows and log; gives the hash of the last one."""
    recording, connection = recording_of(session), session.connection()
    for row in rows:
        change = restamp_change(change_of(row, None), renames)
        recording.clock.reach(change.hlc)
        state, problem = apply_one(connection, change)
        digest = chained(digest, change)
        logged = log_row(change, digest, parked=problem) | {"old": row.old}
        connection.execute(insert(ChangeRow).values(**logged))
        if state is not None:
            recording.touched[state.table].add(state.row)
    return digest
