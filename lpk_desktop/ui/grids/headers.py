"""What the heads of grids have in common: ground, lines, a height that the layout gives."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from lpk_desktop.ui.theme import Theme


class GridHeader(QHeaderView):
    """Heads of columns; subclasses draw one in `paintSection` on the ground it prepares."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.theme = theme
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        """As high as it was set."""
        return QSize(0, self.height())

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: ARG002
        """The ground and the line under it."""
        painter.fillRect(rect, self.theme.colour("sunken"))
        painter.setPen(QPen(self.theme.colour("border"), 0))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())


class SideHeader(GridHeader):
    """Heads of the figures beside the cells: nothing to click, a line at the left."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setSectionsClickable(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The columns, then the line."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setPen(QPen(self.theme.colour("border"), 0))
        painter.drawLine(0, 0, 0, self.height())
        painter.end()
