"""How the attendance page looks, in both themes and at every size; LPK_SHOTS keeps the pictures."""

from __future__ import annotations

import sys
from dataclasses import replace
from time import process_time

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from lpk_desktop.domain.attendance import Code
from lpk_desktop.ui.grids.frame import GridFrame
from lpk_desktop.ui.grids.geometry import Cell
from tests.ui.conftest import Shot
from tests.ui.pages.attendance.conftest import Board, Boards
from tests.ui.sheets import DAYS, NAMES, TODAY, attendance_sheet, mark, session, with_cell


def picture(grid: GridFrame) -> QImage:
    return grid.view.viewport().grab().toImage()


def colour_at(grid: GridFrame, cell: Cell, offset: QPoint) -> QColor:
    """The colour `offset` from the middle of a cell."""
    return picture(grid).pixelColor(grid.view.cell_rect(cell).center() + offset)


SIDE = QPoint(-8, 0)
"""Inside a tile, left of its letter."""


@pytest.mark.parametrize("choice", ["light", "dark"])
@pytest.mark.parametrize("size", [(1216, 768), (1166, 564), (1037, 536)])
def test_a_present_mark_wears_its_tint(
    boards: Boards, shot: Shot, choice: str, size: tuple[int, int]
) -> None:
    board = boards.make(size=size)
    grid = board.page.grid
    grid.theme.set_choice(choice)
    shot(board.page, f"attendance-{size[0]}-{choice}")
    assert colour_at(grid, (0, 0), SIDE) == grid.theme.colour("okBg")


@pytest.mark.parametrize("scale", [1.12, 1.25])
def test_larger_text_keeps_the_layout(boards: Boards, shot: Shot, qapp: QApplication, scale: float) -> None:
    board = boards.make(size=(1440, 768))
    board.page.grid.theme.set_scale(scale)
    qapp.processEvents()
    shot(board.page, f"attendance-text-{round(scale * 100)}")
    assert colour_at(board.page.grid, (0, 0), SIDE) == board.page.grid.theme.colour("okBg")


def test_absence_is_solid(board: Board) -> None:
    grid = board.page.grid
    assert colour_at(grid, (4, 2), SIDE) == grid.theme.colour("dangerSolid")


def test_todays_column_is_tinted(board: Board) -> None:
    grid = board.page.grid
    rect = grid.view.cell_rect((12, TODAY))
    assert colour_at(grid, (12, TODAY), QPoint(4 - rect.width() // 2, 0)) == grid.theme.colour("today")


def test_a_session_to_come_shows_a_dot(board: Board) -> None:
    grid = board.page.grid
    place = grid.view.cell_rect((0, TODAY + 1)).center()
    image = picture(grid)
    spots = {image.pixelColor(place + QPoint(x, y)).name() for x in (-1, 0, 1) for y in (-1, 0, 1)}
    assert grid.theme.colour("border").name() in spots


def test_what_waits_has_an_accent_dot(board: Board) -> None:
    grid = board.page.grid
    assert colour_at(grid, (0, TODAY), QPoint(11, -12)) == grid.theme.colour("accent")


def test_a_dispute_has_an_amber_frame(boards: Boards) -> None:
    disputed = replace(mark(Code.EXCUSED), disputed=True)
    board = boards.make(with_cell(attendance_sheet(), 0, 0, disputed))
    plain = boards.make(with_cell(attendance_sheet(), 0, 0, mark(Code.EXCUSED)))
    edge = QPoint(-11, 0)
    assert colour_at(board.page.grid, (0, 0), edge) != colour_at(plain.page.grid, (0, 0), edge)


def test_a_note_has_a_corner(boards: Boards) -> None:
    board = boards.make(with_cell(attendance_sheet(), 0, 0, replace(mark(Code.SICK), note="Demam")))
    assert colour_at(board.page.grid, (0, 0), QPoint(9, -10)) == board.page.grid.theme.colour("sickFg")


def test_a_locked_mark_is_an_outline(boards: Boards, shot: Shot) -> None:
    columns = [session(at + 1, day, locked=at < 5) for at, day in enumerate(DAYS)]
    board = boards.make(attendance_sheet(sessions=columns))
    shot(board.page, "attendance-locked")
    assert colour_at(board.page.grid, (0, 0), SIDE) == board.page.grid.theme.colour("surface")


def test_a_selection_is_filled(board: Board, shot: Shot) -> None:
    board.press("Shift+Up", "Shift+Left")
    shot(board.page, "attendance-selection")
    assert colour_at(board.page.grid, (9, TODAY), QPoint(-15, -15)) == board.page.grid.theme.colour(
        "selected"
    )


def test_the_ring_dims_when_the_keyboard_is_elsewhere(board: Board) -> None:
    grid = board.page.grid
    place = QPoint(2 - grid.view.cell_rect((9, TODAY)).width() // 2, 0)
    before = colour_at(grid, (9, TODAY), place)
    board.page.rest.setFocus()
    assert (before, colour_at(grid, (9, TODAY), place) == before) == (grid.theme.colour("ring"), False)


def test_a_full_grid_repaints_from_a_handful_of_tiles(boards: Boards, qapp: QApplication) -> None:
    """24 people and 39 sessions; the figure is printed, not judged."""
    days = sorted({*DAYS, *(day.replace(month=7) for day in DAYS if 2 < day.day < 31)})[:39]
    columns = [session(at + 1, day) for at, day in enumerate(days)]
    names = [*NAMES, *NAMES[:8]]
    board = boards.make(
        attendance_sheet(names=names, sessions=columns, marks=["HTHIHHSAHHHHHH"] * 24), size=(1920, 1000)
    )
    viewport = board.page.grid.view.viewport()
    viewport.repaint()
    begun = process_time()
    for _repeat in range(10):
        viewport.repaint()
    each = (process_time() - begun) * 100
    shown = round(viewport.width() / board.page.grid.session_header.sectionSize(0)) * len(names)
    sys.stdout.write(f"full repaint of {shown} cells: {each:.1f} ms\n")
    assert len(board.page.grid.marks.tiles.kept) < 20
