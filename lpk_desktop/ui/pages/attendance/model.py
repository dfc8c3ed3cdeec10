"""The attendance sheet as table models: the cells, and the totals beside them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from lpk_desktop.domain.attendance import Code
from lpk_desktop.domain.schedule import monday
from lpk_desktop.language import _
from lpk_desktop.services.views import AttendanceSheet, MarkCell
from lpk_desktop.ui.grids.geometry import Cell
from lpk_desktop.ui.grids.model import TIP_ROLE, CellsModel, Index
from lpk_desktop.ui.pages.attendance import words
from lpk_desktop.ui.widgets.info_tip import Tip

Role = Qt.ItemDataRole
_ROOT = QModelIndex()
RATE = len(Code)
"""Column of the percentage, after one for each code."""


class AttendanceModel(CellsModel):
    """Trainees against sessions."""

    def __init__(
        self, sheet: AttendanceSheet, clock: Callable[[], datetime], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.sheet = sheet
        self._clock = clock
        self._rows, self._columns = sheet.rows, sheet.sessions

    def set_sheet(self, sheet: AttendanceSheet) -> None:
        """Show another state of the same cohort; unchanged rows are left alone."""
        self.sheet = sheet
        self._replace(sheet.rows, sheet.sessions)

    def mark(self, cell: Cell) -> MarkCell | None:
        """The mark in a cell, None while unmarked."""
        return self.sheet.rows[cell[0]].cells[cell[1]]

    def has_value(self, cell: Cell) -> bool:
        """Whether the cell is marked."""
        return self.mark(cell) is not None

    def starts_group(self, column: int) -> bool:
        """Whether a week begins here."""
        sessions = self.sheet.sessions
        if not 0 < column < len(sessions):
            return False
        return monday(sessions[column].day) != monday(sessions[column - 1].day)

    def warning(self, row: int) -> str | None:
        """Under the minimum, and what can still be reached."""
        return words.forecast(self.sheet.rows[row], self.sheet.minimum) or None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """The letter, the tip, what a screen reader says."""
        if not index.isValid():
            return None
        row, session = self.sheet.rows[index.row()], self.sheet.sessions[index.column()]
        mark = row.cells[index.column()]
        if role == Role.DisplayRole:
            return "" if mark is None else mark.code.value
        if role == Role.AccessibleTextRole:
            return words.spoken_cell(row, session, mark)
        if role in (TIP_ROLE, Role.AccessibleDescriptionRole):
            tip = words.tip(session, mark, self._clock().tzinfo)
            return tip if role == TIP_ROLE else tip.spoken
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Sessions and names."""
        if role not in (Role.DisplayRole, Role.AccessibleTextRole):
            return None
        if orientation == Qt.Orientation.Horizontal:
            return words.session_words(self.sheet.sessions[section])
        row = self.sheet.rows[section]
        return f"{row.number} {row.name}"


class TotalsModel(QAbstractTableModel):
    """Per trainee: how many H T I S A, then the percentage."""

    def __init__(self, sheet: AttendanceSheet, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet = sheet

    def set_sheet(self, sheet: AttendanceSheet) -> None:
        """Show another state of the same cohort."""
        if len(sheet.rows) != len(self.sheet.rows):
            self.beginResetModel()
            self.sheet = sheet
            self.endResetModel()
            return
        self.sheet = sheet
        if sheet.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(sheet.rows) - 1, RATE))

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Trainees."""
        return 0 if parent.isValid() else len(self.sheet.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """The five codes and the percentage."""
        return 0 if parent.isValid() else RATE + 1

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Figures, and the forecast of who is under the minimum."""
        if not index.isValid():
            return None
        row, column = self.sheet.rows[index.row()], index.column()
        counted = column != RATE
        figure = str(row.counts[column]) if counted else words.rate_words(row.rate, self.sheet.minimum)
        if role == Role.DisplayRole:
            return figure
        if role == Role.AccessibleTextRole:
            return f"{row.name}, {self.headerData(column, Qt.Orientation.Horizontal)} {figure}"
        said = words.forecast(row, self.sheet.minimum)
        if role == TIP_ROLE and said:
            return Tip(lead=figure, text=said)
        return said if role == Role.AccessibleDescriptionRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """H T I S A, Kehadiran."""
        if orientation != Qt.Orientation.Horizontal or role != Role.DisplayRole:
            return None
        return _("Kehadiran") if section == RATE else list(Code)[section].value
