"""The results of the competency grid: progress and final result per trainee, and their sums."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from lpk_desktop.domain.competency import Final
from lpk_desktop.language import counted
from lpk_desktop.messages.reasons import final_word
from lpk_desktop.ui import paint
from lpk_desktop.ui.grids.cells_view import CellsView
from lpk_desktop.ui.grids.hover import Hover
from lpk_desktop.ui.grids.ink import LEFT, RIGHT, write
from lpk_desktop.ui.grids.side_view import SideView
from lpk_desktop.ui.grids.totals_row import TotalsRow
from lpk_desktop.ui.pages.competency.model import FINAL, PROGRESS, CompetencyModel, ResultsModel
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.info_tip import InfoTip

PROGRESS_WIDTH = 118
"""Design pixels of the column Kemajuan, its padding included."""
_KINDS = {Final.PASSED: "ok", Final.REASSESS: "warn", Final.INCOMPLETE: "neut", Final.FAILED: "danger"}


class CompetencySide(SideView):
    """Progress and final result of each trainee."""

    def __init__(
        self,
        *,
        model: ResultsModel,
        header: QHeaderView,
        theme: Theme,
        hover: Hover,
        tip: InfoTip,
        parent: QWidget,
    ) -> None:
        super().__init__(model=model, header=header, theme=theme, hover=hover, tip=tip, parent=parent)
        self._results = model

    def draw_row(self, painter: QPainter, row: int, rect: QRectF) -> None:
        """A bar, a fraction, a tag."""
        theme, px, sheet = self.theme, self.theme.px, self._results.sheet
        trainee, blocks = sheet.rows[row], len(sheet.blocks)
        place = self.column_rect(PROGRESS, rect)
        track = QRectF(place.left() + px(12), place.top(), px(38), place.height())
        paint.bar(painter, track, trainee.competent / blocks if blocks else None, None, False, theme)  # noqa: FBT003  its own order
        figure = place.adjusted(0, 0, -px(25), 0)
        font, colour = theme.font("dense", tabular=True), theme.colour("text")
        write(painter, figure, f"{trainee.competent}/{blocks}", font=font, colour=colour, align=RIGHT)
        place = self.column_rect(FINAL, rect).adjusted(0, 0, -px(12), 0)
        paint.tag(painter, place, final_word(trainee.final), _KINDS[trainee.final], theme)


class CompetencyTotalsRow(TotalsRow):
    """The row "Kompeten per unit", then how much is done and how many passed."""

    strong = True

    def __init__(self, view: CellsView, model: CompetencyModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(view, model, theme, parent)
        self._theme = theme
        self._sheet = model

    def draw_side(self, painter: QPainter, rect: QRectF) -> None:
        """The share of all cells that are competent, and the passed."""
        theme, px, sheet = self._theme, self._theme.px, self._sheet.sheet
        font, colour = theme.font("dense", tabular=True), theme.colour("text2")
        whole = len(sheet.rows) * len(sheet.blocks)
        share = f"{sum(sheet.competent) * 100 // whole}%" if whole else "–"
        write(painter, rect.adjusted(px(12), 0, 0, 0), share, font=font, colour=colour, align=LEFT)
        passed = counted("{count} lulus", sheet.passed)
        place = rect.adjusted(px(PROGRESS_WIDTH), 0, 0, 0)
        write(painter, place, passed, font=font, colour=colour, align=LEFT)
