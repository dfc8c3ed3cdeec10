"""A tag as a widget: the same drawing as in rows."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lpk_desktop.ui import paint
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.visibility import show_if


class Tag(QWidget):
    """A word in a tint: ok, warn, danger, accent, neut, exc, sick; `icon` stands before the word."""

    def __init__(self, theme: Theme, text: str = "", kind: str = "neut", *, icon: str = "") -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        self.set_tag(text, kind, icon=icon)

    def set_tag(self, text: str, kind: str, *, icon: str = "") -> None:
        """Replace the word, its kind and its icon; an empty text hides the tag."""
        self._text, self._kind, self._icon = text, kind, icon
        self.setAccessibleName(text)
        show_if(self, bool(text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its word."""
        return QSize(round(paint.tag_width(self._text, self._theme, icon=self._icon)), self._theme.px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the tag."""
        painter = QPainter(self)
        paint.tag(painter, QRectF(self.rect()), self._text, self._kind, self._theme, icon=self._icon)
        painter.end()
