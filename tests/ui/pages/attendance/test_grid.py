"""The attendance grid under the mouse, under new sheets, and in small windows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lpk_desktop.domain.attendance import Code
from lpk_desktop.ui.pages.attendance.model import RATE
from tests.ui.board import centre, click, drag, hover, type_text
from tests.ui.pages.attendance.conftest import Board, Boards
from tests.ui.sheets import NAMES, TODAY, attendance_sheet, mark, with_cell


def test_a_click_moves_the_ring(board: Board) -> None:
    click(board.page.grid, (2, 3))
    assert board.cell == (2, 3)


def test_dragging_the_mouse_selects_a_range(board: Board) -> None:
    grid = board.page.grid
    drag(grid, centre(grid, (9, TODAY)), centre(grid, (12, TODAY)))
    assert grid.view.selected == {(row, TODAY) for row in range(9, 13)}


def test_a_letter_marks_what_the_mouse_selected(board: Board) -> None:
    grid = board.page.grid
    drag(grid, centre(grid, (9, TODAY)), centre(grid, (12, TODAY)))
    board.press("S")
    assert board.letters()[9:13] == "SSSS"


def test_dragging_the_handle_copies_the_mark(board: Board) -> None:
    board.press("I")
    board.go_to(9)
    grid = board.page.grid
    drag(grid, grid.view.handle_rect().center(), centre(grid, (12, TODAY)))
    assert (board.letters()[9:13], len(board.desk.calls)) == ("IIII", 2)


def test_an_unmarked_cell_has_no_handle(board: Board) -> None:
    assert board.page.grid.view.handle_rect().isEmpty()


def test_a_click_on_a_name_goes_to_that_row(board: Board) -> None:
    grid = board.page.grid
    header = grid.view.verticalHeader()
    place = QPoint(60, header.sectionViewportPosition(2) + 5)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (board.cell, len(grid.view.selected)) == ((2, TODAY), 1)


def test_a_click_on_a_session_selects_it(board: Board) -> None:
    grid = board.page.grid
    header = grid.view.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(3) + 10, 50)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert grid.view.selected == {(row, 3) for row in range(16)}


def test_the_mouse_hovers_a_whole_row(board: Board) -> None:
    hover(board.page.grid, (4, 2))
    assert board.page.grid.hover.row == 4


def test_the_tip_shows_beside_the_cell(board: Board, qtbot: QtBot) -> None:
    grid = board.page.grid
    hover(grid, (4, TODAY))
    qtbot.waitUntil(grid.tip.isVisible)
    hover(grid, (4, 3))
    assert grid.tip.isVisible()


def test_the_same_place_stays_under_a_new_sheet(board: Board) -> None:
    board.press("Shift+Down", "Shift+Down")
    board.page.set_sheet(with_cell(board.desk.sheet, 0, 0, mark(Code.SICK)))
    assert (board.cell, len(board.page.grid.view.selected)) == ((11, TODAY), 3)


def test_the_ring_follows_its_trainee_when_the_list_changes(board: Board) -> None:
    sheet = board.desk.sheet
    board.page.set_sheet(replace(sheet, rows=sheet.rows[4:]))
    assert board.cell == (5, TODAY)


def test_the_selection_follows_its_trainees_when_the_list_changes(board: Board) -> None:
    board.press("Shift+Down", "Shift+Down")
    sheet = board.desk.sheet
    board.page.set_sheet(replace(sheet, rows=sheet.rows[4:]))
    assert board.page.grid.view.selected == {(row, TODAY) for row in (5, 6, 7)}


def test_work_starts_anew_when_the_trainee_is_gone(board: Board) -> None:
    board.page.set_sheet(attendance_sheet(names=NAMES[:4], marks=["H" * 14] * 3))
    assert board.cell == (3, TODAY)


def test_the_scroll_position_stays_under_a_new_sheet(boards: Boards) -> None:
    board = boards.make(size=(1093, 560))
    bar = board.page.grid.view.horizontalScrollBar()
    bar.setValue(5)
    sheet = board.desk.sheet
    board.page.set_sheet(replace(sheet, rows=sheet.rows[:14]))
    assert bar.value() == 5


def test_a_shortcut_of_the_window_does_not_take_the_grids_keys(board: Board) -> None:
    history = QShortcut(QKeySequence("Alt+Left"), board.window)
    fired: list[bool] = []
    history.activated.connect(lambda: fired.append(True))
    board.press("Alt+Left")
    assert (board.cell, fired) == ((9, TODAY - 1), [])


def test_n_opens_the_note_of_a_mark(board: Board) -> None:
    board.go_to(4)
    board.press("N")
    type_text("Ban bocor")
    board.press("Return")
    assert board.desk.calls == [("note", "Ban bocor")]


def test_enter_opens_the_note_too(board: Board) -> None:
    board.go_to(4)
    board.press("Return")
    type_text("Ban bocor")
    board.press("Escape")
    assert board.desk.calls == [("note", "Ban bocor")]


def test_a_note_left_as_it_was_is_not_written(board: Board) -> None:
    board.go_to(4)
    board.press("N", "Escape")
    assert board.desk.calls == []


def test_a_click_outside_keeps_the_note(board: Board) -> None:
    board.go_to(4)
    board.press("N")
    type_text("Ban bocor")
    click(board.page.grid, (0, 0))
    assert board.desk.calls == [("note", "Ban bocor")]


def test_after_the_note_the_keyboard_is_in_the_grid(board: Board) -> None:
    board.go_to(4)
    board.press("N", "Escape", "A")
    assert board.letters()[4] == "A"


def test_leaving_the_page_keeps_the_note(board: Board) -> None:
    board.go_to(4)
    board.press("N")
    type_text("Ban bocor")
    board.page.hide()
    assert board.desk.calls == [("note", "Ban bocor")]


def test_an_unmarked_cell_takes_no_note(board: Board) -> None:
    board.press("N")
    assert board.refusals == ["Hendra Wijaya belum ditandai. Tandai dulu, lalu beri catatan."]


def test_a_double_click_opens_the_note(board: Board) -> None:
    grid = board.page.grid
    click(grid, (4, TODAY))
    QTest.mouseDClick(grid.view.viewport(), Qt.MouseButton.LeftButton, pos=centre(grid, (4, TODAY)))
    type_text("x")
    board.press("Return")
    assert board.desk.calls == [("note", "x")]


def test_a_mark_is_announced_with_who_comes_next(board: Board, qtbot: QtBot) -> None:
    with qtbot.waitSignal(board.page.grid.said) as said:
        board.press("H")
    assert said.args == ["Hadir, berikutnya Imam Mustofa"]


def test_marks_of_several_are_announced_as_a_number(board: Board, qtbot: QtBot) -> None:
    board.press("Shift+Down", "Shift+Down")
    with qtbot.waitSignal(board.page.grid.said) as said:
        board.press("S")
    assert said.args == ["3 sel: sakit, berikutnya Muhammad Rizki Ramadhan"]


def test_a_mark_by_list_number_is_announced_with_its_name(board: Board, qtbot: QtBot) -> None:
    with qtbot.waitSignal(board.page.grid.said) as said:
        board.press("1", "1", "H")
    assert (said.args, board.cell) == (["Imam Mustofa: hadir"], (9, TODAY))


def test_the_right_mouse_button_offers_the_same_acts(board: Board) -> None:
    names = [action.text() for action in board.page.grid.keys.menu_actions()]
    assert names == ["Hadir", "Terlambat", "Izin", "Sakit", "Alpa", "Kosongkan", "Catatan", "Isi ke bawah"]


def test_an_act_of_the_menu_marks(board: Board) -> None:
    board.page.grid.keys.action("SICK").trigger()
    assert board.letters()[9] == "S"


def test_names_and_totals_scroll_with_the_cells(boards: Boards) -> None:
    board = boards.make(attendance_sheet(names=NAMES * 3), size=(1440, 600))
    grid = board.page.grid
    board.go_to(40)
    assert grid.side.verticalScrollBar().value() == grid.view.verticalScrollBar().value() > 0


@pytest.mark.parametrize(("width", "hidden"), [(1440, 0), (1180, 0), (1179, 5)])
def test_counts_hide_in_narrow_windows(boards: Boards, width: int, hidden: int) -> None:
    side = boards.make(size=(width, 700)).page.grid.side
    assert [column for column in range(RATE + 1) if side.isColumnHidden(column)] == list(range(hidden))


def test_sixteen_trainees_fit_without_scrolling_at_690(boards: Boards) -> None:
    board = boards.make(size=(1166, 690 - 56 - 38 - 34))
    assert board.page.grid.view.verticalScrollBar().maximum() == 0


@pytest.mark.parametrize(("height", "row"), [(768, 36), (600, 28), (420, 24)])
def test_rows_share_the_height(boards: Boards, height: int, row: int) -> None:
    board = boards.make(size=(1440, height))
    assert board.page.grid.view.verticalHeader().defaultSectionSize() == row


def test_the_week_band_leaves_low_windows(boards: Boards) -> None:
    board = boards.make(size=(1440, 420))
    assert board.page.grid.session_header.band == 0


def test_larger_text_makes_larger_rows(board: Board) -> None:
    before = board.page.grid.view.verticalHeader().defaultSectionSize()
    board.page.grid.theme.set_scale(1.25)
    assert board.page.grid.view.verticalHeader().defaultSectionSize() > before


def test_today_is_in_sight_at_the_first_look(boards: Boards) -> None:
    board = boards.make(size=(1024, 600))
    grid = board.page.grid
    assert grid.view.viewport().rect().contains(grid.view.cell_rect((9, TODAY)))
