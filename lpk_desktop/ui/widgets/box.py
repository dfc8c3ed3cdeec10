"""Areas of one flat colour, framed or lined, that hold other widgets."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from lpk_desktop.ui import paint
from lpk_desktop.ui.theme import Theme


class Lines(NamedTuple):
    """Which edges of an area carry a line."""

    top: bool = False
    right: bool = False
    bottom: bool = False
    left: bool = False


NO_LINES = Lines()


class Area(QWidget):
    """A flat ground in a colour role, with a line on some edges."""

    def __init__(
        self, theme: Theme, *, role: str = "surface", lines: Lines = NO_LINES, line_role: str = "border"
    ) -> None:
        super().__init__()
        self._theme, self._role, self._lines, self._line_role = theme, role, lines, line_role
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill, then the lines."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour(self._role))
        painter.setPen(self._theme.colour(self._line_role))
        right, bottom = self.width() - 1, self.height() - 1
        edges = ((0, 0, right, 0), (right, 0, right, bottom), (0, bottom, right, bottom), (0, 0, 0, bottom))
        for wanted, edge in zip(self._lines, edges, strict=True):
            if wanted:
                painter.drawLine(*edge)
        painter.end()


class Panel(QWidget):
    """A framed area with round corners; `edge` may be empty for none."""

    def __init__(
        self, theme: Theme, *, role: str = "surface", edge: str = "border", radius: float = 8
    ) -> None:
        super().__init__()
        self._theme, self._role, self._edge, self._radius = theme, role, edge, radius
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The frame and its ground."""
        painter = QPainter(self)
        rect = QRectF(self.rect())
        edge = self._edge or self._role
        paint.panel(painter, rect, self._theme, fill=self._role, edge=edge, radius=self._radius)
        painter.end()
