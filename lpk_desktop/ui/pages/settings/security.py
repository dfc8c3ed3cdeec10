"""Pengaturan, Keamanan komputer ini: when the window locks, and the recovery code."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lpk_desktop.domain.roles import Right
from lpk_desktop.errors import UserError
from lpk_desktop.language import _, counted
from lpk_desktop.messages import words
from lpk_desktop.services.passwords import renew_recovery_code, set_lock_minutes
from lpk_desktop.storage import slots
from lpk_desktop.storage.door import Gate
from lpk_desktop.ui.desk import Desk
from lpk_desktop.ui.pages.settings.code_box import CodeBox
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.field import PasswordField
from lpk_desktop.ui.widgets.label import Label
from lpk_desktop.ui.widgets.segmented import Choice, Segmented
from lpk_desktop.ui.widgets.toast import News

_MINUTES = (5, 10, 15, 30, 60)


class Security(QWidget):
    """Both hold for this computer alone; changing them is the administrator's."""

    lock_changed = Signal()

    def __init__(self, desk: Desk, gate: Gate) -> None:
        super().__init__()
        self._desk, self._gate = desk, gate
        theme = desk.theme
        now = slots.load(desk.store.path.parent).lock_minutes
        shown = sorted({*_MINUTES, now})
        choices = [Choice(str(each), counted("{count} menit", each)) for each in shown]
        self.minutes = Segmented(theme, choices, name=_("Kunci otomatis"))
        self.minutes.choose(str(now))
        self.minutes.chosen.connect(self._on_minutes)
        self.password = PasswordField(theme, _("Kata sandi Anda"))
        self.renew = Button(theme, _("Buat kode pemulihan baru"), icon="rotate")
        self.renew.clicked.connect(self._renew)
        self.password.edit.returnPressed.connect(self._renew)
        self.code_box = CodeBox(theme)
        self._lay_out()
        self.minutes.setEnabled(not desk.denial(Right.EDIT_CENTRE))
        self._recovery.setVisible(not desk.denial(Right.MANAGE_STAFF))

    def _lay_out(self) -> None:
        theme = self._desk.theme
        lock = QHBoxLayout()
        lock.setSpacing(theme.px(12))
        lock.addWidget(Label(theme, _("Kunci otomatis bila tidak dipakai"), role="text2"))
        lock.addWidget(self.minutes)
        lock.addStretch(1)
        self._recovery = QWidget()
        inside = QVBoxLayout(self._recovery)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.px(10))
        sentence = _(
            "Kode pemulihan membuka data komputer ini bila semua kata sandi lupa. "
            "Kode yang baru membuat yang lama tidak berlaku."
        )
        inside.addWidget(Label(theme, sentence, style="small", role="text2", wrap=True))
        for widget, share in ((self.password, 2), (self.renew, 0)):
            row = QHBoxLayout()
            row.addWidget(widget, share)
            row.addStretch(3)
            inside.addLayout(row)
        inside.addWidget(self.code_box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(14))
        column.addLayout(lock)
        column.addWidget(self._recovery)

    def _on_minutes(self, minutes: str) -> None:
        try:
            set_lock_minutes(self._desk.store, int(minutes))
        except UserError as error:
            self._desk.tell_failure(error)
            return
        self.lock_changed.emit()
        text = counted("Jendela terkunci setelah {count} menit tidak dipakai.", int(minutes))
        self._desk.hub.told.emit(News(text=text, icon="lock"))

    def _renew(self) -> None:
        store, password, gate = self._desk.store, self.password.text, self._gate
        if not password:
            self.password.set_error(_("Isi kata sandi Anda dulu."))
            self.password.setFocus()
            return
        self.renew.setEnabled(False)
        self._desk.background.run(
            lambda _work: renew_recovery_code(store, password=password, gate=gate),
            self._on_renewed,
            self._on_refused,
            owner=self,
        )

    def _on_renewed(self, code: str) -> None:
        self.renew.setEnabled(True)
        self.password.set_text("")
        self.password.set_error("")
        sentence = _("Simpan di lemari arsip, jangan di laptop ini. Kode tidak ditampilkan lagi.")
        self.code_box.show_code(code, title=_("Kode pemulihan baru komputer ini"), sentence=sentence)

    def _on_refused(self, error: Exception) -> None:
        self.renew.setEnabled(True)
        if not isinstance(error, UserError):
            raise error
        self.password.set_error(" ".join(words(error)).strip())
        self.password.setFocus()
