"""Telling acts of this computer again that its file has lost, proved by the log's chain of hashes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from lpk_desktop.domain.changes import device_of
from lpk_desktop.domain.restamp import Renames, restamp_change
from lpk_desktop.storage.applying import EARLY, apply_one, is_early, join_waiting
from lpk_desktop.storage.capture import recording_of, writing_rows
from lpk_desktop.storage.device import device
from lpk_desktop.storage.epochs import begin_epoch, go_on_in
from lpk_desktop.storage.journal import entries, last_entries
from lpk_desktop.storage.numbers import given_by, keep_numbers
from lpk_desktop.storage.recording import (
    ACT_COLUMNS,
    CHANGE_COLUMNS,
    Logged,
    UnreadableChangeError,
    chained,
    change_of,
    log_row,
)
from lpk_desktop.storage.tables import ActRow, ChangeRow, DeviceRow

Journalled = Mapping[tuple[int, int], Sequence["Told"]]
"""Acts by origin and n; one that failed, and the one in its place, bear the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """Where a log of this device ends."""

    origin: int
    n: int = 0
    hash: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One whole act: its row of the log, and its changes."""

    act: Mapping[str, Any]
    changes: Sequence[Logged]
    committed: bool = True
    """Whether it surely was; one that others follow on was too."""

    @property
    def end(self) -> End:
        """Where the log ends with it."""
        last = self.changes[-1]
        return End(origin=last.origin, n=last.n, hash=last.hash)


def own_end(session: Session) -> End:
    """Where this device's log ends in the file."""
    origin = device(session).origin
    last = select(ChangeRow.n, ChangeRow.hash).where(ChangeRow.origin == origin).order_by(ChangeRow.n.desc())
    row = session.execute(last.limit(1)).first()
    return End(origin=origin) if row is None else End(origin=origin, n=row.n, hash=row.hash)


def lags(session: Session, data: Path, key: bytes) -> bool:
    """Whether the journal in `data` goes further than the file does; quick where nothing is lost."""
    if session.get(DeviceRow, 1) is None:  # a file that is just being made
        return False
    end = own_end(session)
    lasts = (entry.changes[-1][:2] for entry in last_entries(data, key))
    return any((origin, n) > (end.origin, end.n) and _is_ours(origin, end) for origin, n in lasts)


def journalled(data: Path, key: bytes) -> Journalled:
    """All acts that the journal in `data` tells."""
    known: defaultdict[tuple[int, int], list[Told]] = defaultdict(list)
    for entry in entries(data, key):
        with suppress(ValueError, TypeError, AttributeError):  # of a newer version
            changes = [_change(values) for values in entry.changes]
            told = Told(act=_act(entry.act), changes=changes, committed=entry.committed)
            known[changes[0].origin, changes[0].n].append(told)
    return known


def lives_from(end: End, origins: Collection[int]) -> Iterator[End]:
    """`end`, and then the beginnings of this device's later lives among `origins`."""
    yield end
    for origin in sorted(set(origins)):
        if origin > end.origin and _is_ours(origin, end):
            yield End(origin=origin)


def following(known: Journalled, end: End) -> list[Told]:
    """The acts of one life that follow on `end`, each on the one before, up to the first gap.

    The last ones only if they were surely committed.
    """
    found: list[Told] = []
    while candidates := _followers(known, end):
        found.append(max(candidates, key=lambda each: (_counts(known, each), each.changes[0].hlc)))
        end = found[-1].end
    while found and not found[-1].committed:
        found.pop()
    return found


def surely_done(known: Journalled) -> Iterator[Logged]:
    """The changes of all acts that were committed, also beyond a gap."""
    for acts in known.values():
        for act in acts:
            if _counts(known, act):
                yield from act.changes


def catch_up(session: Session, data: Path, key: bytes) -> bool:
    """Take over what the journal in `data` tells and the file has lost; says whether it was behind.

    Runs inside Store.write, so that nobody is just between the journal and the commit; raises OSError
    when `device.json` cannot be written.
    """
    known = journalled(data, key)
    changes = retell_from(session, known)
    if not changes and not lags(session, data, key):
        return False
    _go_past(session, data, known)
    return True


def retell_from(session: Session, known: Journalled) -> int:
    """Tell again what follows on the file in `known`; gives how many changes. Runs inside Store.write."""
    lives = lives_from(own_end(session), {origin for origin, _n in known})
    return retell(session, [act for life in lives for act in following(known, life)])


def skip(session: Session, data: Path, key: bytes) -> bool:
    """Go on after all that the journal in `data` tells without taking any of it; runs as `catch_up`."""
    _go_past(session, data, journalled(data, key))
    return True


def _go_past(session: Session, data: Path, known: Journalled) -> None:
    """Go on after all that the journal tells, also where some of it does not follow on the file.

    A paired computer does so in a new epoch: what others did may be lost with it, so the centre has to be
    asked before keys and numbers; and what comes after a gap it may know under the name that the next act
    would have. Numbers of certificates that are not here are kept.
    """
    end = own_end(session)
    if device(session).number:
        begin_epoch(session, data, held={origin: 0 for origin, _n in known if _is_ours(origin, end)})
    keep_numbers(session, given_by(surely_done(known)))


def retell(session: Session, acts: Iterable[Told], *, renames: Renames | None = None) -> int:
    """Take whole acts into rows and log, in their order; gives how many changes. Runs inside Store.write.

    They keep their names; `renames` says which stamps a central has replaced. One that rests on what
    another computer wrote waits until that is here.
    """
    count, connection = 0, session.connection()
    for origin, life in groupby(acts, key=lambda act: act.end.origin):
        if origin != device(session).origin:
            go_on_in(session, device_of(origin)[1])
        digest = own_end(session).hash
        with writing_rows(connection):
            for act in life:
                connection.execute(insert(ActRow), act.act)
                digest = _tell(session, act.changes, renames or {}, digest)
                count += len(act.changes)
    with writing_rows(connection):
        for state, _joined in join_waiting(connection):
            recording_of(session).touched[state.table].add(state.row)
    session.expire_all()
    return count


def _is_ours(origin: int, end: End) -> bool:
    return device_of(origin)[0] == device_of(end.origin)[0]


def _followers(known: Journalled, end: End) -> list[Told]:
    return [each for each in known.get((end.origin, end.n + 1), ()) if _follows(each, end)]


def _counts(known: Journalled, act: Told) -> bool:
    return act.committed or bool(_followers(known, act.end))


def _follows(told: Told, end: End) -> bool:
    digest = end.hash
    for row in told.changes:
        try:
            digest = chained(digest, change_of(row, None))
        except UnreadableChangeError:  # of a newer version
            return False
        if digest != row.hash:
            return False
    return True


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
        connection.execute(insert(ChangeRow), logged)
        if state is not None:
            recording.touched[state.table].add(state.row)
    return digest


def _act(values: Sequence[Any]) -> dict[str, Any]:
    act = dict(zip(ACT_COLUMNS, values, strict=True))
    return act | {"author": act["author"] and act["author"].hex()}


def _change(values: Sequence[Any]) -> ChangeRow:
    told = dict(zip(CHANGE_COLUMNS, values, strict=True))
    return ChangeRow(**told | {"row_id": told["row_id"].hex()})
