"""Cohorts: making them, listing them, their head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from lpk_desktop.domain.formatting import date_long
from lpk_desktop.domain.pattern import format_pattern, parse_pattern
from lpk_desktop.domain.privacy import without_numbers
from lpk_desktop.domain.roles import Right
from lpk_desktop.domain.schedule import PlannedSession
from lpk_desktop.errors import UserError
from lpk_desktop.language import _, counted, current_language
from lpk_desktop.services.permissions import limited, require
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
    require(session, Right.MAKE_COHORT)
    course = programme(session, new.programme)
    planned = lay_out(session, new).sessions
    year = planned[0].day.year
    number = _free_number(session, course.code, new.batch, year)
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


def set_instructor(session: Session, cohort: str, instructor: str, *, today: date) -> None:
    """Say who leads a cohort from `today` on: the sessions to come follow, except another's.

    Raises UserError("wrong-person") for somebody who does not work here.
    """
    require(session, Right.MAKE_COHORT, cohort=cohort)
    row, person = session.get_one(Cohort, cohort), session.get(Staff, instructor)
    if person is None or person.deleted or not person.active:
        raise UserError("wrong-person", name=person.name if person else "")
    before, row.instructor_id = row.instructor_id, instructor
    coming = select(t.Session).where(
        t.Session.cohort_id == cohort, ~t.Session.deleted, t.Session.day >= today
    )
    for meeting in session.scalars(coming):
        if meeting.instructor_id in (None, before):
            meeting.instructor_id = instructor


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


def renumber(session: Session, cohort: str, batch: int) -> str:
    """Make a cohort, by id, another batch of its year; gives its new number.

    Certificates already issued keep what stands on them. Raises UserError: "unknown-cohort",
    "batch-invalid", "cohort-exists".
    """
    require(session, Right.MAKE_COHORT, cohort=cohort)
    row = session.get(Cohort, cohort)
    if row is None or row.deleted:
        raise UserError("unknown-cohort", number=cohort, known=_known_numbers(session))
    code = session.get_one(Programme, row.programme_id).code
    row.number, row.batch = _free_number(session, code, batch, row.year), batch
    return row.number


def _free_number(session: Session, code: str, batch: int, year: int) -> str:
    if not 1 <= batch <= LAST_BATCH:
        raise UserError("batch-invalid", batch=batch)
    number = f"{code}-{batch}/{year}"
    if session.scalar(select(Cohort.id).where(Cohort.number == number, ~Cohort.deleted)):
        raise UserError("cohort-exists", number=number)
    return number


def cohort_id(session: Session, number: str) -> str:
    """The id of the cohort that people call `number`; an id stands for itself.

    Raises UserError: "unknown-cohort", or "cohort-ambiguous" where two computers gave one number
    while offline: the number then says nothing about which is meant.
    """
    wanted = number.strip()
    called = func.upper(Cohort.number) == wanted.upper()
    if re.fullmatch(r"[0-9a-f]{32}", wanted):
        called = Cohort.id == wanted
    query = select(Cohort).where(called, ~Cohort.deleted)
    found = list(session.scalars(query.order_by(Cohort.id)))
    if not found:
        raise UserError("unknown-cohort", number=without_numbers(number), known=_known_numbers(session))
    if len(found) > 1:
        raise UserError("cohort-ambiguous", number=found[0].number, which=_told_apart(session, found))
    return found[0].id


def _known_numbers(session: Session) -> str:
    query = select(Cohort.number).where(~Cohort.deleted).order_by(Cohort.starts.desc()).limit(8)
    return ", ".join(session.scalars(query)) or "–"


def _told_apart(session: Session, rows: Sequence[Cohort]) -> str:
    return "; ".join(
        counted(
            "{title}, mulai {day}, {count} peserta (id {id})",
            head.trainees,
            title=head.title,
            day=date_long(head.starts, language=current_language()),
            id=head.id,
        )
        for head in _heads(session, rows, rows[0].starts)
    )


def cohorts(session: Session, *, today: date) -> list[CohortHead]:
    """The cohorts one may see: running ones first, then planned, then past, newest first."""
    order = [CohortStatus.RUNNING, CohortStatus.EXAM, CohortStatus.PLANNED, CohortStatus.FINISHED]
    query = select(Cohort).where(~Cohort.deleted).order_by(Cohort.starts.desc(), Cohort.number)
    rows = session.scalars(limited(session, Right.READ_CLASS, query, cohort=Cohort.id))
    heads = _heads(session, list(rows), today)
    return sorted(heads, key=lambda head: order.index(head.status))


def head(session: Session, cohort: str, *, today: date) -> CohortHead:
    """The head of one cohort by id."""
    require(session, Right.READ_CLASS, cohort=cohort)
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
