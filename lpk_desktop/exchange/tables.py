"""A sheet as cells, whatever kind of file it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """A merged area: 0-based, both ends inside."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One sheet, or the whole of a text file.

    `rows` are padded to one width; an empty cell is "". `numbers` gives for each row the number a
    person sees beside it: the spreadsheet's row, or the line of a text file where the row begins.
    `name` is None for files without sheets.
    """

    name: str | None
    rows: tuple[Row, ...]
    numbers: tuple[int, ...]
    hidden: bool = False
    merges: tuple[Merge, ...] = ()


def make_table(name: str | None, rows: Sequence[Row], *, numbers: tuple[int, ...] | None = None) -> Table:
    """A table of rows of any width, numbered from 1 unless `numbers` says otherwise."""
    width = max(map(len, rows), default=0)
    padded = tuple(row if len(row) == width else row + ("",) * (width - len(row)) for row in rows)
    return Table(name=name, rows=padded, numbers=numbers or tuple(range(1, len(rows) + 1)))


def text_of(cell: Cell) -> str:
    """A cell as text: whole numbers without a decimal point, days as 31-12-1999."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.strftime("%d-%m-%Y %H:%M")
    if isinstance(cell, date):
        return cell.strftime("%d-%m-%Y")
    return str(cell)


def is_blank(cell: Cell) -> bool:
    """Whether a cell shows nothing."""
    return isinstance(cell, str) and (not cell or cell.isspace())


def column_letter(index: int) -> str:
    """The letter above a column, counted from 0: A, B … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """The column under its letter, counted from 0."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
