"""A popover stays in its window, keeps what it holds, and goes away by itself."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.popover import Popover

ANCHOR = QRect(300, 200, 40, 30)


class Window(QWidget):
    """A window with a field, and a popover with one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.field = QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addStretch()
        self.popover = Popover(theme, self)
        self.inside = QLineEdit()
        self.choice = QComboBox()
        self.choice.addItems(["a", "b"])
        self.popover.body.addWidget(self.inside)
        self.popover.body.addWidget(self.choice)
        self.resize(800, 600)


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> Window:
    window = Window(theme)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    window.field.setFocus()
    qtbot.waitUntil(window.field.hasFocus)
    return window


def test_it_opens_to_the_right(window: Window) -> None:
    window.popover.open_beside(ANCHOR)
    assert window.popover.geometry().left() > ANCHOR.right()


def test_it_opens_away_from_what_must_stay_free(window: Window) -> None:
    window.popover.open_beside(ANCHOR, keep_free=QRect(600, 0, 200, 600))
    assert window.popover.geometry().right() < ANCHOR.left()


@pytest.mark.parametrize("corner", [QPoint(0, 0), QPoint(760, 0), QPoint(0, 570), QPoint(760, 570)])
def test_it_stays_in_the_window(window: Window, corner: QPoint) -> None:
    window.popover.open_beside(QRect(corner, ANCHOR.size()))
    assert window.rect().contains(window.popover.geometry())


def test_in_a_narrow_window_it_opens_below(window: Window) -> None:
    window.resize(260, 600)
    window.popover.open_beside(QRect(100, 100, 40, 30))
    assert window.popover.geometry().top() > 130


def test_esc_closes_and_keeps(window: Window, qtbot: QtBot) -> None:
    window.popover.open_beside(ANCHOR)
    window.inside.setFocus()
    with qtbot.waitSignal(window.popover.closed):
        QTest.keyClick(window.inside, Qt.Key.Key_Escape)


def test_a_press_outside_closes_and_keeps(window: Window, qtbot: QtBot) -> None:
    window.popover.open_beside(ANCHOR)
    with qtbot.waitSignal(window.popover.closed):
        QTest.mouseClick(window.field, Qt.MouseButton.LeftButton)


def test_a_press_inside_leaves_it_open(window: Window, qtbot: QtBot) -> None:
    window.popover.open_beside(ANCHOR)
    with qtbot.assertNotEmitted(window.popover.closed):
        QTest.mouseClick(window.inside, Qt.MouseButton.LeftButton)


def test_a_press_in_a_list_it_opened_leaves_it_open(window: Window, qtbot: QtBot) -> None:
    window.popover.open_beside(ANCHOR)
    window.choice.showPopup()
    with qtbot.assertNotEmitted(window.popover.closed):
        QTest.mouseClick(window.choice.view().viewport(), Qt.MouseButton.LeftButton)


def test_the_keyboard_returns_to_where_it_was(window: Window) -> None:
    window.popover.open_beside(ANCHOR)
    window.inside.setFocus()
    window.popover.close_and_keep()
    assert window.field.hasFocus()


def test_closing_twice_tells_once(window: Window) -> None:
    told: list[bool] = []
    window.popover.closed.connect(lambda: told.append(True))
    window.popover.open_beside(ANCHOR)
    window.popover.close_and_keep()
    window.popover.close_and_keep()
    assert told == [True]
