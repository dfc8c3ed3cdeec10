"""Sizes of the attendance grid at a window width and a height (ui.md sections 2.4 and 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF

from lpk_desktop.ui.grids.frame import Sizes
from lpk_desktop.ui.grids.geometry import column_widths, row_height, spare_room
from lpk_desktop.ui.pages.attendance.model import RATE

if TYPE_CHECKING:
    from lpk_desktop.ui.pages.attendance.grid import AttendanceGrid


class _Tier(NamedTuple):
    """Design pixels from a window width on."""

    from_width: int
    number: int
    name: int
    cell: int
    figure: int
    """Width of a count, 0 hides the counts."""
    bar: int
    days: int
    """Height of the two lines of a session."""


_TIERS = (
    _Tier(1400, 40, 206, 34, 26, 163, 41),
    _Tier(1180, 34, 190, 33, 26, 141, 41),
    _Tier(0, 34, 184, 31, 0, 118, 37),
)
_BAND = 24
_BAND_FROM = 464
"""Height of a grid from which the week band shows: a window of 640 less its bars."""
_PADDING = 5
"""Before the first and after the last count."""
_WIDEST_CELL = 64
_WIDEST_NAME = 320


def measure(grid: AttendanceGrid, width: int, height: int) -> Sizes:
    """Everything for a grid of this size in its window."""
    px, tier = grid.theme.px, _tier(grid)
    band = px(_BAND) if height >= px(_BAND_FROM) else 0
    header = band + px(tier.days)
    counts = px(tier.figure) * RATE + (px(_PADDING) if tier.figure else 0)
    side, names = counts + px(tier.bar), px(tier.number) + px(tier.name)
    sessions = grid.model.columnCount()
    columns = column_widths(width - names - side, sessions, narrowest=px(tier.cell), widest=px(_WIDEST_CELL))
    spare = spare_room(width - names - side, columns)
    to_names = min(spare, px(_WIDEST_NAME - tier.name))
    totals, row = _heights(grid, height - header)
    return Sizes(
        number=px(tier.number),
        names=names + to_names,
        side=side + spare - to_names,
        header=header,
        row=row,
        totals=totals,
        columns=columns,
    )


def _heights(grid: AttendanceGrid, room: int) -> tuple[int, int]:
    """Height of the totals row and of a trainee's row: the totals shrink with the rows."""
    px, rows = grid.theme.px, grid.model.rowCount()
    for totals in (34, 30, 27):
        row = row_height(room - px(totals), rows, smallest=px(24), largest=px(36))
        if row >= px(totals):
            break
    return px(totals), row


def arrange(grid: AttendanceGrid, sizes: Sizes) -> None:
    """Give heads and totals the sizes that follow from the layout."""
    px, tier = grid.theme.px, _tier(grid)
    band = sizes.header - px(tier.days)
    line = px(16)
    label = QRectF(0, band + (px(tier.days) - line) / 2, sizes.names, line)
    padding = px(_PADDING) if tier.figure else 0
    for head in (grid.session_header, grid.totals_header):
        head.band = band
    grid.totals_header.label = label
    grid.corner.arrange(number_width=sizes.number, label=label)
    bar = sizes.side - px(tier.figure) * RATE - padding
    widths = [px(tier.figure)] * RATE + [bar]
    widths[0] += padding
    grid.figures.bar_left = 16 if tier.figure else 13
    grid.totals_header.padding = grid.figures.padding = padding
    grid.totals_row.side_columns = widths
    for column, width in enumerate(widths):
        grid.side.setColumnHidden(column, width == 0)
        if width:
            grid.side.setColumnWidth(column, width)


def _tier(grid: AttendanceGrid) -> _Tier:
    window = grid.window().width()
    return next(tier for tier in _TIERS if window >= grid.theme.px(tier.from_width))
