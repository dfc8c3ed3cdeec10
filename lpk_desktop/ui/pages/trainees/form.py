"""The form for a person: every field checked when it is left, nothing stored before *Simpan*."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lpk_desktop.domain.dates import Kind, read_date
from lpk_desktop.domain.people import read_kpj, read_name, read_nik, read_text
from lpk_desktop.domain.phones import read_phone
from lpk_desktop.language import _
from lpk_desktop.messages.fields import field_words
from lpk_desktop.services.trainees import TraineeCard
from lpk_desktop.ui.dates import plain_date
from lpk_desktop.ui.identity import phone_words
from lpk_desktop.ui.pages.trainees import checks
from lpk_desktop.ui.pages.trainees.secret_field import SecretField
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.field import Field
from lpk_desktop.ui.widgets.label import Label
from lpk_desktop.ui.widgets.segmented import Choice, Segmented
from lpk_desktop.ui.widgets.side_panel import Section, SidePanel

PLAIN = (
    "name",
    "birth_place",
    "birth_date",
    "phone",
    "email",
    "address",
    "education",
    "employer",
    "terminated",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookups:
    """What the form asks its page."""

    today: Callable[[], date]
    holder: Callable[[str, str], str]
    """(NIK, id of this person or empty): the name of whoever else has it, empty for nobody."""
    reveal: Callable[[str, str], str | None]
    """(id, "nik" or "kpj"): the whole identifier."""


class TraineeForm(SidePanel):
    """New with an empty `trainee`, else a change; what was typed waits when the form is left."""

    saved = Signal(str, dict)
    """The id of the person, empty for a new one, and the values to store."""

    def __init__(self, theme: Theme, lookups: Lookups) -> None:
        super().__init__(theme, name=_("Isian peserta"))
        self._theme, self._lookups = theme, lookups
        self.trainee = ""
        self._kept: dict[str, str] = {}
        self._drafts: dict[str, dict[str, str]] = {}
        self._title = Label(theme, style="title")
        self._draft_note = Label(
            theme, _("Isian terakhir yang belum disimpan."), style="small", role="warnFg"
        )
        self._drop = Button(theme, _("Buang"), kind="link")
        self.save_button = Button(theme, _("Simpan"), kind="primary", keys="Enter")
        self.fields = self._make_fields()
        self.nik = SecretField(theme, "NIK", check=self._check_nik)
        self.kpj = SecretField(theme, _("No. KPJ"), check=checks.check_kpj)
        self.sex = Segmented(
            theme,
            [Choice("", _("Belum diisi")), Choice("L", _("Laki-laki")), Choice("P", _("Perempuan"))],
            name=_("Jenis kelamin"),
        )
        self._lay_out()
        self._connect()
        self._kept = self._texts()

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not stored."""
        return self._texts() != self._kept

    def begin(self, card: TraineeCard | None) -> None:
        """Start with a person, or an empty form; a draft of the same person comes back."""
        self.keep_draft()
        self.trainee = card.id if card else ""
        self._title.setText(_("Ubah {name}").format(name=card.name) if card else _("Peserta baru"))
        for field in self.fields.values():
            field.set_text("")
            field.set_error("")
        self._fill(card)
        self._kept = self._texts()
        self._take_draft()

    def keep_draft(self) -> None:
        """Remember what was typed; called when the form goes out of sight."""
        if self.dirty:
            self._drafts[self.trainee] = self._texts()
        else:
            self._drafts.pop(self.trainee, None)

    def forget_draft(self) -> None:
        """What was typed is stored, or thrown away."""
        self._drafts.pop(self.trainee, None)
        self._kept = self._texts()

    def focus_first(self) -> None:
        """Put the keyboard on the name."""
        self.fields["name"].edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter stores, Esc leaves; what was typed waits."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._save()
        else:
            super().keyPressEvent(event)

    def _make_fields(self) -> dict[str, Field]:
        theme, today = self._theme, self._lookups.today
        made: Mapping[str, Callable[[str], str] | None] = {
            "name": checks.check_name,
            "birth_date": lambda text: checks.check_birth(text, today()),
            "phone": checks.check_phone,
            "terminated": lambda text: checks.check_day(text, today()),
        }
        return {key: Field(theme, field_words(key), check=made.get(key)) for key in PLAIN}

    def _lay_out(self) -> None:
        theme = self._theme
        head, body, foot = Section(theme), Section(theme), Section(theme)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self.close_button)
        head.body.addLayout(top)
        self._draft = QWidget()
        draft = QHBoxLayout(self._draft)
        draft.setContentsMargins(0, 0, 0, 0)
        draft.addWidget(self._draft_note)
        draft.addWidget(self._drop)
        draft.addStretch(1)
        head.add(self._draft)
        body.body.setSpacing(theme.px(13))
        sex = QVBoxLayout()
        sex.setSpacing(theme.px(5))
        sex.addWidget(Label(theme, _("Jenis kelamin"), style="small", role="text2", weight=500))
        sex.addWidget(self.sex)
        body.add(self.fields["name"], self.nik, self.kpj)
        body.body.addLayout(_beside(theme, self.fields["birth_place"], self.fields["birth_date"]))
        body.body.addLayout(sex)
        for key in ("phone", "email", "address", "education"):
            body.add(self.fields[key])
        body.body.addLayout(_beside(theme, self.fields["employer"], self.fields["terminated"]))
        cancel = Button(theme, _("Batal"), kind="quiet")
        cancel.clicked.connect(self.closed)
        row = QHBoxLayout()
        row.addWidget(Label(theme, _("Hanya nama yang wajib."), style="small", role="text3"), 1)
        row.addWidget(cancel)
        row.addWidget(self.save_button)
        foot.body.addLayout(row)
        self.add(head, body, foot)

    def _connect(self) -> None:
        self.save_button.clicked.connect(self._save)
        self._drop.clicked.connect(self._on_drop)
        self.nik.edited.connect(self._on_nik_edited)
        self.nik.edit.left.connect(self._warn_of_difference)
        self.fields["birth_date"].edit.left.connect(self._warn_of_difference)
        self.sex.chosen.connect(lambda _key: self._warn_of_difference())

    def _fill(self, card: TraineeCard | None) -> None:
        nik_there = card is not None and card.nik_state.value != "missing"
        reveal_nik = (lambda: self._lookups.reveal(self.trainee, "nik")) if nik_there else None
        kpj_there = card is not None and "•••• " in card.kpj
        reveal_kpj = (lambda: self._lookups.reveal(self.trainee, "kpj")) if kpj_there else None
        self.nik.set_kept(card.nik if card else "", reveal_nik)
        self.kpj.set_kept(card.kpj if card else "", reveal_kpj)
        self.sex.choose((card.sex or "") if card else "")
        if card is None:
            return
        texts = {
            "name": card.name,
            "birth_place": card.birth_place,
            "birth_date": plain_date(card.birth_date) if card.birth_date else "",
            "phone": phone_words(card.phone),
            "email": card.email,
            "address": card.address,
            "education": card.education,
            "employer": card.employer,
            "terminated": plain_date(card.terminated) if card.terminated else "",
        }
        for key, text in texts.items():
            self.fields[key].set_text(text or "")

    def _texts(self) -> dict[str, str]:
        texts = {key: field.text for key, field in self.fields.items()}
        return texts | {"nik": self.nik.text, "kpj": self.kpj.text, "sex": self.sex.current}

    def _take_draft(self) -> None:
        draft = self._drafts.get(self.trainee)
        self._draft.setVisible(draft is not None)
        if draft is None:
            return
        for key, field in (*self.fields.items(), ("nik", self.nik), ("kpj", self.kpj)):
            field.set_text(draft[key])
        self.sex.choose(draft["sex"])

    def _on_drop(self) -> None:
        self._drafts.pop(self.trainee, None)
        for key, field in (*self.fields.items(), ("nik", self.nik), ("kpj", self.kpj)):
            field.set_text(self._kept[key])
            field.set_error("")
        self.sex.choose(self._kept["sex"])
        self._draft.hide()
        self.focus_first()

    def _check_nik(self, text: str) -> str:
        problem = checks.check_nik(text)
        if problem or not text:
            return problem
        holder = self._lookups.holder(read_nik(text).value or "", self.trainee)
        if holder:
            return _("NIK ini sudah tercatat atas nama {name}. Buka datanya, jangan dibuat dua kali.").format(
                name=holder
            )
        return ""

    def _on_nik_edited(self, text: str) -> None:
        """A whole NIK that somebody has already is told at once, while one types."""
        number = read_nik(text).value
        if number and self._lookups.holder(number, self.trainee):
            self.nik.set_error(self._check_nik(text))

    def _warn_of_difference(self) -> None:
        if self.nik.wrong:
            return
        today = self._lookups.today()
        born = read_date(self.fields["birth_date"].text, kind=Kind.BIRTH, today=today)
        warning = checks.nik_differs(self.nik.text, born=born, sex=self.sex.current, today=today)
        self.nik.set_note(warning, "warnFg")

    def _save(self) -> None:
        every = [self.fields["name"], self.nik, self.kpj, *self.fields.values()]
        wrong = [field for field in every if not field.validate()]
        if wrong:
            wrong[0].edit.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(wrong[0])
            return
        self._warn_of_difference()
        self.saved.emit(self.trainee, self._values())

    def _values(self) -> dict[str, object]:
        """What to store: for a new person what was filled in, else only what has changed."""
        today, texts = self._lookups.today(), self._texts()
        values: dict[str, object] = {
            "name": read_name(texts["name"]).value,
            "sex": texts["sex"] or None,
            "phone": read_phone(texts["phone"]).value,
            "birth_date": read_date(texts["birth_date"], kind=Kind.BIRTH, today=today),
            "terminated": read_date(texts["terminated"], kind=Kind.EVENT, today=today),
        }
        for key in ("birth_place", "email", "address", "education", "employer"):
            values[key] = read_text(texts[key]).value
        changed = {key: value for key, value in values.items() if texts[key] != self._kept[key]}
        if self.nik.replaces:
            changed["nik"] = read_nik(texts["nik"]).value
        if self.kpj.replaces:
            changed["kpj"] = read_kpj(texts["kpj"]).value
        return changed


def _beside(theme: Theme, left: QWidget, right: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.px(12))
    row.addWidget(left, 1)
    row.addWidget(right, 1)
    return row
