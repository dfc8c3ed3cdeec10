"""Issued certificates on their way out: into a folder, or to a printer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from lpk_desktop.language import _, counted
from lpk_desktop.services.views import CohortHead
from lpk_desktop.ui.desk import Desk
from lpk_desktop.ui.pages.certificates import work
from lpk_desktop.ui.pages.certificates.printing import Printing, ask_printer
from lpk_desktop.ui.widgets.toast import News


def ask_folder(parent: QWidget) -> Path | None:
    """Let a person choose where the PDF files go."""
    chosen = QFileDialog.getExistingDirectory(parent, _("Simpan PDF ke folder"))
    return Path(chosen) if chosen else None


class Output(QObject):
    """Saves and prints; `working` tells how far printing is, an empty text that it is over."""

    working = Signal(str)
    save_asked = Signal()
    """Printing failed, and somebody would rather have the files."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self.ask_folder: Callable[[QWidget], Path | None] = ask_folder
        self.ask_printer: Callable[[QWidget], QPrinter | None] = ask_printer

    def save(self, issued: Sequence[str], head: CohortHead, *, one_file: bool) -> None:
        """Ask for a folder and write these certificates there."""
        folder = self.ask_folder(self._window) if issued else None
        if folder is None:
            return
        name = _("Sertifikat {cohort}").format(cohort=head.number)
        self._desk.background.run(
            lambda _work: work.save(self._desk, issued, folder, one_file=one_file, name=name),
            self._on_saved,
            self._desk.failed,
            owner=self,
        )

    def send_to_printer(self, issued: Sequence[str]) -> None:
        """Ask for a printer and print these certificates."""
        printer = self.ask_printer(self._window) if issued else None
        if printer is None:
            return
        job = Printing(
            self._desk.background,
            printer,
            progress=self._on_printing,
            done=self._on_printed,
            failed=self._on_print_failed,
            parent=self,
        )
        where = printer.printerName() or Path(printer.outputFileName()).name
        job.start(lambda: work.printable(self._desk, issued, where))

    def _on_saved(self, files: list[Path]) -> None:
        text = counted("{count} PDF disimpan di {folder}", len(files), folder=files[0].parent.name)
        if len(files) == 1:
            text = _("{file} disimpan").format(file=files[0].name)
        self._desk.hub.told.emit(News(text=text, icon="file-type-pdf"))

    def _on_printing(self, done: int, total: int) -> None:
        self.working.emit(_("Mencetak halaman {done} dari {total}").format(done=done, total=total))

    def _on_printed(self, pages: int) -> None:
        self.working.emit("")
        text = counted("{count} halaman dikirim ke printer.", pages)
        self._desk.hub.told.emit(News(text=text, icon="printer"))

    def _on_print_failed(self, error: Exception) -> None:
        self.working.emit("")
        if not isinstance(error, OSError):
            self._desk.failed(error)
            return
        text = _("Printer tidak menjawab. Nomor dan isi sertifikat aman; simpan sebagai PDF.")
        self._desk.hub.told.emit(
            News(text=text, icon="printer", problem=True, act=_("Simpan PDF"), on_act=self.save_asked.emit)
        )
