"""A grid on the sheet of a cohort: everything that marking and assessing have in common."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Generic

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from lpk_desktop.language import _, counted
from lpk_desktop.ui.grids.geometry import Cell
from lpk_desktop.ui.grids.keyed import KeyedGrid, Move
from lpk_desktop.ui.grids.keys import GridKey
from lpk_desktop.ui.grids.model import CellsModel, S, SideModel
from lpk_desktop.ui.theme import Theme


class SheetGrid(KeyedGrid, Generic[S]):
    """Shows a sheet that its owner reads again after each act; subclasses say what keys write."""

    def __init__(
        self, theme: Theme, cells: CellsModel[S], side: SideModel[S], parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, cells, parent)
        self._cells, self._side = cells, side
        for model in (cells, side):
            model.setParent(self)

    def begin(self, keys: Iterable[GridKey]) -> None:
        """Take the keys and stand where work starts; called once, when all parts are installed."""
        self.bind(keys)
        self.view.value_dragged.connect(self.copy_over)
        self.view.opened.connect(self.open_detail)
        self.show_sheet()
        self.go_to_start()

    @property
    def sheet(self) -> S:
        """What is shown."""
        return self._cells.sheet

    def set_sheet(self, sheet: S) -> None:
        """Show another state of the cohort; current cell, selection and scroll position stay."""
        place = self.remember()
        self._cells.set_sheet(sheet)
        self._side.set_sheet(sheet)
        self.show_sheet()
        self.restore(place)

    @abstractmethod
    def show_sheet(self) -> None:
        """Bring heads and totals up to the sheet."""

    @abstractmethod
    def clear(self) -> None:
        """Empty the current cell, the selection or the typed list number."""

    @abstractmethod
    def copy_down(self) -> None:
        """Copy the top of the selection into the cells under it."""

    @abstractmethod
    def copy_over(self, source: Cell, cells: list[Cell]) -> None:
        """Write what stands in `source` into `cells`, over which its handle was dragged."""

    @abstractmethod
    def fill_rest(self) -> None:
        """Write the usual value into every empty cell of the current column."""

    @abstractmethod
    def open_detail(self) -> None:
        """Open what more there is to the current cell."""

    @abstractmethod
    def put_away(self) -> None:
        """Keep what is being written about a cell."""

    @abstractmethod
    def undo(self) -> None:
        """Take back the last act."""

    def go_to_start(self) -> None:
        """Go to where work starts."""
        start = self.start_cell()
        if start is not None:
            self.view.go_to(start)

    def finish(self, cells: Sequence[Cell], word: str, *, move: Move, by_number: bool) -> None:
        """Move on after an act, and say what was done and who comes next.

        Where a list number chose the trainee the ring stays, and the name is said instead.
        """
        if by_number:
            self.announce(f"{self._cells.name(cells[0][0])}: {word}")
            return
        self.move_on(cells, move)
        many = counted("{count} sel: {word}", len(cells), word=word)
        done = many if len(cells) > 1 else word.capitalize()
        current = self.view.current_cell
        if current is not None and current not in cells:
            name = self._cells.name(current[0])
            done = _("{done}, berikutnya {name}").format(done=done, name=name)
        self.announce(done)

    def hold_detail(self, *, held: bool) -> None:
        """Keep the ring as it is while a popover has the keyboard in the grid's place."""
        self.view.held_active = held
        self.view.viewport().update()

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page comes: what is being written is kept."""
        self.put_away()
        super().hideEvent(event)

    def usual_keys(self, *detail: GridKey, clear: str, rest: str, start: str) -> list[GridKey]:
        """The keys beside those that write, with those of the detail; what three of them do in this grid."""
        return [
            GridKey(
                name="clear", keys=("Del",), words=clear, act=self.clear, takes_number=True, in_menu=True
            ),
            *detail,
            GridKey(
                name="copy_down", keys=("Ctrl+D",), words=_("Isi ke bawah"), act=self.copy_down, in_menu=True
            ),
            GridKey(name="fill_rest", keys=("Ctrl+Return", "Ctrl+Enter"), words=rest, act=self.fill_rest),
            GridKey(name="undo", keys=("Ctrl+Z",), words=_("Urungkan"), act=self.undo),
            GridKey(name="start", keys=("Ctrl+Home",), words=start, act=self.go_to_start),
        ]


def writing_keys(name: str, keys: tuple[str, ...], words: str, act: Callable[[Move], None]) -> list[GridKey]:
    """An act that writes a value and goes down, with Shift to the right."""
    across = tuple(f"Shift+{key}" for key in keys)
    down, right = partial(act, Move.DOWN), partial(act, Move.RIGHT)
    return [
        GridKey(name=name, keys=keys, words=words, act=down, takes_number=True, in_menu=True),
        GridKey(name=f"{name}_right", keys=across, words=words, act=right, takes_number=True, same=True),
    ]
