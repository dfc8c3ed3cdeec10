"""The head of a plain table: titles, the order in use, and one tick for all rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView

from lpk_desktop.ui import paint
from lpk_desktop.ui.style import check_box
from lpk_desktop.ui.widgets.row_delegate import TICK_ROOM, tick_rect

if TYPE_CHECKING:
    from lpk_desktop.ui.theme import Theme
    from lpk_desktop.ui.widgets.table_view import TableView


class TableHeader(QHeaderView):
    """Sorts by a click on a title; a second click turns the order around."""

    def __init__(self, theme: Theme, view: TableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._theme, self._view = theme, view
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorClearable(True)
        self.setStretchLastSection(False)
        self.setFirstSectionMovable(False)

    def sizeHint(self) -> QSize:
        """One line of small words."""
        return QSize(super().sizeHint().width(), self._theme.px(31))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Title with the arrow of the order behind it, the ground of headers, the line below."""
        theme, column = self._theme, self._view.rows.columns[logicalIndex]
        painter.fillRect(rect, theme.colour("sunken"))
        paint.line(painter, rect.bottom(), rect.left(), rect.right() + 1, theme, role="border")
        inner = QRectF(rect).adjusted(theme.px(12 if logicalIndex else 16), 0, -theme.px(12), 0)
        if self._view.rows.checkable and logicalIndex == 0:
            check_box(painter, tick_rect(rect, theme), theme, checked=self._view.all_ticked())
            inner.setLeft(inner.left() + theme.px(TICK_ROOM))
        sorted_here = self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex
        font = theme.font("micro")
        width = QFontMetricsF(font).horizontalAdvance(column.title)
        room = theme.px(18) if sorted_here else 0
        left = inner.left() if not column.right else max(inner.left(), inner.right() - width - room)
        words = QRectF(left, inner.top(), inner.right() - left - room, inner.height())
        used = paint.elided(
            painter, words, column.title, theme, font=font, role="text2" if sorted_here else "text3"
        )
        if sorted_here:
            ascending = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            arrow = words.adjusted(used + theme.px(4), 0, 0, 0)
            paint.glyph(painter, arrow, "arrow-up" if ascending else "arrow-down", "text3", theme, size=14)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the tick box ticks all rows shown, elsewhere it sorts."""
        rows = self._view.rows
        cell = QRect(self.sectionViewportPosition(0), 0, self.sectionSize(0), self.height())
        if rows.checkable and tick_rect(cell, self._theme).adjusted(-4, -6, 4, 6).contains(
            event.position().toPoint()
        ):
            rows.tick_shown(on=self._view.all_ticked() is not True)
        else:
            super().mouseReleaseEvent(event)
