"""Which cells an act on many of them takes from where: facts of a sheet, no Qt."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lpk_desktop.ui.grids.geometry import Cell
    from lpk_desktop.ui.grids.model import Sheet


class Fill(NamedTuple):
    """A cell and those of its column that take over what stands in it."""

    source: Cell
    into: list[Cell]


def fills_down(cells: Iterable[Cell]) -> list[Fill]:
    """Fill down: each column's top cell into the cells under it.

    A single cell takes what stands above it; in the first row there is nothing to take.
    """
    columns: dict[int, list[int]] = {}
    for row, column in cells:
        columns.setdefault(column, []).append(row)
    found = []
    for column, rows in columns.items():
        top, *rest = sorted(rows) if len(rows) > 1 else (rows[0] - 1, rows[0])
        if top >= 0:
            found.append(Fill((top, column), [(row, column) for row in rest]))
    return found


def open_rows(sheet: Sheet, column: int) -> list[int]:
    """Rows with nothing in a column yet, in list order."""
    return [at for at, row in enumerate(sheet.rows) if row.cells[column] is None]
