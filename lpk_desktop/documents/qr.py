"""QR codes: drawn as rectangles, and read back from PDF files, scans and photos."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import zxingcpp
from PIL import Image, ImageOps

from lpk_desktop.documents.images import PictureError, opened
from lpk_desktop.errors import UserError

_DARK = re.compile(rb"\0+")
_QR = zxingcpp.barcode_formats_from_str("QRCode")
_MOST_MODULES_M = 81
"""Up to here (version 16) a code has correction level M; beyond, L keeps the modules printable."""
_DOTS = (200, 400)
"""Dots per inch at which a page of a PDF is looked at, one after the other."""
_SHARP = 4000
"""Pixels along a side that are enough for a photo of a whole page."""
_WIDEST = 6000
"""Pixels along the longer side of what is made larger."""


def draw(text: str) -> tuple[int, str]:
    """A QR as PDF operators in units of one module from the top left, and how many modules wide it is.

    Dark modules that touch in a row are one rectangle, and all are one path, so no seam shows.
    """
    modules, pixels = modules_of(text)
    runs = (
        f"{run.start()} {row} {run.end() - run.start()} 1 re"
        for row in range(modules)
        for run in _DARK.finditer(pixels[row * modules : (row + 1) * modules])
    )
    return modules, "\n".join((*runs, "f"))


def read_codes(source: Path | bytes) -> list[str]:
    """The texts of all QR codes in a PDF or a picture, each once, in the order they are found.

    Finds codes that are turned, blurred or seen at an angle. The list is empty where there is none.
    Raises `UserError("code-file-missing", file)`, and `UserError("code-file-unreadable", file)` for a
    file that is neither PDF nor picture, is larger than any camera makes, or may not be opened.
    """
    name = source.name if isinstance(source, Path) else "QR"
    data = _bytes(source, name)
    found: dict[str, None] = {}
    for attempts in _subjects(data, name):
        texts = next((texts for picture in attempts if (texts := _texts(picture))), [])
        found.update(dict.fromkeys(texts))
    return list(found)


def modules_of(text: str) -> tuple[int, bytes]:
    """How many modules wide the QR of a text is, and its rows, a byte per module: 0 is dark."""
    modules, pixels = 0, b""
    for level in ("M", "L"):
        code = zxingcpp.create_barcode(text, zxingcpp.QRCode, ec_level=level)
        image: Any = code.to_image(scale=1, add_quiet_zones=False)  # a buffer, which its stub leaves out
        view = memoryview(image)
        modules, pixels = len(view), view.tobytes()
        if modules <= _MOST_MODULES_M:
            break
    return modules, pixels


def _bytes(source: Path | bytes, name: str) -> bytes:
    if isinstance(source, bytes):
        return source
    try:
        return source.read_bytes()
    except FileNotFoundError as problem:
        raise UserError("code-file-missing", file=name) from problem
    except OSError as problem:
        raise UserError("code-file-unreadable", file=name) from problem


def _subjects(data: bytes, name: str) -> Iterator[Iterator[Image.Image]]:
    """For each page or picture, the ways to look at it, the quickest first."""
    if data[:1024].lstrip().startswith(b"%PDF"):
        yield from _pages(data, name)
    else:
        try:
            picture = opened(data, side=_SHARP).convert("L")
        except PictureError as problem:
            raise UserError("code-file-unreadable", file=name) from problem
        yield _looks(picture)


def _pages(data: bytes, name: str) -> Iterator[Iterator[Image.Image]]:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as problem:
        raise UserError("code-file-unreadable", file=name) from problem
    with document:
        for index in range(len(document)):
            yield _renderings(document[index])


def _renderings(page: pdfium.PdfPage) -> Iterator[Image.Image]:
    for dots in _DOTS:
        scale = min(dots / 72, _WIDEST / max(page.get_size()))
        picture: Image.Image = page.render(scale=scale, grayscale=True).to_pil()
        yield picture
    yield ImageOps.autocontrast(picture, cutoff=2)


def _looks(picture: Image.Image) -> Iterator[Image.Image]:
    """The picture itself, then clearer and larger: small modules of a photo need the room."""
    yield picture
    yield ImageOps.autocontrast(picture, cutoff=2)
    for times in (2, 3, 4):
        if max(picture.size) * times <= _WIDEST:
            yield picture.resize((picture.width * times, picture.height * times), Image.Resampling.LANCZOS)


def _texts(picture: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(picture, _QR) if code.valid]
