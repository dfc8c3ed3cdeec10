"""Frozen rows as a table: columns say how a row reads, sorts and looks; a refresh keeps the selection."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How one cell is drawn: colour role and weight of its words, and what stands before them.

    `tag` draws the words as a tag of that kind. `dot` and `icon` are marks before the words in a
    colour role; `hollow` makes the dot a circle.
    """

    role: str = "text"
    weight: int = 400
    tag: str = ""
    icon: str = ""
    icon_role: str = "text2"
    dot: str = ""
    hollow: bool = False


PLAIN = Look()
QUIET = Look(role="text2")
STRONG = Look(weight=500)


def _plain(_row: object) -> Look:
    return PLAIN


def _no_tip(_row: object) -> str:
    return ""


@dataclass(frozen=True, kw_only=True)  # no slots: Python 3.11 cannot build Column[Row](...) with them
class Column(Generic[Row]):
    """One column: `text` reads a row, `look` dresses the cell, `sort` orders (by text without it).

    `width` in design pixels; `stretch` takes what is left. `leaves` above 0 lets the column go
    where the table is narrow, the lowest first. `link` cells answer to a click. Letters typed in
    the table find a row by the column that says `find`, the first if none does.
    """

    key: str
    title: str
    text: Callable[[Row], str]
    sort: Callable[[Row], Any] | None = None
    look: Callable[[Row], Look] = _plain
    tip: Callable[[Row], str] = _no_tip
    width: int = 120
    stretch: bool = False
    right: bool = False
    tabular: bool = False
    leaves: int = 0
    link: bool = False
    find: bool = False


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Rows of one kind; `identify` gives each its lasting id, so that selection and ticks survive."""

    ticks_changed = Signal()

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        identify: Callable[[Row], str],
        *,
        checkable: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.checkable = checkable
        self._identify = identify
        self._all: tuple[Row, ...] = ()
        self._shown: list[Row] = []
        self._keep: Callable[[Row], bool] | None = None
        self._order: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)
        self._ticked: set[str] = set()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows as shown: filtered and in order."""
        return tuple(self._shown)

    @property
    def every(self) -> tuple[Row, ...]:
        """All rows as they were given, those that the filter hides too."""
        return self._all

    @property
    def ticked(self) -> tuple[str, ...]:
        """Ids of the ticked rows, in the order shown, those hidden by the filter last."""
        shown = [self._identify(row) for row in self._shown]
        hidden = sorted(self._ticked.difference(shown))
        return (*(row for row in shown if row in self._ticked), *hidden)

    def row_at(self, number: int) -> Row:
        """The row shown at a place."""
        return self._shown[number]

    def id_at(self, number: int) -> str:
        """The id of the row shown at a place."""
        return self._identify(self._shown[number])

    def place_of(self, row_id: str) -> int:
        """Where a row is shown, or -1."""
        return next((n for n, row in enumerate(self._shown) if self._identify(row) == row_id), -1)

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Show these rows instead; rows with the same id keep selection, tick and current cell."""
        self._all = tuple(rows)
        self._ticked &= {self._identify(row) for row in self._all}
        self._show()

    def set_filter(self, keep: Callable[[Row], bool] | None) -> None:
        """Show only the rows that `keep` accepts; None shows all."""
        self._keep = keep
        self._show()

    def set_ticked(self, ids: Iterable[str]) -> None:
        """Tick exactly these rows."""
        self._ticked = set(ids) & {self._identify(row) for row in self._all}
        self._tell_ticks()

    def tick_shown(self, *, on: bool) -> None:
        """Tick or untick every row that is shown."""
        shown = {self._identify(row) for row in self._shown}
        self._ticked = self._ticked | shown if on else self._ticked - shown
        self._tell_ticks()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, spoken words, tip, alignment and tick of a cell; its look is the delegate's matter."""
        if not index.isValid():
            return None
        row, column = self._shown[index.row()], self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title}: {column.text(row)}" if column.title else column.text(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip(row) or None
        if role == Qt.ItemDataRole.CheckStateRole and self.checkable and index.column() == 0:
            ticked = self._identify(row) in self._ticked
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick or untick the row of a cell; nothing else is edited here."""
        if role != Qt.ItemDataRole.CheckStateRole or not self.checkable:
            return False
        row_id = self.id_at(index.row())
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self._ticked.add(row_id)
        else:
            self._ticked.discard(row_id)
        self._tell_ticks()
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titles of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be selected; the first cell can be ticked where rows can."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.checkable and index.column() == 0:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column; -1 is the order in which they were given."""
        self._order = (column, order)
        self._show()

    def _show(self) -> None:
        """Go from the rows shown to those wanted in steps that views can follow: remove, add, order."""
        wanted = self._wanted()
        ids = {self._identify(row) for row in wanted}
        for number in reversed(range(len(self._shown))):
            if self._identify(self._shown[number]) not in ids:
                self.beginRemoveRows(_NOWHERE, number, number)
                del self._shown[number]
                self.endRemoveRows()
        there = {self._identify(row) for row in self._shown}
        fresh = [row for row in wanted if self._identify(row) not in there]
        if fresh:
            self.beginInsertRows(_NOWHERE, len(self._shown), len(self._shown) + len(fresh) - 1)
            self._shown.extend(fresh)
            self.endInsertRows()
        self._arrange(wanted)

    def _wanted(self) -> list[Row]:
        rows = [row for row in self._all if self._keep is None or self._keep(row)]
        number, order = self._order
        if number >= 0:
            column = self.columns[number]
            rows.sort(key=column.sort or (lambda row: column.text(row).casefold()))
            if order == Qt.SortOrder.DescendingOrder:
                rows.reverse()
        return rows

    def _arrange(self, wanted: list[Row]) -> None:
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        ids = [self._identify(self._shown[index.row()]) for index in held]
        self._shown = wanted
        places = {self._identify(row): number for number, row in enumerate(wanted)}
        moved = [self.index(places[row_id], index.column()) for row_id, index in zip(ids, held, strict=True)]
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

    def _tell_ticks(self) -> None:
        if self._shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, 0))
        self.ticks_changed.emit()
