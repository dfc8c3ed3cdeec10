"""The way in with the recovery code: a new password for the person chosen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from lpk_desktop.language import _, counted
from lpk_desktop.ui.pages.password_strength import judge
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.box import Panel
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.field import Field, PasswordField
from lpk_desktop.ui.widgets.label import Label

CODE_LENGTH = 24


class RecoveryForm(Panel):
    """`submitted` carries the code as typed and the new password; `cancelled` goes back."""

    submitted = Signal(str, str)
    cancelled = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, radius=12)
        self._title = Label(theme, style="title")
        sentence = _("Ketik kode dari lembar pemulihan, lalu buat kata sandi baru.")
        self.code = Field(
            theme, _("Kode pemulihan"), check=_check_code, hint=_("24 huruf dan angka, 6 kelompok")
        )
        self.password = PasswordField(theme, _("Kata sandi baru"), check=lambda text: judge(text).problem)
        self.again = PasswordField(theme, _("Ulangi kata sandi baru"), check=self._check_again)
        self.back = Button(theme, _("Kembali"))
        self._next = Button(theme, _("Buat kata sandi dan masuk"), kind="primary")
        self.back.clicked.connect(self.cancelled)
        self._next.clicked.connect(self._submit)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), theme.px(22), theme.px(24), theme.px(22))
        column.setSpacing(theme.px(14))
        column.addWidget(self._title)
        column.addWidget(Label(theme, sentence, role="text2", wrap=True))
        for field in (self.code, self.password, self.again):
            field.edit.returnPressed.connect(self._submit)
            column.addWidget(field)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addStretch(1)
        row.addWidget(self.back)
        row.addWidget(self._next)
        column.addLayout(row)
        self.setFocusProxy(self.code)

    def begin(self, name: str) -> None:
        """Ask for the code on behalf of a person."""
        self._title.setText(_("Kata sandi baru untuk {name}").format(name=name))
        for field in (self.code, self.password, self.again):
            field.set_text("")
            field.set_error("")
        self.code.setFocus()

    def show_error(self, sentence: str) -> None:
        """Say that the code did not open the data."""
        self.code.refuse(sentence)
        self.code.setFocus()

    def _check_again(self, text: str) -> str:
        return "" if text == self.password.text else _("Belum sama dengan kata sandi di atas")

    def _submit(self) -> None:
        fields = (self.code, self.password, self.again)
        wrong = [field for field in fields if not field.validate()]
        if wrong:
            wrong[0].setFocus()
        else:
            self.submitted.emit(self.code.text, self.password.text)


def _check_code(text: str) -> str:
    letters = [letter for letter in text if letter.isalnum()]
    missing = CODE_LENGTH - len(letters)
    if missing > 0:
        return counted("Kode pemulihan 24 huruf dan angka, kurang {count}", missing)
    return counted("Kode pemulihan 24 huruf dan angka, lebih {count}", -missing) if missing else ""
