"""A competency page at work: 16 people, six blocks, as in 03-competency.png."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from lpk_desktop.services.views import CompetencySheet
from lpk_desktop.ui.pages.competency.page import CompetencyPage
from lpk_desktop.ui.pages.competency.popover import AssessmentPopover
from lpk_desktop.ui.theme import Theme
from tests.ui.board import press, type_text
from tests.ui.sheets import NOW, CompetencyDesk, competency_sheet, results


@dataclass
class Board:
    """A page in a window, and its owner."""

    window: QMainWindow
    page: CompetencyPage
    desk: CompetencyDesk
    refusals: list[str] = field(default_factory=list)

    @property
    def cell(self) -> tuple[int, int] | None:
        return self.page.grid.view.current_cell

    @property
    def popover(self) -> AssessmentPopover:
        found = self.window.findChild(AssessmentPopover)
        assert isinstance(found, AssessmentPopover)
        return found

    def press(self, *keys: str) -> None:
        press(self.page.grid.view, *keys)

    def type(self, text: str) -> None:
        type_text(text)

    def go_to(self, row: int, column: int) -> None:
        self.page.grid.view.go_to((row, column))

    def results(self, column: int) -> str:
        return results(self.desk.sheet, column)


class Boards:
    """Makes boards for any sheet."""

    def __init__(self, qtbot: QtBot, theme: Theme) -> None:
        self._qtbot, self._theme = qtbot, theme
        self.made: list[Board] = []
        """Kept, so that no window goes before its test is over."""

    def make(self, sheet: CompetencySheet | None = None, *, size: tuple[int, int] = (1440, 768)) -> Board:
        desk = CompetencyDesk(sheet or competency_sheet())
        window = QMainWindow()
        self._qtbot.addWidget(window)
        page = CompetencyPage(theme=self._theme, sheet=desk.sheet, acts=desk, today=NOW.date)
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
    """The ring stands on the first open cell: Hendra Wijaya, third block."""
    return boards.make()
