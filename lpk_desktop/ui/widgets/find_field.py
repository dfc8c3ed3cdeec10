"""A field that finds a person while one types: Enter the next, Esc or Down back to the list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from lpk_desktop.ui.theme import Theme


class FindField(QLineEdit):
    """Tells what is typed; `show_found` colours it when nobody matches."""

    typed = Signal(str)
    next_wanted = Signal(str)
    left = Signal()
    """The person is done: the keyboard belongs to the list again."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__()
        self._theme = theme
        self._icon = QAction(self)
        self.addAction(self._icon, QLineEdit.ActionPosition.LeadingPosition)
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self.setMaximumWidth(theme.px(190))
        self.textChanged.connect(self.typed)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_found(self, *, found: bool) -> None:
        """Mark the field when what it says matches nobody."""
        self.setProperty("error", "false" if found or not self.text() else "true")
        self.style().unpolish(self)
        self.style().polish(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Down and Esc leave the text alone or clear it; the rest types."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.next_wanted.emit(self.text())
        elif event.key() == Qt.Key.Key_Down:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _restyle(self) -> None:
        self._icon.setIcon(self._theme.icon("search", "text2", self._theme.px(16)))
