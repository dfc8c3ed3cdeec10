"""How a mark looks: its tile, and the dot of what waits to be sent."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainter

from lpk_desktop.ui import paint
from lpk_desktop.ui.grids.cells_delegate import CellsDelegate
from lpk_desktop.ui.grids.cells_view import CellsView
from lpk_desktop.ui.grids.geometry import Cell
from lpk_desktop.ui.grids.hover import Hover
from lpk_desktop.ui.grids.tiles import Tile, Tiles
from lpk_desktop.ui.pages.attendance.model import AttendanceModel
from lpk_desktop.ui.theme import Theme


def tile_size(row_height: float) -> int:
    """Side of a tile for a row height, both in design pixels (ui.md section 2.4)."""
    if row_height >= 34:
        return 24
    return 22 if row_height >= 28 else 19


class MarkDelegate(CellsDelegate):
    """Paints marks."""

    def __init__(self, view: CellsView, model: AttendanceModel, theme: Theme, hover: Hover) -> None:
        super().__init__(view, model, theme, hover)
        self._model = model
        self._tiles = Tiles(theme, self)

    def draw_cell(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        """A tile for a mark, dashes for one still to make, a dot where nothing can be marked."""
        theme, mark = self._theme, self._model.mark(cell)
        session = self._model.sheet.sessions[cell[1]]
        if mark is None and (session.future or session.locked):
            paint.dot(painter, QRectF(rect).center(), "border", theme, diameter=4)
            return
        side = theme.px(tile_size(rect.height() / theme.scale))
        place = QRectF(
            rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - 1 - side) / 2, side, side
        )
        if mark is None:
            self._tiles.draw(painter, place, Tile(None))
            return
        tile = Tile(mark.code.value, session.locked, mark.disputed, bool(mark.note))
        self._tiles.draw(painter, place, tile)
        if mark.pending:
            paint.dot(painter, place.topRight() + QPointF(-1, 1), "accent", theme, diameter=6)
