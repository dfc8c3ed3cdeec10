"""A scrim over the whole window with a box in it, which goes away and gives the keyboard back."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from lpk_desktop.ui import paint
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.box import Panel


class Cover(QWidget):
    """Covers the window at any size; Esc or a click beside the box closes it."""

    closed = Signal()

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self.theme, self.covered = theme, window
        self.box = Panel(theme, role="raised", radius=10)
        self.box.setParent(self)
        self._focus_before: QWidget | None = None
        window.installEventFilter(self)
        self.hide()

    @abstractmethod
    def place(self) -> None:
        """Give this and the box their places in the window."""

    def appear(self, focus: QWidget) -> None:
        """Come, with the keyboard on `focus`; what had it gets it back afterwards."""
        self._focus_before = self.window().focusWidget()
        self.place()
        self.show()
        self.raise_()
        focus.setFocus()

    def dismiss(self) -> None:
        """Go away and give the keyboard back."""
        if not self.isVisible():
            return
        self.hide()
        if self._focus_before is not None:
            self._focus_before.setFocus()
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size."""
        if event.type() == QEvent.Type.Resize and watched is self.covered:
            self.place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the box closes."""
        if not self.box.geometry().contains(event.position().toPoint()):
            self.dismiss()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The scrim, and the shadow of the box: an effect on a parent of a list would be slow."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("scrim"))
        paint.shadow(painter, QRectF(self.box.geometry()), blur=36, drop=12, strength=0.24)
        painter.end()
