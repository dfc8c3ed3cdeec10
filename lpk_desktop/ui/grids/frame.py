"""A whole grid: names, cells, totals beside and below, scrolled and sized as one (ui.md sections 3 and 4)."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHeaderView, QScrollBar, QWidget

from lpk_desktop.ui.grids.cells_view import CellsView
from lpk_desktop.ui.grids.geometry import Cell
from lpk_desktop.ui.grids.hover import Hover
from lpk_desktop.ui.grids.model import CellsModel
from lpk_desktop.ui.grids.name_header import Corner, NameHeader
from lpk_desktop.ui.grids.side_view import SideView
from lpk_desktop.ui.grids.totals_row import TotalsRow
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.info_tip import InfoTip

_BAR = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Everything a grid's layout needs; logical pixels as drawn."""

    number: int
    names: int
    """Number and name together."""
    side: int
    header: int
    row: int
    totals: int
    columns: tuple[int, ...]
    inset: int = 0
    """Where figures of the totals row start in their column; 0 centres them."""


class GridFrame(QWidget):
    """Lays out the parts of a grid; subclasses bring the parts, their sizes and what keys do."""

    cell_changed = Signal(tuple)
    """The current cell as (row, column)."""

    def __init__(self, theme: Theme, model: CellsModel[Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._settling = True
        self._laid_out: tuple[Sizes, int, int, int] | None = None
        self.hover = Hover(self)
        self.tip = InfoTip(theme, self)
        self.view = CellsView(model, self.hover, self.tip, self)
        self._model = model
        self._names = NameHeader(model, theme, self.hover, self.tip, self.view)
        self.view.setVerticalHeader(self._names)
        self.corner = Corner(theme, self.view)
        self._across = QScrollBar(Qt.Orientation.Horizontal, self)
        self._down = QScrollBar(Qt.Orientation.Vertical, self)
        _follow(self._across, self.view.horizontalScrollBar())
        _follow(self._down, self.view.verticalScrollBar())
        self.view.cell_changed.connect(self._on_cell_changed)
        self._names.name_clicked.connect(self._on_name_clicked)
        theme.changed.connect(self._on_theme_changed)

    def install(self, *, header: QHeaderView, side: SideView, totals: TotalsRow) -> None:
        """Take the parts that differ from grid to grid."""
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(1)
        self.view.setHorizontalHeader(header)
        self._header, self.side, self.totals = header, side, totals
        view_bar, side_bar = self.view.verticalScrollBar(), side.verticalScrollBar()
        view_bar.valueChanged.connect(side_bar.setValue)
        side_bar.valueChanged.connect(view_bar.setValue)
        self.corner.raise_()

    @abstractmethod
    def measure(self, width: int, height: int) -> Sizes:
        """Sizes for the room there is."""

    @abstractmethod
    def start_cell(self) -> Cell | None:
        """Where the ring stands first; None in an empty grid."""

    def relayout(self) -> None:
        """Place everything; called on resize, on new content and on a new theme."""
        whole = self.measure(self.width(), self.height())
        rows = len(self.view.visible_rows())
        room = self.height() - whole.header - whole.totals
        down = rows * whole.row > room
        sizes = self.measure(self.width() - _BAR, self.height()) if down else whole
        across = sum(sizes.columns) > self.width() - sizes.names - sizes.side - (_BAR if down else 0)
        if across and not down and rows * sizes.row > room - _BAR:
            sizes = self.measure(self.width(), self.height() - _BAR)
        layout = (sizes, rows, self.width(), self.height())
        if layout != self._laid_out:
            self._laid_out = layout
            self._apply(sizes, rows, across=across)
        if self._settling:
            self._reveal_start()

    def _apply(self, sizes: Sizes, rows: int, *, across: bool) -> None:
        room = self.height() - sizes.header - sizes.totals - (_BAR if across else 0)
        down = rows * sizes.row > room
        # Whole rows only: half a name at the foot would look like a fault.
        body = room - room % sizes.row if down else rows * sizes.row
        width = self.width() - (_BAR if down else 0)
        main = width - sizes.side
        self._names.set_sizes(number_width=sizes.number, width=sizes.names, row_height=sizes.row)
        self.side.verticalHeader().setDefaultSectionSize(sizes.row)
        self._header.setFixedHeight(sizes.header)
        self.side.horizontalHeader().setFixedHeight(sizes.header)
        for column, column_width in enumerate(sizes.columns):
            self._header.resizeSection(column, column_width)
        self.view.setGeometry(0, 0, main, sizes.header + body)
        self._align_columns()
        self.side.setGeometry(main, 0, sizes.side, sizes.header + body)
        self.corner.setGeometry(0, 0, sizes.names, sizes.header)
        self.totals.setGeometry(0, sizes.header + body, width, sizes.totals)
        self.totals.arrange(number_width=sizes.number, side_width=sizes.side, inset=sizes.inset)
        self._across.setGeometry(sizes.names, sizes.header + body + sizes.totals, main - sizes.names, _BAR)
        self._down.setGeometry(width, sizes.header, _BAR, body)
        self._across.setVisible(across)
        self._down.setVisible(down)
        self.sized(sizes)
        self.update_all()

    def _align_columns(self) -> None:
        """Scroll to whole columns again: the toolkit did so for the sizes before."""
        bar = self.view.horizontalScrollBar()
        if bar.maximum() and bar.value() == bar.maximum():
            self._header.setOffsetToLastSection()
        else:
            self._header.setOffsetToSectionPosition(bar.value())

    def sized(self, sizes: Sizes) -> None:
        """Arrange what a subclass adds; called after every layout."""

    def update_all(self) -> None:
        """Repaint every part."""
        for part in (self.view, self.side):
            part.viewport().update()
            part.horizontalHeader().viewport().update()
        for widget in (self._names.viewport(), self.corner, self.totals, self):
            widget.update()

    def show_rows(self, rows: Iterable[int]) -> None:
        """Show these rows only; the ring moves to the nearest row that stays."""
        shown = set(rows)
        for row in range(self._model.rowCount()):
            self.view.setRowHidden(row, row not in shown)
            self.side.setRowHidden(row, row not in shown)
        current = self.view.current_cell
        if current and shown and current[0] not in shown:
            later = [row for row in sorted(shown) if row > current[0]]
            self.view.go_to((later[0] if later else max(shown), current[1]))
        self.relayout()

    def remember(self) -> tuple[tuple[str, str] | None, list[tuple[str, str]], tuple[int, int]]:
        """The place of the work: current cell and selection by id, scroll positions."""
        current = self.view.current_cell
        scroll = (self.view.horizontalScrollBar().value(), self.view.verticalScrollBar().value())
        selected = [self._model.key(cell) for cell in sorted(self.view.selected)]
        return (self._model.key(current) if current else None), selected, scroll

    def restore(self, place: tuple[tuple[str, str] | None, list[tuple[str, str]], tuple[int, int]]) -> None:
        """Return to a remembered place as far as it still exists, else to where work starts."""
        key, selected, scroll = place
        if self.view.current_cell is not None:
            return
        current = self._model.locate(key) if key else None
        if current is None:
            start = self.start_cell()
            if start is not None:
                self.view.go_to(start)
            return
        cells = [cell for each in selected if (cell := self._model.locate(each)) is not None]
        self.view.select_cells(cells or [current], current)
        self.view.horizontalScrollBar().setValue(scroll[0])
        self.view.verticalScrollBar().setValue(scroll[1])

    def find_name(self, text: str, *, following: bool = False) -> bool:
        """Go to the first (or next) trainee one of whose names starts with `text`; False when none does."""
        wanted, rows = text.casefold(), self.view.visible_rows()
        current = self.view.current_cell
        if not wanted or current is None:
            return False
        if following:
            later = [row for row in rows if row > current[0]]
            rows = later + [row for row in rows if row <= current[0]]
        for row in rows:
            name = f" {self._model.name(row)}".casefold()
            if f" {wanted}" in name:
                self.view.go_to((row, current[1]))
                return True
        return False

    def window_rect(self, cell: Cell) -> QRect:
        """Where a cell stands in the window, for what opens beside it."""
        rect = self.view.cell_rect(cell)
        return QRect(self.view.viewport().mapTo(self.window(), rect.topLeft()), rect.size())

    def side_rect(self) -> QRect:
        """Where the totals stand in the window, which popovers leave free."""
        return QRect(self.side.mapTo(self.window(), self.side.rect().topLeft()), self.side.size())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """New room, new layout."""
        super().resizeEvent(event)
        self.relayout()

    def showEvent(self, event: QShowEvent) -> None:
        """The window's width is known only now, and with it what is in sight."""
        super().showEvent(event)
        self.relayout()
        QTimer.singleShot(0, self, self._settle)

    def _settle(self) -> None:
        self._settling = False

    def _reveal_start(self) -> None:
        """From the first column on if that shows where work starts, else with some columns after it."""
        current = self.view.current_cell
        self.view.horizontalScrollBar().setValue(0)
        if current is not None:
            beyond = min(current[1] + 4, self._model.columnCount() - 1)
            if not self.view.viewport().rect().contains(self.view.cell_rect(current)):
                self.view.scrollTo(self._model.index(current[0], beyond))
            self.view.scrollTo(self.view.currentIndex())

    def _on_theme_changed(self) -> None:
        self._laid_out = None
        self.relayout()

    def _on_cell_changed(self, cell: Cell) -> None:
        self._names.set_current(cell[0])
        self.cell_changed.emit(cell)

    def _on_name_clicked(self, row: int) -> None:
        current = self.view.current_cell
        if current is not None:
            self.view.go_to((row, current[1]))
            self.view.setFocus()


def _follow(outer: QScrollBar, inner: QScrollBar) -> None:
    """Let a bar outside a view stand for the hidden bar inside it."""
    inner.rangeChanged.connect(outer.setRange)
    inner.rangeChanged.connect(lambda _low, _high: outer.setPageStep(inner.pageStep()))
    inner.valueChanged.connect(outer.setValue)
    outer.valueChanged.connect(inner.setValue)
