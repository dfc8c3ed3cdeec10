"""Pengaturan, Kata sandi saya: another password for whoever is signed in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lpk_desktop.errors import UserError
from lpk_desktop.language import _
from lpk_desktop.messages import words
from lpk_desktop.services.centre import person
from lpk_desktop.services.passwords import change_password
from lpk_desktop.storage.door import Gate
from lpk_desktop.ui.desk import Desk
from lpk_desktop.ui.pages.password_strength import judge
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.field import PasswordField
from lpk_desktop.ui.widgets.label import Label
from lpk_desktop.ui.widgets.toast import News


class OwnPassword(QWidget):
    """The old one, and the new one twice; nothing is stored before the button."""

    def __init__(self, desk: Desk, gate: Gate) -> None:
        super().__init__()
        self._desk, self._gate = desk, gate
        theme = desk.theme
        with desk.store.read() as session:
            own = person(session, desk.store.author)
        self._name = own.name if own else ""
        self.old = PasswordField(theme, _("Kata sandi sekarang"))
        self.new = PasswordField(theme, _("Kata sandi baru"), check=self._check)
        self.again = PasswordField(theme, _("Ulangi kata sandi baru"), check=self._check_again)
        self.button = Button(theme, _("Ganti kata sandi"), icon="shield-check")
        self.button.clicked.connect(self._submit)
        self.again.edit.returnPressed.connect(self._submit)
        fields = QHBoxLayout()
        fields.setSpacing(theme.px(16))
        for field in (self.old, self.new, self.again):
            fields.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(12))
        foot.addWidget(self.button)
        note = _("Komputer lain mengikuti setelah tersinkron; sampai saat itu di sana berlaku yang lama.")
        foot.addWidget(Label(theme, note, style="small", role="text3", wrap=True), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addLayout(fields)
        column.addLayout(foot)
        self.setFocusProxy(self.old)

    def _submit(self) -> None:
        wrong = [field for field in (self.new, self.again) if not field.validate()]
        if not self.old.text:
            self.old.set_error(_("Isi kata sandi sekarang dulu."))
            wrong.insert(0, self.old)
        if wrong:
            wrong[0].setFocus()
            return
        store, old, new, gate = self._desk.store, self.old.text, self.new.text, self._gate
        self.button.setEnabled(False)
        self._desk.background.run(
            lambda _work: change_password(store, old=old, new=new, gate=gate),
            self._on_changed,
            self._on_refused,
            owner=self,
        )

    def _on_changed(self, _done: object) -> None:
        self.button.setEnabled(True)
        for field in (self.old, self.new, self.again):
            field.set_text("")
            field.set_error("")
        self._desk.hub.told.emit(News(text=_("Kata sandi diganti.")))

    def _on_refused(self, error: Exception) -> None:
        self.button.setEnabled(True)
        if not isinstance(error, UserError):
            raise error
        field = self.new if error.code.startswith("password-") else self.old
        field.set_error(" ".join(words(error)).strip())
        field.setFocus()

    def _check(self, text: str) -> str:
        return judge(text, name=self._name).problem if text else ""

    def _check_again(self, text: str) -> str:
        return "" if text == self.new.text else _("Belum sama dengan kata sandi baru")
