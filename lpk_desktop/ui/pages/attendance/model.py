"""The attendance sheet as table models: the cells, and the totals beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QObject

from lpk_desktop.domain.attendance import Code
from lpk_desktop.domain.schedule import monday
from lpk_desktop.language import _
from lpk_desktop.services.views import AttendanceSheet, MarkCell, SessionColumn
from lpk_desktop.ui.grids.geometry import Cell
from lpk_desktop.ui.grids.model import CellsModel, SideModel
from lpk_desktop.ui.pages.attendance import words
from lpk_desktop.ui.widgets.info_tip import Tip

RATE = len(Code)
"""Column of the percentage, after one for each code."""


class AttendanceModel(CellsModel[AttendanceSheet]):
    """Trainees against sessions."""

    def __init__(
        self, sheet: AttendanceSheet, clock: Callable[[], datetime], parent: QObject | None = None
    ) -> None:
        super().__init__(sheet, parent)
        self._clock = clock

    def columns_of(self, sheet: AttendanceSheet) -> Sequence[SessionColumn]:
        """Sessions."""
        return sheet.sessions

    def mark(self, cell: Cell) -> MarkCell | None:
        """The mark in a cell, None while unmarked."""
        return self.sheet.rows[cell[0]].cells[cell[1]]

    def letters(self, cell: Cell) -> str:
        """The letter of the mark."""
        mark = self.mark(cell)
        return "" if mark is None else mark.code.value

    def spoken(self, cell: Cell) -> str:
        """Whose mark it is, of which day."""
        return words.spoken_cell(self.sheet.rows[cell[0]], self.sheet.sessions[cell[1]], self.mark(cell))

    def tip(self, cell: Cell) -> Tip:
        """Status, who and when and where."""
        return words.tip(self.sheet.sessions[cell[1]], self.mark(cell), self._clock().tzinfo)

    def column_name(self, column: int) -> str:
        """Number and day of the session."""
        return words.session_words(self.sheet.sessions[column])

    def starts_group(self, column: int) -> bool:
        """Whether a week begins here."""
        sessions = self.sheet.sessions
        if not 0 < column < len(sessions):
            return False
        return monday(sessions[column].day) != monday(sessions[column - 1].day)

    def warning(self, row: int) -> str | None:
        """Under the minimum, and what can still be reached."""
        return words.forecast(self.sheet.rows[row], self.sheet.minimum) or None


class TotalsModel(SideModel[AttendanceSheet]):
    """Per trainee: how many H T I S A, then the percentage."""

    @property
    def titles(self) -> Sequence[str]:
        """H T I S A, Kehadiran."""
        return (*(code.value for code in Code), _("Kehadiran"))

    def figure(self, row: int, column: int) -> str:
        """A count, or the percentage."""
        trainee = self.sheet.rows[row]
        if column != RATE:
            return str(trainee.counts[column])
        return words.rate_words(trainee.rate, self.sheet.minimum)

    def tip(self, row: int, column: int) -> Tip | None:
        """The forecast of who is under the minimum."""
        said = words.forecast(self.sheet.rows[row], self.sheet.minimum)
        return Tip(lead=self.figure(row, column), text=said) if said else None
