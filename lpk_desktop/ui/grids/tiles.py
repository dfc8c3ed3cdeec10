"""Tiles and dots as pixels, drawn once: a full grid repaints by copying, not by drawing."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from lpk_desktop.ui import paint
from lpk_desktop.ui.theme import Theme


class Tile(NamedTuple):
    """What a tile shows; `code` None is the dashed tile of a cell still to fill, with `text` in it."""

    code: str | None
    locked: bool = False
    disputed: bool = False
    note: bool = False
    text: str = ""


class Dot(NamedTuple):
    """A round mark in a colour role."""

    role: str


class Tiles(QObject):
    """The drawings of one theme, by look, size and pixel ratio; a theme change forgets them.

    Between `begin` and the end of that painter, `draw` copies them to whole device pixels, so that edges
    stay sharp at 125 %.
    """

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.kept: dict[tuple[Tile | Dot, int, int, float], QPixmap] = {}
        """What was drawn so far."""
        self._ratio, self._dx, self._dy = 1.0, 0.0, 0.0
        theme.changed.connect(self._forget)

    def _forget(self) -> None:
        self.kept.clear()

    def begin(self, painter: QPainter) -> None:
        """Learn where the painter's pixels are."""
        transform = painter.deviceTransform()
        self._ratio, self._dx, self._dy = transform.m11(), transform.dx(), transform.dy()

    def draw(self, painter: QPainter, x: float, y: float, width: int, height: int, look: Tile | Dot) -> None:
        """Copy a drawing of a size to the device pixel nearest to (x, y), all in logical pixels."""
        ratio = self._ratio
        left = (round(x * ratio + self._dx) - self._dx) / ratio
        top = (round(y * ratio + self._dy) - self._dy) / ratio
        painter.drawPixmap(QPointF(left, top), self.pixmap(look, width, height, ratio))

    def pixmap(self, look: Tile | Dot, width: int, height: int, ratio: float) -> QPixmap:
        """The drawing at a size in logical pixels and a device pixel ratio."""
        key = (look, width, height, ratio)
        pixmap = self.kept.get(key)
        if pixmap is None:
            pixmap = self.kept[key] = self._render(look, width, height, ratio)
        return pixmap

    def _render(self, look: Tile | Dot, width: int, height: int, ratio: float) -> QPixmap:
        pixmap = QPixmap(round(width * ratio), round(height * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        place = QRectF(0, 0, width, height)
        if isinstance(look, Dot):
            diameter = width / self._theme.scale
            paint.dot(painter, place.center(), look.role, self._theme, diameter=diameter)
        elif look.code is None:
            paint.empty_tile(painter, place, self._theme, text=look.text)
        else:
            paint.letter_tile(
                *(painter, place, look.code, self._theme),
                locked=look.locked,
                disputed=look.disputed,
                note=look.note,
            )
        painter.end()
        return pixmap
