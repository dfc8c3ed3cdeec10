"""A panel beside a list where there is room, over its right end where there is not."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from lpk_desktop.ui.theme import Theme

ROOM = 1100
"""Width, in design pixels, from which list and panel stand side by side (ui.md section 4)."""


class Beside(QWidget):
    """Lays out `main` and, while it is shown, `panel`, which has a fixed width."""

    def __init__(self, theme: Theme, main: QWidget, panel: QWidget) -> None:
        super().__init__()
        self._theme, self._main, self._panel = theme, main, panel
        for widget in (main, panel):
            widget.setParent(self)
        panel.hide()
        panel.installEventFilter(self)
        self.setFocusProxy(main)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new room."""
        super().resizeEvent(event)
        self._share()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Share the room anew when the panel comes or goes."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._share()
        return super().eventFilter(watched, event)

    def _share(self) -> None:
        shown = self._panel.isVisibleTo(self)
        width = min(self._panel.minimumWidth(), self.width())
        beside = shown and self.width() >= self._theme.px(ROOM)
        self._main.setGeometry(0, 0, self.width() - (width if beside else 0), self.height())
        if shown:
            self._panel.setGeometry(self.width() - width, 0, width, self.height())
            self._panel.raise_()
