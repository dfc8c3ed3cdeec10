"""Each key of the competency grid does what ui.md sections 5, 6 and 10 say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QDate
from pytestqt.qtbot import QtBot

from lpk_desktop.domain.competency import Result
from tests.ui.board import centre, click, drag, type_text
from tests.ui.pages.competency.conftest import Board, Boards
from tests.ui.sheets import assessment, competency_sheet, with_assessment

K, BK = Result.COMPETENT, Result.NOT_YET


def test_work_starts_on_the_first_open_cell(board: Board) -> None:
    assert board.cell == (9, 2)


def test_k_records_competent_and_goes_down(board: Board) -> None:
    board.press("K")
    assert (board.desk.calls, board.cell) == ([("record", 1, K, None)], (10, 2))


def test_space_records_competent_too(board: Board) -> None:
    board.press("Space")
    assert (board.results(2)[9], board.cell) == ("K", (10, 2))


def test_shift_k_goes_right(board: Board) -> None:
    board.press("Shift+K")
    assert (board.results(2)[9], board.cell) == ("K", (9, 3))


def test_k_records_the_whole_selection_in_one_act(board: Board) -> None:
    board.press("Shift+Right", "Shift+Right", "K")
    assert board.desk.calls == [("record", 3, K, None)]


def test_k_on_k_writes_nothing(board: Board) -> None:
    board.go_to(0, 0)
    board.press("K")
    assert (board.desk.calls, board.cell) == ([], (1, 0))


def test_k_on_a_disputed_k_settles_it(boards: Boards) -> None:
    disputed = replace(assessment(K), disputed=True)
    board = boards.make(with_assessment(competency_sheet(), 0, 0, disputed))
    board.go_to(0, 0)
    board.press("K")
    assert board.desk.calls == [("record", 1, K, None)]


def test_b_asks_for_the_note_before_it_records(board: Board) -> None:
    board.press("B")
    assert (board.popover.note.hasFocus(), board.desk.calls) == (True, [])


def test_b_records_once_the_note_is_given(board: Board) -> None:
    board.press("B")
    type_text("Undercut 1 mm")
    board.press("Return")
    assert board.desk.calls == [("record", 1, BK, "Undercut 1 mm")]


def test_after_the_note_the_ring_goes_down(board: Board) -> None:
    board.press("B")
    type_text("Undercut 1 mm")
    board.press("Return")
    assert board.cell == (10, 2)


def test_b_without_a_note_records_nothing_and_says_so(board: Board) -> None:
    board.press("B", "Escape")
    words = "BK belum disimpan: beri catatan apa yang belum kompeten."
    assert (board.desk.calls, board.refusals, board.cell) == ([], [words], (9, 2))


def test_b_on_a_selection_takes_one_note_for_all(board: Board) -> None:
    board.press("Shift+Right", "B")
    type_text("Belum hadir saat praktik")
    board.press("Return")
    assert board.desk.calls == [("record", 2, BK, "Belum hadir saat praktik")]


def test_b_on_bk_goes_down_without_asking(board: Board) -> None:
    board.go_to(9, 1)
    board.press("B")
    assert (board.desk.calls, board.cell) == ([], (10, 1))


def test_a_note_without_a_result_comes_back(board: Board) -> None:
    board.press("N")
    type_text("Menunggu alat")
    board.press("Escape", "N")
    assert (board.popover.note.text, len(board.refusals)) == ("Menunggu alat", 1)


def test_evidence_that_is_refused_comes_back_as_it_was_typed(board: Board) -> None:
    board.go_to(4, 3)
    board.desk.refuses = True
    board.press("Return")
    board.popover.day.setDate(QDate(2026, 6, 1))
    board.press("K")
    board.popover.note.setPlainText("Sudah rapi")
    board.press("Escape", "Return")
    draft = board.popover.draft
    assert (draft.result, draft.evidence.day, draft.evidence.note) == (K, date(2026, 6, 1), "Sudah rapi")


def test_the_ring_stays_where_a_result_is_refused(board: Board) -> None:
    board.desk.refuses = True
    board.press("K")
    assert board.cell == (9, 2)


def test_del_takes_the_result_back(board: Board) -> None:
    board.go_to(4, 3)
    board.press("Del")
    assert (board.results(3)[4], board.cell) == (" ", (4, 3))


def test_del_on_an_open_cell_writes_nothing(board: Board) -> None:
    board.press("Del")
    assert board.desk.calls == []


def test_enter_shows_what_is_known(board: Board) -> None:
    board.go_to(4, 3)
    board.press("Return")
    shown = board.popover
    evidence = shown.draft.evidence
    assert (shown.choice.result, evidence.day, evidence.method) == (
        BK,
        date(2026, 6, 12),
        "Praktik dan lisan",
    )


def test_enter_begins_at_the_result_where_k_and_b_choose(board: Board) -> None:
    board.press("Return", "K", "Escape")
    assert board.desk.calls == [("record", 1, K, None)]


def test_a_new_result_gets_today_and_the_usual_assessor(board: Board) -> None:
    board.press("Return")
    evidence = board.popover.draft.evidence
    assert (evidence.day, evidence.assessor) == (date(2026, 6, 9), "Wahyu Adi Nugroho")


def test_closing_without_a_change_writes_nothing(board: Board) -> None:
    board.go_to(4, 3)
    board.press("Return", "Escape")
    assert (board.desk.calls, board.refusals) == ([], [])


def test_another_assessor_is_recorded(board: Board) -> None:
    board.go_to(0, 0)
    board.press("Return")
    board.popover.assessor.setText("Dian Kusumawati")
    board.press("Escape")
    cell = board.desk.sheet.rows[0].cells[0]
    assert cell is not None
    assert cell.assessor == "Dian Kusumawati"


def test_n_begins_at_the_note(board: Board) -> None:
    board.go_to(0, 0)
    board.press("N")
    type_text("Rapi")
    board.press("Return")
    assert board.desk.calls == [("record", 1, K, "Rapi")]


def test_leaving_the_page_keeps_the_note(board: Board) -> None:
    board.press("B")
    type_text("Undercut")
    board.page.hide()
    assert board.desk.calls == [("record", 1, BK, "Undercut")]


def test_a_click_outside_keeps_the_note(board: Board) -> None:
    board.press("B")
    type_text("Undercut")
    click(board.page.grid, (15, 5))
    assert board.desk.calls == [("record", 1, BK, "Undercut")]


def test_ctrl_d_copies_the_top_down(board: Board) -> None:
    board.go_to(8, 2)
    board.press("Shift+Down", "Ctrl+D")
    assert board.results(2)[9] == "K"


def test_ctrl_d_copies_the_note_of_bk(board: Board) -> None:
    board.go_to(9, 1)
    board.press("Shift+Down", "Ctrl+D")
    assert board.desk.calls == [("record", 1, BK, "Undercut 0,8 mm di kaki las atas, batas 0,5 mm.")]


def test_dragging_the_handle_copies_the_result(board: Board) -> None:
    grid = board.page.grid
    board.go_to(8, 2)
    drag(grid, grid.view.handle_rect().center(), centre(grid, (9, 2)))
    assert board.results(2)[9] == "K"


def test_ctrl_enter_fills_the_open_cells_of_the_block(board: Board) -> None:
    before = board.results(3)
    board.go_to(0, 3)
    board.press("Ctrl+Return")
    assert board.results(3) == before.replace(" ", "K")


def test_ctrl_enter_in_a_complete_block_is_refused(board: Board) -> None:
    board.go_to(0, 0)
    board.press("Ctrl+Return")
    assert (board.desk.calls, board.refusals) == ([], ["Semua peserta sudah dinilai di unit ini."])


def test_ctrl_home_goes_to_the_first_open_cell(board: Board) -> None:
    board.go_to(0, 0)
    board.press("Ctrl+Home")
    assert board.cell == (9, 2)


@pytest.mark.parametrize(("key", "column"), [("Alt+Left", 1), ("Alt+Right", 3)])
def test_alt_and_an_arrow_choose_another_block(board: Board, key: str, column: int) -> None:
    board.press(key)
    assert board.cell == (9, column)


def test_ctrl_a_selects_the_block(board: Board) -> None:
    board.press("Ctrl+A")
    assert board.page.grid.view.selected == {(row, 2) for row in range(16)}


def test_ctrl_z_takes_back(board: Board) -> None:
    board.press("K", "Ctrl+Z")
    assert board.results(2)[9] == " "


def test_a_list_number_and_k_record_for_that_trainee(board: Board) -> None:
    board.type("12k")
    assert (board.results(2)[11], board.cell) == ("K", (9, 2))


def test_a_list_number_and_b_ask_for_that_trainee(board: Board) -> None:
    board.type("12b")
    type_text("Belum selesai")
    board.press("Return")
    assert (board.results(2)[11], board.cell) == ("B", (9, 2))


def test_a_list_number_nobody_has_is_refused(board: Board) -> None:
    board.type("44k")
    assert board.refusals == ["Tidak ada peserta nomor 44 di kelas ini."]


def test_the_same_place_stays_under_a_new_sheet(board: Board) -> None:
    board.press("Shift+Down")
    board.page.set_sheet(with_assessment(board.desk.sheet, 0, 0, None))
    assert (board.cell, len(board.page.grid.view.selected)) == ((10, 2), 2)


def test_a_result_is_announced_with_who_comes_next(board: Board, qtbot: QtBot) -> None:
    with qtbot.waitSignal(board.page.grid.said) as said:
        board.press("K")
    assert said.args == ["Kompeten, berikutnya Imam Mustofa"]


def test_a_result_by_list_number_is_announced_with_its_name(board: Board, qtbot: QtBot) -> None:
    with qtbot.waitSignal(board.page.grid.said) as said:
        board.press("1", "1", "K")
    assert (said.args, board.cell) == (["Imam Mustofa: kompeten"], (9, 2))


def test_the_popover_leaves_the_results_free(board: Board) -> None:
    board.go_to(4, 3)
    board.press("Return")
    grid = board.page.grid
    assert not board.popover.geometry().intersects(grid.side_rect())


def test_the_popover_leaves_its_cell_free(board: Board) -> None:
    board.go_to(4, 3)
    board.press("Return")
    assert not board.popover.geometry().intersects(board.page.grid.window_rect((4, 3)))


@pytest.mark.parametrize("cell", [(0, 0), (15, 5), (0, 5), (15, 0)])
def test_the_popover_stays_in_the_window(board: Board, cell: tuple[int, int]) -> None:
    board.go_to(*cell)
    board.press("Return")
    assert board.window.rect().contains(board.popover.geometry())


def test_tab_goes_from_field_to_field_of_the_popover(board: Board) -> None:
    board.go_to(4, 3)
    board.press("Return")
    for _step in range(3):
        board.press("Tab")
    assert board.popover.isAncestorOf(board.window.focusWidget())
