"""The table model both grids stand on: frozen rows of people against columns, replaced as a whole."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from lpk_desktop.ui.grids.geometry import Cell

Index = QModelIndex | QPersistentModelIndex
TIP_ROLE = Qt.ItemDataRole.UserRole + 1
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


class Column(Protocol):
    """What every column of a grid has."""

    @property
    def id(self) -> str:
        """Row id of the session or block."""


class CellsModel(QAbstractTableModel):
    """Rows and columns by position and by id; subclasses hold the sheet and answer `data`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Row] = ()
        self._columns: Sequence[Column] = ()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Trainees."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Sessions or blocks."""
        return 0 if parent.isValid() else len(self._columns)

    def number(self, row: int) -> int:
        """The trainee's list number."""
        return self._rows[row].number

    def name(self, row: int) -> str:
        """The trainee's name."""
        return self._rows[row].name

    def warning(self, row: int) -> str | None:  # noqa: ARG002  subclasses know what endangers a row
        """Why this row wants attention, as a sentence; None when all is well."""
        return None

    def starts_group(self, column: int) -> bool:  # noqa: ARG002  subclasses know their groups
        """Whether a stronger line stands before this column."""
        return False

    @abstractmethod
    def has_value(self, cell: Cell) -> bool:
        """Whether there is something in the cell to copy or to clear."""

    def row_with_number(self, number: int) -> int | None:
        """The row of a list number, None when nobody has it."""
        return next((at for at, row in enumerate(self._rows) if row.number == number), None)

    def key(self, cell: Cell) -> tuple[str, str]:
        """Ids of a cell as (enrolment, column), which outlive any order."""
        return self._rows[cell[0]].enrolment, self._columns[cell[1]].id

    def locate(self, key: tuple[str, str]) -> Cell | None:
        """Where a cell with these ids stands now; None when its row or column is gone."""
        row = next((at for at, each in enumerate(self._rows) if each.enrolment == key[0]), None)
        column = next((at for at, each in enumerate(self._columns) if each.id == key[1]), None)
        return None if row is None or column is None else (row, column)

    def _replace(self, rows: Sequence[Row], columns: Sequence[Column]) -> None:
        """Take new rows and columns; a full reset only where people or columns came, went or moved."""
        same_rows = [row.enrolment for row in rows] == [row.enrolment for row in self._rows]
        same_columns = [column.id for column in columns] == [column.id for column in self._columns]
        if not (same_rows and same_columns):
            self.beginResetModel()
            self._rows, self._columns = rows, columns
            self.endResetModel()
            return
        before, whole = self._rows, columns != self._columns
        self._rows, self._columns = rows, columns
        for at, row in enumerate(rows):
            if columns and (whole or row != before[at]):
                self.dataChanged.emit(self.index(at, 0), self.index(at, len(columns) - 1))
