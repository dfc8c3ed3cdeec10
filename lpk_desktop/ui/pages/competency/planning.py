"""What an act on the competency grid would change: facts of a sheet, no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import NamedTuple

from lpk_desktop.domain.competency import Final, Result
from lpk_desktop.services.views import AssessmentCell, BlockColumn, CompetencyRow, CompetencySheet
from lpk_desktop.ui.grids.filling import fills_down, open_rows
from lpk_desktop.ui.grids.geometry import Cell


class Show(Enum):
    """Which trainees the grid shows."""

    ALL = "all"
    OPEN = "open"
    """Some block is not assessed."""
    NOT_YET = "not-yet"
    """Some block is BK."""


class Copy(NamedTuple):
    """Cells that take over one assessment."""

    source: AssessmentCell
    cells: list[Cell]


class Codes(NamedTuple):
    """Unit codes without what they share: `shared` once ("C.24LAS01"), `own` per block ("001.1")."""

    shared: str
    own: tuple[str, ...]


def plan_record(sheet: CompetencySheet, cells: Iterable[Cell], result: Result | None) -> list[Cell]:
    """Which of `cells` the result would change: not where it stands already, unless two people differ."""
    return [(row, column) for row, column in cells if _changes(sheet.rows[row].cells[column], result)]


def _changes(stands: AssessmentCell | None, result: Result | None) -> bool:
    if stands is None:
        return result is not None
    return stands.disputed or stands.result is not result


def plan_copies(sheet: CompetencySheet, cells: Iterable[Cell]) -> list[Copy]:
    """Fill down, one group per assessment; columns whose top is open stay as they are."""
    copies = []
    for (row, column), below in fills_down(cells):
        source = sheet.rows[row].cells[column]
        if source is not None and (into := plan_record(sheet, below, source.result)):
            copies.append(Copy(source, into))
    return copies


def first_cell(sheet: CompetencySheet) -> Cell | None:
    """Where work starts: the first open cell of the first block that has one; None without a cell."""
    if not (sheet.rows and sheet.blocks):
        return None
    for column in range(len(sheet.blocks)):
        waiting = open_rows(sheet, column)
        if waiting:
            return waiting[0], column
    return 0, 0


def shown_rows(sheet: CompetencySheet, show: Show) -> list[int]:
    """Rows that a filter lets through."""
    return [at for at, row in enumerate(sheet.rows) if _passes(row, show)]


def _passes(row: CompetencyRow, show: Show) -> bool:
    if show is Show.OPEN:
        return None in row.cells
    if show is Show.NOT_YET:
        return any(cell is not None and cell.result is Result.NOT_YET for cell in row.cells)
    return True


def may_set_final(sheet: CompetencySheet) -> bool:
    """Whether anybody's result is complete, so that there is something to set."""
    return any(row.final in (Final.PASSED, Final.FAILED) for row in sheet.rows)


def assessors(sheet: CompetencySheet) -> list[str]:
    """Everybody who has assessed in this cohort, the usual ones of the blocks first."""
    names = [block.assessor for block in sheet.blocks]
    names += [cell.assessor for row in sheet.rows for cell in row.cells if cell is not None]
    return list(dict.fromkeys(name for name in names if name))


def split_codes(blocks: Sequence[BlockColumn], *, narrow: bool) -> Codes:
    """Take apart what all unit codes share, segment by segment; blocks without a code have "".

    Where columns are narrow, what they share at the end goes too: S.951200.___.01 and 006.
    """
    codes = [block.code.split(".") if block.code else [] for block in blocks]
    coded = [code for code in codes if code]
    if len(coded) < 2 or len({len(code) for code in coded}) != 1:
        return Codes("", tuple(block.code or "" for block in blocks))
    length = len(coded[0])
    same = [len({code[at] for code in coded}) == 1 for at in range(length)]
    head = same.index(False) if False in same else length - 1
    tail = 0
    if narrow:
        while tail < length - head - 1 and same[length - 1 - tail]:
            tail += 1
    own = tuple(".".join(code[head : length - tail]) for code in codes)
    rest = coded[0][length - tail :]
    shared = [*coded[0][:head], *(["___", *rest] if rest else [])]
    return Codes(".".join(shared), own)
