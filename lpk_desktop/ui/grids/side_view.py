"""The totals beside the cells: a table of its own that scrolls and hovers with them."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import QAbstractItemModel, QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from lpk_desktop.ui.grids.hover import Hover
from lpk_desktop.ui.grids.model import TIP_ROLE
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.info_tip import InfoTip


class SideView(QTableView):
    """Figures to read, not to edit: no focus, no selection; subclasses draw a row."""

    def __init__(
        self,
        *,
        model: QAbstractItemModel,
        header: QHeaderView,
        theme: Theme,
        hover: Hover,
        tip: InfoTip,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._hover = hover
        self._tip = tip
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(1)
        self.setHorizontalHeader(header)
        self.setModel(model)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        hover.changed.connect(self._on_hover_changed)

    @abstractmethod
    def draw_row(self, painter: QPainter, row: int, rect: QRectF) -> None:
        """Draw the totals of one row; columns stand where the header has them."""

    def column_rect(self, column: int, rect: QRectF) -> QRectF:
        """The part of a row's rectangle that belongs to a column; empty where it is hidden."""
        left = self.columnViewportPosition(column)
        return QRectF(left, rect.y(), self.columnWidth(column), rect.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """All rows in one pass, see cells_painter."""
        theme, painter = self.theme, QPainter(self.viewport())
        exposed, width = event.rect(), self.viewport().width()
        painter.fillRect(exposed, theme.colour("surface"))
        first, last = self.rowAt(exposed.top()), self.rowAt(exposed.bottom())
        for row in range(max(first, 0), (last if last >= 0 else self.model().rowCount() - 1) + 1):
            top, height = self.rowViewportPosition(row), self.rowHeight(row)
            if not height:
                continue
            if row == self._hover.row:
                painter.fillRect(0, top, width, height, theme.colour("hover"))
            self.draw_row(painter, row, QRectF(0, top, width, height - 1))
            painter.setPen(QPen(theme.colour("borderSubtle"), 0))
            painter.drawLine(0, top + height - 1, width, top + height - 1)
        painter.setPen(QPen(theme.colour("border"), 0))
        painter.drawLine(0, exposed.top(), 0, exposed.bottom())
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Hover the whole row; say more where there is more to say."""
        index = self.indexAt(event.position().toPoint())
        self._hover.move_to(index.row())
        tip = index.data(TIP_ROLE) if index.isValid() else None
        if tip is None:
            self._tip.dismiss()
        else:
            rect = self.visualRect(index)
            self._tip.tell(tip, QRect(self.viewport().mapToGlobal(rect.topLeft()), rect.size()))

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse is elsewhere."""
        self._hover.move_to(-1)
        self._tip.dismiss()
        super().leaveEvent(event)

    def _on_hover_changed(self, before: int, now: int) -> None:
        for row in (before, now):
            if row >= 0:
                self.viewport().update(0, self.rowViewportPosition(row), self.width(), self.rowHeight(row))
