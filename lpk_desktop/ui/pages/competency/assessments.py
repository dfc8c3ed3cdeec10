"""How an assessment looks: its tile, and where there is room its date."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter

from lpk_desktop.language import _
from lpk_desktop.services.views import AssessmentCell
from lpk_desktop.ui.dates import short_date
from lpk_desktop.ui.grids.cells_painter import CellsPainter, Span
from lpk_desktop.ui.grids.cells_view import CellsView
from lpk_desktop.ui.grids.hover import Hover
from lpk_desktop.ui.grids.ink import LEFT, write
from lpk_desktop.ui.grids.tiles import Tile
from lpk_desktop.ui.pages.competency.model import CompetencyModel
from lpk_desktop.ui.theme import Theme

_OPEN = Tile(None, text="–")
_ROOM_FOR_NOTE = 108
"""Design pixels of a column from which the sign for a note stands beside the date, else it is a corner."""
INSET = 10
"""Design pixels before the tile where a date stands after it."""


class AssessmentsPainter(CellsPainter):
    """Paints assessments."""

    def __init__(self, view: CellsView, model: CompetencyModel, theme: Theme, hover: Hover) -> None:
        super().__init__(view, model, theme, hover)
        self.dates = True
        """Whether columns have room for dates."""
        self._sheet = model

    def draw_cell(self, painter: QPainter, row: Span, column: Span) -> None:
        """K, BK or the dashes of a block not assessed; then date or "ulang", and a sign for a note."""
        px, cell = self.theme.px, self._sheet.assessment((row.at, column.at))
        width, height = px(26), px(22)
        left = column.start + (px(INSET) if self.dates else (column.size - width) / 2)
        top = row.start + (row.size - 1 - height) / 2
        if cell is None:
            self.tiles.draw(painter, left, top, width, height, _OPEN)
            return
        beside = self.dates and column.size >= px(_ROOM_FOR_NOTE)
        corner = bool(cell.note) and not beside
        tile = Tile(cell.result.value, disputed=cell.disputed, note=corner)
        self.tiles.draw(painter, left, top, width, height, tile)
        if cell.pending:
            self.draw_pending(painter, left + width, top)
        if self.dates:
            start = left + width + px(8)
            place = QRectF(start, row.start, column.size, row.size - 1)
            self._draw_day(painter, place, cell, note=bool(cell.note) and beside)

    def _draw_day(self, painter: QPainter, place: QRectF, cell: AssessmentCell, *, note: bool) -> None:
        theme = self.theme
        text = _("ulang") if cell.attempt > 1 else short_date(cell.day)
        font = theme.font("micro", 400)
        write(painter, place, text, font=font, colour=theme.colour("text3"), align=LEFT)
        if note:
            size = theme.px(14)
            left = place.left() + QFontMetricsF(font).horizontalAdvance(text) + theme.px(4)
            icon = theme.pixmap("note", "text3", size, painter.deviceTransform().m11())
            painter.drawPixmap(QPointF(round(left), round(place.center().y() - size / 2)), icon)
