"""Sizes of the competency grid at a window width and a height (ui.md sections 2.4 and 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF

from lpk_desktop.language import _
from lpk_desktop.ui.grids.frame import Sizes
from lpk_desktop.ui.grids.geometry import column_widths, row_height, spare_room
from lpk_desktop.ui.pages.competency.headers import CODE_LINE, FOOT_LINE
from lpk_desktop.ui.pages.competency.model import FINAL, PROGRESS
from lpk_desktop.ui.pages.competency.planning import split_codes
from lpk_desktop.ui.pages.competency.results import PROGRESS_WIDTH

if TYPE_CHECKING:
    from lpk_desktop.ui.pages.competency.grid import CompetencyGrid


class _Tier(NamedTuple):
    """Design pixels from a window width on."""

    from_width: int
    number: int
    name: int
    side: int


_TIERS = (_Tier(1400, 40, 196, 254), _Tier(1180, 34, 190, 240), _Tier(0, 34, 184, 244))
_UPRIGHT_UP_TO = 8
_UPRIGHT, _TURNED, _TURNED_LOW = 109, 191, 151
"""Heights of the heads with titles upright, turned, and turned in a grid lower than `_LOW`."""
_LOW = 560
_TOTALS = 34
_WIDEST_NAME = 320


def measure(grid: CompetencyGrid, width: int, height: int) -> Sizes:
    """Everything for a grid of this size in its window."""
    px, tier = grid.theme.px, _tier(grid)
    turned = is_turned(grid)
    header = px(_UPRIGHT if not turned else _TURNED if height >= px(_LOW) else _TURNED_LOW)
    names, side = px(tier.number) + px(tier.name), px(tier.side)
    room = width - names - side
    narrowest, widest = (px(48), px(48)) if turned else (px(88), px(180))
    columns = column_widths(room, grid.model.columnCount(), narrowest=narrowest, widest=widest)
    spare = spare_room(room, columns)
    to_names = 0 if turned else min(spare, px(_WIDEST_NAME - tier.name))
    rows_room = height - header - px(_TOTALS)
    return Sizes(
        number=px(tier.number),
        names=names + to_names,
        side=side + spare - to_names,
        header=header,
        row=row_height(rows_room, grid.model.rowCount(), smallest=px(28), largest=px(35)),
        totals=px(_TOTALS),
        columns=columns,
        inset=0 if turned else px(9),
    )


def arrange(grid: CompetencyGrid, sizes: Sizes) -> None:
    """Give heads and results the sizes that follow from the layout."""
    px, turned = grid.theme.px, is_turned(grid)
    grid.unit_header.turned = turned
    grid.unit_header.codes = codes = split_codes(grid.sheet.blocks, narrow=turned)
    grid.assessments.dates = not turned
    line, right = px(16), sizes.names - px(9)

    def at(middle: float) -> QRectF:
        return QRectF(sizes.number, middle - line / 2, right - sizes.number, line)

    foot = sizes.header - px(FOOT_LINE)
    hours = _("JP (jam pelajaran)") if turned else _("Asesor, JP")
    head = _("Kode {shared}").format(shared=codes.shared) if codes.shared else ""
    notes = ((at(px(CODE_LINE)), head), (at(px(CODE_LINE + 17)), _("Unit kompetensi")), (at(foot), hours))
    label = QRectF(0, foot - line / 2, sizes.names, line)
    grid.corner.arrange(number_width=sizes.number, label=label, notes=notes)
    grid.side.setColumnWidth(PROGRESS, px(PROGRESS_WIDTH))
    grid.side.setColumnWidth(FINAL, sizes.side - px(PROGRESS_WIDTH))


def is_turned(grid: CompetencyGrid) -> bool:
    """Whether there are too many units for upright titles."""
    return grid.model.columnCount() > _UPRIGHT_UP_TO


def _tier(grid: CompetencyGrid) -> _Tier:
    window = grid.window().width()
    return next(tier for tier in _TIERS if window >= grid.theme.px(tier.from_width))
