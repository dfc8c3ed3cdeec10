"""The competency sheet as table models: the cells, and the results beside them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from lpk_desktop.language import _
from lpk_desktop.services.views import AssessmentCell, CompetencySheet
from lpk_desktop.ui.grids.geometry import Cell
from lpk_desktop.ui.grids.model import TIP_ROLE, CellsModel, Index
from lpk_desktop.ui.pages.competency import words
from lpk_desktop.ui.widgets.info_tip import Tip

Role = Qt.ItemDataRole
_ROOT = QModelIndex()
PROGRESS, FINAL = 0, 1
"""Columns of the results."""


class CompetencyModel(CellsModel):
    """Trainees against blocks."""

    def __init__(self, sheet: CompetencySheet, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet = sheet
        self._rows, self._columns = sheet.rows, sheet.blocks

    def set_sheet(self, sheet: CompetencySheet) -> None:
        """Show another state of the same cohort; unchanged rows are left alone."""
        self.sheet = sheet
        self._replace(sheet.rows, sheet.blocks)

    def assessment(self, cell: Cell) -> AssessmentCell | None:
        """The latest attempt in a cell, None while not assessed."""
        return self.sheet.rows[cell[0]].cells[cell[1]]

    def has_value(self, cell: Cell) -> bool:
        """Whether the cell is assessed."""
        return self.assessment(cell) is not None

    def starts_group(self, column: int) -> bool:
        """Every block stands by itself."""
        return column > 0

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """The letters, the tip, what a screen reader says."""
        if not index.isValid():
            return None
        row, block = self.sheet.rows[index.row()], self.sheet.blocks[index.column()]
        cell = row.cells[index.column()]
        if role == Role.DisplayRole:
            return "" if cell is None else cell.result.value
        if role == Role.AccessibleTextRole:
            return words.spoken_cell(row, block, cell)
        if role in (TIP_ROLE, Role.AccessibleDescriptionRole):
            tip = words.tip(block, cell)
            return tip if role == TIP_ROLE else tip.spoken
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Blocks and names."""
        if role not in (Role.DisplayRole, Role.AccessibleTextRole):
            return None
        if orientation == Qt.Orientation.Horizontal:
            return words.block_name(self.sheet.blocks[section])
        row = self.sheet.rows[section]
        return f"{row.number} {row.name}"


class ResultsModel(QAbstractTableModel):
    """Per trainee: how many blocks are competent, and the final result."""

    def __init__(self, sheet: CompetencySheet, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet = sheet

    def set_sheet(self, sheet: CompetencySheet) -> None:
        """Show another state of the same cohort."""
        if len(sheet.rows) != len(self.sheet.rows):
            self.beginResetModel()
            self.sheet = sheet
            self.endResetModel()
            return
        self.sheet = sheet
        if sheet.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(sheet.rows) - 1, FINAL))

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Trainees."""
        return 0 if parent.isValid() else len(self.sheet.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Kemajuan and Hasil akhir."""
        return 0 if parent.isValid() else FINAL + 1

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Figures, the final result, and the reason for it."""
        if not index.isValid():
            return None
        row = self.sheet.rows[index.row()]
        progress = f"{row.competent}/{len(self.sheet.blocks)}"
        figure = progress if index.column() == PROGRESS else words.final_word(row.final)
        if role == Role.DisplayRole:
            return figure
        if role == Role.AccessibleTextRole:
            return f"{row.name}, {self.headerData(index.column(), Qt.Orientation.Horizontal)} {figure}"
        reasons = words.reasons(self.sheet, row)
        if role == TIP_ROLE and reasons:
            return Tip(lead=words.final_word(row.final), lines=tuple(reasons))
        return ". ".join(reasons) if role == Role.AccessibleDescriptionRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Kemajuan, Hasil akhir."""
        if orientation != Qt.Orientation.Horizontal or role != Role.DisplayRole:
            return None
        return _("Kemajuan") if section == PROGRESS else _("Hasil akhir")
