"""One icon as a widget."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lpk_desktop.ui.theme import Theme


class Glyph(QWidget):
    """An icon beside words that already say what it means, so it is silent itself."""

    def __init__(self, theme: Theme, icon: str, *, role: str = "text2", size: int = 16) -> None:
        super().__init__()
        self._theme, self._icon, self._role, self._size = theme, icon, role, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def set_icon(self, icon: str, role: str) -> None:
        """Show another icon in another colour role."""
        self._icon, self._role = icon, role
        self.update()

    def sizeHint(self) -> QSize:
        """The icon's own size."""
        side = self._theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon."""
        painter = QPainter(self)
        side = self._theme.px(self._size)
        painter.drawPixmap(0, 0, self._theme.pixmap(self._icon, self._role, side, self.devicePixelRatioF()))
        painter.end()
