"""What lies around every cell of a grid: ground, lines, ring, handle; subclasses draw what is inside."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from lpk_desktop.ui import paint
from lpk_desktop.ui.grids.cells_view import CellsView
from lpk_desktop.ui.grids.geometry import Cell
from lpk_desktop.ui.grids.hover import Hover
from lpk_desktop.ui.grids.model import CellsModel, Index
from lpk_desktop.ui.theme import Theme


class CellsDelegate(QStyledItemDelegate):
    """Paints the cells of one view."""

    def __init__(self, view: CellsView, model: CellsModel, theme: Theme, hover: Hover) -> None:
        super().__init__(view)
        self.tinted_column = -1
        self._view = view
        self._cells = model
        self._theme = theme
        self._hover = hover

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        cell, rect = (index.row(), index.column()), option.rect
        painter.fillRect(rect, self._theme.colour(self._ground(cell)))
        self._draw_lines(painter, rect, cell)
        self.draw_cell(painter, rect, cell)
        if cell == self._view.current_cell:
            self._draw_ring(painter, rect)

    def draw_cell(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        """Draw what the cell says."""
        raise NotImplementedError

    def _ground(self, cell: Cell) -> str:
        if cell in self._view.selected and len(self._view.selected) > 1:
            return "selected" if self._view.active else "selectedInactive"
        if cell[1] == self.tinted_column:
            return "today"
        return "hover" if cell[0] == self._hover.row else "surface"

    def _draw_lines(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        # A cosmetic pen: one device pixel at any scale.
        painter.setPen(QPen(self._theme.colour("borderSubtle"), 0))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if self._cells.starts_group(cell[1]):
            painter.drawLine(rect.topLeft(), rect.bottomLeft())

    def _draw_ring(self, painter: QPainter, rect: QRect) -> None:
        theme, place = self._theme, QRectF(rect).adjusted(1, 1, -1, -1)
        if not self._view.active:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("outline"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(6), theme.px(6))
            painter.restore()
            return
        paint.ring(painter, place, theme, radius=theme.px(6))
        handle = self._view.handle_rect()
        if not handle.isEmpty():
            painter.fillRect(handle.adjusted(-1, -1, 1, 1), theme.colour("surface"))
            painter.fillRect(handle, theme.colour("ring"))
