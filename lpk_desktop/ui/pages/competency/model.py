"""The competency sheet as table models: the cells, and the results beside them."""

from __future__ import annotations

from collections.abc import Sequence

from lpk_desktop.language import _
from lpk_desktop.messages.reasons import final_word
from lpk_desktop.services.views import AssessmentCell, BlockColumn, CompetencySheet
from lpk_desktop.ui.grids.geometry import Cell
from lpk_desktop.ui.grids.model import CellsModel, SideModel
from lpk_desktop.ui.pages.competency import words
from lpk_desktop.ui.widgets.info_tip import Tip

PROGRESS, FINAL = 0, 1
"""Columns of the results."""


class CompetencyModel(CellsModel[CompetencySheet]):
    """Trainees against blocks."""

    def columns_of(self, sheet: CompetencySheet) -> Sequence[BlockColumn]:
        """Blocks."""
        return sheet.blocks

    def assessment(self, cell: Cell) -> AssessmentCell | None:
        """The latest attempt in a cell, None while not assessed."""
        return self.sheet.rows[cell[0]].cells[cell[1]]

    def letters(self, cell: Cell) -> str:
        """K or BK."""
        stands = self.assessment(cell)
        return "" if stands is None else stands.result.value

    def spoken(self, cell: Cell) -> str:
        """Whose result it is, in which block."""
        return words.spoken_cell(self.sheet.rows[cell[0]], self.sheet.blocks[cell[1]], self.assessment(cell))

    def tip(self, cell: Cell) -> Tip:
        """Result, unit, evidence."""
        return words.tip(self.sheet.blocks[cell[1]], self.assessment(cell))

    def column_name(self, column: int) -> str:
        """Code and title of the unit."""
        return words.block_name(self.sheet.blocks[column])

    def starts_group(self, column: int) -> bool:
        """Every block stands by itself."""
        return column > 0


class ResultsModel(SideModel[CompetencySheet]):
    """Per trainee: how many blocks are competent, and the final result."""

    @property
    def titles(self) -> Sequence[str]:
        """Kemajuan, Hasil akhir."""
        return _("Kemajuan"), _("Hasil akhir")

    def figure(self, row: int, column: int) -> str:
        """A fraction, or the final result."""
        trainee = self.sheet.rows[row]
        if column == PROGRESS:
            return f"{trainee.competent}/{len(self.sheet.blocks)}"
        return final_word(trainee.final)

    def tip(self, row: int, column: int) -> Tip | None:  # noqa: ARG002  both columns have one reason
        """Why somebody has not passed."""
        reasons = words.reasons(self.sheet, self.sheet.rows[row])
        return Tip(lead=self.figure(row, FINAL), lines=tuple(reasons)) if reasons else None
