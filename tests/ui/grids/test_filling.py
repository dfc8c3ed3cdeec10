"""Fill down: where values come from, and where they go."""

from __future__ import annotations

from lpk_desktop.ui.grids.filling import Fill, fills_down, open_rows
from tests.ui.sheets import TODAY, attendance_sheet


def test_each_column_is_filled_from_its_top_cell() -> None:
    cells = [(row, column) for row in (2, 3, 4) for column in (0, 1)]
    assert fills_down(cells) == [Fill((2, 0), [(3, 0), (4, 0)]), Fill((2, 1), [(3, 1), (4, 1)])]


def test_a_single_cell_is_filled_from_the_one_above() -> None:
    assert fills_down([(4, 1)]) == [Fill((3, 1), [(4, 1)])]


def test_nothing_stands_above_the_first_row() -> None:
    assert fills_down([(0, 1)]) == []


def test_open_rows_come_in_list_order() -> None:
    assert open_rows(attendance_sheet(), TODAY) == [9, 10, 11, 12, 13, 14, 15]
