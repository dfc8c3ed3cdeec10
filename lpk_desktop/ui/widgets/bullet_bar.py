"""The attendance bar as a widget: the same drawing as in rows."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lpk_desktop.ui import paint
from lpk_desktop.ui.theme import Theme


class BulletBar(QWidget):
    """A share of a whole with the minimum as a tick."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._fraction: float | None = None
        self._minimum: float | None = None
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_value(self, fraction: float | None, minimum: float | None = None) -> None:
        """Show `fraction` (0 to 1, None for nothing yet) against `minimum`."""
        self._fraction, self._minimum = fraction, minimum
        self.setAccessibleDescription("–" if fraction is None else f"{fraction:.0%}")
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the bar and the tick above and below it."""
        return QSize(self._theme.px(120), self._theme.px(14))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bar, red when it is short of the minimum."""
        below = None not in (self._fraction, self._minimum) and self._fraction < self._minimum  # type: ignore[operator]
        painter = QPainter(self)
        paint.bar(painter, QRectF(self.rect()), self._fraction, self._minimum, below, self._theme)
        painter.end()
