"""Key caps as a widget."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lpk_desktop.ui import paint
from lpk_desktop.ui.theme import Theme

_GAP = 4


class KeyCaps(QWidget):
    """One cap after the other."""

    def __init__(self, theme: Theme, keys: Sequence[str]) -> None:
        super().__init__()
        self._theme, self._keys = theme, tuple(keys)
        self.setAccessibleName(", ".join(keys))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as the caps."""
        gaps = self._theme.px(_GAP) * (len(self._keys) - 1)
        width = sum(paint.keycap_width(key, self._theme) for key in self._keys)
        return QSize(round(width + gaps) + 1, self._theme.px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the caps."""
        painter, place = QPainter(self), QRectF(self.rect())
        for key in self._keys:
            used = paint.keycap(painter, place, key, self._theme)
            place.setLeft(place.left() + used + self._theme.px(_GAP))
        painter.end()
