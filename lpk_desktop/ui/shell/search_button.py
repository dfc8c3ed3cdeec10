"""The search field of the sidebar, which opens the palette."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton

from lpk_desktop.language import _
from lpk_desktop.ui import paint
from lpk_desktop.ui.theme import Theme


class SearchButton(QToolButton):
    """Looks like a field, answers to a click or Enter; in the rail it is a lens."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rail = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Cari peserta, kelas, perintah"))
        self.setToolTip(_("Cari peserta, kelas, perintah") + " (Ctrl+K)")
        theme.changed.connect(self.updateGeometry)

    def set_rail(self, *, rail: bool) -> None:
        """Draw the lens alone."""
        self._rail = rail
        self.update()

    def sizeHint(self) -> QSize:
        """The height of a field."""
        return QSize(self._theme.px(36), self._theme.px(30))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Frame, lens, word and key."""
        theme = self._theme
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self._rail:
            if self.underMouse():
                paint.fill(painter, rect, "hover", theme, radius=theme.px(6))
            lens = rect.adjusted((rect.width() - theme.px(18)) / 2, 0, 0, 0)
            paint.glyph(painter, lens, "search", "text2", theme, size=18)
        else:
            edge = "borderStrong" if self.underMouse() else "border"
            paint.panel(painter, rect, theme, radius=6, edge=edge)
            inner = rect.adjusted(theme.px(9), 0, -theme.px(7), 0)
            paint.glyph(painter, inner, "search", "text3", theme, size=15)
            paint.keycap(painter, inner, "Ctrl+K", theme, align_right=True)
            paint.elided(painter, inner.adjusted(theme.px(23), 0, 0, 0), _("Cari…"), theme, role="text3")
        painter.end()
