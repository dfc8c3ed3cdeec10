"""The small drawings: they say what they take, and stay inside their place."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from lpk_desktop.ui import paint
from lpk_desktop.ui.theme import Theme


class Canvas:
    """A white picture of 120 × 40 with a painter on it."""

    def __init__(self) -> None:
        self.image = QImage(120, 40, QImage.Format.Format_ARGB32_Premultiplied)
        self.image.fill(Qt.GlobalColor.white)
        self.painter = QPainter(self.image)
        self.rect = QRectF(10, 8, 100, 24)

    def at(self, x: int, y: int) -> str:
        return self.image.pixelColor(x, y).name()


@pytest.fixture
def canvas(theme: Theme) -> Iterator[Canvas]:
    canvas = Canvas()
    yield canvas
    canvas.painter.end()


def test_a_tag_takes_its_text_and_two_paddings(canvas: Canvas, theme: Theme) -> None:
    assert paint.tag(canvas.painter, canvas.rect, "Lulus", "ok", theme) == paint.tag_width("Lulus", theme)


def test_a_tag_never_leaves_its_place(canvas: Canvas, theme: Theme) -> None:
    used = paint.tag(canvas.painter, canvas.rect, "Asesmen ulang bulan depan", "warn", theme)
    assert used == canvas.rect.width()


def test_a_bar_is_filled_up_to_its_fraction(canvas: Canvas, theme: Theme) -> None:
    paint.bar(canvas.painter, canvas.rect, 0.5, None, below=False, theme=theme)
    assert canvas.at(40, 20) == theme.colour("okSolid").name()
    assert canvas.at(80, 20) == theme.colour("neutBg").name()


def test_a_bar_below_the_minimum_is_red(canvas: Canvas, theme: Theme) -> None:
    paint.bar(canvas.painter, canvas.rect, 0.5, 0.8, below=True, theme=theme)
    assert canvas.at(40, 20) == theme.colour("dangerSolid").name()


def test_a_bar_shows_the_minimum_as_a_tick(canvas: Canvas, theme: Theme) -> None:
    paint.bar(canvas.painter, canvas.rect, None, 0.8, below=False, theme=theme)
    assert canvas.at(90, 16) == theme.colour("text2").name()


@pytest.mark.parametrize("code", ["H", "T", "I", "S", "A", "K", "BK"])
def test_tiles_differ_by_more_than_colour(theme: Theme, code: str) -> None:
    canvas, other = Canvas(), Canvas()
    paint.letter_tile(canvas.painter, QRectF(10, 8, 24, 24), code, theme, locked=True)
    paint.letter_tile(other.painter, QRectF(10, 8, 24, 24), "H" if code != "H" else "A", theme, locked=True)
    canvas.painter.end()
    other.painter.end()
    assert canvas.image != other.image


Drawing = Callable[[QPainter, Theme], object]
DRAWINGS: list[Drawing] = [
    lambda p, t: paint.letter_tile(p, QRectF(40, 8, 24, 24), "S", t, note=True, disputed=True),
    lambda p, t: paint.empty_tile(p, QRectF(40, 8, 24, 24), t, text="–"),
    lambda p, t: paint.hatched(p, QRectF(40, 8, 24, 24), t),
    lambda p, t: paint.keycap(p, QRectF(40, 8, 60, 24), "Ctrl+K", t),
    lambda p, t: paint.dot(p, QPointF(52, 20), "accent", t, hollow=True),
    lambda p, t: paint.count(p, QRectF(40, 8, 24, 24), "2", "warn", t),
    lambda p, t: paint.ring(p, QRectF(40, 8, 24, 24), t, radius=5),
    lambda p, t: paint.elided(p, QRectF(40, 8, 24, 24), "Muhammad Rizki Ramadhan", t),
]


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_drawings_leave_the_painter_able_and_their_neighbours_alone(theme: Theme, drawing: Drawing) -> None:
    canvas = Canvas()
    drawing(canvas.painter, theme)
    canvas.painter.end()
    inked = [x for x in range(120) for y in range(40) if canvas.at(x, y) != "#ffffff"]
    assert inked
    assert min(inked) >= 39
    assert max(inked) <= 101


def test_key_caps_read_as_people_say_keys(theme: Theme) -> None:
    assert paint.keycap_width("Ctrl+K", theme) == paint.keycap_width("Ctrl K", theme)
