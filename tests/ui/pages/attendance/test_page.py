"""The tool row over the attendance grid."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lpk_desktop.domain.attendance import Code
from lpk_desktop.ui.pages.attendance.page import Show
from lpk_desktop.ui.widgets.hint_bar import Status
from tests.ui.board import type_text
from tests.ui.pages.attendance.conftest import Board, Boards
from tests.ui.sheets import NAMES, TODAY, attendance_sheet


def rest(board: Board) -> tuple[str, str, bool]:
    button = board.page.rest
    return button.text(), button.accessibleDescription(), button.isEnabled()


def shown(board: Board) -> list[int]:
    return board.page.grid.view.visible_rows()


def test_the_tally_counts_the_chosen_session(board: Board) -> None:
    assert board.page.tally.text == "9 dari 16 ditandai H 7 T 1 I 1"


def test_the_tally_follows_each_mark(board: Board) -> None:
    board.press("A")
    assert board.page.tally.text == "10 dari 16 ditandai H 7 T 1 I 1 A 1"


def test_the_tally_shows_a_list_number_being_typed(board: Board) -> None:
    board.type("15")
    assert board.page.tally.text == "Nomor 15"


def test_the_tally_shows_minutes_being_typed(board: Board) -> None:
    board.press("T")
    board.type("45")
    assert board.page.tally.text == "Terlambat 45 menit"


def test_the_tally_says_why_a_session_to_come_has_no_figures(board: Board) -> None:
    board.press("Alt+Right")
    assert board.page.tally.text == "Sesi 15 baru pada 10 Jun. Tandai setelah sesi dimulai."


def test_the_button_fills_the_rest_once_some_are_marked(board: Board) -> None:
    assert rest(board) == ("Sisanya hadir", "7 peserta", True)


def test_the_button_fills_all_while_nobody_is_marked(blank: Board) -> None:
    assert rest(blank) == ("Semua hadir", "16 peserta", True)


def test_the_button_marks_only_the_unmarked(board: Board) -> None:
    board.type("12a")
    QTest.mouseClick(board.page.rest, Qt.MouseButton.LeftButton)
    assert board.letters() == "HHHHTHHIHHHAHHHH"


def test_the_button_rests_when_all_are_marked(board: Board) -> None:
    board.press("Ctrl+Return")
    assert rest(board)[2] is False


def test_the_button_rests_in_a_session_to_come(board: Board) -> None:
    board.press("Alt+Right")
    assert rest(board)[2] is False


def test_the_keyboard_stays_in_the_grid_after_a_click_on_the_button(board: Board) -> None:
    QTest.mouseClick(board.page.rest, Qt.MouseButton.LeftButton)
    assert board.page.grid.view.hasFocus()


def test_the_undo_button_takes_back(board: Board) -> None:
    board.press("A")
    QTest.mouseClick(board.page.undo, Qt.MouseButton.LeftButton)
    assert board.letters()[9] == " "


def test_the_chooser_names_the_chosen_session(board: Board) -> None:
    assert board.page.chooser.words == "Sesi 14 Sel, 9 Jun"


def test_the_chooser_follows_the_ring(board: Board) -> None:
    board.press("Alt+Left")
    assert board.page.chooser.words == "Sesi 13 Sen, 8 Jun"


def test_choosing_a_session_goes_to_its_first_unmarked(board: Board) -> None:
    board.go_to(2, 3)
    board.page.chooser.chosen.emit(TODAY)
    assert board.cell == (9, TODAY)


def test_a_slash_finds_a_trainee_by_name(board: Board) -> None:
    board.type("/")
    type_text("slam")
    assert board.cell == (15, TODAY)


def test_a_second_name_is_found_too(board: Board) -> None:
    board.type("/")
    type_text("rizki")
    assert board.cell == (12, TODAY)


def test_enter_finds_the_next(board: Board) -> None:
    board.type("/")
    type_text("d")
    board.press("Return")
    assert board.cell == (5, TODAY)


def test_a_name_nobody_has_colours_the_field(board: Board) -> None:
    board.type("/")
    type_text("xyz")
    assert (board.page.finder.property("error"), board.cell) == ("true", (9, TODAY))


def test_esc_returns_from_finding_to_marking(board: Board) -> None:
    board.type("/")
    board.press("Escape", "H")
    assert board.letters()[9] == "H"


def test_those_under_the_minimum_can_be_shown_alone(board: Board) -> None:
    board.page.show_only(Show.BELOW)
    assert shown(board) == [9, 11]


def test_going_down_skips_hidden_rows(board: Board) -> None:
    board.page.show_only(Show.BELOW)
    board.press("H")
    assert board.cell == (11, TODAY)


def test_the_unmarked_can_be_shown_alone(board: Board) -> None:
    board.page.show_only(Show.UNMARKED)
    assert shown(board) == [9, 10, 11, 12, 13, 14, 15]


def test_marked_trainees_leave_the_unmarked(board: Board) -> None:
    board.page.show_only(Show.UNMARKED)
    board.press("H", "H")
    assert (shown(board), board.cell) == ([11, 12, 13, 14, 15], (11, TODAY))


def test_when_nobody_is_unmarked_all_are_shown_again(board: Board) -> None:
    board.page.show_only(Show.UNMARKED)
    board.press("Ctrl+Return")
    assert len(shown(board)) == 16


def test_a_selection_of_hidden_rows_marks_only_what_is_seen(board: Board) -> None:
    board.page.show_only(Show.BELOW)
    board.press("Ctrl+A", "S")
    assert board.desk.calls == [("mark", 2, Code.SICK, None)]


def test_the_status_counts_what_waits(board: Board) -> None:
    assert board.page.status == Status(text="9 sel menunggu sinkronisasi", dot="accent")


def test_nothing_waiting_leaves_the_status_empty(board: Board, qtbot: QtBot) -> None:
    with qtbot.waitSignal(board.page.status_changed):
        board.page.set_sheet(replace(board.desk.sheet, waiting=0))
    assert board.page.status == Status()


def test_the_hints_name_the_codes(board: Board) -> None:
    hints = [(hint.tile, hint.text) for hint in board.page.hints if hint.tile]
    assert hints == [("H", "hadir"), ("T", "terlambat"), ("I", "izin"), ("S", "sakit"), ("A", "alpa")]


def test_a_cohort_without_sessions_says_what_to_do(boards: Boards, qtbot: QtBot) -> None:
    board = boards.make(attendance_sheet(sessions=attendance_sheet().sessions[:1], marks=[], current=0))
    board.page.set_sheet(replace(board.desk.sheet, sessions=(), rows=(), current=None, present=()))
    assert not board.page.grid.isVisible()


def test_a_cohort_without_trainees_stands(boards: Boards) -> None:
    board = boards.make(attendance_sheet(names=NAMES[:1]))
    board.page.set_sheet(attendance_sheet(names=[]))
    assert (board.cell, board.page.rest.isEnabled()) == (None, False)


def test_narrow_windows_leave_icons_for_filter_and_undo(boards: Boards) -> None:
    board = boards.make(size=(1093, 614))
    assert (board.page.undo.text(), board.page.filter.text()) == ("", "")


def test_icons_alone_still_have_names(boards: Boards) -> None:
    board = boards.make(size=(1093, 614))
    assert (board.page.undo.accessibleName(), board.page.filter.accessibleName()) == (
        "Urungkan",
        "Semua peserta",
    )
