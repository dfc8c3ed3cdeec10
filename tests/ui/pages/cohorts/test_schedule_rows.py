"""The schedule as rows: weeks have the names they have in the grid and on paper."""

from __future__ import annotations

from datetime import date, time

from lpk_desktop.services.cohorts import SessionItem
from lpk_desktop.services.schedule import SessionLine
from lpk_desktop.ui.pages.cohorts.schedule_rows import schedule_rows

TODAY = date(2026, 6, 9)
MAY_18, MAY_19, MAY_25, JUNE_1 = date(2026, 5, 18), date(2026, 5, 19), date(2026, 5, 25), date(2026, 6, 1)


def line(day: date, *, cancelled: bool = False) -> SessionLine:
    item = SessionItem(
        id=day.isoformat(),
        number=0 if cancelled else 1,
        day=day,
        start=time(8),
        end=time(15, 30),
        jp=8,
        room=None,
        topic=None,
        locked=False,
        cancelled=cancelled,
    )
    return SessionLine(item=item, instructor=None, marked=0, trainees=16)


def weeks(*lines: SessionLine) -> list[str]:
    return [row.week for row in schedule_rows(lines, TODAY)]


def test_a_week_is_named_at_its_first_session() -> None:
    assert weeks(line(MAY_18), line(MAY_19), line(MAY_25)) == [
        "Minggu 1 · 18–19 Mei",
        "",
        "Minggu 2 · 25 Mei",
    ]


def test_a_week_that_is_cancelled_whole_takes_no_number() -> None:
    assert weeks(line(MAY_18), line(MAY_25, cancelled=True), line(JUNE_1)) == [
        "Minggu 1 · 18 Mei",
        "25 Mei",
        "Minggu 2 · 1 Jun",
    ]


def test_a_week_whose_first_session_is_cancelled_is_named_there() -> None:
    assert weeks(line(MAY_18, cancelled=True), line(MAY_19)) == ["Minggu 1 · 19 Mei", ""]
