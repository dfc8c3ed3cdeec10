"""The row under the mouse, told to everything that draws a part of it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Hover(QObject):
    """One row, or -1 for none."""

    changed = Signal(int, int)
    """The row that was under the mouse, the row that is."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.row = -1

    def move_to(self, row: int) -> None:
        """Say which row the mouse is on; -1 when it left."""
        if row != self.row:
            before, self.row = self.row, row
            self.changed.emit(before, row)
