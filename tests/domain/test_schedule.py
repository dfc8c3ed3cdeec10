from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpk_desktop.domain.formatting import week_label
from lpk_desktop.domain.pattern import Pattern, parse_pattern
from lpk_desktop.domain.schedule import Length, Plan, plan, start_for, weeks
from lpk_desktop.errors import UserError

WEEKDAYS = parse_pattern("Sen-Jum 08:00-15:30 istirahat 11:30-13:00")
MONDAY = date(2026, 5, 18)
# Idul Adha and its joint leave, Pancasila, 1 Muharram: as in the design's picture of the class.
HOLIDAYS = frozenset({date(2026, 5, 27), date(2026, 5, 28), date(2026, 6, 1), date(2026, 6, 16)})

week_patterns = st.sampled_from(
    [
        WEEKDAYS,
        parse_pattern("Sab 08:00-12:00"),
        parse_pattern("Sen, Rab, Jum 18:30-21:00"),
        parse_pattern("Sen-Kam 08:00-12:00 istirahat 10:00-10:20; Kam 13:00-16:00 2 JP; Min 7-9"),
    ]
)
starts = st.dates(min_value=date(2024, 1, 1), max_value=date(2030, 1, 1))


@st.composite
def closures(draw: st.DrawFn) -> tuple[date, frozenset[date]]:
    first = draw(starts)
    offsets = draw(st.frozensets(st.integers(min_value=0, max_value=60), max_size=25))
    return first, frozenset(first + timedelta(days=offset) for offset in offsets)


def fits(found: Plan, pattern: Pattern, first: date, closed: frozenset[date]) -> bool:
    slots = {(hours.weekday, hours.start) for hours in pattern}
    return all(
        (session.day.weekday(), session.start) in slots
        and session.day not in closed
        and session.day >= first
        and session.end > session.start
        for session in found.sessions
    )


def in_order(found: Plan) -> bool:
    keys = [(session.day, session.start) for session in found.sessions]
    numbers = [session.number for session in found.sessions]
    return keys == sorted(set(keys)) and numbers == list(range(1, len(numbers) + 1))


def test_the_class_of_the_design_ends_on_2_july() -> None:
    found = plan(WEEKDAYS, starts=MONDAY, length=Length(sessions=30), holidays=HOLIDAYS)
    assert (found.sessions[-1].day, found.jp) == (date(2026, 7, 2), 240)
    assert found.sessions[13].day == date(2026, 6, 9)


def test_the_plan_tells_which_holidays_cost_a_session() -> None:
    closed = HOLIDAYS | {MONDAY, date(2026, 5, 30), date(2026, 8, 17)}
    found = plan(WEEKDAYS, starts=MONDAY, length=Length(sessions=30), holidays=closed)
    assert found.skipped == (MONDAY, *sorted(HOLIDAYS))


def test_a_holiday_that_costs_two_sessions_is_told_once() -> None:
    twice = parse_pattern("Sen 8-12; Sen 13-15")
    assert plan(twice, starts=MONDAY, length=Length(sessions=2), holidays={MONDAY}).skipped == (MONDAY,)


@given(week_patterns, closures(), st.integers(min_value=1, max_value=60))
def test_a_number_of_sessions_is_met_on_the_right_weekdays_and_never_on_a_holiday(
    pattern: Pattern, closed: tuple[date, frozenset[date]], count: int
) -> None:
    found = plan(pattern, starts=closed[0], length=Length(sessions=count), holidays=closed[1])
    assert len(found.sessions) == count
    assert fits(found, pattern, *closed)
    assert in_order(found)


@given(
    week_patterns,
    closures(),
    st.integers(min_value=1, max_value=300),
    st.sampled_from([45, 50, 60]),
)
def test_a_total_of_training_hours_is_met_exactly(
    pattern: Pattern, closed: tuple[date, frozenset[date]], jp: int, minutes: int
) -> None:
    found = plan(pattern, starts=closed[0], length=Length(jp=jp), minutes_per_jp=minutes, holidays=closed[1])
    assert found.jp == jp
    assert all(session.jp > 0 for session in found.sessions)
    assert fits(found, pattern, *closed)
    assert in_order(found)


@given(week_patterns, closures(), st.integers(min_value=7, max_value=120))
def test_an_end_date_leaves_out_no_training_day(
    pattern: Pattern, closed: tuple[date, frozenset[date]], length: int
) -> None:
    first, days_off = closed
    until = first + timedelta(days=length)
    open_days = [
        first + timedelta(days=n) for n in range(length + 1) if first + timedelta(days=n) not in days_off
    ]
    expected = [day for day in open_days for hours in pattern if hours.weekday == day.weekday()]
    if not expected:
        with pytest.raises(UserError, match="schedule-empty"):
            plan(pattern, starts=first, length=Length(until=until), holidays=days_off)
        return
    found = plan(pattern, starts=first, length=Length(until=until), holidays=days_off)
    assert [session.day for session in found.sessions] == expected


@pytest.mark.parametrize(
    ("jp", "end"), [(3, time(10, 15)), (4, time(11)), (5, time(13, 15)), (8, time(15, 30))]
)
def test_the_last_session_ends_early_and_breaks_do_not_count(jp: int, end: time) -> None:
    pattern = parse_pattern("Sen 08:00-15:30 istirahat 11:00-12:30")
    (session,) = plan(pattern, starts=MONDAY, length=Length(jp=jp)).sessions
    assert (session.jp, session.end) == (jp, end)


def test_given_training_hours_share_the_minutes_of_the_session() -> None:
    pattern = parse_pattern("Sen 08:00-16:00 4 JP")
    (session,) = plan(pattern, starts=MONDAY, length=Length(jp=1)).sessions
    assert session.end == time(10)


@pytest.mark.parametrize("given_lengths", [{}, {"sessions": 3, "jp": 24}, {"sessions": 0}, {"jp": -1}])
def test_a_length_is_exactly_one_measure_and_more_than_nothing(given_lengths: dict[str, int]) -> None:
    with pytest.raises(UserError, match="schedule-needs-one-length"):
        Length(sessions=given_lengths.get("sessions"), jp=given_lengths.get("jp"))


@pytest.mark.parametrize("length", [Length(sessions=5000), Length(jp=9000), Length(until=date(2099, 1, 1))])
def test_a_programme_of_more_than_three_years_is_refused(length: Length) -> None:
    with pytest.raises(UserError, match="schedule-too-long"):
        plan(WEEKDAYS, starts=MONDAY, length=length)


def test_an_end_before_the_first_training_day_is_refused() -> None:
    with pytest.raises(UserError, match="schedule-empty"):
        plan(WEEKDAYS, starts=MONDAY, length=Length(until=date(2026, 5, 1)))


def test_training_hours_need_sessions_that_hold_one() -> None:
    with pytest.raises(UserError, match="schedule-without-jp"):
        plan(parse_pattern("Sen 08:00-08:30"), starts=MONDAY, length=Length(jp=10))


@given(starts, st.integers(min_value=1, max_value=60))
def test_the_start_for_a_session_puts_it_on_the_day_or_the_training_day_before(
    on: date, session: int
) -> None:
    first = start_for(WEEKDAYS, session=session, on=on, holidays=HOLIDAYS)
    found = plan(WEEKDAYS, starts=first, length=Length(sessions=session), holidays=HOLIDAYS)
    day = found.sessions[-1].day
    between = (day + timedelta(days=n) for n in range(1, (on - day).days + 1))
    assert day <= on
    assert all(each.weekday() > 4 or each in HOLIDAYS for each in between)


def test_no_start_holds_more_sessions_than_three_years() -> None:
    with pytest.raises(UserError, match="schedule-too-long"):
        start_for(WEEKDAYS, session=5000, on=MONDAY)


def test_weeks_are_numbered_and_end_on_their_last_training_day() -> None:
    found = plan(WEEKDAYS, starts=MONDAY, length=Length(sessions=30), holidays=HOLIDAYS)
    labels = [week_label(week.number, week.first, week.last) for week in weeks(s.day for s in found.sessions)]
    assert labels[:3] == ["Minggu 1 · 18–22 Mei", "Minggu 2 · 25–29 Mei", "Minggu 3 · 2–5 Jun"]
    assert labels[-1] == "Minggu 7 · 29 Jun – 2 Jul"


def test_a_week_without_sessions_takes_no_number() -> None:
    found = weeks([date(2026, 3, 16), date(2026, 3, 30)])
    assert [(week.number, week.first) for week in found] == [(1, date(2026, 3, 16)), (2, date(2026, 3, 30))]


@given(st.lists(starts, max_size=30))
def test_every_training_day_is_in_exactly_one_week(days: list[date]) -> None:
    found = weeks(days)
    assert [day for week in found for day in week.days] == sorted(set(days))
    assert all(len({day.isocalendar()[:2] for day in week.days}) == 1 for week in found)
