"""Reading a PDF back: its lines of text with the boxes of their ink, and what else lies on a page."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

MM = 72 / 25.4
WATERMARK = 100.0
"""Points from which a text is the mark across the page."""


@dataclass(frozen=True, slots=True)
class Box:
    """Millimetres from the top left corner of the page."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def inside(self, inset: float, *, width: float = 297.0, height: float = 210.0) -> bool:
        return (
            self.left >= inset
            and self.top >= inset
            and self.right <= width - inset
            and self.bottom <= height - inset
        )


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    box: Box
    size: float


@dataclass(frozen=True, slots=True)
class _Letter:
    text: str
    box: Box
    size: float
    baseline: float


def lines(page: pdfium.PdfPage) -> list[Line]:
    """Lines as they were drawn, in that order, without blanks; marks across the page left out."""
    found: list[list[_Letter]] = []
    for letter in _letters(page):
        last = found[-1][-1] if found else None
        if last is None or not _continues(last, letter):
            found.append([])
        found[-1].append(letter)
    return [_line(letters) for letters in found]


def text_of(page: pdfium.PdfPage) -> str:
    """All text of a page in the order of drawing, without blanks."""
    return "".join(line.text for line in lines(page))


def bare(*texts: str | None) -> str:
    """Texts as `text_of` gives them: without blanks."""
    return re.sub(r"\s", "", "".join(text or "" for text in texts))


def touching(found: list[Line]) -> list[tuple[str, str]]:
    """Pairs of lines whose ink overlaps."""
    return [
        (one.text, other.text)
        for index, one in enumerate(found)
        for other in found[index + 1 :]
        if one.box.touches(other.box)
    ]


def forms(page: pdfium.PdfPage) -> list[Box]:
    """Boxes of what is drawn from shared forms and is no page of ornament: QR codes and emblem."""
    boxes = (
        _object_box(page, each)
        for each in page.get_objects(max_depth=1)
        if each.type == raw.FPDF_PAGEOBJ_FORM
    )
    return [box for box in boxes if box.right - box.left < 100]


def _letters(page: pdfium.PdfPage) -> Iterator[_Letter]:
    height = page.get_height()
    text = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        # PDFium reports a hyphen at the end of a line as U+0002.
        character = chr(raw.FPDFText_GetUnicode(text, index)).replace("\x02", "-")
        size = raw.FPDFText_GetFontSize(text, index)
        if character.isspace() or not character.isprintable() or raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        left, bottom, right, top = text.get_charbox(index)
        box = Box(left / MM, (height - top) / MM, right / MM, (height - bottom) / MM)
        if size < WATERMARK:
            yield _Letter(character, box, size, (height - y.value) / MM)


def _continues(last: _Letter, letter: _Letter) -> bool:
    gap = letter.box.left - last.box.right
    return (
        abs(letter.baseline - last.baseline) < 0.05
        and abs(letter.size - last.size) < 0.01
        and -0.5 * letter.size / MM < gap < 1.2 * letter.size / MM
    )


def _line(letters: list[_Letter]) -> Line:
    box = Box(
        min(each.box.left for each in letters),
        min(each.box.top for each in letters),
        max(each.box.right for each in letters),
        max(each.box.bottom for each in letters),
    )
    return Line("".join(each.text for each in letters), box, letters[0].size)


def _object_box(page: pdfium.PdfPage, each: pdfium.PdfObject) -> Box:
    left, bottom, right, top = each.get_bounds()
    height = page.get_height()
    return Box(left / MM, (height - top) / MM, right / MM, (height - bottom) / MM)
