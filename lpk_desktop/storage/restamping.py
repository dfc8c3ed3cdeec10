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


def restamp(session: Session, given: Mapping[int, int]) -> None:
    """Rename stamps in rows, log and hash chain: `given` maps n of this device's changes to their hlc.

    Runs inside Store.write. Changes written since that replace a renamed value name it anew.
    """
    if not given:
        return
    origin = device(session).origin
    connection = session.connection()
    chosen = select(ChangeRow).where(ChangeRow.origin == origin, ChangeRow.n >= min(given))
    rows = session.scalars(chosen.order_by(ChangeRow.n)).all()
    changes = [change_of(row, None) for row in rows]
    renames = {
        each.stamp: Stamp(given[each.n], origin)
        for each in changes
        if each.n in given and each.hlc != given[each.n]
    }
    if not renames:
        return
    with rewriting_log(connection):
        _rewrite_log(session, origin, changes, [row.old for row in rows], renames)
    with writing_rows(connection):
        for table, row in sorted({(each.table, each.row) for each in changes if each.table in SYNCED}):
            state = load(connection, table, row)
            if state is not None:
                save(connection, restamp_state(state, renames), fresh=False)
                recording_of(session).touched[table].add(row)
    session.expire_all()


def _rewrite_log(
    session: Session, origin: int, changes: list[Change], olds: list[str | None], renames: Renames
) -> None:
    connection = session.connection()
    first = changes[0].n
    digest = session.scalar(
        select(ChangeRow.hash).where(ChangeRow.origin == origin, ChangeRow.n == first - 1)
    )
    rows = []
    for each, old in zip(changes, olds, strict=True):
        change = restamp_change(each, renames)
        digest = chained(digest or b"", change)
        rows.append(log_row(change, digest) | {"old": old})
        if change.n == change.tx and change.hlc != each.hlc:
            head = (ActRow.origin == origin) & (ActRow.n == change.n)
            connection.execute(update(ActRow).where(head).values(hlc=change.hlc))
    session.expunge_all()
    connection.execute(delete(ChangeRow).where(ChangeRow.origin == origin, ChangeRow.n >= first))
    connection.execute(insert(ChangeRow), rows)
