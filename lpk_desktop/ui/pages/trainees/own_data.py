"""*Simpan seluruh data*: everything about one person into a file for that person."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from lpk_desktop.language import _
from lpk_desktop.services.own_data import take_own_data
from lpk_desktop.ui.desk import Desk
from lpk_desktop.ui.widgets.toast import News


def ask_file(parent: QWidget, suggested: str) -> Path | None:
    """Let a person choose where the data go, and in which form."""
    machine = _("Untuk program lain")
    kinds = f"PDF (*.pdf);;{machine} (*.json)"
    chosen, kind = QFileDialog.getSaveFileName(parent, _("Simpan seluruh data"), suggested, kinds)
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(".json" if "json" in kind else ".pdf")


class OwnDataExport(QObject):
    """Asks for a file, puts on record that the data leave, writes it, and says so."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self.ask_file: Callable[[QWidget, str], Path | None] = ask_file

    def save(self, trainee: str, name: str) -> None:
        """Save everything about this person."""
        path = self.ask_file(self._window, _("Data {name}.pdf").format(name=name.replace("/", "-")))
        if path is not None:
            work = self._desk.background.run
            work(lambda _work: self._write(trainee, path), self._on_saved, self._desk.failed, owner=self)

    def _write(self, trainee: str, path: Path) -> Path:
        from lpk_desktop.documents.own_data import check_name, write_own_data  # noqa: PLC0415  reportlab

        check_name(path)
        data, permit = take_own_data(self._desk.store, trainee, where=path.name, at=self._desk.now())
        write_own_data(data, path, permit)
        return path

    def _on_saved(self, path: Path) -> None:
        text = _("{file} disimpan").format(file=path.name)
        self._desk.hub.told.emit(News(text=text, icon="file-type-pdf"))
