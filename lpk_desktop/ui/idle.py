"""Noticing that nobody is there: no key, no mouse, for a number of minutes; and the key that says so."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
    }
)
_LOOK_MS = 10_000
KEY = Qt.Key.Key_F9
"""Locks at once. The main window has it as a command, which a dialog in front of it blocks."""

Clocks = tuple[Callable[[], float], Callable[[], float]]


class Idle(QObject):
    """`due` once after `minutes` without input, until `begin` is called again.

    Two clocks measure: one that stands still while the computer sleeps, one that can be set. The one that
    says more counts, so that sleep locks and a clock set back does not keep the window open.
    """

    due = Signal()
    asked = Signal()
    """Somebody pressed `KEY` where no command took it."""

    def __init__(
        self, parent: QObject | None = None, *, clocks: Clocks = (time.monotonic, time.time)
    ) -> None:
        super().__init__(parent)
        self._clocks = clocks
        self._limit = 0.0
        self._since = (0.0, 0.0)
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)
        qt = QGuiApplication.instance()
        if isinstance(qt, QGuiApplication):
            # Each window that gets the keyboard, dialogs too; the application would hear far too much.
            qt.focusWindowChanged.connect(self._on_focus_window_changed)

    def begin(self, *, minutes: int) -> None:
        """Somebody is there now."""
        self._limit = minutes * 60.0
        self._since = self._now()
        self._timer.start()

    def stop(self) -> None:
        """Nobody needs to be watched."""
        self._timer.stop()

    def watch(self, window: QWindow) -> None:
        """Hear the input of a window."""
        window.installEventFilter(self)

    def look(self) -> None:
        """Say so when nobody was there for too long."""
        if not self._timer.isActive():
            return
        now = self._now()
        if max(now[0] - self._since[0], now[1] - self._since[1]) >= self._limit:
            self._timer.stop()
            self.due.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Input begins the time anew, unless it was over already (the computer slept)."""
        if event.type() in _INPUT and self._timer.isActive():
            self.look()
            self._since = self._now()
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() == KEY:
            self.asked.emit()
            return True
        return super().eventFilter(watched, event)

    def _now(self) -> tuple[float, float]:
        return self._clocks[0](), self._clocks[1]()

    def _on_focus_window_changed(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)
