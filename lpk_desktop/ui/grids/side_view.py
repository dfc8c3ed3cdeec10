"""The totals beside the cells: a table of its own that scrolls and hovers with them."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QRect, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from lpk_desktop.ui.grids.hover import Hover
from lpk_desktop.ui.grids.model import TIP_ROLE
from lpk_desktop.ui.widgets.info_tip import InfoTip


class SideView(QTableView):
    """Figures to read, not to edit: no focus, no selection."""

    def __init__(
        self,
        model: QAbstractItemModel,
        header: QHeaderView,
        hover: Hover,
        tip: InfoTip,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
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
