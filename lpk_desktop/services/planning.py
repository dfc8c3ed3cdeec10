"""Planning a cohort: when it would meet, before it exists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from lpk_desktop.domain.pattern import parse_pattern
from lpk_desktop.domain.schedule import Length, PlannedSession, plan, years_reached
from lpk_desktop.services.holidays import closed_days
from lpk_desktop.services.programmes import programme


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCohort:
    """What makes a cohort: a programme, its batch, and when it meets."""

    programme: str
    batch: int
    pattern: str
    """When it meets in a week: "Sen-Jum 08:00-15:30"."""
    starts: date
    length: Length
    capacity: int | None = None
    mode: str = "luring"
    place: str | None = None
    funding: str | None = None
    instructor: str | None = None
    """Id of a person."""
    skip_joint_leave: bool = True
    """Whether the days of joint leave (cuti bersama) are free like public holidays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedDay:
    """A day of the pattern that has no session, and why."""

    day: date
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The sessions that a new cohort would get."""

    sessions: tuple[PlannedSession, ...]
    closed: tuple[ClosedDay, ...]
    jp: int


def lay_out(session: Session, new: NewCohort) -> Layout:
    """The sessions of a cohort before it is made, with the closed days that were skipped.

    Raises UserError like domain.pattern and domain.schedule, and "unknown-programme".
    """
    course = programme(session, new.programme)
    closed = closed_days(years_reached(new.starts), joint=new.skip_joint_leave)
    planned = plan(
        parse_pattern(new.pattern),
        starts=new.starts,
        length=new.length,
        minutes_per_jp=course.minutes_per_jp,
        holidays=closed.keys(),
    )
    return Layout(
        sessions=planned.sessions,
        closed=tuple(ClosedDay(day=day, name=closed[day]) for day in planned.skipped),
        jp=planned.jp,
    )
