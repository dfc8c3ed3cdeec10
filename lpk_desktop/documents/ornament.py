"""Guilloche, rosettes, ground and emblem, as PDF drawing operators (ui.md section 11).

Curves are computed once for a process and put into a document once, as form objects that every page
shares: a hundred certificates carry the ornament of one. Everything here is in millimetres from the
top left corner.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import ceil, cos, pi, sin
from typing import TYPE_CHECKING

from reportlab.lib.units import mm

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

INK = "#1F3A5F"
GOLD = "#9C7A3C"
FINE_GOLD = "#BCA57A"
FINE_PALE = "#B9C8D8"
"""Tints for the finest lines: screens draw them a whole pixel wide, and full colour would shout."""
GROUND = "#ECF1F6"
WIDE, HIGH = 297.0, 210.0
"""A4 landscape, the page of both sides."""

Point = tuple[float, float]
_FINE = 0.12
_EMBLEM = 14.5
_BAND = 13.0
_CORNER = 6.4
_GAP = 7.2
"""From a corner's centre to where the guilloche begins."""


def define(canvas: Canvas) -> None:
    """Put the ornament into the document: the pages "front", "back", "plainback", and "emblem"."""
    define_emblem(canvas)
    for name, operators in _shared():
        _form(canvas, name, operators)
    for name, page in (("front", _front), ("back", _back), ("plainback", _back_frame)):
        canvas.beginForm(name, 0, 0, ceil(WIDE * mm), ceil(HIGH * mm))
        canvas.addLiteral(f"{mm:.6f} 0 0 {-mm:.6f} 0 {HIGH * mm:.4f} cm")
        page(canvas)
        canvas.endForm()


def define_emblem(canvas: Canvas) -> None:
    """Put the emblem alone into the document."""
    _form(canvas, "emblem", _emblem())


def draw_emblem(canvas: Canvas, x: float, y: float, height: float) -> None:
    """Draw the emblem around a point in points from the lower left corner, `height` millimetres high."""
    scale = height / _EMBLEM * mm
    canvas.saveState()
    canvas.transform(scale, 0, 0, -scale, x, y)
    canvas.doForm("emblem")
    canvas.restoreState()


@lru_cache
def _shared() -> tuple[tuple[str, str], ...]:
    return (
        ("ground", "\n".join((_pen(GROUND, _FINE), *_ground()))),
        ("rosette", _rosette()),
        ("long", _guilloche(WIDE - 2 * (_BAND + _GAP), 22)),
        ("short", _guilloche(HIGH - 2 * (_BAND + _GAP), 14)),
        ("band", "\n".join((_pen(FINE_PALE, _FINE), *_sines(WIDE - 40, 22, phases=6, height=1.7)))),
    )


def _form(canvas: Canvas, name: str, operators: str) -> None:
    canvas.beginForm(name, -300, -300, 300, 300)
    canvas.addLiteral(operators)
    canvas.endForm()


def _place(
    canvas: Canvas, name: str, x: float, y: float, turn: tuple[int, int, int, int] = (1, 0, 0, 1)
) -> None:
    canvas.saveState()
    canvas.transform(*turn, x, y)
    canvas.doForm(name)
    canvas.restoreState()


def _front(canvas: Canvas) -> None:
    near, far = _BAND + _GAP, _BAND
    canvas.doForm("ground")
    canvas.addLiteral("\n".join((_pen(INK, 0.3), _frame(8.6), _frame(17.4), _pen(GOLD, _FINE), _frame(18.6))))
    _place(canvas, "long", near, far)
    _place(canvas, "long", near, HIGH - far, (1, 0, 0, -1))
    _place(canvas, "short", far, near, (0, 1, 1, 0))
    _place(canvas, "short", WIDE - far, near, (0, 1, -1, 0))
    for x in (far, WIDE - far):
        for y in (far, HIGH - far):
            _place(canvas, "rosette", x, y)


def _back_frame(canvas: Canvas) -> None:
    canvas.addLiteral("\n".join((_pen(INK, 0.3), _frame(10), _pen("#8395AB", 0.1), _frame(11.2))))


def _back(canvas: Canvas) -> None:
    _back_frame(canvas)
    _place(canvas, "band", 20, 24)


def _ground() -> Iterator[str]:
    for outer, inner, lobes in ((80.0, 59.4, 22), (58.0, 34.0, 16), (33.0, 12.5, 10)):
        yield from _roses(outer, inner, lobes, 5, centre=(148.5, 108.0), flat=0.62)


def _guilloche(length: float, periods: int) -> str:
    pale = _sines(length, periods, phases=10, height=3.1)
    gold = _sines(length, periods, phases=3, height=1.1, frequency=2)
    return "\n".join((_pen(FINE_PALE, _FINE), *pale, _pen(FINE_GOLD, _FINE), *gold))


def _sines(length: float, periods: int, *, phases: int, height: float, frequency: int = 1) -> Iterator[str]:
    """A band of sines along x from 0 to `length`, swelling once every two periods.

    An even number of periods, and phases half a step off zero, make the band its own mirror image,
    so that all four corners of the page look alike.
    """
    steps = periods * 10 * frequency
    for phase in range(phases):
        shift = (phase + 0.5) * pi / phases
        angles = [2 * pi * periods * (step / steps - 0.5) for step in range(steps + 1)]
        yield _curve(
            [
                (
                    length * step / steps,
                    height * (0.62 - 0.38 * cos(angle / 2)) * sin(frequency * angle + shift),
                )
                for step, angle in enumerate(angles)
            ]
        )


def _rosette() -> str:
    return "\n".join(
        (
            "1 1 1 rg",
            _pen(INK, 0.24),
            _circle(_CORNER, "B"),
            _pen(FINE_PALE, _FINE),
            *_roses(5.9, 2.36, 8, 6),
            _pen(FINE_GOLD, _FINE),
            *_roses(3.4, 0.82, 8, 3),
            f"{_rgb(INK)} rg",
            _circle(0.72, "f"),
        )
    )


def _emblem() -> str:
    spokes = []
    for eighth in range(8):
        x, y = cos(eighth * pi / 4), sin(eighth * pi / 4)
        spokes.append(f"{4.8 * x:.2f} {4.8 * y:.2f} m {6.86 * x:.2f} {6.86 * y:.2f} l S")
    waves = (
        "-2.83 -.65 m -1.9 -1.62 -.95 -1.5 0 -.65 c .95 .2 1.9 .3 2.83 -.65 c S",
        "-2.3 1.65 m -1.5 .75 -.75 .85 0 1.55 c .75 2.3 1.5 2.4 2.3 1.55 c S",
    )
    return "\n".join(("1 J 1 j", _pen(INK, 0.78), _circle(4.8, "S"), *spokes, *waves))


def _frame(inset: float) -> str:
    return f"{inset:g} {inset:g} {WIDE - 2 * inset:g} {HIGH - 2 * inset:g} re S"


def _circle(radius: float, paint: str) -> str:
    return _curve(_around([radius] * 24), closed=True, paint=paint)


def _roses(
    outer: float,
    inner: float,
    lobes: int,
    phases: int,
    *,
    centre: Point = (0.0, 0.0),
    flat: float = 1.0,
) -> Iterator[str]:
    """Closed curves that swing between two radii, each turned a little; `flat` of their height high."""
    middle, swing, steps = (outer + inner) / 2, (outer - inner) / 2, lobes * 8
    for phase in range(phases):
        radii = [
            middle + swing * sin(2 * pi * (lobes * step / steps + phase / phases)) for step in range(steps)
        ]
        yield _curve([(centre[0] + x, centre[1] + y * flat) for x, y in _around(radii)], closed=True)


def _around(radii: Sequence[float]) -> list[Point]:
    """Points around the origin at even angles."""
    angles = (2 * pi * step / len(radii) for step in range(len(radii)))
    return [(radius * cos(angle), radius * sin(angle)) for radius, angle in zip(radii, angles, strict=True)]


def _curve(points: Sequence[Point], *, closed: bool = False, paint: str = "S") -> str:
    """A smooth line through points (Catmull-Rom), back to the first one where `closed`."""
    far = [points[-1], *points, *points[:2]] if closed else [points[0], *points, points[-1]]
    parts = [f"{points[0][0]:.2f} {points[0][1]:.2f} m"]
    for left, start, end, right in zip(far, far[1:], far[2:], far[3:], strict=False):
        parts.append(
            f"{start[0] + (end[0] - left[0]) / 6:.2f} {start[1] + (end[1] - left[1]) / 6:.2f} "
            f"{end[0] - (right[0] - start[0]) / 6:.2f} {end[1] - (right[1] - start[1]) / 6:.2f} "
            f"{end[0]:.2f} {end[1]:.2f} c"
        )
    return "\n".join((*parts, paint))


def _pen(colour: str, weight: float) -> str:
    return f"{_rgb(colour)} RG {weight:g} w"


def _rgb(colour: str) -> str:
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.4f}" for at in (1, 3, 5))
