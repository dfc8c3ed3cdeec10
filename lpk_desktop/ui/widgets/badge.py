"""Round initials of a person and the square badge of a centre."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lpk_desktop.ui import paint
from lpk_desktop.ui.theme import Theme

_TITLES = {"dr", "dra", "drs", "ir", "prof", "h", "hj"}


def initials(name: str) -> str:
    """Two letters for a name without its titles: "Dra. Endah Kusumastuti" is "EK", "Sutrisno, S.T." "SU"."""
    plain = name.split(",", maxsplit=1)[0].replace(".", " ")
    words = [word for word in plain.split() if word.lower() not in _TITLES]
    if len(words) > 1:
        return (words[0][0] + words[-1][0]).upper()
    return words[0][:2].upper() if words else "–"


def draw_avatar(painter: QPainter, rect: QRectF, letters: str, theme: Theme, *, strong: bool = False) -> None:
    """Initials in a circle filling `rect`; `strong` is the accent, for the person chosen."""
    paint.fill(painter, rect, "accent" if strong else "pressed", theme, radius=rect.width() / 2)
    font = theme.font("small" if rect.width() >= theme.px(28) else "micro", 600)
    painter.setFont(font)
    painter.setPen(theme.colour("onAccent" if strong else "text2"))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), letters)


class CentreBadge(QWidget):
    """The emblem on its ground, as at the head of the sidebar."""

    def __init__(self, theme: Theme, size: int) -> None:
        super().__init__()
        self._theme, self._size = theme, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """A square of the size asked for."""
        side = self._theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, then emblem."""
        painter = QPainter(self)
        draw_badge(painter, QRectF(self.rect()), self._theme)
        painter.end()


def draw_badge(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """The emblem on its ground, filling the square `rect`."""
    paint.fill(painter, rect, "brand", theme, radius=rect.width() * 0.25)
    side = round(rect.width() * 0.68)
    pixmap = theme.pixmap("emblem", "onBrand", side, painter.device().devicePixelRatio())
    painter.drawPixmap(round(rect.center().x() - side / 2), round(rect.center().y() - side / 2), pixmap)
