"""Printing papers: page by page, each drawn on the worker and put on paper here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from lpk_desktop.services.privacy import Permit
from lpk_desktop.ui.background import Background
from lpk_desktop.ui.pages.certificates.pictures import page_count, page_picture

DOTS = 300
"""Dots per inch; the hairlines of the frame stay sharp, and a page fits the memory of small computers."""
_WIDE_INCHES = 297 / 25.4


def ask_printer(parent: QWidget) -> QPrinter | None:
    """The system's print dialog, set to A4 on its side and both sides of the sheet."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    prepare(printer)
    printer.setResolution(DOTS)
    printer.setDuplex(QPrinter.DuplexMode.DuplexShortSide)
    dialog = QPrintDialog(printer, parent)
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


def prepare(printer: QPrinter) -> None:
    """A4 landscape, whole sheet: margins are part of the paper's own design."""
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    printer.setFullPage(True)


class Printing(QObject):
    """Sends a PDF to a printer; tells `progress(done, total)`, then `done(sheets)`."""

    def __init__(
        self,
        background: Background,
        printer: QPrinter,
        *,
        progress: Callable[[int, int], None],
        done: Callable[[int], None],
        failed: Callable[[Exception], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._background, self._printer = background, printer
        self._progress, self._done, self._failed = progress, done, failed
        self._painter = QPainter()
        self._pdf = b""
        self._total = 0

    def start(self, make: Callable[[], tuple[bytes, Permit]]) -> None:
        """Make the PDF, then print it; that it leaves is on record by then."""
        self._background.run(lambda _work: make(), self._on_made, self._failed, owner=self)

    def _on_made(self, made: tuple[bytes, Permit]) -> None:
        pdf, _permit = made
        self._pdf, self._total = pdf, 0
        self._background.run(lambda _work: page_count(pdf), self._on_counted, self._failed, owner=self)

    def _on_counted(self, total: int) -> None:
        self._total = total
        if self._painter.begin(self._printer):
            self._next(0)
        else:
            self._failed(OSError("the printer does not answer"))

    def _next(self, number: int) -> None:
        self._progress(number, self._total)
        if number == self._total:
            self._painter.end()
            self._done(self._total)
            return
        pdf, width = self._pdf, round(_WIDE_INCHES * min(self._printer.resolution(), DOTS))
        self._background.run(
            lambda _work: page_picture(pdf, number, width=width),
            lambda picture: self._put(number, picture),
            self._failed,
            owner=self,
        )

    def _put(self, number: int, picture: QImage) -> None:
        if number:
            self._printer.newPage()
        self._painter.drawImage(QRectF(self._painter.viewport()), picture)
        self._next(number + 1)
