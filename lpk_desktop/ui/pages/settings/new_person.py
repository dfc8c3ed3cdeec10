"""The form for a new person of the centre."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from lpk_desktop.domain.roles import Role
from lpk_desktop.language import _
from lpk_desktop.messages.roles import role_word
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.box import Panel
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.field import Field
from lpk_desktop.ui.widgets.label import Label
from lpk_desktop.ui.widgets.segmented import Choice, Segmented


class NewPersonForm(Panel):
    """Name, role and registration; `submitted` carries them, and whether the person shall sign in."""

    submitted = Signal(str, str, str, bool)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, radius=8)
        self.name = Field(theme, _("Nama lengkap dengan gelar"), check=_check_name)
        self.met = Field(theme, _("Registrasi asesor (bila ada)"))
        self.role = Segmented(theme, [Choice(role.value, role_word(role)) for role in Role], name=_("Peran"))
        self.with_code = Button(theme, _("Tambah dan beri kode masuk"), icon="plus")
        self.without = Button(theme, _("Tambah tanpa akses"), kind="quiet")
        cancel = Button(theme, _("Batal"), kind="quiet")
        self.with_code.clicked.connect(lambda: self._submit(signs_in=True))
        self.without.clicked.connect(lambda: self._submit(signs_in=False))
        cancel.clicked.connect(self.closed)
        fields, acts = QHBoxLayout(), QHBoxLayout()
        fields.setSpacing(theme.px(16))
        fields.addWidget(self.name, 3)
        fields.addWidget(self.met, 2)
        acts.setSpacing(theme.px(8))
        for button in (self.with_code, self.without, cancel):
            acts.addWidget(button)
        acts.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(16), theme.px(14), theme.px(16), theme.px(14))
        column.setSpacing(theme.px(12))
        column.addLayout(fields)
        column.addWidget(Label(theme, _("Peran"), style="small", role="text2", weight=500))
        column.addWidget(self.role)
        column.addLayout(acts)
        self.name.edit.returnPressed.connect(lambda: self._submit(signs_in=True))
        self.hide()

    def begin(self) -> None:
        """Ask for a person, with empty fields."""
        for field in (self.name, self.met):
            field.set_text("")
            field.set_error("")
        self.role.choose(Role.INSTRUCTOR.value)
        self.show()
        self.name.setFocus()

    def _submit(self, *, signs_in: bool) -> None:
        if self.name.validate():
            self.submitted.emit(self.name.text, self.role.current, self.met.text, signs_in)
        else:
            self.name.setFocus()


def _check_name(text: str) -> str:
    return "" if text else _("Tulis namanya.")
