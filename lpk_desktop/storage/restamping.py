"""Giving this device's own changes the stamps that the centre gave them, after a wrong clock."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from lpk_desktop.domain.changes import Change, Stamp
from lpk_desktop.domain.restamp import Renames, restamp_change, restamp_state
from lpk_desktop.storage.applying import load, save
from lpk_desktop.storage.capture import recording_of, rewriting_log, writing_rows
from lpk_desktop.storage.device import device
from lpk_desktop.storage.recording import chained, change_of, log_row
from lpk_desktop.storage.tables import SYNCED, ActRow, ChangeRow


def restamp(session: Session, given: Mapping[int, int], *, origin: int | None = None) -> None:
    """Rename stamps in rows, log and hash chain: `given` maps n of this device's changes to their hlc.

    Of its present epoch, or the one that `origin` names. Runs inside Store.write. Changes written
    since that replace a renamed value name it anew.
    """
    if not given:
        return
    present = device(session).origin
    origin = present if origin is None else origin
    connection = session.connection()
    renames = {
        Stamp(row.hlc, origin): Stamp(given[row.n], origin)
        for row in connection.execute(
            select(ChangeRow.n, ChangeRow.hlc).where(ChangeRow.origin == origin, ChangeRow.n >= min(given))
        )
        if given.get(row.n, row.hlc) != row.hlc
    }
    if not renames:
        return
    changes: list[Change] = []
    with rewriting_log(connection):
        for each in range(origin, present + 1):
            changes += _rewrite_log(session, each, min(given) if each == origin else 1, renames)
    with writing_rows(connection):
        for table, row in sorted({(each.table, each.row) for each in changes if each.table in SYNCED}):
            state = load(connection, table, row)
            if state is not None:
                save(connection, restamp_state(state, renames), fresh=False)
                recording_of(session).touched[table].add(row)
    session.expire_all()


def _rewrite_log(session: Session, origin: int, first: int, renames: Renames) -> list[Change]:
    """Give the changes of an epoch from `first` on their new stamps, and chain them anew."""
    connection = session.connection()
    mine = (ChangeRow.origin == origin, ChangeRow.n >= first)
    rows = session.scalars(select(ChangeRow).where(*mine).order_by(ChangeRow.n)).all()
    digest = session.scalar(
        select(ChangeRow.hash).where(ChangeRow.origin == origin, ChangeRow.n == first - 1)
    )
    fresh, changes = [], []
    for row in rows:
        before = change_of(row, None)
        change = restamp_change(before, renames)
        digest = chained(digest or b"", change)
        fresh.append(log_row(change, digest, parked=row.parked) | {"old": row.old})
        changes.append(change)
        if change.n == change.tx and change.hlc != before.hlc:
            head = (ActRow.origin == origin) & (ActRow.n == change.n)
            connection.execute(update(ActRow).where(head).values(hlc=change.hlc))
    session.expunge_all()
    if fresh:
        connection.execute(delete(ChangeRow).where(*mine))
        connection.execute(insert(ChangeRow), fresh)
    return changes
