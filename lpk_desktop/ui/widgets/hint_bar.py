"""The bar at the foot of the window: the keys that work here, and a word on the state of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAction, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from shiboken6 import isValid

from lpk_desktop.ui import paint
from lpk_desktop.ui.keys import key_words
from lpk_desktop.ui.theme import Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """What a key does here: "Enter  buka rincian". `tile` draws a letter as its coloured mark instead.

    `keys` may be empty for a word alone; `rule` draws a line before the hint, to part groups.
    """

    keys: tuple[str, ...] = ()
    text: str
    tile: str = ""
    rule: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The words at the right end; `dot` is a colour role for a dot before them."""

    text: str = ""
    dot: str = ""


class HintBar(QWidget):
    """Shows hints from left to right as far as they fit; an action's hint follows the action.

    `ground` is a colour role, empty where the bar stands on what has its own.
    """

    def __init__(self, theme: Theme, *, ground: str = "window") -> None:
        super().__init__()
        self._theme, self._ground = theme, ground
        self._hints: tuple[Hint | QAction, ...] = ()
        self._status = Status()
        self._watched: list[QAction] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def set_hints(self, hints: Sequence[Hint | QAction]) -> None:
        """Show these hints; actions without a key, switched off or hidden are left out."""
        for action in filter(isValid, self._watched):
            action.changed.disconnect(self._on_changed)
        self._hints = tuple(hints)
        self._watched = [hint for hint in self._hints if isinstance(hint, QAction)]
        for action in self._watched:
            action.changed.connect(self._on_changed)
        self._on_changed()

    def set_status(self, status: Status) -> None:
        """Replace the words at the right end."""
        self._status = status
        self._on_changed()

    @property
    def shown(self) -> tuple[Hint, ...]:
        """The hints that hold now, in order."""
        return tuple(hint for hint in map(_as_hint, self._hints) if hint is not None)

    def sizeHint(self) -> QSize:
        """The height of ui.md 2.4."""
        return QSize(self._theme.px(400), self._theme.px(34))

    def minimumSizeHint(self) -> QSize:
        """Hints give way to a narrow window."""
        return QSize(0, self._theme.px(34))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Status at the right first, then hints while there is room."""
        theme = self._theme
        painter = QPainter(self)
        if self._ground:
            painter.fillRect(self.rect(), theme.colour(self._ground))
        paint.line(painter, 0, 0, self.width(), theme, role="border")
        rect = QRectF(self.rect()).adjusted(theme.px(20), 1, -theme.px(20), 0)
        rect.setRight(rect.right() - self._draw_status(painter, rect))
        for hint in self.shown:
            width = self._width(hint)
            if rect.width() < width:
                break
            self._draw(painter, rect, hint)
            rect.setLeft(rect.left() + width + theme.px(16))
        painter.end()

    def _on_changed(self) -> None:
        words = ", ".join(f"{' '.join(hint.keys)} {hint.text}" for hint in self.shown)
        self.setAccessibleName(f"{words}. {self._status.text}" if self._status.text else words)
        self.update()

    def _draw_status(self, painter: QPainter, rect: QRectF) -> float:
        theme, status = self._theme, self._status
        if not status.text:
            return 0
        width = self._advance(status.text) + theme.px(2)
        area = QRectF(rect.right() - width, rect.top(), width, rect.height())
        font = theme.font("small")
        paint.elided(
            painter, area, status.text, theme, font=font, role="text3", align=Qt.AlignmentFlag.AlignRight
        )
        if status.dot:
            centre = area.center()
            centre.setX(area.left() - theme.px(8))
            paint.dot(painter, centre, status.dot, theme)
            width += theme.px(14)
        return width + theme.px(16)

    def _width(self, hint: Hint) -> float:
        theme = self._theme
        caps = sum(theme.px(6) + paint.keycap_width(key, theme) for key in hint.keys)
        if hint.tile:
            caps = theme.px(20 + 6)
        return caps + self._advance(hint.text) + (theme.px(14) if hint.rule else 0)

    def _draw(self, painter: QPainter, rect: QRectF, hint: Hint) -> None:
        theme = self._theme
        rest = QRectF(rect)
        if hint.rule:
            painter.setPen(theme.colour("border"))
            middle = rect.center().y()
            painter.drawLine(round(rest.left()), round(middle - 8), round(rest.left()), round(middle + 8))
            rest.setLeft(rest.left() + theme.px(14))
        if hint.tile:
            tile = QRectF(rest.left(), round(rest.center().y() - theme.px(10)), theme.px(20), theme.px(20))
            paint.letter_tile(painter, tile, hint.tile, theme)
            rest.setLeft(tile.right() + theme.px(6))
        else:
            for key in hint.keys:
                rest.setLeft(rest.left() + paint.keycap(painter, rest, key, theme) + theme.px(6))
        role = "text2" if hint.keys or hint.tile else "text3"
        paint.elided(painter, rest, hint.text, theme, font=theme.font("small"), role=role)

    def _advance(self, text: str) -> float:
        return QFontMetricsF(self._theme.font("small")).horizontalAdvance(text)


def _as_hint(hint: Hint | QAction) -> Hint | None:
    if isinstance(hint, Hint):
        return hint
    keys = key_words(hint.shortcut())
    if not keys or not hint.isEnabled() or not hint.isVisible():
        return None
    return Hint(keys=(keys,), text=hint.text())
