"""Step 2: the first administrator and the password that opens the data."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox

from lpk_desktop.language import _, counted
from lpk_desktop.ui.pages.first_run.answers import AdministratorAnswers
from lpk_desktop.ui.pages.first_run.step import Step
from lpk_desktop.ui.pages.password_strength import judge
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.field import Field, PasswordField, needed

LOCK_MINUTES = 15


class AdministratorStep(Step):
    """Name, position, the password twice, and whether the window locks itself."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme,
            _("Administrator pertama"),
            _("Kata sandi ini membuka data terenkripsi di laptop. Pengguna lain ditambah nanti."),
        )
        self.name = Field(theme, _("Nama lengkap"), check=needed(_("Nama lengkap belum diisi")))
        self.position = Field(theme, _("Jabatan"))
        self.password = PasswordField(theme, _("Kata sandi"), check=lambda text: judge(text).problem)
        self.again = PasswordField(theme, _("Ulangi kata sandi"), check=self._check_again)
        self.lock = QCheckBox(counted("Kunci otomatis setelah {count} menit tidak dipakai", LOCK_MINUTES))
        self.lock.setChecked(True)
        self.password.edited.connect(self._on_password)
        self.add_row(self.name, self.position)
        self.add_row(self.password)
        self.add_row(self.again)
        self.body.addSpacing(theme.px(2))
        self.body.addWidget(self.lock)
        self.body.addStretch(1)

    def answers(self) -> AdministratorAnswers:
        """What was answered."""
        return AdministratorAnswers(
            name=self.name.text,
            position=self.position.text or None,
            password=self.password.text,
            lock_minutes=LOCK_MINUTES if self.lock.isChecked() else 0,
        )

    def summary(self) -> str:
        """The administrator's name."""
        return self.name.text

    def _on_password(self) -> None:
        judgement = judge(self.password.text)
        if not judgement.problem:
            self.password.set_note(judgement.praise, judgement.role)
        elif not self.password.wrong:
            self.password.set_note("")
        if self.again.text:
            self.again.validate()

    def _check_again(self, text: str) -> str:
        return "" if text == self.password.text else _("Belum sama dengan kata sandi di atas")
