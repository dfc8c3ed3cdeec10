"""What this device has written and the centre has not acknowledged yet: a query on the log."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lpk_desktop.domain.changes import Act
from lpk_desktop.storage.device import device
from lpk_desktop.storage.epochs import unsent_changes
from lpk_desktop.storage.recording import change_of
from lpk_desktop.storage.tables import ActRow, ChangeRow


def unsent(session: Session, *, after_n: int, limit: int, origin: int | None = None) -> list[Act]:
    """Whole acts of this device whose changes come after `after_n`, oldest first, in its present epoch.

    Or in the one that `origin` names. Stops before `limit` changes are passed, but never gives less
    than one act.
    """
    origin = device(session).origin if origin is None else origin
    query = (
        select(ChangeRow)
        .where(ChangeRow.origin == origin, ChangeRow.n > after_n)
        .order_by(ChangeRow.n)
        .limit(limit + 1)
    )
    rows = _without_gap(list(session.scalars(query)))
    if len(rows) > limit:
        whole = [row for row in rows if row.tx != rows[-1].tx]
        rows = whole or _one_act(session, origin, rows[0].tx, after_n)
    return acts_of(session, rows)


def _without_gap(rows: list[ChangeRow]) -> list[ChangeRow]:
    """Up to the first gap: of an earlier epoch that came back by pull, refused acts did not."""
    for count, (earlier, later) in enumerate(pairwise(rows), start=1):
        if later.n != earlier.n + 1:
            return rows[:count]
    return rows


def waiting(session: Session) -> int:
    """How many changes of this device the centre has not acknowledged; all of them before pairing."""
    return session.scalar(select(func.count()).select_from(ChangeRow).where(unsent_changes(session))) or 0


def acts_of(session: Session, rows: Sequence[ChangeRow]) -> list[Act]:
    """Rows of the log, in order, gathered into their acts."""
    acts: list[Act] = []
    start = 0
    for end in range(1, len(rows) + 1):
        if end < len(rows) and (rows[end].origin, rows[end].tx) == (rows[start].origin, rows[start].tx):
            continue
        head = session.get_one(ActRow, (rows[start].origin, rows[start].tx))
        acts.append(
            Act(
                origin=head.origin,
                n=head.n,
                label=head.label,
                author=head.author,
                at=head.hlc,
                changes=tuple(change_of(row, head.author) for row in rows[start:end]),
            )
        )
        start = end
    return acts


def _one_act(session: Session, origin: int, tx: int, after_n: int) -> list[ChangeRow]:
    query = select(ChangeRow).where(ChangeRow.origin == origin, ChangeRow.tx == tx, ChangeRow.n > after_n)
    return list(session.scalars(query.order_by(ChangeRow.n)))
