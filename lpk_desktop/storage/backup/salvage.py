"""What is still told of the acts that came after a backup, where the file itself is damaged or lost.

Two places tell: the file, for SQLCipher seals each page, so one that was changed does not open and one that
opens holds what was written; and the journal beside it. Acts are taken whole, from where the backup ends, as
far as each follows on the one before by the log's chain of hashes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby, takewhile
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, exc, insert, select

from lpk_desktop.domain.changes import Stamp
from lpk_desktop.domain.restamp import Renames, restamp_change
from lpk_desktop.errors import UserError
from lpk_desktop.storage.applying import EARLY, apply_one, is_early, join_waiting
from lpk_desktop.storage.capture import recording_of, writing_rows
from lpk_desktop.storage.checking import check_file
from lpk_desktop.storage.device import device, sync_state
from lpk_desktop.storage.engine import FILE, open_engine
from lpk_desktop.storage.findings import Problem
from lpk_desktop.storage.journal import entries
from lpk_desktop.storage.migrating import revision_of
from lpk_desktop.storage.recording import ACT_COLUMNS, CHANGE_COLUMNS, chained, change_of, log_row
from lpk_desktop.storage.store import Session
from lpk_desktop.storage.tables import ActRow, ChangeRow

_ACT, _CHANGE = ActRow.__table__.columns, ChangeRow.__table__.columns
Logged = Row[*tuple[Any, ...]] | ChangeRow
"""A change as a log has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """One whole act: its row of the log, and its changes."""

    act: Mapping[str, Any]
    changes: Sequence[Logged]


@dataclass(frozen=True, slots=True, kw_only=True)
class _End:
    """Where the log of this device ends in the backup."""

    origin: int
    n: int = 0
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
    except exc.DBAPIError:
        return True
    finally:
        engine.dispose()


def salvage(session: Session, data: Path, broken: Path, key: bytes) -> int:
    """Tell the acts again that came after the backup; gives how many changes.

    From the file in the folder `broken` or from the journal of the data folder `data`, whichever goes
    further. Under the names that they have: runs inside Store.write, before the backup goes on in a new
    epoch. Only this device's acts: those of others come back by pull.
    """
    end = _end(session)
    log, whole = _readable(broken, key, _CHANGE, end.origin, min(end.told, default=end.n))
    renames = {
        Stamp(row.hlc, end.origin): Stamp(end.told[row.n], end.origin)
        for row in log
        if end.told.get(row.n, row.hlc) != row.hlc
    }
    both = [_from_file(broken, key, log, end, whole=whole), _from_journal(data, key, end)]
    told = max(both, key=lambda acts: sum(len(each.changes) for each in acts))
    digest = end.last.hash if end.last else b""
    with writing_rows(session.connection()):
        for each in told:
            session.connection().execute(insert(ActRow).values(**each.act))
            digest = _tell(session, each.changes, renames, digest)
        for state, _joined in join_waiting(session.connection()):
            recording_of(session).touched[state.table].add(state.row)
    session.expire_all()
    return sum(len(each.changes) for each in told)


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
    if not (folder / FILE).exists():
        return found, False
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


def _from_file(folder: Path, key: bytes, log: Sequence[Logged], end: _End, *, whole: bool) -> list[_Told]:
    """What the file has, of which `log` could be read, and that may be all (`whole`)."""
    acts, _all = _readable(folder, key, _ACT, end.origin, end.n + 1)
    heads = {row.n: {name: getattr(row, name) for name in _ACT.keys()} for row in acts}  # noqa: SIM118
    later = list(_proved([row for row in log if row.n >= end.n], end))
    groups = [(tx, list(rows)) for tx, rows in groupby(later, key=lambda row: row.tx)]
    if groups and not (whole and later[-1] is log[-1]) and later[-1].n + 1 not in heads:
        groups.pop()  # the rest of it may be what cannot be read
    return [
        _Told(act=heads[tx], changes=rows) for tx, rows in takewhile(lambda group: group[0] in heads, groups)
    ]


def _from_journal(data: Path, key: bytes, end: _End) -> list[_Told]:
    """What the journal has. Two acts bear one name where an old copy came back: the later one counts."""
    known: defaultdict[int, list[_Told]] = defaultdict(list)
    for entry in entries(data, key):
        changes = [_change(values) for values in entry.changes]
        if changes and changes[0].origin == end.origin:
            known[changes[0].n].append(_Told(act=_act(entry.act), changes=changes))
    found: list[_Told] = []
    digest, n = (end.last.hash, end.n) if end.last else (b"", 0)
    while follower := next((each for each in reversed(known[n + 1]) if _follows(each, digest)), None):
        found.append(follower)
        digest, n = follower.changes[-1].hash, follower.changes[-1].n
    return found


def _follows(told: _Told, digest: bytes) -> bool:
    for row in told.changes:
        digest = chained(digest, change_of(row, None))
        if digest != row.hash:
            return False
    return True


def _act(values: Sequence[Any]) -> dict[str, Any]:
    act = dict(zip(ACT_COLUMNS, values, strict=True))
    return act | {"author": act["author"] and act["author"].hex()}


def _change(values: Sequence[Any]) -> ChangeRow:
    told = dict(zip(CHANGE_COLUMNS, values, strict=True))
    return ChangeRow(**told | {"row_id": told["row_id"].hex()})


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
        early = is_early(connection, change)
        state, problem = (None, EARLY) if early else apply_one(connection, change)
        digest = chained(digest, change)
        logged = log_row(change, digest, parked=problem) | {"old": row.old}
        connection.execute(insert(ChangeRow).values(**logged))
        if state is not None:
            recording.touched[state.table].add(state.row)
    return digest
