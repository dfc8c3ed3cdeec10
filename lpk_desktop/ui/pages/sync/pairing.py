"""The form that joins this computer to a centre at the central API."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lpk_desktop.language import _
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.field import Field
from lpk_desktop.ui.widgets.label import Label


class PairingForm(QWidget):
    """Address and one-time code; `submitted` tells them once both are filled."""

    submitted = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(28), theme.px(24), theme.px(28), theme.px(24))
        column.setSpacing(theme.px(12))
        self.url = Field(
            theme, _("Alamat server pusat"), check=_need_address, hint=_("Misalnya server.lpk.example")
        )
        self.code = Field(
            theme, _("Kode sekali pakai"), check=_need_code, hint=_("Delapan huruf, berlaku 10 menit.")
        )
        self.button = Button(theme, _("Pasangkan komputer ini"), kind="primary", icon="device-laptop")
        column.addWidget(Label(theme, _("Pasangkan dengan server pusat"), style="title"))
        column.addWidget(
            Label(
                theme,
                _(
                    "Sesudahnya beberapa komputer memegang data yang sama, "
                    "dan server pusat mengesahkan sertifikat."
                ),
                role="text2",
                wrap=True,
            )
        )
        column.addWidget(self.url)
        column.addWidget(self.code)
        foot = QHBoxLayout()
        foot.addWidget(self.button)
        foot.addStretch(1)
        column.addLayout(foot)
        column.addStretch(1)
        self.button.clicked.connect(self._on_submit)
        self.code.edit.returnPressed.connect(self._on_submit)
        self.url.edit.returnPressed.connect(self.code.edit.setFocus)
        self.setMaximumWidth(theme.px(560))

    def set_working(self, *, working: bool) -> None:
        """While the server is asked, nothing more can be sent."""
        self.button.setEnabled(not working)

    def tell_problem(self, sentence: str) -> None:
        """Say under the code what went wrong; what was typed stays."""
        self.code.set_error(sentence)

    def _on_submit(self) -> None:
        fine = [self.url.validate(), self.code.validate()]
        if all(fine) and self.button.isEnabled():
            self.submitted.emit(self.url.text, self.code.text)


def _need_address(text: str) -> str:
    return "" if text else _("Isi alamat dari pengelola server pusat.")


def _need_code(text: str) -> str:
    return "" if text else _("Isi kode dari pengelola server pusat.")
