"""How the competency page looks, with few and with many units; LPK_SHOTS keeps the pictures."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint

from lpk_desktop.ui.pages.competency.grid import CompetencyGrid
from tests.ui.conftest import Shot
from tests.ui.pages.competency.conftest import Boards
from tests.ui.sheets import NAMES, block, competency_sheet

TITLES = (
    *("Mencetak Ulang Kaki IC BGA", "Memperbaiki Kerusakan Mati Total", "Memperbaiki Lampu LED"),
    *("Memperbaiki Tidak Ada Tampilan / Blank", "Memperbaiki Kerusakan pada MIC dan Pengeras Suara"),
)
MANY = [block(at, f"S.951200.{at + 6:03}.01", TITLES[at % len(TITLES)]) for at in range(20)]


def tile_colour(grid: CompetencyGrid, row: int, column: int) -> str:
    """The colour inside a tile, left of its letter."""
    rect = grid.view.cell_rect((row, column))
    left = rect.left() + 13 if grid.assessments.dates else rect.center().x() - 9
    image = grid.view.viewport().grab().toImage()
    return image.pixelColor(QPoint(left, rect.center().y())).name()


@pytest.mark.parametrize("choice", ["light", "dark"])
@pytest.mark.parametrize("size", [(1216, 768), (1166, 564), (1037, 536)])
def test_few_units_show_dates(boards: Boards, shot: Shot, choice: str, size: tuple[int, int]) -> None:
    board = boards.make(size=size)
    grid = board.page.grid
    grid.theme.set_choice(choice)
    shot(board.page, f"competency-{size[0]}-{choice}")
    row = 4 if grid.view.cell_rect((4, 0)).top() >= 0 else 10
    assert (grid.assessments.dates, tile_colour(grid, row, 0)) == (True, grid.theme.colour("okBg").name())


@pytest.mark.parametrize("size", [(1216, 768), (1037, 536)])
def test_many_units_show_tiles_alone(boards: Boards, shot: Shot, size: tuple[int, int]) -> None:
    board = boards.make(
        competency_sheet(names=NAMES[:14], blocks=MANY, results=["K" * 19 + " "] * 14), size=size
    )
    grid = board.page.grid
    shot(board.page, f"competency-many-{size[0]}")
    assert (grid.assessments.dates, grid.view.horizontalHeader().height() > 150) == (False, True)


def test_not_yet_is_solid(boards: Boards) -> None:
    grid = boards.make().page.grid
    assert tile_colour(grid, 4, 3) == grid.theme.colour("dangerSolid").name()


def test_the_popover_shows_result_and_evidence(boards: Boards, shot: Shot) -> None:
    board = boards.make()
    board.go_to(4, 3)
    board.press("N")
    shot(board.window, "competency-popover")
    assert board.popover.isVisible()
