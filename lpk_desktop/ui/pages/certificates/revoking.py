"""Revoking one certificate: asked in its own words, with the reason that whoever checks it will read."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from lpk_desktop.domain.certificates import holds_private_number
from lpk_desktop.domain.clashes import ClashKind
from lpk_desktop.language import _
from lpk_desktop.services.certificates import Issued
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.dialog import dialog_column, dialog_foot
from lpk_desktop.ui.widgets.field import Field
from lpk_desktop.ui.widgets.label import Label


class Revoking(QDialog):
    """Asks for the reason; `accepted` only once there is one."""

    def __init__(self, theme: Theme, parent: QWidget, paper: Issued) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Cabut sertifikat"))
        self.setModal(True)
        title = _("Cabut sertifikat {number}?").format(number=paper.number)
        words = _(
            "Kertas atas nama {name} tidak berlaku lagi. Nomornya tetap terpakai dan tercatat; sertifikat "
            "baru mendapat nomor baru."
        ).format(name=paper.name)
        self.reason = Field(
            theme,
            _("Alasan"),
            check=_problem,
            hint=_("Dibaca siapa saja yang memeriksa sertifikat ini."),
        )
        self.yes = Button(theme, _("Cabut sertifikat"), kind="danger")
        self.no = Button(theme, _("Batal"))
        self.yes.setDefault(True)
        self.yes.clicked.connect(self._on_yes)
        self.no.clicked.connect(self.reject)
        column = dialog_column(theme, self)
        column.addWidget(Label(theme, title, style="title", wrap=True))
        column.addWidget(Label(theme, words, role="text2", wrap=True))
        column.addSpacing(theme.px(4))
        column.addWidget(self.reason)
        column.addSpacing(theme.px(8))
        column.addLayout(dialog_foot(theme, self.no, self.yes))
        self.setFixedWidth(theme.px(480))
        self.reason.set_text(_usual(paper))
        self.reason.edit.selectAll()
        self.reason.edit.setFocus()

    def _on_yes(self) -> None:
        if self.reason.validate():
            self.accept()


def _usual(paper: Issued) -> str:
    """What is known already: that the paper has its like."""
    words = {ClashKind.PERSON: _("Terbit dua kali"), ClashKind.NUMBER: _("Nomor kembar")}
    return words[paper.clashes[0].kind] if paper.clashes else ""


def _problem(reason: str) -> str:
    if not reason:
        return _("Tulis alasannya, misalnya nama salah tulis.")
    if holds_private_number(reason):
        return _("Tulis tanpa NIK, KPJ, atau nomor HP.")
    return ""
