"""The table of candidates: boxes are always in sight, those that do nothing are pale."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter

from lpk_desktop.language import _
from lpk_desktop.ui.pages.certificates.rows import Lines
from lpk_desktop.ui.style import check_box
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.row_delegate import RowDelegate, tick_rect
from lpk_desktop.ui.widgets.table_view import TableView


class CandidateTable(TableView):
    """Space ticks, arrows left and right go to the next paper."""

    stepped = Signal(int)

    def __init__(self, theme: Theme, rows: Lines) -> None:
        super().__init__(theme, rows, name=_("Peserta dan syarat sertifikat"))
        self.lines = rows
        self.setItemDelegate(_Delegate(theme, self))

    def all_ticked(self) -> bool | None:
        """Whether all rows shown that can be ticked are, or only some (None)."""
        shown = {line.id for line in self.lines.rows if line.tickable}
        ticked = shown.intersection(self.lines.ticked)
        if not ticked:
            return False
        return True if ticked == shown else None

    def shows_tick(self, row: int) -> bool:  # noqa: ARG002  every row shows its box here
        """Ticks are what this list is about."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right step as in a stack of papers; Ctrl+A ticks all that are ready."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Right else -1)
        elif event.key() == Qt.Key.Key_A and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.lines.tick_shown(on=True)
        else:
            super().keyPressEvent(event)


class _Delegate(RowDelegate):
    """Boxes that do not answer are drawn as such."""

    def __init__(self, theme: Theme, view: CandidateTable) -> None:
        super().__init__(theme, view)
        self._theme_here, self._table = theme, view

    def _draw_tick(self, painter: QPainter, index: QModelIndex | QPersistentModelIndex) -> None:
        line = self._table.lines.row_at(index.row())
        checked = line.id in self._table.lines.ticked
        box = tick_rect(self._table.visualRect(index), self._theme_here)
        check_box(painter, box, self._theme_here, checked=checked, enabled=line.tickable)
