"""Hari ini: the sessions of the day, what needs attention, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from lpk_desktop.domain.attendance import Code
from lpk_desktop.domain.clock import moment_of
from lpk_desktop.domain.roles import Right
from lpk_desktop.domain.zones import Zone
from lpk_desktop.language import _
from lpk_desktop.services import attention
from lpk_desktop.services.attention import Attention
from lpk_desktop.services.centre import centre, local_now
from lpk_desktop.services.permissions import limited
from lpk_desktop.services.presence import Presence, presences
from lpk_desktop.storage import tables as t
from lpk_desktop.storage.tables import (
    ActRow,
    Cohort,
    Enrolment,
    EnrolmentStatus,
    Mark,
    Programme,
    Staff,
    Trainee,
)


class Progress(StrEnum):
    """How far the attendance of one session is."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    UNMARKED = "unmarked"
    AHEAD = "ahead"
    """Not begun, and nobody marked yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TodaySession:
    """One session of the day; local times."""

    id: str
    cohort: str
    title: str
    number: int
    of: int
    """How many sessions the cohort has."""
    start: time
    end: time
    place: str | None
    online: bool
    instructor: str | None
    codes: tuple[Code | None, ...]
    """A code per trainee in list order, None where unmarked."""
    progress: Progress
    running: bool
    """Whether it is going on now."""

    @property
    def marked(self) -> int:
        """Trainees with a mark."""
        return sum(code is not None for code in self.codes)


@dataclass(frozen=True, slots=True, kw_only=True)
class NextSession:
    """The next session after today."""

    cohort: str
    title: str
    day: date
    start: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Seats:
    """Seats taken of those offered by the running and coming cohorts of one programme."""

    programme: str
    taken: int
    capacity: int


class Coming(StrEnum):
    """What a coming date is about."""

    FIRST_SESSION = "first-session"
    LAST_SESSION = "last-session"
    HOLIDAY = "holiday"
    LICENCE_END = "licence-end"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingDate:
    """One coming date; `about` names the cohort or the holiday, `cohort` is its id."""

    day: date
    kind: Coming
    about: str = ""
    cohort: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """Everything on the page."""

    now: datetime
    """The centre's wall clock, with its zone."""
    zone: Zone
    sessions: tuple[TodaySession, ...]
    current: int | None
    """The session to mark now: running and incomplete, else begun and incomplete, else the next one."""
    people: int
    """Different people with a session today."""
    attention: tuple[Attention, ...]
    counts: tuple[int, int, int, int, int]
    """H, T, I, S, A in the running cohorts so far."""
    attended: int
    """How many of these marks count as attended, each by its programme's policy."""
    minimum: int | None
    """Percent, where the running cohorts share one."""
    seats: tuple[Seats, ...]
    coming: tuple[ComingDate, ...]
    next_session: NextSession | None
    has_cohorts: bool
    has_trainees: bool
    saved_at: datetime | None
    """When anything was last written, here or elsewhere; local time."""


REACH = timedelta(days=45)
"""How far ahead coming dates are listed."""


def today(session: Session, *, now: datetime, holidays: Mapping[date, str] | None = None) -> Today:
    """The page as of `now`; `holidays` by day with their names, where they are known already."""
    local = local_now(session, now)
    card = centre(session)
    sessions = _sessions(session, local)
    running = _running(session, local.date())
    standings = {
        enrolment: each
        for enrolment, each in presences(session, cohorts=running.keys()).items()
        if each.active
    }
    minimums = {each.minimum for each in standings.values()}
    newest = session.scalar(select(func.max(ActRow.hlc)))
    return Today(
        now=local,
        zone=card.zone,
        sessions=sessions,
        current=_current(sessions, local.time()),
        people=_people(session, [each.cohort for each in sessions]),
        attention=attention.attention(session, standings=standings, running=running, local=local),
        counts=_summed(standings),
        attended=sum(each.attended for each in standings.values()),
        minimum=minimums.pop() if len(minimums) == 1 else None,
        seats=_seats(session, local.date()),
        coming=_coming(session, local.date(), card.licence_until, holidays or {}),
        next_session=None if sessions else _next_session(session, local.date()),
        has_cohorts=session.scalar(select(Cohort.id).where(~Cohort.deleted).limit(1)) is not None,
        has_trainees=session.scalar(select(Trainee.id).where(~Trainee.deleted).limit(1)) is not None,
        saved_at=local_now(session, moment_of(newest)) if newest else None,
    )


def _sessions(session: Session, local: datetime) -> tuple[TodaySession, ...]:
    query = (
        select(t.Session, Cohort, Programme.name, Staff.name)
        .join(Cohort, Cohort.id == t.Session.cohort_id)
        .join(Programme, Programme.id == Cohort.programme_id)
        .outerjoin(Staff, Staff.id == func.coalesce(t.Session.instructor_id, Cohort.instructor_id))
        .where(
            t.Session.day == local.date(), ~t.Session.deleted, ~t.Session.cancelled, ~Cohort.deleted
        )
        .order_by(t.Session.start, t.Session.end, Cohort.number)
    )  # fmt: skip
    query = limited(session, Right.READ_CLASS, query, cohort=Cohort.id)
    rows = session.execute(query).all()
    places = _numbers(session, [row[1].id for row in rows])
    codes = _codes(session, [row[0].id for row in rows])
    return tuple(
        _session(meeting, cohort, name, instructor, places=places, codes=codes[meeting.id], local=local)
        for meeting, cohort, name, instructor in rows
    )


def _session(
    meeting: t.Session, cohort: Cohort, programme: str, instructor: str | None,
    *, places: Mapping[str, tuple[int, int]], codes: tuple[Code | None, ...], local: datetime,
) -> TodaySession:  # fmt: skip
    number, of = places[meeting.id]
    return TodaySession(
        id=meeting.id,
        cohort=cohort.id,
        title=title(programme, cohort),
        number=number,
        of=of,
        start=meeting.start,
        end=meeting.end,
        place=meeting.room or cohort.place,
        online=cohort.mode == "daring",
        instructor=instructor,
        codes=codes,
        progress=_progress(codes, begun=meeting.start <= local.time()),
        running=meeting.start <= local.time() < meeting.end,
    )


def title(programme: str, cohort: Cohort) -> str:
    """The title of a cohort: "Las SMAW 3G – Angkatan 4/2026"."""
    return _("{programme} – Angkatan {batch}/{year}").format(
        programme=programme, batch=cohort.batch, year=cohort.year
    )


def _progress(codes: Sequence[Code | None], *, begun: bool) -> Progress:
    marked = sum(code is not None for code in codes)
    if codes and marked == len(codes):
        return Progress.COMPLETE
    if marked:
        return Progress.PARTIAL
    return Progress.UNMARKED if begun else Progress.AHEAD


def _current(sessions: Sequence[TodaySession], at: time) -> int | None:
    unfinished = [n for n, each in enumerate(sessions) if each.progress is not Progress.COMPLETE]
    running = [n for n in unfinished if sessions[n].running]
    begun = [n for n in unfinished if sessions[n].start <= at]
    # Of two at the same time, the one nobody has begun to mark needs a hand first.
    running.sort(key=lambda n: sessions[n].progress is not Progress.UNMARKED)
    return next(iter([*running, *begun, *unfinished]), None)


def _numbers(session: Session, cohorts: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Which session of how many each session of these cohorts is."""
    order = func.row_number().over(
        partition_by=t.Session.cohort_id, order_by=(t.Session.day, t.Session.start)
    )
    size = func.count().over(partition_by=t.Session.cohort_id)
    query = select(t.Session.id, order, size).where(
        t.Session.cohort_id.in_(cohorts), ~t.Session.deleted, ~t.Session.cancelled
    )
    return {row: (number, of) for row, number, of in session.execute(query)}


def _codes(session: Session, meetings: Sequence[str]) -> dict[str, tuple[Code | None, ...]]:
    query = (
        select(t.Session.id, Mark.code)
        .join(Enrolment, Enrolment.cohort_id == t.Session.cohort_id)
        .outerjoin(
            Mark,
            and_(Mark.session_id == t.Session.id, Mark.enrolment_id == Enrolment.id, ~Mark.deleted),
        )
        .where(t.Session.id.in_(meetings), ~Enrolment.deleted, Enrolment.status == EnrolmentStatus.ACTIVE)
        .order_by(Enrolment.list_number, Enrolment.id)
    )
    found: dict[str, list[Code | None]] = {meeting: [] for meeting in meetings}
    for meeting, code in session.execute(query):
        found[meeting].append(code)
    return {meeting: tuple(codes) for meeting, codes in found.items()}


def _people(session: Session, cohorts: Sequence[str]) -> int:
    query = select(func.count(Enrolment.trainee_id.distinct())).where(
        Enrolment.cohort_id.in_(cohorts), ~Enrolment.deleted, Enrolment.status == EnrolmentStatus.ACTIVE
    )
    return session.scalar(query) or 0


def _running(session: Session, day: date) -> dict[str, str]:
    """The running cohorts: short title by id."""
    query = (
        select(Cohort, Programme.short)
        .join(Programme, Programme.id == Cohort.programme_id)
        .where(~Cohort.deleted, Cohort.starts <= day, Cohort.ends >= day)
        .order_by(Cohort.starts, Cohort.number)
    )
    query = limited(session, Right.READ_CLASS, query, cohort=Cohort.id)
    return {cohort.id: f"{short} {cohort.batch}/{cohort.year}" for cohort, short in session.execute(query)}


def _summed(standings: Mapping[str, Presence]) -> tuple[int, int, int, int, int]:
    present, late, excused, sick, absent = (
        sum(each.counts[place] for each in standings.values()) for place in range(len(Code))
    )
    return present, late, excused, sick, absent


def _seats(session: Session, day: date) -> tuple[Seats, ...]:
    taken = (
        select(func.count())
        .where(
            Enrolment.cohort_id == Cohort.id, ~Enrolment.deleted, Enrolment.status == EnrolmentStatus.ACTIVE
        )
        .correlate(Cohort)
        .scalar_subquery()
    )
    query = (
        select(Programme.short, func.sum(taken), func.sum(Cohort.capacity))
        .join(Programme, Programme.id == Cohort.programme_id)
        .where(~Cohort.deleted, Cohort.ends >= day, Cohort.capacity > 0)
        .group_by(Programme.id)
        .order_by(func.sum(Cohort.capacity).desc(), Programme.short)
    )
    return tuple(
        Seats(programme=name, taken=count, capacity=room) for name, count, room in session.execute(query)
    )


def _coming(
    session: Session, day: date, licence_until: date | None, holidays: Mapping[date, str]
) -> tuple[ComingDate, ...]:
    last = day + REACH
    query = (
        select(Cohort, Programme.short)
        .join(Programme, Programme.id == Cohort.programme_id)
        .where(~Cohort.deleted, or_(Cohort.starts.between(day, last), Cohort.ends.between(day, last)))
    )
    query = limited(session, Right.READ_CLASS, query, cohort=Cohort.id)
    found = []
    for cohort, short in session.execute(query):
        about = f"{short} {cohort.batch}/{cohort.year}"
        for at, kind in ((cohort.starts, Coming.FIRST_SESSION), (cohort.ends, Coming.LAST_SESSION)):
            found.append(ComingDate(day=at, kind=kind, about=about, cohort=cohort.id))
    found += [ComingDate(day=at, kind=Coming.HOLIDAY, about=name) for at, name in holidays.items()]
    if licence_until is not None:
        found.append(ComingDate(day=licence_until, kind=Coming.LICENCE_END))
    wanted = [each for each in found if day < each.day <= last]
    return tuple(sorted(wanted, key=lambda each: (each.day, each.kind, each.about)))


def _next_session(session: Session, day: date) -> NextSession | None:
    query = (
        select(t.Session, Cohort, Programme.name)
        .join(Cohort, Cohort.id == t.Session.cohort_id)
        .join(Programme, Programme.id == Cohort.programme_id)
        .where(t.Session.day > day, ~t.Session.deleted, ~t.Session.cancelled, ~Cohort.deleted)
        .order_by(t.Session.day, t.Session.start)
        .limit(1)
    )
    row = session.execute(limited(session, Right.READ_CLASS, query, cohort=Cohort.id)).first()
    if row is None:
        return None
    meeting, cohort, name = row
    return NextSession(cohort=cohort.id, title=title(name, cohort), day=meeting.day, start=meeting.start)
