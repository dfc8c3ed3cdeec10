"""The choice of a password by somebody who came in with a one-time code."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from lpk_desktop.language import _
from lpk_desktop.ui.pages.password_strength import judge
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.box import Panel
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.field import PasswordField
from lpk_desktop.ui.widgets.label import Label


class FirstPasswordForm(Panel):
    """`submitted` carries the new password; `cancelled` goes back."""

    submitted = Signal(str)
    cancelled = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, radius=12)
        self._name = ""
        self._title = Label(theme, style="title", wrap=True)
        sentence = _("Kode cocok. Pilih kata sandi yang hanya Anda ketahui; kode tadi tidak berlaku lagi.")
        self.password = PasswordField(theme, _("Kata sandi baru"), check=self._check)
        self.again = PasswordField(theme, _("Ulangi kata sandi baru"), check=self._check_again)
        self.back = Button(theme, _("Kembali"))
        self.button = Button(theme, _("Simpan dan masuk"), kind="primary")
        self.back.clicked.connect(self.cancelled)
        self.button.clicked.connect(self._submit)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), theme.px(22), theme.px(24), theme.px(22))
        column.setSpacing(theme.px(14))
        column.addWidget(self._title)
        column.addWidget(Label(theme, sentence, role="text2", wrap=True))
        for field in (self.password, self.again):
            field.edit.returnPressed.connect(self._submit)
            column.addWidget(field)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addStretch(1)
        row.addWidget(self.back)
        row.addWidget(self.button)
        column.addLayout(row)
        self.setFocusProxy(self.password)

    def begin(self, name: str) -> None:
        """Ask a person for a password."""
        self._name = name
        self._title.setText(_("Pilih kata sandi, {name}").format(name=name))
        for field in (self.password, self.again):
            field.set_text("")
            field.set_error("")
        self.password.setFocus()

    def show_error(self, sentence: str) -> None:
        """Say why the password was not taken."""
        self.password.refuse(sentence)
        self.password.setFocus()

    def set_busy(self, *, busy: bool) -> None:
        """Show that the data is being opened."""
        self.button.setEnabled(not busy)

    def _check(self, text: str) -> str:
        return judge(text, name=self._name).problem

    def _check_again(self, text: str) -> str:
        return "" if text == self.password.text else _("Belum sama dengan kata sandi di atas")

    def _submit(self) -> None:
        wrong = [field for field in (self.password, self.again) if not field.validate()]
        if wrong:
            wrong[0].setFocus()
        else:
            self.submitted.emit(self.password.text)
