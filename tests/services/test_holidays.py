from __future__ import annotations

from datetime import date

from lpk_desktop.domain.pattern import parse_pattern
from lpk_desktop.domain.schedule import Length, plan
from lpk_desktop.services.holidays import indonesian_holidays, joint_leave


def test_a_national_holiday_has_its_indonesian_name() -> None:
    assert indonesian_holidays([2026])[date(2026, 8, 17)] == "Hari Kemerdekaan Republik Indonesia"


def test_joint_leave_is_told_apart_from_holidays() -> None:
    day = date(2026, 5, 28)
    assert day not in indonesian_holidays([2026])
    assert joint_leave([2026])[day] == "Cuti Bersama Hari Raya Idul Adha"


def test_holidays_come_in_order_over_several_years() -> None:
    days = list(indonesian_holidays([2027, 2026]))
    assert days == sorted(days)
    assert {day.year for day in days} == {2026, 2027}


def test_a_moon_holiday_before_its_decree_says_that_it_is_an_estimate() -> None:
    names = indonesian_holidays([2031]).values()
    assert any("Idul Fitri" in name and "(perkiraan)" in name for name in names)


def test_years_without_a_decree_have_no_joint_leave() -> None:
    assert joint_leave([2031]) == {}


def test_a_schedule_skips_them() -> None:
    pattern = parse_pattern("Sen-Jum 08:00-15:30")
    closed = indonesian_holidays([2026]) | joint_leave([2026])
    found = plan(pattern, starts=date(2026, 5, 18), length=Length(sessions=30), holidays=closed)
    assert found.sessions[-1].day == date(2026, 7, 2)
