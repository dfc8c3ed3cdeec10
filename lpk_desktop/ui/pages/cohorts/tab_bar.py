"""The tabs of a class, the first with how many people there are."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QCursor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar

from lpk_desktop.language import _
from lpk_desktop.ui import paint
from lpk_desktop.ui.theme import Theme

_PAD, _GAP, _HEIGHT = 10, 6, 38


class ClassTabs(QTabBar):
    """Words over a line of two pixels; `set_count` puts a figure behind a tab's words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._counts: dict[int, str] = {}
        self.setAccessibleName(_("Bagian kelas"))
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_count(self, at: int, count: int) -> None:
        """Show a figure behind the words of a tab."""
        self._counts[at] = str(count)
        # The bar measures its tabs again only when one of them has changed.
        self.setTabText(at, self.tabText(at))
        self.updateGeometry()
        self.update()

    def tabSizeHint(self, index: int) -> QSize:
        """Words, figure, and room at both sides."""
        theme = self._theme
        width = QFontMetricsF(theme.font("body", 600)).horizontalAdvance(self.tabText(index))
        if index in self._counts:
            width += QFontMetricsF(theme.font("small")).horizontalAdvance(self._counts[index]) + theme.px(
                _GAP
            )
        return QSize(round(width) + 2 * theme.px(_PAD), theme.px(_HEIGHT))

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Tabs never cut their words."""
        return self.tabSizeHint(index)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Each tab, the line under the current one, and the ring when the keyboard is here."""
        painter = QPainter(self)
        for index in range(self.count()):
            self._draw(painter, index)
        painter.end()

    def _draw(self, painter: QPainter, index: int) -> None:
        theme, rect = self._theme, QRectF(self.tabRect(index))
        current = index == self.currentIndex()
        inner = rect.adjusted(theme.px(_PAD), 0, -theme.px(_PAD) + 1, 0)
        role = "text" if current or self._is_hot(index) else "text2"
        font = theme.font("body", 600 if current else 500)
        used = paint.elided(painter, inner, self.tabText(index), theme, font=font, role=role)
        if index in self._counts:
            rest = inner.adjusted(used + theme.px(_GAP), 0, 2, 0)
            paint.elided(painter, rest, self._counts[index], theme, font=theme.font("small"), role="text3")
        if current:
            line = QRectF(inner.left() - 2, rect.bottom() - 2, inner.width() + 3, 2)
            paint.fill(painter, line, "accent", theme)
        if current and self.hasFocus():
            ring = rect.adjusted(2, theme.px(5), -2, -theme.px(5))
            paint.ring(painter, ring, theme, radius=theme.px(5))

    def _is_hot(self, index: int) -> bool:
        return self.underMouse() and self.tabRect(index).contains(self.mapFromGlobal(QCursor.pos()))
