"""Two copies of one file went on under one name: what only this copy has moves to a new epoch.

It happens when a data folder is copied back by hand, or to a second computer. Nothing on this side
shows it; the central's word for what it has under our names does (sync.md section 5).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import and_, delete, insert, or_, select
from sqlalchemy.orm import Session

from lpk_desktop.domain.changes import Act, Change, Stamp, device_of, origin_of
from lpk_desktop.domain.erasing import is_same
from lpk_desktop.domain.restamp import Renames, restamp_change, restamp_state
from lpk_desktop.storage.applying import load, save
from lpk_desktop.storage.capture import recording_of, rewriting_log, writing_rows
from lpk_desktop.storage.device import device
from lpk_desktop.storage.epochs import begin_epoch, own_logs, unsent_changes
from lpk_desktop.storage.recording import chained, change_of, log_row
from lpk_desktop.storage.restamping import restamp
from lpk_desktop.storage.tables import SYNCED, ActRow, ChangeRow

Key = tuple[int, int]
"""Origin and n."""


def reconcile(session: Session, folder: Path, echoes: Sequence[Act], held: Mapping[int, int]) -> None:
    """Compare what is unacknowledged here with what the central has under the same names.

    `echoes` are this device's own acts as the central tells them, `held` how far it has each epoch.
    Where they are the same, the central's stamps are taken over. Where they are not, or where it
    has more than this file ever wrote, a new epoch begins, and what only this copy has moves there.
    Runs inside Store.write; raises OSError when `device.json` cannot be written.
    """
    own, logs = device(session), own_logs(session)
    ours = {(each.origin, each.n): each for each in _unacknowledged(session)}
    theirs = {(each.origin, each.n): each for act in echoes for each in act.changes}
    both = sorted(ours.keys() & theirs.keys())
    fork = _fork(ours, theirs, both)
    given: dict[int, dict[int, int]] = defaultdict(dict)
    for origin, n in both:
        if fork is None or (origin, n) <= fork:
            given[origin][n] = theirs[origin, n].hlc
    for origin, stamps in given.items():
        restamp(session, stamps, origin=origin)
    newer = any(device_of(origin)[1] > own.epoch for origin in held)
    if fork is not None or newer or held.get(own.origin, 0) > logs[own.origin]:
        epoch = begin_epoch(session, folder, held=held)
        if fork is not None:
            _move(session, fork, own.origin, origin_of(own.number, epoch))


def _unacknowledged(session: Session) -> list[Change]:
    query = (
        select(ChangeRow, ActRow.author)
        .join(ActRow, (ActRow.origin == ChangeRow.origin) & (ActRow.n == ChangeRow.tx))
        .where(unsent_changes(session))
    )
    return [change_of(row, author) for row, author in session.execute(query)]


def _fork(ours: Mapping[Key, Change], theirs: Mapping[Key, Change], both: Sequence[Key]) -> Key | None:
    """The end of the last act before the two differ; None where they do not."""
    # A change that the central gave another stamp is still the same change.
    renames = {ours[key].stamp: theirs[key].stamp for key in both}
    for key in both:
        # On one side somebody may have been erased since: then only the values differ.
        if not is_same(restamp_change(ours[key], renames), theirs[key]):
            return key[0], ours[key].tx - 1
    return None


def _move(session: Session, fork: Key, last: int, target: int) -> None:
    """Give what comes after a fork, up to the origin `last`, the names of the new origin `target`."""
    connection = session.connection()
    after, acts_after = (
        or_(
            and_(table.origin == fork[0], table.n > fork[1]),
            and_(table.origin > fork[0], table.origin <= last),
        )
        for table in (ChangeRow, ActRow)
    )
    rows = session.scalars(select(ChangeRow).where(after).order_by(ChangeRow.origin, ChangeRow.n)).all()
    numbers = {(row.origin, row.n): number for number, row in enumerate(rows, start=1)}
    renames = {Stamp(row.hlc, row.origin): Stamp(row.hlc, target) for row in rows}
    digest, moved = b"", []
    for row in rows:
        change = replace(
            restamp_change(change_of(row, None), renames),
            n=numbers[row.origin, row.n],
            tx=numbers[row.origin, row.tx],
        )
        digest = chained(digest, change)
        moved.append(log_row(change, digest, parked=row.parked) | {"old": row.old})
    acts = connection.execute(select(*ActRow.__table__.columns).where(acts_after)).mappings().all()
    session.expunge_all()
    with rewriting_log(connection):
        connection.execute(delete(ChangeRow).where(after))
        connection.execute(delete(ActRow).where(acts_after))
        connection.execute(insert(ActRow), [_renamed(dict(act), numbers, target) for act in acts])
        connection.execute(insert(ChangeRow), moved)
    recording_of(session).rewritten = True
    _rename_rows(session, {(row["table_name"], row["row_id"]) for row in moved}, renames)


def _renamed(act: dict[str, Any], numbers: Mapping[Key, int], target: int) -> dict[str, Any]:
    fresh = act | {"origin": target, "n": numbers[act["origin"], act["n"]]}
    undoes = numbers.get((act["undoes_origin"], act["undoes_n"]))
    return fresh if undoes is None else fresh | {"undoes_origin": target, "undoes_n": undoes}


def _rename_rows(session: Session, keys: set[tuple[Any, Any]], renames: Renames) -> None:
    connection, recording = session.connection(), recording_of(session)
    with writing_rows(connection):
        for table, row in sorted(keys):
            state = load(connection, table, row) if table in SYNCED else None
            if state is not None:
                save(connection, restamp_state(state, renames), fresh=False)
                recording.touched[table].add(row)
    session.expire_all()
