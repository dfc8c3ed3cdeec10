"""The table of cells: selection, hover, the handle that drags a value, tips; what keys mean is the grid's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from lpk_desktop.ui.grids.cells_painter import CellsPainter
from lpk_desktop.ui.grids.geometry import Cell, rectangle
from lpk_desktop.ui.grids.hover import Hover
from lpk_desktop.ui.grids.model import TIP_ROLE, CellsModel, Index
from lpk_desktop.ui.widgets.info_tip import InfoTip

_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect


_Step = QAbstractItemView.CursorAction
_STEPS: dict[int, QAbstractItemView.CursorAction] = {
    Qt.Key.Key_Up: _Step.MoveUp,
    Qt.Key.Key_Down: _Step.MoveDown,
    Qt.Key.Key_Left: _Step.MoveLeft,
    Qt.Key.Key_Right: _Step.MoveRight,
    Qt.Key.Key_Home: _Step.MoveHome,
    Qt.Key.Key_End: _Step.MoveEnd,
    Qt.Key.Key_PageUp: _Step.MovePageUp,
    Qt.Key.Key_PageDown: _Step.MovePageDown,
}


class Keys(Protocol):
    """Who says what a key means."""

    def knows_key(self, event: QKeyEvent) -> bool:
        """Whether the key is the grid's, so that no shortcut of the window may take it."""

    def take_key(self, event: QKeyEvent) -> bool:
        """Act on the key; False leaves it to the table."""


class CellsView(QTableView):
    """A table of painted cells without editors; reads `selected` and `current_cell` cost nothing."""

    cell_changed = Signal(tuple)
    """The current cell as (row, column)."""
    value_dragged = Signal(tuple, list)
    """The handle was let go: the cell it came from and the cells it was dragged over."""
    opened = Signal()
    """The current cell was double clicked."""

    def __init__(self, model: CellsModel[Any], hover: Hover, tip: InfoTip, parent: QWidget) -> None:
        super().__init__(parent)
        self.selected: frozenset[Cell] = frozenset()
        self.held_active = False
        self._cells = model
        self._hover = hover
        self._tip = tip
        self._keys: Keys | None = None
        self._painter: CellsPainter | None = None
        self._dragged_from: Cell | None = None
        self._anchor: Cell | None = None
        self.setModel(model)
        self._dress()
        hover.changed.connect(self._on_hover_changed)

    def _dress(self) -> None:
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def set_keys(self, keys: Keys) -> None:
        """Ask this first about every key press."""
        self._keys = keys

    def set_painter(self, painter: CellsPainter) -> None:
        """Let this paint the cells."""
        self._painter = painter

    @property
    def current_cell(self) -> Cell | None:
        """The cell with the ring."""
        index = self.currentIndex()
        return (index.row(), index.column()) if index.isValid() else None

    @property
    def active(self) -> bool:
        """Whether keys reach the grid, or a popover that stands for it."""
        return self.held_active or self.hasFocus()

    def go_to(self, cell: Cell) -> None:
        """Move the ring and let the selection be this cell alone."""
        index = self._cells.index(*cell)
        self.selectionModel().setCurrentIndex(index, _SELECT)
        self._anchor = cell
        self.scrollTo(index)

    def select_cells(self, cells: Iterable[Cell], current: Cell) -> None:
        """Select cells as they are, with the ring on one of them."""
        selection = QItemSelection()
        for cell in cells:
            index = self._cells.index(*cell)
            selection.select(index, index)
        self.selectionModel().setCurrentIndex(
            self._cells.index(*current), QItemSelectionModel.SelectionFlag.NoUpdate
        )
        self.selectionModel().select(selection, _SELECT)

    def selected_cells(self) -> list[Cell]:
        """The visible selected cells in row order; the current one when nothing else is."""
        shown = sorted(cell for cell in self.selected if not self.isRowHidden(cell[0]))
        current = self.current_cell
        return shown or ([current] if current else [])

    def visible_rows(self) -> list[int]:
        """Rows the filter lets through."""
        return [row for row in range(self._cells.rowCount()) if not self.isRowHidden(row)]

    def cell_rect(self, cell: Cell) -> QRect:
        """Where a cell stands in the viewport."""
        return self.visualRect(self._cells.index(*cell))

    def handle_rect(self) -> QRect:
        """The handle at the ring's corner; empty where there is no value to drag."""
        cell = self.current_cell
        if cell is None or len(self.selected) > 1 or not self._cells.has_value(cell):
            return QRect()
        corner = self.cell_rect(cell).bottomRight()
        return QRect(corner.x() - 6, corner.y() - 6, 6, 6)

    def event(self, event: QEvent) -> bool:
        """Claim the grid's keys before any shortcut of the window takes them."""
        if event.type() == QEvent.Type.ShortcutOverride and self._claims(event):
            event.accept()
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Cells by our own painter."""
        if self._painter is not None:
            self._painter.paint(event.rect())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The grid's own keys first, then the table's: arrows, Home, End, pages."""
        taken = self._keys is not None and self._keys.take_key(event)
        if not taken and not self._extend_by(event):
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Nothing: letters mark here, the slash key finds."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the handle, or let the table select."""
        self._tip.dismiss()
        position, index = event.position().toPoint(), self.indexAt(event.position().toPoint())
        reach = self.handle_rect().adjusted(-4, -4, 4, 4)
        if event.button() == Qt.MouseButton.LeftButton and reach.contains(position):
            self._dragged_from = self.current_cell
        elif event.modifiers() == Qt.KeyboardModifier.ShiftModifier and index.isValid():
            self._extend_to((index.row(), index.column()))
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse: hover, tip, handle."""
        position = event.position().toPoint()
        index = self.indexAt(position)
        if self._dragged_from is not None:
            if index.isValid():
                self._stretch_to((index.row(), index.column()))
            return
        self._hover.move_to(index.row())
        if event.buttons() == Qt.MouseButton.NoButton:
            self._show_tip(index)
        anchor = self._anchor
        super().mouseMoveEvent(event)
        self._anchor = anchor

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the handle."""
        source, self._dragged_from = self._dragged_from, None
        if source is None:
            super().mouseReleaseEvent(event)
        elif len(self.selected) > 1:
            self.value_dragged.emit(source, [cell for cell in self.selected_cells() if cell != source])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Double click edits: the note, the evidence."""
        if self.indexAt(event.position().toPoint()).isValid():
            self.opened.emit()

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse is elsewhere: no hover, no tip."""
        self._hover.move_to(-1)
        self._tip.dismiss()
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring changes colour with the focus."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring changes colour with the focus."""
        super().focusOutEvent(event)
        self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell the headers which row and column are current."""
        super().currentChanged(current, previous)
        if current.isValid():
            self._anchor = (current.row(), current.column())
            self.cell_changed.emit((current.row(), current.column()))

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Keep the selected cells as plain pairs for the delegate."""
        super().selectionChanged(selected, deselected)
        before = self.selected
        self.selected = frozenset(
            cell
            for span in self.selectionModel().selection().toList()
            for cell in rectangle((span.top(), span.left()), (span.bottom(), span.right()))
        )
        # The ground of a single selected cell is plain, so all change when a second one comes or goes.
        if max(len(before), len(self.selected)) > 1:
            self.viewport().update()

    def _claims(self, event: QEvent) -> bool:
        return isinstance(event, QKeyEvent) and self._keys is not None and self._keys.knows_key(event)

    def _extend_by(self, event: QKeyEvent) -> bool:
        """Shift with an arrow and its like; the table would extend from where a key was last pressed."""
        step = _STEPS.get(event.key())
        if step is None or not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return False
        index = self.moveCursor(step, event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier)
        if index.isValid():
            self._extend_to((index.row(), index.column()))
        return True

    def _extend_to(self, cell: Cell) -> None:
        anchor = self._anchor or cell
        self.select_cells(rectangle(anchor, cell), cell)
        self._anchor = anchor
        self.scrollTo(self._cells.index(*cell))

    def _stretch_to(self, target: Cell) -> None:
        source = self._dragged_from
        if source is None:
            return
        down, right = abs(target[0] - source[0]), abs(target[1] - source[1])
        end = (target[0], source[1]) if down >= right else (source[0], target[1])
        self.select_cells(rectangle(source, end), source)

    def _show_tip(self, index: QModelIndex) -> None:
        tip = index.data(TIP_ROLE) if index.isValid() else None
        if tip is None:
            self._tip.dismiss()
            return
        rect = self.visualRect(index)
        self._tip.tell(tip, QRect(self.viewport().mapToGlobal(rect.topLeft()), rect.size()))

    def _on_hover_changed(self, before: int, now: int) -> None:
        width = self.viewport().width()
        for row in (before, now):
            index: QModelIndex = self._cells.index(row, 0)
            if index.isValid():
                rect = self.visualRect(index)
                self.viewport().update(0, rect.y(), width, rect.height())
