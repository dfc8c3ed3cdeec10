"""Pages of a PDF as pictures; pypdfium2 is used on one worker only, for it is not made for several."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

MOST_DOTS = 5000
"""Pixels along the longer side; more does not fit the memory of small computers."""


FINE_DOTS = 1600
"""Below this width hairlines are thinner than a dot, and pdfium draws each as wide as one: a page is then
drawn larger and scaled down, so that they look as light as on paper."""


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    import pypdfium2 as pdfium  # noqa: PLC0415  a large library

    with pdfium.PdfDocument(pdf) as document:
        return len(document)


def qr_picture(text: str) -> QImage:
    """The QR of a text, one pixel per module; null for an empty text."""
    from lpk_desktop.documents.qr import modules_of  # noqa: PLC0415  a large library

    if not text:
        return QImage()
    width, pixels = modules_of(text)
    return QImage(pixels, width, width, width, QImage.Format.Format_Grayscale8).copy()


def page_picture(pdf: bytes, number: int, *, width: int) -> QImage:
    """Page `number` (from 0) of a PDF, `width` pixels wide."""
    import pypdfium2 as pdfium  # noqa: PLC0415

    with pdfium.PdfDocument(pdf) as document:
        page = document[number]
        dots = min(width, MOST_DOTS)
        scale = dots * max(round(FINE_DOTS / dots), 1) / page.get_width()
        bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
        image = QImage(
            bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888
        )
        if bitmap.width == dots:
            # A copy owns its pixels; the bitmap's go with it.
            return image.copy()
        height = round(bitmap.height * dots / bitmap.width)
        return image.scaled(
            dots, height, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
