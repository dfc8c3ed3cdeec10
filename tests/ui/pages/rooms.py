"""One page at work in a window on a real store, with everything it asked for and told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from lpk_desktop.services.access import sign_in
from lpk_desktop.ui.background import Background
from lpk_desktop.ui.desk import Desk
from lpk_desktop.ui.hub import Hub
from lpk_desktop.ui.page import Page
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.toast import News
from lpk_desktop.ui.work import Shift
from tests.factory import ADMIN, LATER, PASSWORD


@dataclass
class Room:
    """A shift with its desk, a window, and what went on."""

    qtbot: QtBot
    shift: Shift
    background: Background
    errors: list[Exception]
    window: QMainWindow = field(default_factory=QMainWindow)
    told: list[News] = field(default_factory=list)
    asked: list[tuple[str, object]] = field(default_factory=list)

    @property
    def desk(self) -> Desk:
        return self.shift.desk

    def show(self, page: Page, *, size: tuple[int, int] = (1216, 826)) -> None:
        """Put a page into the window, as large as beside the sidebar, and give it the keyboard."""
        self.desk.hub.changed.connect(page.refresh)
        self.window.setCentralWidget(page)
        self.window.resize(*size)
        self.window.show()
        self.window.activateWindow()
        self.qtbot.waitActive(self.window)
        page.focus_main()
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is under way, and everything told has been heard."""
        self.until(lambda: not self.background.busy)
        QTest.qWait(0)
        self.until(lambda: not self.background.busy)
        assert not self.errors, self.errors

    def until(self, true: Callable[[], bool]) -> None:
        """Wait for something."""
        self.qtbot.waitUntil(true, timeout=20_000)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is."""
        widget = self.window.focusWidget()
        assert isinstance(widget, QWidget)
        QTest.keyClick(widget, key, modifier)


def open_room(
    qtbot: QtBot, theme: Theme, background: Background, errors: list[Exception], data: Path
) -> Room:
    """A room on the centre in `data`, at the factory's LATER."""
    store = sign_in(data, name=ADMIN, password=PASSWORD)
    shift = Shift(theme=theme, store=store, hub=Hub(), background=background, now=lambda: LATER)
    room = Room(qtbot, shift, background, errors)
    qtbot.addWidget(room.window)
    shift.desk.hub.told.connect(room.told.append)
    shift.desk.hub.asked.connect(lambda key, target: room.asked.append((key, target)))
    return room
