"""How a mark looks: its tile, and the dot of what waits to be sent."""

from __future__ import annotations

from PySide6.QtGui import QPainter

from lpk_desktop.ui.grids.cells_painter import CellsPainter, Span
from lpk_desktop.ui.grids.cells_view import CellsView
from lpk_desktop.ui.grids.hover import Hover
from lpk_desktop.ui.grids.tiles import Dot, Tile
from lpk_desktop.ui.pages.attendance.model import AttendanceModel
from lpk_desktop.ui.theme import Theme

_EMPTY = Tile(None)
_CLOSED = Dot("border")


def tile_size(row_height: float) -> int:
    """Side of a tile for a row height, both in design pixels (ui.md section 2.4)."""
    if row_height >= 34:
        return 24
    return 22 if row_height >= 28 else 19


class MarksPainter(CellsPainter):
    """Paints marks."""

    def __init__(self, view: CellsView, model: AttendanceModel, theme: Theme, hover: Hover) -> None:
        super().__init__(view, model, theme, hover)
        self._sheet = model

    def draw_cell(self, painter: QPainter, row: Span, column: Span) -> None:
        """A tile for a mark, dashes for one still to make, a dot where nothing can be marked."""
        px, mark = self.theme.px, self._sheet.mark((row.at, column.at))
        session = self._sheet.sheet.sessions[column.at]
        if mark is None and (session.future or session.locked):
            self._draw(painter, row, column, px(4), _CLOSED)
            return
        side = px(tile_size(row.size / self.theme.scale))
        if mark is None:
            self._draw(painter, row, column, side, _EMPTY)
            return
        tile = Tile(mark.code.value, session.locked, mark.disputed, bool(mark.note))
        left, top = self._draw(painter, row, column, side, tile)
        if mark.pending:
            self.draw_pending(painter, left + side, top)

    def _draw(
        self, painter: QPainter, row: Span, column: Span, side: int, look: Tile | Dot
    ) -> tuple[float, float]:
        left = column.start + (column.size - side) / 2
        top = row.start + (row.size - 1 - side) / 2
        self.tiles.draw(painter, left, top, side, side, look)
        return left, top
