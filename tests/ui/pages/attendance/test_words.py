"""The attendance grid in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lpk_desktop.domain.attendance import Code
from lpk_desktop.ui.pages.attendance import words
from tests.ui.sheets import DAYS, NOW, TODAY, WIB, attendance_row, attendance_sheet, mark, session

TODAYS = session(14, NOW.date())


def test_a_cell_is_spoken_with_name_day_status_and_what_waits() -> None:
    row = attendance_sheet().rows[4]
    said = words.spoken_cell(row, TODAYS, row.cells[TODAY])
    assert said == "Dedi Kurniawan, Selasa 9 Juni, terlambat 19 menit, menunggu sinkronisasi"


def test_an_unmarked_cell_is_spoken_as_such() -> None:
    row = attendance_sheet().rows[9]
    assert words.spoken_cell(row, TODAYS, None) == "Hendra Wijaya, Selasa 9 Juni, belum ditandai"


def test_a_session_to_come_is_spoken_as_such() -> None:
    row = attendance_sheet().rows[9]
    assert words.spoken_cell(row, session(15, DAYS[14]), None).endswith("belum dimulai")


def test_everything_a_picture_shows_is_spoken() -> None:
    marked = replace(mark(Code.SICK), note="Demam", disputed=True)
    said = words.spoken_cell(attendance_sheet().rows[0], session(1, DAYS[0], locked=True), marked)
    assert said.endswith("sakit, ada catatan, dua pencatat berbeda, terkunci")


def test_the_tip_says_when_a_late_trainee_came() -> None:
    tip = words.tip(TODAYS, mark(Code.LATE, minutes_late=19), WIB)
    assert (tip.lead, tip.text) == ("Terlambat", "masuk 08.19, terlambat 19 menit")


def test_the_tip_says_who_marked_when_and_where() -> None:
    tip = words.tip(TODAYS, mark(Code.PRESENT), WIB)
    assert tip.lines == ("Ditandai Sutrisno, S.T., 9 Jun 08.27 · Laptop Bengkel A",)


@pytest.mark.parametrize(
    ("method", "begins"), [("fill", "Diisi"), ("scan", "Dipindai"), ("import", "Diimpor")]
)
def test_the_tip_says_how_a_mark_came_about(method: str, begins: str) -> None:
    tip = words.tip(TODAYS, replace(mark(Code.PRESENT), method=method), WIB)
    assert tip.lines[0].startswith(begins)


def test_the_tip_says_what_waits() -> None:
    assert words.tip(TODAYS, mark(Code.PRESENT, pending=True), WIB).note == "Menunggu sinkronisasi"


def test_a_long_note_is_broken_into_lines() -> None:
    marked = replace(mark(Code.SICK), note="surat dokter " * 20)
    assert max(map(len, words.tip(TODAYS, marked, WIB).lines)) <= 60


def test_the_forecast_says_what_can_still_be_reached() -> None:
    row = attendance_row(1, "Hendra", [mark(Code.ABSENT)] * 3 + [mark(Code.PRESENT)] * 10, left=17)
    assert words.forecast(row, 80) == "masih bisa mencapai 80% bila hadir 14 dari 17 sesi sisa"


def test_the_forecast_says_what_is_out_of_reach() -> None:
    row = attendance_row(1, "Joko", [mark(Code.ABSENT)] * 10, left=5)
    assert words.forecast(row, 80) == "tidak bisa lagi mencapai 80%"


def test_there_is_no_forecast_above_the_minimum() -> None:
    assert words.forecast(attendance_row(1, "Agus", [mark(Code.PRESENT)], left=5), 80) == ""


def test_a_rate_is_never_rounded_up_to_the_minimum() -> None:
    assert words.rate_words(0.7996, 80) == "79,9%"


def test_no_rate_is_a_dash() -> None:
    assert words.rate_words(None, 80) == "–"
