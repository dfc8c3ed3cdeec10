"""A field that finds a person in a grid while one types, where letters alone would mark."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.field import SearchField


class FindField(SearchField):
    """Enter goes to the next match, Esc and Down back to the grid."""

    next_wanted = Signal()
    done = Signal()
    """The keyboard belongs to the grid again."""

    def __init__(self, theme: Theme, placeholder: str) -> None:
        super().__init__(theme, placeholder)
        self.setMinimumWidth(theme.px(190))
        self.setMaximumWidth(theme.px(190))

    def show_found(self, *, found: bool) -> None:
        """Mark the field when what it says matches nobody."""
        self.setProperty("error", "false" if found or not self.text() else "true")
        self.style().unpolish(self)
        self.style().polish(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that leave the field; the rest types."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.next_wanted.emit()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down):
            if event.key() == Qt.Key.Key_Escape:
                self.clear()
            self.done.emit()
        else:
            super().keyPressEvent(event)
