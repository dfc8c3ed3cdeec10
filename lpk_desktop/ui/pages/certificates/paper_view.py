"""A sheet of paper on its ground, as wide as the pane; the pane scrolls where it is taller."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lpk_desktop.ui import paint
from lpk_desktop.ui.theme import Theme

RATIO = 210 / 297
"""Height of an A4 page on its side, by its width."""


class PaperView(QWidget):
    """Shows the page given last until the next one comes; `resized` asks for one that fits anew."""

    resized = Signal()

    def __init__(self, theme: Theme, *, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._picture = QImage()
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.update)

    @property
    def picture(self) -> QImage:
        """What is shown; null before the first page."""
        return self._picture

    @property
    def dots(self) -> int:
        """Device pixels that a page should be wide."""
        return max(round((self.width() - 2) * self.devicePixelRatioF()), 1)

    def set_picture(self, picture: QImage, words: str) -> None:
        """Show a page; `words` say what it is."""
        self._picture = picture
        self.setAccessibleDescription(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Half a page of the design's width; the layout asks for the height that fits."""
        width = self._theme.px(560)
        return QSize(width, self.heightForWidth(width))

    def heightForWidth(self, width: int) -> int:
        """As high as the page."""
        return round((width - 2) * RATIO) + 2

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A page drawn for another width is shown stretched until the right one comes."""
        super().resizeEvent(event)
        self.resized.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """A view that was hidden asks for its page."""
        super().showEvent(event)
        self.resized.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The sheet with a line around it."""
        painter = QPainter(self)
        sheet = self._sheet()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._picture.isNull():
            paint.fill(painter, QRectF(sheet), "surface", self._theme)
        else:
            painter.drawImage(sheet, self._picture)
        painter.setPen(self._theme.colour("borderStrong"))
        painter.drawRect(sheet.adjusted(-1, -1, 0, 0))
        painter.end()

    def _sheet(self) -> QRect:
        room = self.rect()
        width = min(room.width() - 2, round((room.height() - 2) / RATIO))
        return QRect((room.width() - width) // 2, 1, width, round(width * RATIO))
