"""Paints the cells of a grid in one pass: grounds, what is inside, lines, ring and handle.

One loop instead of a delegate call per cell: the toolkit's own loop asks the style once per cell, and a style
written in Python makes that the dearest part of a repaint.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from lpk_desktop.ui import paint
from lpk_desktop.ui.grids.tiles import Dot, Tiles

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lpk_desktop.ui.grids.cells_view import CellsView
    from lpk_desktop.ui.grids.geometry import Cell
    from lpk_desktop.ui.grids.hover import Hover
    from lpk_desktop.ui.grids.model import CellsModel
    from lpk_desktop.ui.theme import Theme


_PENDING = Dot("accent")


class Span(NamedTuple):
    """A row or column in sight: which, where it begins and how much room it takes, in logical pixels."""

    at: int
    start: int
    size: int


class CellsPainter(ABC):
    """Paints one view; subclasses draw what is inside a cell."""

    def __init__(self, view: CellsView, model: CellsModel[Any], theme: Theme, hover: Hover) -> None:
        self.tinted_column = -1
        self.tiles = Tiles(theme, view)
        self.theme = theme
        self._view = view
        self._model = model
        self._hover = hover

    @abstractmethod
    def draw_cell(self, painter: QPainter, row: Span, column: Span) -> None:
        """Draw what the cell says."""

    def draw_pending(self, painter: QPainter, right: float, top: float) -> None:
        """Draw the dot of what waits to be sent on the upper right corner of a tile."""
        dot = self.theme.px(6)
        self.tiles.draw(painter, right - 1 - dot / 2, top + 1 - dot / 2, dot, dot, _PENDING)

    def paint(self, exposed: QRect) -> None:
        """Paint the part of the viewport that is exposed."""
        painter = QPainter(self._view.viewport())
        self.tiles.begin(painter)
        rows, columns = list(self._rows(exposed)), list(self._columns(exposed))
        painter.fillRect(exposed, self.theme.colour("surface"))
        for row in rows:
            for column in columns:
                ground = self._ground((row.at, column.at))
                if ground:
                    painter.fillRect(
                        column.start, row.start, column.size, row.size, self.theme.colour(ground)
                    )
                self.draw_cell(painter, row, column)
        self._draw_lines(painter, rows, columns)
        self._draw_ring(painter)
        painter.end()

    def _ground(self, cell: Cell) -> str:
        if len(self._view.selected) > 1 and cell in self._view.selected:
            return "selected" if self._view.active else "selectedInactive"
        if cell[1] == self.tinted_column:
            return "today"
        return "hover" if cell[0] == self._hover.row else ""

    def _rows(self, exposed: QRect) -> Iterable[Span]:
        header = self._view.verticalHeader()
        first, last = header.visualIndexAt(exposed.top()), header.visualIndexAt(exposed.bottom())
        for row in range(max(first, 0), (last if last >= 0 else header.count() - 1) + 1):
            if size := header.sectionSize(row):
                yield Span(row, header.sectionViewportPosition(row), size)

    def _columns(self, exposed: QRect) -> Iterable[Span]:
        header = self._view.horizontalHeader()
        first, last = header.visualIndexAt(exposed.left()), header.visualIndexAt(exposed.right())
        for column in range(max(first, 0), (last if last >= 0 else header.count() - 1) + 1):
            yield Span(column, header.sectionViewportPosition(column), header.sectionSize(column))

    def _draw_lines(self, painter: QPainter, rows: list[Span], columns: list[Span]) -> None:
        if not (rows and columns):
            return
        # A cosmetic pen: one device pixel at any scale.
        painter.setPen(QPen(self.theme.colour("borderSubtle"), 0))
        left, right = columns[0].start, columns[-1].start + columns[-1].size - 1
        top, bottom = rows[0].start, rows[-1].start + rows[-1].size - 1
        for row in rows:
            painter.drawLine(left, row.start + row.size - 1, right, row.start + row.size - 1)
        for column in columns:
            if self._model.starts_group(column.at):
                painter.drawLine(column.start, top, column.start, bottom)

    def _draw_ring(self, painter: QPainter) -> None:
        cell, theme = self._view.current_cell, self.theme
        if cell is None:
            return
        place = QRectF(self._view.cell_rect(cell)).adjusted(1, 1, -1, -1)
        if not self._view.active:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("outline"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(6), theme.px(6))
            return
        paint.ring(painter, place, theme, radius=theme.px(6))
        handle = self._view.handle_rect()
        if not handle.isEmpty():
            painter.fillRect(handle.adjusted(-1, -1, 1, 1), theme.colour("surface"))
            painter.fillRect(handle, theme.colour("ring"))
