"""The tool row over the competency grid, and its heads."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lpk_desktop.ui.pages.competency.planning import Show
from tests.ui.board import type_text
from tests.ui.pages.competency.conftest import Board, Boards
from tests.ui.sheets import NAMES, block, competency_sheet

MANY = [block(at, f"S.951200.{at + 6:03}.01", "Memperbaiki Kerusakan Mati Total") for at in range(20)]


def shown(board: Board) -> list[int]:
    return board.page.grid.view.visible_rows()


def test_the_open_can_be_shown_alone(board: Board) -> None:
    board.page.filter.choose(Show.OPEN.value)
    assert shown(board) == [2, 4, 6, 9, 11, 14, 15]


def test_the_not_yet_can_be_shown_alone(board: Board) -> None:
    board.page.filter.choose(Show.NOT_YET.value)
    assert shown(board) == [4, 9, 10, 15]


def test_a_filter_without_hits_shows_all_again(boards: Boards) -> None:
    board = boards.make(competency_sheet(results=["K" * 6] * 16))
    board.page.filter.choose(Show.OPEN.value)
    assert (len(shown(board)), board.page.filter.current) == (16, Show.ALL.value)


def test_marking_goes_on_among_the_shown(board: Board) -> None:
    board.page.filter.choose(Show.OPEN.value)
    board.press("K")
    assert board.cell == (11, 2)


def test_a_name_is_found_by_typing(board: Board) -> None:
    board.press("/")
    type_text("slam")
    assert board.cell == (15, 2)


def test_esc_returns_from_finding(board: Board) -> None:
    board.press("/")
    type_text("slam")
    board.press("Escape", "K")
    assert board.results(2)[15] == "K"


def test_the_standard_is_named(board: Board) -> None:
    assert board.page.standard.text() == "Kepmenaker 98/2018"


def test_without_a_standard_units_are_counted(boards: Boards) -> None:
    board = boards.make(competency_sheet(decree=None))
    assert board.page.standard.text() == "5 unit, 1 materi tanpa kode"


def test_a_list_number_being_typed_is_shown(board: Board) -> None:
    board.type("15")
    assert board.page.standard.text() == "Nomor 15"


def test_the_primary_button_goes_on_to_the_final_results(board: Board) -> None:
    QTest.mouseClick(board.page.final, Qt.MouseButton.LeftButton)
    assert board.desk.calls == [("set_final",)]


def test_it_rests_while_nothing_is_complete(boards: Boards) -> None:
    board = boards.make(competency_sheet(names=NAMES[:2], results=["K", ""]))
    assert (board.page.final.isEnabled(), board.page.final.toolTip() != "") == (False, True)


def test_the_status_says_what_it_takes(board: Board) -> None:
    assert board.page.status.text == "Lulus: semua unit kompeten dan kehadiran min. 80%"


def test_up_to_eight_units_stand_upright(board: Board) -> None:
    assert not board.page.grid.unit_header.turned


def test_many_units_turn_their_titles(boards: Boards) -> None:
    board = boards.make(competency_sheet(blocks=MANY, results=["K" * 20] * 16))
    header = board.page.grid.unit_header
    assert (header.turned, header.sectionSize(0) >= 48) == (True, True)


def test_a_programme_without_units_says_so(boards: Boards) -> None:
    board = boards.make()
    board.page.set_sheet(competency_sheet(blocks=[], results=[]))
    assert not board.page.grid.isVisible()
