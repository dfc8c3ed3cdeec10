"""Buttons: primary, plain, quiet, danger and links, with icon, trailing note and key cap."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QToolButton,
)

from lpk_desktop.ui import paint
from lpk_desktop.ui.keys import key_words
from lpk_desktop.ui.widgets.visibility import show_if

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from lpk_desktop.ui.theme import Theme


class _Look(NamedTuple):
    """Roles of a kind of button: its words and its icon."""

    text: str
    icon: str


KINDS = {
    "primary": _Look("onAccent", "onAccent"),
    "plain": _Look("text", "text2"),
    "quiet": _Look("text", "text2"),
    "danger": _Look("dangerFg", "dangerFg"),
    "link": _Look("accentText", "accentText"),
    "muted": _Look("text3", "text3"),
    "alarm": _Look("dangerFg", "dangerFg"),
    "toast": _Look("tooltipText", "tooltipText"),
}
_LINKS = ("link", "muted", "alarm")
_LINK_HEIGHT = 20
_HEIGHTS = {"small": 26, "normal": 30, "large": 36}
_GAP = 7


class Button(QPushButton):
    """A push button that keeps the keyboard where it was when it is clicked with the mouse.

    `kind` is a key of KINDS, `size` small, normal or large. `note` stands after the words, paler
    ("7 peserta"); `keys` is drawn as a key cap and does nothing by itself: the page's action holds
    the shortcut (see `ActionButton`).
    """

    def __init__(
        self,
        theme: Theme,
        text: str,
        *,
        kind: str = "plain",
        icon: str = "",
        size: str = "normal",
        note: str = "",
        keys: str = "",
    ) -> None:
        super().__init__(text)
        self._theme, self._icon, self._size, self._note, self._keys = theme, icon, size, note, keys
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("measure", size)
        self.set_kind(kind)
        theme.changed.connect(self.updateGeometry)

    def set_kind(self, kind: str) -> None:
        """Change the look to another kind, for example when the primary act of a page moves."""
        self._look = KINDS[kind]
        self.setProperty("kind", kind)
        self._is_link = kind in _LINKS
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._is_link else Qt.CursorShape.ArrowCursor)
        self.style().unpolish(self)
        self.style().polish(self)
        self.updateGeometry()

    def set_note(self, note: str) -> None:
        """Replace the paler words after the text."""
        self._note = note
        self.setAccessibleDescription(note)
        self.updateGeometry()
        self.update()

    def set_keys(self, keys: str) -> None:
        """Replace the key cap; an empty text takes it away."""
        self._keys = keys
        self.updateGeometry()
        self.update()

    def set_icon_name(self, icon: str) -> None:
        """Replace the icon by another file of resources/icons."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as what is drawn, with the paddings of the design."""
        padding = {"small": 10, "normal": 12, "large": 14}[self._size]
        if self._is_link:
            padding = 0
        height = _LINK_HEIGHT if self._is_link else _HEIGHTS[self._size]
        return QSize(round(self._content_width()) + 2 * self._theme.px(padding), self._theme.px(height))

    def minimumSizeHint(self) -> QSize:
        """Buttons never cut their words."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The box from the style sheet, the content from here."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        self._draw_content(painter)
        painter.end()

    def _words(self) -> str:
        return self.text().replace("&&", "\0").replace("&", "").replace("\0", "&")

    def _font_style(self) -> str:
        return "small" if self._size == "small" or self._is_link else "body"

    def _weight(self) -> int:
        return 400 if self.property("kind") == "muted" else 500

    def _content_width(self) -> float:
        theme = self._theme
        gap = theme.px(_GAP)
        parts: list[float] = []
        if self._icon:
            parts.append(theme.px(16))
        if self.text():
            parts.append(
                QFontMetricsF(theme.font(self._font_style(), self._weight())).horizontalAdvance(self._words())
            )
        if self._note:
            parts.append(QFontMetricsF(theme.font(self._font_style())).horizontalAdvance(self._note))
        if self._keys:
            parts.append(paint.keycap_width(self._keys, theme))
        return sum(parts) + gap * max(len(parts) - 1, 0)

    def _draw_content(self, painter: QPainter) -> None:
        theme, look = self._theme, self._look
        rect = QRectF(self.rect())
        gap = theme.px(_GAP)
        x = round((rect.width() - self._content_width()) / 2)
        role = look.text if self.isEnabled() else "disabled"
        if self._icon:
            size = theme.px(16)
            icon = theme.pixmap(
                self._icon, look.icon if self.isEnabled() else "disabled", size, self.devicePixelRatioF()
            )
            painter.drawPixmap(x, round((rect.height() - size) / 2), icon)
            x += size + gap
        words = self._words()
        if words:
            used = self._draw_text(
                painter, rect.adjusted(x, 0, 0, 0), words, theme.colour(role), self._weight()
            )
            x += round(used) + gap
        if self._note:
            colour = theme.colour(role)
            colour.setAlphaF(0.8)
            x += round(self._draw_text(painter, rect.adjusted(x, 0, 0, 0), self._note, colour, 400)) + gap
        if self._keys:
            on_accent = self.property("kind") == "primary" and self.isEnabled()
            paint.keycap(painter, rect.adjusted(x, 0, 0, 0), self._keys, theme, on_accent=on_accent)

    def _draw_text(self, painter: QPainter, rect: QRectF, text: str, colour: QColor, weight: int) -> float:
        font = self._theme.font(self._font_style(), weight)
        font.setUnderline(self._is_link and self.underMouse() and self.isEnabled())
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
        return QFontMetricsF(font).horizontalAdvance(text)


class IconButton(QToolButton):
    """A square button of one icon; its name is spoken and shown with its key as a tooltip."""

    def __init__(
        self, theme: Theme, icon: str, name: str, *, keys: str = "", size: str = "normal", role: str = "text2"
    ) -> None:
        super().__init__()
        self._theme, self._icon, self._size, self._role = theme, icon, size, role
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("kind", "quiet")
        self.setProperty("measure", size)
        self.set_name(name, keys=keys)
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_name(self, name: str, *, keys: str = "") -> None:
        """Change what is spoken and shown in the tooltip."""
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({keys})" if keys else name)

    def set_icon_name(self, icon: str) -> None:
        """Replace the icon by another file of resources/icons."""
        self._icon = icon
        self._restyle()

    def _restyle(self) -> None:
        side = self._theme.px(_HEIGHTS[self._size])
        icon = self._theme.px(16)
        self.setIconSize(QSize(icon, icon))
        self.setIcon(self._theme.icon(self._icon, self._role, icon))
        self.setFixedSize(side, side)


class ActionButton(Button):
    """A button that is an action of the page: same words, same key, possible at the same moments."""

    def __init__(
        self, theme: Theme, action: QAction, *, kind: str = "plain", icon: str = "", size: str = "normal"
    ) -> None:
        super().__init__(theme, "", kind=kind, icon=icon, size=size, keys=key_words(action.shortcut()))
        self._action = action
        self.clicked.connect(action.trigger)
        action.changed.connect(self._on_changed)
        self._on_changed()

    def _on_changed(self) -> None:
        self.setText(self._action.text())
        self.setEnabled(self._action.isEnabled())
        self.setToolTip(self._action.statusTip())
        show_if(self, self._action.isVisible())
        self.updateGeometry()
