"""The table models both grids stand on: a frozen sheet of people against columns, replaced as a whole."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from lpk_desktop.ui.grids.geometry import Cell
from lpk_desktop.ui.widgets.info_tip import Tip

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
TIP_ROLE = Role.UserRole + 1
"""A `Tip`, or None where there is nothing to add to what is seen."""
_ROOT = QModelIndex()


class Row(Protocol):
    """What every row of a grid says about its trainee."""

    @property
    def enrolment(self) -> str:
        """Row id of the enrolment."""

    @property
    def number(self) -> int:
        """Fixed list number, the one on paper."""

    @property
    def name(self) -> str:
        """Name as shown."""

    @property
    def cells(self) -> Sequence[object | None]:
        """What stands under each column, None where nothing does yet."""


class Column(Protocol):
    """What every column of a grid has."""

    @property
    def id(self) -> str:
        """Row id of the session or block."""


class Sheet(Protocol):
    """What a grid shows."""

    @property
    def rows(self) -> Sequence[Row]:
        """Trainees."""


S = TypeVar("S", bound=Sheet)


class CellsModel(QAbstractTableModel, Generic[S]):
    """Cells by position and by id; subclasses know the columns and the words."""

    def __init__(self, sheet: S, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet = sheet
        self._columns = self.columns_of(sheet)

    @abstractmethod
    def columns_of(self, sheet: S) -> Sequence[Column]:
        """The sessions or blocks of a sheet."""

    @abstractmethod
    def letters(self, cell: Cell) -> str:
        """What stands in the cell."""

    @abstractmethod
    def spoken(self, cell: Cell) -> str:
        """The cell for those who listen."""

    @abstractmethod
    def tip(self, cell: Cell) -> Tip:
        """Everything known of the cell."""

    @abstractmethod
    def column_name(self, column: int) -> str:
        """What the column stands for."""

    def warning(self, row: int) -> str | None:  # noqa: ARG002  subclasses know what endangers a row
        """Why this row wants attention, as a sentence; None when all is well."""
        return None

    def starts_group(self, column: int) -> bool:  # noqa: ARG002  subclasses know their groups
        """Whether a stronger line stands before this column."""
        return False

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Trainees."""
        return 0 if parent.isValid() else len(self.sheet.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Sessions or blocks."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """The letters, the tip, what a screen reader says."""
        if not index.isValid():
            return None
        cell = index.row(), index.column()
        if role == Role.DisplayRole:
            return self.letters(cell)
        if role == Role.AccessibleTextRole:
            return self.spoken(cell)
        if role in (TIP_ROLE, Role.AccessibleDescriptionRole):
            tip = self.tip(cell)
            return tip if role == TIP_ROLE else tip.spoken
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Columns and names."""
        if role not in (Role.DisplayRole, Role.AccessibleTextRole):
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self.column_name(section)
        row = self.sheet.rows[section]
        return f"{row.number} {row.name}"

    def number(self, row: int) -> int:
        """The trainee's list number."""
        return self.sheet.rows[row].number

    def name(self, row: int) -> str:
        """The trainee's name."""
        return self.sheet.rows[row].name

    def has_value(self, cell: Cell) -> bool:
        """Whether there is something in the cell to copy or to clear."""
        return self.sheet.rows[cell[0]].cells[cell[1]] is not None

    def row_with_number(self, number: int) -> int | None:
        """The row of a list number, None when nobody has it."""
        return next((at for at, row in enumerate(self.sheet.rows) if row.number == number), None)

    def key(self, cell: Cell) -> tuple[str, str]:
        """Ids of a cell as (enrolment, column), which outlive any order."""
        return self.sheet.rows[cell[0]].enrolment, self._columns[cell[1]].id

    def targets(self, cells: Iterable[Cell]) -> list[tuple[str, str]]:
        """Cells as the ids the acts take: (column, enrolment)."""
        return [(self._columns[column].id, self.sheet.rows[row].enrolment) for row, column in cells]

    def locate(self, key: tuple[str, str]) -> Cell | None:
        """Where a cell with these ids stands now; None when its row or column is gone."""
        row = next((at for at, each in enumerate(self.sheet.rows) if each.enrolment == key[0]), None)
        column = next((at for at, each in enumerate(self._columns) if each.id == key[1]), None)
        return None if row is None or column is None else (row, column)

    def set_sheet(self, sheet: S) -> None:
        """Show another state of the cohort; a full reset only where people or columns came, went or moved."""
        rows, columns, before = sheet.rows, self.columns_of(sheet), self.sheet.rows
        same_rows = [row.enrolment for row in rows] == [row.enrolment for row in before]
        same_columns = [column.id for column in columns] == [column.id for column in self._columns]
        if not (same_rows and same_columns):
            self.beginResetModel()
            self.sheet, self._columns = sheet, columns
            self.endResetModel()
            return
        whole = columns != self._columns
        self.sheet, self._columns = sheet, columns
        for at, row in enumerate(rows):
            if columns and (whole or row != before[at]):
                self.dataChanged.emit(self.index(at, 0), self.index(at, len(columns) - 1))


class SideModel(QAbstractTableModel, Generic[S]):
    """The figures beside the cells; subclasses know what they are."""

    def __init__(self, sheet: S, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet = sheet

    @property
    @abstractmethod
    def titles(self) -> Sequence[str]:
        """What the columns are called."""

    @abstractmethod
    def figure(self, row: int, column: int) -> str:
        """A figure as written."""

    @abstractmethod
    def tip(self, row: int, column: int) -> Tip | None:
        """Why it is so; None where there is nothing to add."""

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Trainees."""
        return 0 if parent.isValid() else len(self.sheet.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """One per title."""
        return 0 if parent.isValid() else len(self.titles)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Figures, with their names for those who listen, and the reason for them."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Role.DisplayRole:
            return self.figure(row, column)
        if role == Role.AccessibleTextRole:
            return f"{self.sheet.rows[row].name}, {self.titles[column]} {self.figure(row, column)}"
        if role in (TIP_ROLE, Role.AccessibleDescriptionRole):
            tip = self.tip(row, column)
            return tip if tip is None or role == TIP_ROLE else tip.spoken
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """The titles."""
        if orientation != Qt.Orientation.Horizontal or role != Role.DisplayRole:
            return None
        return self.titles[section]

    def set_sheet(self, sheet: S) -> None:
        """Show another state of the cohort."""
        if len(sheet.rows) != len(self.sheet.rows):
            self.beginResetModel()
            self.sheet = sheet
            self.endResetModel()
            return
        self.sheet = sheet
        if sheet.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(sheet.rows) - 1, len(self.titles) - 1))
