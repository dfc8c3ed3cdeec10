"""Tiles are drawn once per look, size, ratio and theme."""

from __future__ import annotations

from lpk_desktop.ui.grids.tiles import Tile, Tiles
from lpk_desktop.ui.theme import Theme


def test_the_same_tile_is_drawn_once(theme: Theme) -> None:
    tiles = Tiles(theme)
    assert tiles.pixmap(Tile("H"), 24, 24, 1.0) is tiles.pixmap(Tile("H"), 24, 24, 1.0)


def test_a_sharper_screen_gets_more_pixels(theme: Theme) -> None:
    assert Tiles(theme).pixmap(Tile("H"), 24, 24, 1.5).width() == 36


def test_another_theme_gets_other_colours(theme: Theme) -> None:
    tiles = Tiles(theme)
    light = tiles.pixmap(Tile("H"), 24, 24, 1.0).toImage()
    theme.set_choice("dark")
    assert tiles.pixmap(Tile("H"), 24, 24, 1.0).toImage() != light


def test_a_locked_mark_looks_different(theme: Theme) -> None:
    tiles = Tiles(theme)
    plain, locked = tiles.pixmap(Tile("H"), 24, 24, 1.0), tiles.pixmap(Tile("H", locked=True), 24, 24, 1.0)
    assert plain.toImage() != locked.toImage()
