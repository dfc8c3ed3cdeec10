"""Rooms are shared without gaps and without cut columns."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lpk_desktop.ui.grids.geometry import column_widths, rectangle, row_height, spare_room

SIZES = st.integers(1, 3000)


def test_rows_take_what_the_window_gives() -> None:
    assert row_height(480, 16, smallest=24, largest=36) == 30


def test_rows_never_grow_beyond_the_largest() -> None:
    assert row_height(2000, 16, smallest=24, largest=36) == 36


def test_rows_never_shrink_below_the_smallest() -> None:
    assert row_height(100, 16, smallest=24, largest=36) == 24


def test_few_columns_stop_growing() -> None:
    assert column_widths(1000, 5, narrowest=34, widest=64) == (64,) * 5


def test_what_columns_leave_is_told() -> None:
    assert spare_room(1000, (64,) * 5) == 680


@given(room=SIZES, count=st.integers(1, 60))
def test_only_whole_columns_fill_the_room(room: int, count: int) -> None:
    widths = column_widths(max(room, 34), count, narrowest=34, widest=64)
    shown = min(count, max(room, 34) // 34)
    assert sum(widths[:shown]) == min(max(room, 34), 64 * count)


@given(room=SIZES, count=st.integers(1, 60))
def test_no_column_is_narrower_than_the_narrowest(room: int, count: int) -> None:
    assert min(column_widths(room, count, narrowest=34, widest=64)) >= 34


def test_a_rectangle_holds_both_corners() -> None:
    assert rectangle((2, 1), (1, 2)) == [(1, 1), (1, 2), (2, 1), (2, 2)]
