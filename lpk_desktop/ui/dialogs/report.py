"""What a bug left behind, to be read and saved: nobody sends what they have not seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from lpk_desktop.errors import UserError
from lpk_desktop.language import _
from lpk_desktop.messages import words
from lpk_desktop.reports import Report, save_report
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.banner import Banner
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.label import Label

AskPath = Callable[[QWidget, str], Path | None]
"""Takes the dialog and a proposed file name, gives where to save, or None."""


class ReportDialog(QDialog):
    """Shows a report; work in the window goes on meanwhile."""

    def __init__(
        self, theme: Theme, report: Report, parent: QWidget | None = None, *, ask_path: AskPath | None = None
    ) -> None:
        super().__init__(parent)
        self._report, self._ask_path = report, ask_path or _ask_path
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Kesalahan program"))
        self.text = QPlainTextEdit(report.text)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(_("Isi laporan"))
        self.text.setFont(theme.font("small"))
        self.answer = Banner(theme)
        self.save = Button(theme, _("Simpan laporan…"), kind="primary", icon="device-floppy")
        self.close_button = Button(theme, _("Tutup"))
        self.save.clicked.connect(self._on_save)
        self.close_button.clicked.connect(self.close)
        sentence = _(
            "Yang sudah tersimpan tetap aman dan Anda bisa terus bekerja. Laporan di bawah ini membantu "
            "memperbaikinya; di dalamnya tidak ada nama, NIK atau isian apa pun."
        )
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addStretch(1)
        row.addWidget(self.close_button)
        row.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), theme.px(22), theme.px(24), theme.px(20))
        column.setSpacing(theme.px(12))
        column.addWidget(Label(theme, _("Ada kesalahan program"), style="title"))
        column.addWidget(Label(theme, sentence, role="text2", wrap=True))
        column.addWidget(self.text, 1)
        column.addWidget(self.answer)
        column.addLayout(row)
        self.resize(theme.px(560), theme.px(420))

    def _on_save(self) -> None:
        path = self._ask_path(self, f"laporan-lpk-{self._report.at:%Y%m%d-%H%M}.txt")
        if path is None:
            return
        try:
            save_report(self._report, path)
        except UserError as error:
            self.answer.tell(*words(error), kind="danger", icon="alert-circle")
        else:
            self.answer.tell(_("Laporan disimpan."), path.name, kind="ok", icon="check")


def _ask_path(dialog: QWidget, name: str) -> Path | None:
    chosen, _kind = QFileDialog.getSaveFileName(dialog, _("Simpan laporan"), name, _("Teks (*.txt)"))
    return Path(chosen) if chosen else None
