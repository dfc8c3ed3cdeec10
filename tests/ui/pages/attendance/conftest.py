"""An attendance page at work: 16 people, 30 sessions, today the fourteenth, 8.19 in the morning."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from lpk_desktop.services.views import AttendanceSheet
from lpk_desktop.ui.pages.attendance.page import AttendancePage
from lpk_desktop.ui.theme import Theme
from tests.ui.board import press, type_text
from tests.ui.sheets import NOW, TODAY, AttendanceDesk, attendance_sheet, letters


@dataclass
class Board:
    """A page in a window, its owner, and the clock on the wall."""

    window: QMainWindow
    page: AttendancePage
    desk: AttendanceDesk
    now: datetime = NOW
    refusals: list[str] = field(default_factory=list)

    @property
    def cell(self) -> tuple[int, int] | None:
        return self.page.grid.view.current_cell

    def press(self, *keys: str) -> None:
        press(self.page.grid.view, *keys)

    def type(self, text: str) -> None:
        type_text(text)

    def wait(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    def go_to(self, row: int, column: int = TODAY) -> None:
        self.page.grid.view.go_to((row, column))

    def letters(self, column: int = TODAY) -> str:
        return letters(self.desk.sheet, column)

    def minutes(self, row: int, column: int = TODAY) -> int | None:
        cell = self.desk.sheet.rows[row].cells[column]
        return None if cell is None else cell.minutes_late


class Boards:
    """Makes boards for any sheet."""

    def __init__(self, qtbot: QtBot, theme: Theme) -> None:
        self._qtbot, self._theme = qtbot, theme
        self.made: list[Board] = []
        """Kept, so that no window goes before its test is over."""

    def make(self, sheet: AttendanceSheet | None = None, *, size: tuple[int, int] = (1440, 768)) -> Board:
        desk = AttendanceDesk(sheet or attendance_sheet())
        window = QMainWindow()
        self._qtbot.addWidget(window)
        board: Board
        page = AttendancePage(theme=self._theme, sheet=desk.sheet, acts=desk, clock=lambda: board.now)
        board = Board(window, page, desk)
        desk.grid = page
        page.refused.connect(board.refusals.append)
        window.setCentralWidget(page)
        window.resize(*size)
        window.show()
        window.activateWindow()
        page.grid.view.setFocus()
        self._qtbot.waitUntil(page.grid.view.hasFocus)
        self.made.append(board)
        return board


@pytest.fixture
def boards(qtbot: QtBot, theme: Theme) -> Boards:
    return Boards(qtbot, theme)


@pytest.fixture
def board(boards: Boards) -> Board:
    """Nine of sixteen are marked; the ring stands on the tenth, Hendra Wijaya."""
    return boards.make()


@pytest.fixture
def blank(boards: Boards) -> Board:
    """Nobody is marked today."""
    return boards.make(attendance_sheet(marks=["H" * TODAY] * 16))
