"""Sizes of a grid from the room it has: pure arithmetic in logical pixels (ui.md sections 2.4 and 4)."""

from __future__ import annotations

Cell = tuple[int, int]
"""Row and column of a cell in its model."""


def row_height(room: int, rows: int, *, smallest: int, largest: int) -> int:
    """Share `room` among the rows, but never leave the two limits: beyond them the grid scrolls or ends."""
    return max(smallest, min(largest, room // max(rows, 1)))


def column_widths(room: int, count: int, *, narrowest: int, widest: int) -> tuple[int, ...]:
    """Widths so that only whole columns show: as many as fit at `narrowest`, stretched to `room`.

    Where every column fits they share the room up to `widest` each; the rest stays with the caller.
    """
    if not count:
        return ()
    shown = max(1, min(count, room // narrowest))
    if room >= count * widest:
        return (widest,) * count
    base, over = divmod(max(room, narrowest), shown)
    return tuple(base + (index % shown < over) for index in range(count))


def spare_room(room: int, widths: tuple[int, ...]) -> int:
    """Pixels left beside the columns, 0 where they fill the room or run over it."""
    return max(0, room - sum(widths))


def rectangle(one: Cell, other: Cell) -> list[Cell]:
    """Every cell between two corners, row by row."""
    rows = range(min(one[0], other[0]), max(one[0], other[0]) + 1)
    columns = range(min(one[1], other[1]), max(one[1], other[1]) + 1)
    return [(row, column) for row in rows for column in columns]
