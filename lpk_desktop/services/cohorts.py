"""Cohorts: making them, listing them, their head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from lpk_desktop.domain.pattern import format_pattern, parse_pattern
from lpk_desktop.domain.schedule import PlannedSession
from lpk_desktop.errors import UserError
from lpk_desktop.language import _
from lpk_desktop.services.planning import NewCohort, lay_out
from lpk_desktop.services.programmes import programme
from lpk_desktop.services.views import CohortHead, CohortStatus
from lpk_desktop.storage import tables as t
from lpk_desktop.storage.direct import Prepared
from lpk_desktop.storage.tables import Assessment, Cohort, Enrolment, EnrolmentStatus, Programme, Staff

LAST_BATCH = 9999
"""More digits are a slip of the hand, and would not fit on a certificate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionItem:
    """One session in a schedule; local day and times."""

    id: str
    number: int
    day: date
    start: time
    end: time
    jp: int
    topic: str | None
    room: str | None
    cancelled: bool
    locked: bool


def new_cohort(session: Session, new: NewCohort) -> str:
    """Make a cohort with its sessions, none on a closed day; gives its number ("LAS-4/2026").

    Raises UserError: "unknown-programme", "cohort-exists", "batch-invalid", and those of
    domain.pattern and domain.schedule.
    """
    course = programme(session, new.programme)
    if not 1 <= new.batch <= LAST_BATCH:
        raise UserError("batch-invalid", batch=new.batch)
    planned = lay_out(session, new).sessions
    year = planned[0].day.year
    number = f"{course.code}-{new.batch}/{year}"
    if session.scalar(select(Cohort.id).where(Cohort.number == number, ~Cohort.deleted)):
        raise UserError("cohort-exists", number=number)
    cohort = Cohort(
        programme_id=course.id,
        number=number,
        batch=new.batch,
        year=year,
        starts=planned[0].day,
        ends=planned[-1].day,
        capacity=new.capacity,
        mode=new.mode,
        place=new.place,
        funding=new.funding,
        instructor_id=new.instructor,
        pattern=format_pattern(parse_pattern(new.pattern)),
    )
    session.add(cohort)
    session.add_all(_meeting(cohort.id, each, new) for each in planned)
    session.flush()
    return number


def _meeting(cohort: str, planned: PlannedSession, new: NewCohort) -> t.Session:
    return t.Session(
        cohort_id=cohort,
        day=planned.day,
        start=planned.start,
        end=planned.end,
        jp=planned.jp,
        instructor_id=new.instructor,
        room=new.place,
    )


def cohort_id(session: Session, number: str) -> str:
    """The id of the cohort that people call `number`; raises UserError("unknown-cohort")."""
    wanted = number.strip().upper()
    found = session.scalar(select(Cohort.id).where(func.upper(Cohort.number) == wanted, ~Cohort.deleted))
    if found is None:
        known = session.scalars(
            select(Cohort.number).where(~Cohort.deleted).order_by(Cohort.starts.desc()).limit(8)
        )
        raise UserError("unknown-cohort", number=number, known=", ".join(known) or "–")
    return found


def cohorts(session: Session, *, today: date) -> list[CohortHead]:
    """All cohorts: running ones first, then planned, then past, newest first."""
    order = [CohortStatus.RUNNING, CohortStatus.EXAM, CohortStatus.PLANNED, CohortStatus.FINISHED]
    rows = session.scalars(
        select(Cohort).where(~Cohort.deleted).order_by(Cohort.starts.desc(), Cohort.number)
    )
    heads = _heads(session, list(rows), today)
    return sorted(heads, key=lambda head: order.index(head.status))


def head(session: Session, cohort: str, *, today: date) -> CohortHead:
    """The head of one cohort by id."""
    return _heads(session, [session.get_one(Cohort, cohort)], today)[0]


_SCHEDULE = Prepared(
    select(
        t.Session.id, t.Session.day, t.Session.start, t.Session.end, t.Session.jp, t.Session.topic,
        t.Session.room, t.Session.cancelled, t.Session.locked,
    )
    .where(t.Session.cohort_id == bindparam("cohort"), ~t.Session.deleted)
    .order_by(t.Session.day, t.Session.start)
)  # fmt: skip


def schedule(session: Session, cohort: str) -> list[SessionItem]:
    """The sessions of a cohort in order; cancelled ones have no number of their own (0)."""
    items = []
    count = 0
    for row_id, day, start, end, jp, topic, room, cancelled, locked in _SCHEDULE.all(session, cohort=cohort):
        count += not cancelled
        items.append(
            SessionItem(
                id=row_id,
                number=0 if cancelled else count,
                day=day,
                start=start,
                end=end,
                jp=jp,
                topic=topic,
                room=room,
                cancelled=cancelled,
                locked=locked,
            )
        )
    return items


def _heads(session: Session, rows: Sequence[Cohort], today: date) -> list[CohortHead]:
    ids = [row.id for row in rows]
    courses = {row.id: row for row in session.scalars(select(Programme))}
    names = dict(session.execute(select(Staff.id, Staff.name)).all())
    sizes = dict(
        session.execute(
            select(Enrolment.cohort_id, func.count())
            .where(
                Enrolment.cohort_id.in_(ids), ~Enrolment.deleted, Enrolment.status == EnrolmentStatus.ACTIVE
            )
            .group_by(Enrolment.cohort_id)
        ).all()
    )
    hours = {
        cohort: (count, jp)
        for cohort, count, jp in session.execute(
            select(t.Session.cohort_id, func.count(), func.sum(t.Session.jp))
            .where(t.Session.cohort_id.in_(ids), ~t.Session.deleted, ~t.Session.cancelled)
            .group_by(t.Session.cohort_id)
        )
    }
    assessed = _fully_assessed(session, ids)
    heads = []
    for row in rows:
        course = courses[row.programme_id]
        count, jp = hours.get(row.id, (0, 0))
        heads.append(
            CohortHead(
                id=row.id,
                number=row.number,
                title=_("{programme} – Angkatan {batch}/{year}").format(
                    programme=course.name, batch=row.batch, year=row.year
                ),
                short=f"{course.short} {row.batch}/{row.year}",
                status=_status(row, today, complete=row.id in assessed or row.id not in sizes),
                starts=row.starts,
                ends=row.ends,
                sessions=count,
                jp=course.jp_total or jp or 0,
                instructor=names.get(row.instructor_id or ""),
                trainees=sizes.get(row.id, 0),
            )
        )
    return heads


def _status(row: Cohort, today: date, *, complete: bool) -> CohortStatus:
    if today < row.starts:
        return CohortStatus.PLANNED
    if today <= row.ends:
        return CohortStatus.RUNNING
    return CohortStatus.FINISHED if complete else CohortStatus.EXAM


def _fully_assessed(session: Session, ids: Sequence[str]) -> set[str]:
    """Cohorts in which every active trainee has a result for every block."""
    blocks = (
        select(func.count())
        .where(t.Block.programme_id == Cohort.programme_id, ~t.Block.deleted)
        .correlate(Cohort)
        .scalar_subquery()
    )
    results = (
        select(func.count(Assessment.block_id.distinct()))
        .where(Assessment.enrolment_id == Enrolment.id, Assessment.result.is_not(None), ~Assessment.deleted)
        .correlate(Enrolment)
        .scalar_subquery()
    )
    query = (
        select(Enrolment.cohort_id, func.min(results >= blocks))
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(Enrolment.cohort_id.in_(ids), ~Enrolment.deleted, Enrolment.status == EnrolmentStatus.ACTIVE)
        .group_by(Enrolment.cohort_id)
    )
    return {cohort for cohort, complete in session.execute(query) if complete}
