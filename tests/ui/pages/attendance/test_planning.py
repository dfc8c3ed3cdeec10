"""What an attendance act would change, without any window."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time

import pytest

from lpk_desktop.domain.attendance import Code
from lpk_desktop.domain.schedule import weeks
from lpk_desktop.ui.pages.attendance.headers import bands
from lpk_desktop.ui.pages.attendance.planning import (
    Copy,
    first_cell,
    minutes_late,
    plan_copies,
    plan_mark,
    tally,
)
from tests.ui.sheets import DAYS, NOW, TODAY, attendance_sheet, mark, session, with_cell


def test_a_mark_that_stands_is_not_written_again() -> None:
    assert plan_mark(attendance_sheet(), [(0, 0)], Code.PRESENT, None).cells == []


def test_a_disputed_mark_is_written_again() -> None:
    disputed = replace(mark(Code.PRESENT), disputed=True)
    sheet = with_cell(attendance_sheet(), 0, 0, disputed)
    assert plan_mark(sheet, [(0, 0)], Code.PRESENT, None).cells == [(0, 0)]


def test_other_minutes_are_a_change() -> None:
    sheet = with_cell(attendance_sheet(), 0, 0, mark(Code.LATE, minutes_late=19))
    assert plan_mark(sheet, [(0, 0)], Code.LATE, 20).cells == [(0, 0)]


def test_unknown_minutes_are_no_change() -> None:
    sheet = with_cell(attendance_sheet(), 0, 0, mark(Code.LATE, minutes_late=19))
    assert plan_mark(sheet, [(0, 0)], Code.LATE, None).cells == []


def test_fill_down_leaves_columns_with_an_unmarked_top() -> None:
    sheet = attendance_sheet(marks=[" H", "SA", "SA"])
    copies, _refused = plan_copies(sheet, [(row, column) for row in range(3) for column in range(2)])
    assert copies == [Copy(Code.PRESENT, None, [(1, 1), (2, 1)])]


def test_fill_down_in_the_first_row_has_nothing_above() -> None:
    assert plan_copies(attendance_sheet(), [(0, 0)]) == ([], None)


def test_work_starts_at_the_first_session_before_any_began() -> None:
    assert first_cell(attendance_sheet(current=None, marks=[])) == (0, 0)


def test_work_starts_at_the_top_when_all_are_marked() -> None:
    assert first_cell(attendance_sheet(marks=["H" * 14] * 16)) == (0, TODAY)


def test_an_empty_cohort_has_no_start() -> None:
    assert first_cell(attendance_sheet(names=[])) is None


def test_a_tally_counts_each_code_that_occurs() -> None:
    assert tally(attendance_sheet(), TODAY) == {Code.PRESENT: 7, Code.LATE: 1, Code.EXCUSED: 1}


@pytest.mark.parametrize(
    ("at", "minutes"),
    [(time(8), 0), (time(8, 19), 19), (time(16), 480), (time(7, 59), None), (time(16, 1), None)],
)
def test_minutes_count_from_the_start_while_the_session_runs(at: time, minutes: int | None) -> None:
    now = datetime.combine(NOW.date(), at, NOW.tzinfo)
    assert minutes_late(session(14, NOW.date()), now) == minutes


def test_a_session_of_another_day_has_no_minutes() -> None:
    assert minutes_late(session(1, DAYS[0]), NOW) is None


def test_a_band_stands_over_the_columns_of_its_week() -> None:
    found = bands(attendance_sheet().sessions)
    assert [(band.week.number, band.first, band.last) for band in found[:3]] == [
        (1, 0, 4),
        (2, 5, 7),
        (3, 8, 11),
    ]


def test_a_band_stands_over_both_sessions_of_a_day() -> None:
    found = bands((session(1, DAYS[0]), session(2, DAYS[0]), session(3, DAYS[1])))
    assert [(band.first, band.last) for band in found] == [(0, 2)]


def test_weeks_have_the_numbers_of_the_paper() -> None:
    days = (DAYS[0], DAYS[8])
    found = bands((session(1, days[0]), session(2, days[1])))
    assert [band.week for band in found] == list(weeks(days))
    assert [band.week.number for band in found] == [1, 2]
