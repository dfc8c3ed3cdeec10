"""Setting text in millimetres: fonts, kerning, and lines that shrink or break before they overlap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import combinations, pairwise
from typing import BinaryIO

from reportlab import rl_config
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from lpk_desktop.documents.kerning import adjustment, read_lookups
from lpk_desktop.errors import UserError
from lpk_desktop.language import RESOURCES

POINT = 1 / mm
"""One point in millimetres."""


class Face(StrEnum):
    """The fonts on paper; each is embedded with just the glyphs that are used."""

    REGULAR = "EBGaramond-Regular"
    MEDIUM = "EBGaramond-Medium"
    SEMIBOLD = "EBGaramond-SemiBold"
    ITALIC = "EBGaramond-Italic"
    SANS = "Inter-Regular"
    SANS_MEDIUM = "Inter-Medium"
    SANS_SEMIBOLD = "Inter-SemiBold"


class Align(StrEnum):
    """Which point of a line stands at its x."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a text looks: size and `least` size in points, tracking in millimetres at full size."""

    face: Face
    size: float
    colour: str
    tracking: float = 0.0
    least: float = 0.0
    """The size down to which one line shrinks before it breaks; 0 for three quarters."""
    kern: bool = True
    """False for codes that stand below each other: their digits then line up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """Lines and the size at which each of them fits."""

    lines: tuple[str, ...]
    size: float


class _Metrics:
    """What measuring a font needs; lengths are shares of the size."""

    def __init__(self, face: Face) -> None:
        font = TTFont(face, str(RESOURCES / "fonts" / f"{face}.ttf"))
        pdfmetrics.registerFont(font)
        self._glyphs: dict[int, int] = font.face.charToGlyph
        self._widths: dict[int, float] = font.face.charWidths
        self._units: int = font.face.unitsPerEm
        self._lookups = read_lookups(font.face.get_table("GPOS"))  # type: ignore[no-untyped-call]
        self._pairs: dict[tuple[str, str], float] = {}

    def advance(self, text: str) -> float:
        """The bare width of a text; raises UserError for a character it does not have."""
        try:
            return sum(self._widths[ord(letter)] for letter in text) / 1000
        except KeyError as problem:
            raise UserError("paper-character-missing", character=chr(problem.args[0])) from problem

    def has(self, letter: str) -> bool:
        """Whether the font draws this character."""
        return ord(letter) in self._widths

    def kern(self, left: str, right: str) -> float:
        """How much further (or, below 0, nearer) the second letter stands."""
        pair = left, right
        if pair not in self._pairs:
            glyphs = self._glyphs[ord(left)], self._glyphs[ord(right)]
            self._pairs[pair] = adjustment(self._lookups, *glyphs) / self._units
        return self._pairs[pair]


def width(text: str, style: Style, size: float | None = None) -> float:
    """How wide a line is, in millimetres, kerned and tracked; tracking shrinks with the size."""
    size = size or style.size
    tracking = style.tracking * size / style.size * max(len(text) - 1, 0)
    return _em_width(text, style.face, kern=style.kern) * size * POINT + tracking


def fit(text: str, style: Style, room: float, *, lines: int = 2, broken: float | None = None) -> Fitted:
    """Make a text fit a width: shrink to the least size, then break into lines, then shrink on.

    `room` is in millimetres, `broken` the size from which broken lines start (default: the style's).
    Nothing is ever cut off. Lines are broken so that they are as even as can be.
    """
    least = style.least or style.size * 0.75
    best = Fitted(lines=(text,), size=_largest((text,), style, room, style.size))
    for count in range(2, lines + 1):
        if best.size >= least:
            break
        split = _even_lines(text, style, count)
        size = _largest(split, style, room, broken or style.size)
        if size > best.size:
            best = Fitted(lines=split, size=size)
    return best


def known(text: str, face: Face) -> str:
    """The text with a question mark for each character that a font does not have.

    For papers that must not fail over a note; a name on a certificate is refused instead.
    """
    return "".join(letter if _metrics(face).has(letter) else "?" for letter in text)


def wrap(text: str, style: Style, room: float, size: float | None = None) -> tuple[str, ...]:
    """Break a text into lines no wider than `room` millimetres; a word wider than that is split."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width(joined, style, size) <= room:
            lines[-1] = joined
        else:
            lines += _chunks(word, style, room, size)
    return _parted(lines, style, room, size) or ("",)


class Paper:
    """A canvas measured in millimetres from the top left corner; y of a text is its baseline."""

    def __init__(self, canvas: Canvas, height: float) -> None:
        self.canvas = canvas
        self.height = height

    def text(
        self,
        x: float,
        y: float,
        line: str,
        style: Style,
        *,
        align: Align = Align.LEFT,
        size: float | None = None,
    ) -> None:
        """Set one line; raises `UserError("paper-character-missing", character)` without a glyph."""
        if not line:
            return
        size = size or style.size
        if align is not Align.LEFT:
            x -= width(line, style, size) / (2 if align is Align.CENTRE else 1)
        tracking = style.tracking * size / style.size * mm
        out = self.canvas.beginText(x * mm, (self.height - y) * mm)
        out.setFont(style.face, size)
        out.setFillColor(colour(style.colour))
        for chunk, kern in _kerned(line, style.face) if style.kern else ((line, 0.0),):
            if kern and len(chunk) > 1:
                out.setCharSpace(tracking)
                out.textOut(chunk[:-1])
            out.setCharSpace(tracking + kern * size)
            out.textOut(chunk[-1] if kern else chunk)
        self.canvas.drawText(out)

    def lines(
        self, x: float, y: float, fitted: Fitted, style: Style, *, leading: float, align: Align = Align.LEFT
    ) -> None:
        """Set fitted lines from baseline `y` on, `leading` millimetres apart."""
        for index, line in enumerate(fitted.lines):
            self.text(x, y + index * leading, line, style, align=align, size=fitted.size)

    def line(self, start: tuple[float, float], end: tuple[float, float], *, weight: float, ink: str) -> None:
        """A straight line, `weight` millimetres wide."""
        self._pen(weight, ink)
        self.canvas.line(
            start[0] * mm, (self.height - start[1]) * mm, end[0] * mm, (self.height - end[1]) * mm
        )

    def box(
        self,
        corner: tuple[float, float],
        size: tuple[float, float],
        *,
        weight: float = 0.0,
        ink: str | None = None,
        fill: str | None = None,
    ) -> None:
        """A rectangle from its top left corner, stroked with `ink` and filled with `fill` where given."""
        if ink:
            self._pen(weight, ink)
        if fill:
            self.canvas.setFillColor(colour(fill))
        self.canvas.rect(
            corner[0] * mm,
            (self.height - corner[1] - size[1]) * mm,
            size[0] * mm,
            size[1] * mm,
            stroke=int(ink is not None),
            fill=int(fill is not None),
        )

    def _pen(self, weight: float, ink: str) -> None:
        self.canvas.setLineWidth(weight * mm)
        self.canvas.setStrokeColor(colour(ink))


def new_canvas(
    out: BinaryIO, *, title: str, author: str, size: tuple[float, float] = landscape(A4)
) -> Canvas:
    """A document, A4 landscape unless told: the same bytes for the same drawing, printed at its own size."""
    rl_config.useA85 = 0
    canvas = Canvas(out, pagesize=size, pageCompression=1, invariant=1)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setCreator("LPK Desktop")
    canvas.setViewerPreference("PrintScaling", "None")
    return canvas


@lru_cache
def colour(value: str) -> Color:
    """A colour for reportlab from "#1F3A5F"."""
    return HexColor(value)


@lru_cache
def _metrics(face: Face) -> _Metrics:
    return _Metrics(face)


@lru_cache(maxsize=4096)
def _em_width(text: str, face: Face, *, kern: bool) -> float:
    metrics = _metrics(face)
    bare = metrics.advance(text)
    return bare + sum(metrics.kern(*pair) for pair in pairwise(text)) if kern else bare


def _kerned(text: str, face: Face) -> Iterator[tuple[str, float]]:
    """Chunks of a line, each with the kerning behind its last letter."""
    metrics, start = _metrics(face), 0
    for index, pair in enumerate(pairwise(text), start=1):
        if kern := metrics.kern(*pair):
            yield text[start:index], kern
            start = index
    yield text[start:], 0.0


def _largest(lines: Sequence[str], style: Style, room: float, size: float) -> float:
    """The largest size up to `size` at which every line fits."""
    widest = max(width(line, style) for line in lines)
    return min(size, style.size * room / widest) if widest else size


def _even_lines(text: str, style: Style, count: int) -> tuple[str, ...]:
    """The text in `count` lines or fewer, so that the widest is as narrow as can be."""
    words = text.split()
    cuts = min(count, len(words)) - 1
    splits = (
        tuple(" ".join(words[a:b]) for a, b in pairwise((0, *places, len(words))))
        for places in combinations(range(1, len(words)), cuts)
    )
    return min(splits, key=lambda lines: max(width(line, style) for line in lines), default=(text,))


def _parted(lines: list[str], style: Style, room: float, size: float | None) -> tuple[str, ...]:
    """Two lines broken behind a comma near the end of the first, and no single word left for the second."""
    if len(lines) == 2:
        head, comma, tail = lines[0].rpartition(", ")
        second = f"{tail} {lines[1]}"
        if comma and len(head) > 0.7 * len(lines[0]) and width(second, style, size) <= room:
            return f"{head},", second
        if len(lines[1]) < 0.25 * len(lines[0]):
            return _even_lines(" ".join(lines), style, 2)
    return tuple(lines)


def _chunks(word: str, style: Style, room: float, size: float | None) -> list[str]:
    """A word in pieces no wider than the room; one piece where it fits."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter, style, size) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces
