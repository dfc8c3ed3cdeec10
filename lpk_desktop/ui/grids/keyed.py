"""The manners both grids share at the keyboard: acts, list numbers, moving on (ui.md sections 5 and 6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QMenu

from lpk_desktop.language import _
from lpk_desktop.ui.grids.frame import GridFrame
from lpk_desktop.ui.grids.geometry import Cell
from lpk_desktop.ui.grids.keys import GridKey, KeyMap, is_modifier, typed_digit


class Move(Enum):
    """Where the ring goes after an act."""

    STAY = "stay"
    DOWN = "down"
    RIGHT = "right"


class KeyedGrid(GridFrame):
    """A grid that acts on keys; subclasses say which acts there are."""

    refused = Signal(str)
    """Why an act changed nothing, or not everything: one sentence."""
    said = Signal(str)
    """What just happened, in the words a screen reader hears."""
    typing = Signal(str)
    """What is being typed, a list number or minutes; "" when that is over."""
    find_wanted = Signal()

    def bind(self, keys: Iterable[GridKey]) -> None:
        """Take the acts of this grid, and the ones every grid has."""
        self._typed = ""
        self.keys = KeyMap(self, [*keys, *self._common_keys()])
        self.view.set_keys(self)

    def knows_key(self, event: QKeyEvent) -> bool:
        """Whether a key belongs to the grid while it has the focus."""
        return bool(typed_digit(event)) or self.keys.find(event) is not None

    def take_key(self, event: QKeyEvent) -> bool:
        """Act on a key; False leaves it to the table, which moves the ring."""
        if is_modifier(event):
            return False
        if event.key() == Qt.Key.Key_Escape and self.half_typed:
            self.forget_typing()
            return True
        digit = typed_digit(event)
        if digit:
            self.type_digit(digit)
            return True
        found = self.keys.find(event)
        if found is None:
            self.forget_typing()
            return False
        key, action = found
        if not key.takes_number:
            self.forget_typing()
        action.trigger()
        return True

    def type_digit(self, digit: str) -> None:
        """Begin or go on with a list number."""
        self._typed = (self._typed + digit)[-4:]
        self.typing.emit(_("Nomor {number}").format(number=self._typed))

    @property
    def half_typed(self) -> bool:
        """Whether digits were typed that Esc takes back."""
        return bool(self._typed)

    def forget_typing(self) -> None:
        """Drop a half-typed list number."""
        self._typed = ""
        self.typing.emit("")

    def wanted_cells(self) -> tuple[list[Cell], bool]:
        """The cells an act is for, and whether they were chosen by a typed list number.

        A number nobody has is refused: the answer is then empty.
        """
        typed = self._typed
        self.forget_typing()
        current = self.view.current_cell
        if not typed or current is None:
            return self.view.selected_cells(), False
        row = self._model.row_with_number(int(typed))
        if row is None:
            self.refused.emit(_("Tidak ada peserta nomor {number} di kelas ini.").format(number=int(typed)))
            return [], True
        return [(row, current[1])], True

    def move_on(self, cells: Sequence[Cell], move: Move) -> None:
        """Go to the cell after the marked ones; at the end of rows or columns the ring stays there."""
        current = self.view.current_cell
        if move is Move.STAY or current is None or not cells:
            return
        if move is Move.RIGHT:
            column = min(max(cell[1] for cell in cells) + 1, self._model.columnCount() - 1)
            self.view.go_to((current[0], column))
            return
        last = max(cell[0] for cell in cells)
        below = [row for row in self.view.visible_rows() if row > last]
        self.view.go_to((below[0] if below else last, current[1]))

    def announce(self, words: str) -> None:
        """Say what happened, on screen and to a screen reader."""
        self.said.emit(words)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.view, words))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The same acts as the keys."""
        menu = QMenu(self)
        menu.addActions(self.keys.menu_actions())
        menu.exec(event.globalPos())
        menu.deleteLater()

    def select_column(self) -> None:
        """Select every visible cell of the current column."""
        current = self.view.current_cell
        if current is not None:
            cells = [(row, current[1]) for row in self.view.visible_rows()]
            self.view.select_cells(cells, current)

    def step_column(self, step: int) -> None:
        """Go to the column before or after, in the same row."""
        current = self.view.current_cell
        if current is not None and 0 <= current[1] + step < self._model.columnCount():
            self.view.go_to((current[0], current[1] + step))

    def _common_keys(self) -> list[GridKey]:
        return [
            GridKey(name="column", keys=("Ctrl+A",), words=_("Pilih satu kolom"), act=self.select_column),
            GridKey(
                name="previous",
                keys=("Alt+Left",),
                words=_("Kolom sebelumnya"),
                act=lambda: self.step_column(-1),
            ),
            GridKey(
                name="next", keys=("Alt+Right",), words=_("Kolom berikutnya"), act=lambda: self.step_column(1)
            ),
            GridKey(name="find", keys=("/", "Ctrl+F"), words=_("Cari peserta"), act=self.find_wanted.emit),
        ]
