"""A filter as a chip: unset it names what it filters, set it shows what holds and how to take it away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolButton

from lpk_desktop.language import _, counted
from lpk_desktop.ui import paint
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.menu import Menu
from lpk_desktop.ui.widgets.segmented import Choice


class Chip(QToolButton):
    """A choice of values by menu; `changed` tells the chosen keys, none when the chip is unset.

    `dashed` draws the unset chip as "+ Saringan". Del, or a click on the cross, unsets it.
    """

    changed = Signal(tuple)

    def __init__(
        self,
        theme: Theme,
        label: str,
        choices: Sequence[Choice],
        *,
        multiple: bool = True,
        dashed: bool = False,
    ) -> None:
        super().__init__()
        self._theme, self._label, self._dashed = theme, label, dashed
        self._menu = Menu(self)
        self._group = QActionGroup(self)
        policy = QActionGroup.ExclusionPolicy
        self._group.setExclusionPolicy(policy.None_ if multiple else policy.ExclusiveOptional)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._open)
        theme.changed.connect(self.updateGeometry)
        self.set_choices(choices)

    @property
    def value(self) -> tuple[str, ...]:
        """The chosen keys in the order of the menu."""
        return tuple(action.data() for action in self._group.actions() if action.isChecked())

    @property
    def menu_actions(self) -> list[QAction]:
        """The actions of the menu, one per choice."""
        return self._group.actions()

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Replace the choices; those still there stay chosen."""
        kept = self.value
        for action in self._group.actions():
            self._group.removeAction(action)
        self._menu.clear()
        for choice in choices:
            self._add(choice, checked=choice.key in kept)
        self._tell()

    def set_value(self, keys: Sequence[str]) -> None:
        """Choose exactly these keys and tell it, unless they hold already."""
        if tuple(keys) == self.value:
            return
        for action in self._group.actions():
            action.setChecked(action.data() in keys)
        self._tell()
        self.changed.emit(self.value)

    def sizeHint(self) -> QSize:
        """As wide as its words, value and mark."""
        theme = self._theme
        width = self._advance(self._prefix(), 400) + 2 * theme.px(11) + theme.px(14 + 6)
        if self._shown():
            width += self._advance(self._shown(), 500) + theme.px(4)
        return QSize(round(width), theme.px(26))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Pill, words and mark: chevron, plus or cross."""
        theme = self._theme
        painter = QPainter(self)
        self._draw_pill(painter)
        rect = QRectF(self.rect()).adjusted(theme.px(11), 0, -theme.px(11), 0)
        role = "accentText" if self.value else "text2"
        adding = self._dashed and not self.value
        if adding:
            paint.glyph(painter, rect, "plus", role, theme, size=14)
            rect.setLeft(rect.left() + theme.px(14 + 6))
        used = paint.elided(painter, rect, self._prefix(), theme, font=theme.font("small"), role=role)
        if self._shown():
            value = rect.adjusted(used + theme.px(4), 0, -theme.px(14), 0)
            strong = "accentText" if self.value else "text"
            paint.elided(painter, value, self._shown(), theme, font=theme.font("small", 500), role=strong)
        if not adding:
            mark = rect.adjusted(rect.width() - theme.px(14), 0, 0, 0)
            paint.glyph(painter, mark, "x" if self.value else "chevron-down", role, theme, size=14)
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the cross unsets, elsewhere it opens the menu."""
        on_cross = event.position().x() > self.width() - self._theme.px(11 + 14 + 3)
        if self.value and on_cross and self.rect().contains(event.position().toPoint()):
            self.setDown(False)
            self.set_value(())
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del and Backspace unset; Enter and Down open the menu."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.set_value(())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self._open()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Repaint when the mouse comes and goes."""
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)

    def _add(self, choice: Choice, *, checked: bool) -> None:
        action = QAction(choice.text, self._menu)
        action.setData(choice.key)
        action.setCheckable(True)
        action.setChecked(checked)
        action.triggered.connect(self._on_chosen)
        self._group.addAction(action)
        self._menu.addAction(action)

    def _on_chosen(self) -> None:
        self._tell()
        self.changed.emit(self.value)

    def _tell(self) -> None:
        shown = self._shown() or _("Semua")
        self.setAccessibleName(f"{self._label}: {shown}")
        self.setToolTip(_("Del mengosongkan saringan") if self.value else "")
        self.updateGeometry()
        self.update()

    def _open(self) -> None:
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + self._theme.px(4))))

    def _prefix(self) -> str:
        return self._label if self._dashed and not self.value else f"{self._label}:"

    def _shown(self) -> str:
        chosen = [action.text() for action in self._group.actions() if action.isChecked()]
        if len(chosen) > 2:
            return counted("{count} dipilih", len(chosen))
        return ", ".join(chosen) or ("" if self._dashed else _("Semua"))

    def _advance(self, text: str, weight: int) -> float:
        return QFontMetricsF(self._theme.font("small", weight)).horizontalAdvance(text)

    def _draw_pill(self, painter: QPainter) -> None:
        theme = self._theme
        pill = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        pen = QPen(
            theme.colour("accentTint" if self.value else "borderStrong" if self._dashed else "border"), 1
        )
        if self._dashed and not self.value:
            pen.setDashPattern([3, 2])
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        painter.setBrush(
            theme.colour("accentTint" if self.value else "hover" if self.underMouse() else "surface")
        )
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.restore()
