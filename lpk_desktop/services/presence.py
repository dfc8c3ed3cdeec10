"""Attendance summed up per enrolment, for lists that do not show the grid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lpk_desktop.domain.attendance import Code, Forecast, forecast, meets
from lpk_desktop.domain.roles import Right
from lpk_desktop.services.permissions import limited
from lpk_desktop.storage import tables as t
from lpk_desktop.storage.tables import Cohort, Enrolment, EnrolmentStatus, Mark, Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """One enrolment's marks so far, all in sessions."""

    enrolment: str
    trainee: str
    cohort: str
    active: bool
    """Whether the person still takes part."""
    counts: tuple[int, int, int, int, int]
    """How many H, T, I, S, A."""
    attended: int
    left: int
    """Sessions still to come or unmarked; none is held for a person who withdrew."""
    minimum: int
    """Percent."""

    @property
    def marked(self) -> int:
        """Sessions with a mark."""
        return sum(self.counts)

    @property
    def rate(self) -> Fraction | None:
        """Attended over marked, 0 to 1; None while nothing is marked."""
        return Fraction(self.attended, self.marked) if self.marked else None

    @property
    def below(self) -> bool:
        """Whether what is marked so far lies under the programme's minimum."""
        return self.rate is not None and not meets(self.rate, self.minimum)

    @property
    def ahead(self) -> Forecast:
        """What must still be attended to reach the minimum."""
        return forecast(attended=self.attended, marked=self.marked, left=self.left, minimum=self.minimum)


def presences(session: Session, *, cohorts: Collection[str] | None = None) -> dict[str, Presence]:
    """Every enrolment of these cohorts, or of all, by its id; three queries however many there are."""
    sizes = _sizes(session)
    tallies = _tallies(session, cohorts)
    query = (
        select(
            Enrolment.id, Enrolment.trainee_id, Enrolment.cohort_id, Enrolment.status,
            Programme.counted, Programme.minimum_attendance,
        )
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Programme, Programme.id == Cohort.programme_id)
        .where(~Enrolment.deleted)
    )  # fmt: skip
    query = limited(session, Right.READ_CLASS, query, cohort=Enrolment.cohort_id)
    if cohorts is not None:
        query = query.where(Enrolment.cohort_id.in_(cohorts))
    found = {}
    for enrolment, trainee, cohort, status, counted, minimum in session.execute(query):
        tally = tallies.get(enrolment, Counter())
        marked = sum(tally.values())
        found[enrolment] = Presence(
            enrolment=enrolment,
            trainee=trainee,
            cohort=cohort,
            active=status is EnrolmentStatus.ACTIVE,
            counts=(tally[Code.PRESENT], tally[Code.LATE], tally[Code.EXCUSED], tally[Code.SICK],
                    tally[Code.ABSENT]),
            attended=sum(tally[Code(letter)] for letter in counted),
            left=max(sizes.get(cohort, 0) - marked, 0) if status is EnrolmentStatus.ACTIVE else 0,
            minimum=minimum,
        )  # fmt: skip
    return found


def _sizes(session: Session) -> dict[str, int]:
    query = (
        select(t.Session.cohort_id, func.count())
        .where(~t.Session.deleted, ~t.Session.cancelled)
        .group_by(t.Session.cohort_id)
    )
    return dict(session.execute(query).all())


def _tallies(session: Session, cohorts: Collection[str] | None) -> dict[str, Counter[Code]]:
    query = (
        select(Mark.enrolment_id, Mark.code, func.count())
        .join(t.Session, t.Session.id == Mark.session_id)
        .where(~Mark.deleted, Mark.code.is_not(None), ~t.Session.deleted, ~t.Session.cancelled)
        .group_by(Mark.enrolment_id, Mark.code)
    )
    if cohorts is not None:
        query = query.where(t.Session.cohort_id.in_(cohorts))
    found: dict[str, Counter[Code]] = {}
    for enrolment, code, count in session.execute(query):
        if code is not None:
            found.setdefault(enrolment, Counter())[code] = count
    return found
