"""Sessions from a weekly pattern, skipping holidays; and the weeks they fall into."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from lpk_desktop.domain.pattern import Hours, Pattern, minutes_between
from lpk_desktop.errors import UserError

LONGEST = timedelta(days=3 * 366)
"""No programme here runs longer; a pattern that needs more is a slip of the hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSession:
    """One session to be held, numbered from 1, in the centre's local time."""

    number: int
    day: date
    start: time
    end: time
    jp: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The sessions of a cohort and the holidays that would else have had one."""

    sessions: tuple[PlannedSession, ...]
    skipped: tuple[date, ...]

    @property
    def jp(self) -> int:
        """Training hours of all sessions."""
        return sum(session.jp for session in self.sessions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """How long a programme runs: give exactly one of a number of sessions, a total of JP, a last day."""

    sessions: int | None = None
    jp: int | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        """Refuse none or several measures, and amounts under one."""
        given = [each for each in (self.sessions, self.jp, self.until) if each is not None]
        if len(given) != 1 or any(isinstance(each, int) and each < 1 for each in given):
            raise UserError("schedule-needs-one-length")


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A calendar week (Monday to Sunday) that has sessions, numbered from 1 without gaps."""

    number: int
    days: tuple[date, ...]

    @property
    def first(self) -> date:
        """The first training day."""
        return self.days[0]

    @property
    def last(self) -> date:
        """The last training day."""
        return self.days[-1]


def plan(
    pattern: Pattern,
    *,
    starts: date,
    length: Length,
    minutes_per_jp: int = 45,
    holidays: Collection[date] = frozenset(),
) -> Plan:
    """Lay out the sessions from `starts` on, in order, none on a day in `holidays`.

    A total of JP is met exactly: the last session ends early when less is left. Raises `UserError`:
    "schedule-without-jp" when JP are asked for and some session is shorter than one,
    "schedule-too-long" (days) when the length is not reached in three years,
    "schedule-empty" (starts) when an end date leaves no session.
    """
    if length.jp is not None and any(hours.jp_of(minutes_per_jp) < 1 for hours in pattern):
        raise UserError("schedule-without-jp")
    sessions: list[PlannedSession] = []
    skipped: list[date] = []
    left = length.jp
    for day, hours in _occurrences(pattern, starts, length.until):
        if day in holidays:
            skipped.append(day)
            continue
        session = _session(len(sessions) + 1, day, hours, minutes_per_jp=minutes_per_jp, left=left)
        sessions.append(session)
        left = left - session.jp if left is not None else None
        if left == 0 or len(sessions) == length.sessions:
            break
    else:
        _check_end(sessions, starts, length)
    return Plan(sessions=tuple(sessions), skipped=tuple(dict.fromkeys(skipped)))


def years_reached(starts: date) -> range:
    """The calendar years in which a plan that begins on `starts` can have sessions."""
    return range(starts.year, (starts + LONGEST).year + 1)


def start_for(pattern: Pattern, *, session: int, on: date, holidays: Collection[date] = frozenset()) -> date:
    """The start that puts session number `session` on the day `on`, or the last training day before it.

    Exact for a pattern with one session a day. Raises `UserError("schedule-too-long", days)` when
    three years do not hold that many sessions.
    """
    days = [day for day, _ in _occurrences(pattern, on - LONGEST, on) if day not in holidays]
    if not 1 <= session <= len(days):
        raise UserError("schedule-too-long", days=LONGEST.days)
    return days[-session]


def weeks(days: Iterable[date]) -> tuple[Week, ...]:
    """Group training days into weeks; a week without sessions (Lebaran) is not numbered.

    Screens and papers all number by this, so that a week is called alike on both.
    """
    grouped: dict[date, list[date]] = {}
    for day in sorted(set(days)):
        grouped.setdefault(monday(day), []).append(day)
    return tuple(Week(number=n, days=tuple(group)) for n, group in enumerate(grouped.values(), start=1))


def monday(day: date) -> date:
    """The day on which the calendar week of `day` begins."""
    return day - timedelta(days=day.weekday())


def _occurrences(pattern: Pattern, starts: date, until: date | None) -> Iterator[tuple[date, Hours]]:
    ends = until if until is not None else starts + LONGEST
    if ends - starts > LONGEST:
        raise UserError("schedule-too-long", days=LONGEST.days)
    for offset in range((ends - starts).days + 1):
        day = starts + timedelta(days=offset)
        for hours in pattern:
            if hours.weekday == day.weekday():
                yield day, hours


def _session(
    number: int, day: date, hours: Hours, *, minutes_per_jp: int, left: int | None
) -> PlannedSession:
    jp, end = hours.jp_of(minutes_per_jp), hours.end
    if left is not None and left < jp:
        jp, end = left, _early_end(hours, left, minutes_per_jp)
    return PlannedSession(number=number, day=day, start=hours.start, end=end, jp=jp)


def _early_end(hours: Hours, jp: int, minutes_per_jp: int) -> time:
    per_jp = minutes_per_jp if hours.jp is None else hours.minutes // hours.jp
    left = jp * per_jp
    at = hours.start
    for pause in hours.breaks:
        before = minutes_between(at, pause.start)
        if left <= before:
            break
        left -= before
        at = pause.end
    return _later(at, left)


def _check_end(sessions: Sequence[PlannedSession], starts: date, length: Length) -> None:
    if length.until is None:
        raise UserError("schedule-too-long", days=LONGEST.days)
    if not sessions:
        raise UserError("schedule-empty", starts=starts)


def _later(at: time, minutes: int) -> time:
    return (datetime.combine(date.min, at) + timedelta(minutes=minutes)).time()
