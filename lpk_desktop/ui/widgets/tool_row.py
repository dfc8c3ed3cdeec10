"""The row under the head of a page: what narrows the list at the left, acts on it at the right."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.box import Area, Lines


class ToolRow(Area):
    """Widgets from the left and from the right of one row."""

    def __init__(self, theme: Theme, *, line: bool = True) -> None:
        super().__init__(theme, lines=Lines(bottom=line))
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), 0, theme.px(20), 0)
        row.setSpacing(theme.px(8))
        self._left, self._right = QHBoxLayout(), QHBoxLayout()
        for part in (self._left, self._right):
            part.setSpacing(theme.px(8))
        row.addLayout(self._left)
        row.addStretch(1)
        row.addLayout(self._right)
        theme.changed.connect(self._restyle)
        self._restyle()

    def add(self, *widgets: QWidget) -> None:
        """Put widgets at the left, after those already there."""
        for widget in widgets:
            self._left.addWidget(widget)

    def add_right(self, *widgets: QWidget) -> None:
        """Put widgets at the right, after those already there."""
        for widget in widgets:
            self._right.addWidget(widget)

    def add_divider(self) -> None:
        """Part what follows at the left from what came before."""
        self._left.addWidget(_Divider(self._theme))

    def _restyle(self) -> None:
        self.setFixedHeight(self._theme.px(48))


class _Divider(QWidget):
    """A short upright line."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """One pixel with room on both sides."""
        return QSize(self._theme.px(17), self._theme.px(18))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line in the middle."""
        painter = QPainter(self)
        painter.setPen(self._theme.colour("border"))
        painter.drawLine(self.width() // 2, 0, self.width() // 2, self.height())
        painter.end()
