"""The list of cohorts with how far each is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lpk_desktop.services.cohorts import cohorts
from lpk_desktop.services.presence import presences
from lpk_desktop.services.views import CohortHead
from lpk_desktop.storage import tables as t
from lpk_desktop.storage.tables import Cohort


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortLine:
    """One cohort in the list."""

    head: CohortHead
    capacity: int | None
    held: int
    """Sessions up to today."""
    rate: Fraction | None
    """Attendance of all its active trainees so far."""
    behind: int
    """Active trainees under the minimum."""
    namesake: bool
    """Whether another cohort goes by the same number."""


def cohort_lines(session: Session, *, today: date) -> list[CohortLine]:
    """All cohorts in the order of `cohorts.cohorts`."""
    rooms = dict(session.execute(select(Cohort.id, Cohort.capacity)).all())
    held = dict(
        session.execute(
            select(t.Session.cohort_id, func.count())
            .where(t.Session.day <= today, ~t.Session.deleted, ~t.Session.cancelled)
            .group_by(t.Session.cohort_id)
        ).all()
    )
    attended: dict[str, int] = {}
    marked: dict[str, int] = {}
    behind: dict[str, int] = {}
    for each in presences(session).values():
        if each.active:
            attended[each.cohort] = attended.get(each.cohort, 0) + each.attended
            marked[each.cohort] = marked.get(each.cohort, 0) + each.marked
            behind[each.cohort] = behind.get(each.cohort, 0) + each.below
    heads = cohorts(session, today=today)
    numbers = Counter(head.number.upper() for head in heads)
    return [
        CohortLine(
            head=head,
            capacity=rooms[head.id],
            held=held.get(head.id, 0),
            rate=Fraction(attended[head.id], marked[head.id]) if marked.get(head.id) else None,
            behind=behind.get(head.id, 0),
            namesake=numbers[head.number.upper()] > 1,
        )
        for head in heads
    ]


def next_batch(session: Session, programme: str) -> int:
    """The batch after the highest that a programme (by code) has had this far."""
    highest = session.scalar(
        select(func.max(Cohort.batch))
        .join(t.Programme, t.Programme.id == Cohort.programme_id)
        .where(t.Programme.code == programme, ~Cohort.deleted)
    )
    return (highest or 0) + 1
