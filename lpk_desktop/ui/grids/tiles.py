"""Letter tiles as pixels, drawn once: a full grid repaints by copying, not by drawing."""

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


class Tiles(QObject):
    """The tiles of one theme, by look, size and pixel ratio; a theme change forgets them."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kept: dict[tuple[Tile, int, int, float], QPixmap] = {}
        theme.changed.connect(self._kept.clear)

    def draw(self, painter: QPainter, place: QRectF, tile: Tile) -> None:
        """Copy a tile to `place`, moved to whole device pixels so that its edges stay sharp."""
        transform = painter.deviceTransform()
        ratio = transform.m11()
        width, height = round(place.width()), round(place.height())
        x = (round(place.x() * ratio + transform.dx()) - transform.dx()) / ratio
        y = (round(place.y() * ratio + transform.dy()) - transform.dy()) / ratio
        painter.drawPixmap(QPointF(x, y), self.pixmap(tile, width, height, ratio))

    def pixmap(self, tile: Tile, width: int, height: int, ratio: float) -> QPixmap:
        """The tile at a size in logical pixels and a device pixel ratio."""
        key = (tile, width, height, ratio)
        pixmap = self._kept.get(key)
        if pixmap is None:
            pixmap = self._kept[key] = self._render(tile, width, height, ratio)
        return pixmap

    def _render(self, tile: Tile, width: int, height: int, ratio: float) -> QPixmap:
        pixmap = QPixmap(round(width * ratio), round(height * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        place = QRectF(0, 0, width, height)
        if tile.code is None:
            paint.empty_tile(painter, place, self._theme, text=tile.text)
        else:
            paint.letter_tile(
                *(painter, place, tile.code, self._theme),
                locked=tile.locked,
                disputed=tile.disputed,
                note=tile.note,
            )
        painter.end()
        return pixmap
