"""The plain table by keyboard and mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.empty_state import EmptyState
from lpk_desktop.ui.widgets.row_delegate import tick_rect
from lpk_desktop.ui.widgets.table_view import TableView
from tests.ui.conftest import Shot
from tests.ui.gallery import PEOPLE, person_table
from tests.ui.hands import click, press, put, type_text


@pytest.fixture
def table(shown: QWidget, theme: Theme) -> TableView:
    """The table of invented people, 882 wide, a field above it."""
    table = person_table(theme)
    put(shown, QLineEdit(), table)
    shown.resize(900, 400)
    QApplication.sendPostedEvents()
    return table


def test_the_keyboard_comes_to_the_first_row(table: TableView) -> None:
    table.focus_first()
    assert table.current_id == "p0"
    assert table.ground_of(0) == "selected"


def test_arrows_home_and_end_move(table: TableView) -> None:
    table.focus_first()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    assert table.current_id == "p2"
    press(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert table.current_id == "p5"


def test_enter_opens_the_row(table: TableView, qtbot: QtBot) -> None:
    table.focus_first()
    with qtbot.waitSignal(table.opened) as opened:
        press(Qt.Key.Key_Return)
    assert opened.args == ["p0"]


def test_a_double_click_opens_the_row(table: TableView, qtbot: QtBot) -> None:
    place = table.visualRect(table.rows.index(3, 0)).center()
    click(table.viewport(), place)
    with qtbot.waitSignal(table.opened) as opened:
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert opened.args == ["p3"]


def test_letters_find_a_name(table: TableView) -> None:
    table.focus_first()
    type_text("bag")
    assert table.current_id == "p3"


def test_space_ticks(table: TableView) -> None:
    table.focus_first()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Space)
    assert table.rows.ticked == ("p1",)


def test_a_click_on_the_box_ticks_and_does_not_select(table: TableView, theme: Theme) -> None:
    box = tick_rect(table.visualRect(table.rows.index(2, 0)), theme)
    click(table.viewport(), box.center())
    assert (table.rows.ticked, table.current_id) == (("p2",), "")


def test_the_header_ticks_all_and_none(table: TableView, theme: Theme) -> None:
    header = table.horizontalHeader()
    place = QPoint(24, header.height() // 2)
    click(header.viewport(), place)
    assert table.all_ticked() is True
    click(header.viewport(), place)
    assert table.all_ticked() is False


def test_some_ticked_is_neither_all_nor_none(table: TableView) -> None:
    table.rows.set_ticked(["p1"])
    assert table.all_ticked() is None


def test_boxes_show_where_the_keyboard_is_and_everywhere_once_one_is_ticked(table: TableView) -> None:
    table.focus_first()
    assert (table.shows_tick(0), table.shows_tick(1)) == (True, False)
    press(Qt.Key.Key_Space)
    assert table.shows_tick(1)


def test_a_click_on_a_title_sorts_and_a_second_turns_it_around(table: TableView) -> None:
    header = table.horizontalHeader()
    rate = QPoint(header.sectionViewportPosition(4) + 20, header.height() // 2)
    click(header.viewport(), rate)
    assert table.rows.id_at(0) == "p5"
    click(header.viewport(), rate)
    assert table.rows.id_at(0) == "p0"


def test_the_current_row_is_told_once(table: TableView) -> None:
    heard: list[str] = []
    table.current_changed.connect(heard.append)
    table.focus_first()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Right)
    assert heard == ["p0", "p1"]


def test_new_rows_keep_the_current_one(table: TableView) -> None:
    table.select_id("p3")
    table.rows.set_rows(reversed(PEOPLE))
    assert table.current_id == "p3"


def test_the_selection_pales_while_another_has_the_keyboard(table: TableView) -> None:
    table.focus_first()
    press(Qt.Key.Key_Tab)
    assert table.ground_of(0) == "selectedInactive"


def test_tab_leaves_the_table(table: TableView) -> None:
    table.focus_first()
    press(Qt.Key.Key_Tab)
    assert not table.hasFocus()


def test_columns_leave_in_their_order_and_the_name_stays(table: TableView) -> None:
    hidden = []
    for width in (900, 720, 600, 420):
        table.window().resize(width, 400)
        QApplication.sendPostedEvents()
        hidden.append([n for n in range(5) if table.isColumnHidden(n)])
    assert hidden == [[], [4], [1, 4], [1, 3, 4]]


@pytest.mark.parametrize(("density", "height"), [("comfortable", 36), ("normal", 34), ("compact", 28)])
def test_rows_have_the_heights_of_the_design(table: TableView, density: str, height: int) -> None:
    table.set_density(density)
    assert table.rowHeight(0) == height


def test_larger_text_makes_higher_rows(table: TableView, theme: Theme) -> None:
    theme.set_scale(1.25)
    assert table.rowHeight(0) == 42


def test_an_empty_table_says_what_belongs_here(table: TableView, theme: Theme, shot: Shot) -> None:
    empty = EmptyState(theme, "users", "Belum ada peserta", "Impor dari Excel.")
    table.set_empty(empty)
    assert not empty.isVisible()
    table.rows.set_rows([])
    shot(table.window(), "table-empty")
    assert empty.isVisible()


def test_rows_on_their_way_are_no_empty_table(
    table: TableView, theme: Theme, qtbot: QtBot, shot: Shot
) -> None:
    empty = EmptyState(theme, "users", "Belum ada peserta")
    table.set_empty(empty)
    table.rows.set_rows([])
    table.set_loading(loading=True)
    assert not empty.isVisible()
    qtbot.waitUntil(lambda: table.skeleton_shown)
    shot(table.window(), "table-skeleton")
    table.set_loading(loading=False)
    assert empty.isVisible()


def test_only_one_row_is_lit_by_the_mouse(table: TableView) -> None:
    QTest.mouseMove(table.viewport(), table.visualRect(table.rows.index(2, 0)).center())
    assert [row for row in range(6) if table.ground_of(row) == "hover"] == [2]
