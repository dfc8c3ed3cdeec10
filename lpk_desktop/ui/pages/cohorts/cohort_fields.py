"""The fields of a new class and what can be wrong with each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from lpk_desktop.domain.dates import Kind, read_date
from lpk_desktop.domain.schedule import Length
from lpk_desktop.errors import UserError
from lpk_desktop.language import C_, _
from lpk_desktop.messages import sentence
from lpk_desktop.services.centre import Person
from lpk_desktop.services.planning import NewCohort
from lpk_desktop.services.programmes import ProgrammeCard
from lpk_desktop.ui.dates import plain_date
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.box import Area
from lpk_desktop.ui.widgets.field import ChoiceField, Field
from lpk_desktop.ui.widgets.label import Label
from lpk_desktop.ui.widgets.segmented import Choice, Segmented

PATTERN = "Sen-Jum 08:00-15:30 istirahat 12:00-13:00"
_PATTERN_CODES = ("pattern-", "schedule-without-jp", "schedule-too-long")


class CohortFields(Area):
    """`edited` after every change; `read` gives the class as far as it can be laid out."""

    edited = Signal()
    programme_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self._programmes: dict[str, ProgrammeCard] = {}
        self._today = date.min
        self.programme_field = ChoiceField(theme, _("Program"), [])
        self.batch = Field(theme, _("Angkatan"), check=_check_number)
        self.starts = Field(theme, C_("first day", "Mulai"), check=self._check_day)
        self.pattern = Field(
            theme,
            _("Hari dan jam"),
            hint=_("Boleh beberapa, misalnya Sen, Rab 18.30-21.00; Sab 08.00-12.00"),
        )
        self.measure = Segmented(
            theme,
            [
                Choice("jp", _("Jam pelajaran")),
                Choice("sessions", _("Sesi")),
                Choice("until", _("Sampai tanggal")),
            ],
            name=_("Panjang kelas"),
        )
        self.length = Field(theme, _("Jam pelajaran"), check=self._check_length)
        self.joint = QCheckBox(_("Libur juga pada cuti bersama"))
        self.instructor = ChoiceField(theme, _("Instruktur"), [])
        self.place = Field(theme, _("Tempat"))
        self.capacity = Field(theme, _("Kursi"), check=_check_optional_number)
        self.mode = Segmented(
            theme,
            [
                Choice("luring", C_("mode of learning", "Luring")),
                Choice("daring", C_("mode of learning", "Daring")),
                Choice("blended", C_("mode of learning", "Campuran")),
            ],
            name=_("Cara belajar"),
        )
        self.joint.setChecked(True)
        self.pattern.set_text(PATTERN)
        self._lay_out()
        self._connect()

    @property
    def programme(self) -> str:
        """The code of the chosen programme."""
        return self.programme_field.value

    @property
    def programme_name(self) -> str:
        """Its name as titles have it."""
        return self._programmes[self.programme].name if self.programme in self._programmes else ""

    def set_choices(self, programmes: Sequence[ProgrammeCard], people: Sequence[Person]) -> None:
        """Offer these programmes and instructors; those chosen stay chosen."""
        self._programmes = {each.code: each for each in programmes}
        _fill(self.programme_field, [Choice(each.code, each.title) for each in programmes])
        nobody = Choice("", _("Belum ditentukan"))
        _fill(self.instructor, [nobody, *(Choice(each.id, each.name) for each in people)])

    def set_today(self, today: date) -> None:
        """Offer today as the start while none is typed."""
        self._today = today
        if not self.starts.text:
            self.starts.set_text(plain_date(today))

    def set_batch(self, batch: int) -> None:
        """Offer the next batch of the programme."""
        self.batch.set_text(str(batch))

    def offer_length(self) -> None:
        """Offer the programme's own training hours, else a number of sessions."""
        card = self._programmes.get(self.programme)
        jp = card.jp_total if card else None
        self.measure.choose("jp" if jp else "sessions")
        self.length.set_text(str(jp or ""))
        self._on_measure_chosen(self.measure.current)

    def read(self) -> NewCohort | None:
        """The class as typed, None while something needed is missing or wrong."""
        starts, length = self._day(self.starts.text), self._length()
        if starts is None or length is None or not self.batch.text.isdigit() or not self.programme:
            return None
        capacity = self.capacity.text
        return NewCohort(
            programme=self.programme,
            batch=int(self.batch.text),
            pattern=self.pattern.text,
            starts=starts,
            length=length,
            capacity=int(capacity) if capacity.isdigit() else None,
            mode=self.mode.current,
            place=self.place.text or None,
            instructor=self.instructor.value or None,
            skip_joint_leave=self.joint.isChecked(),
        )

    def checked(self) -> NewCohort | None:
        """The class, or None with the keyboard on the first field that is wrong."""
        wrong = [
            field for field in (self.batch, self.starts, self.length, self.capacity) if not field.validate()
        ]
        if self.pattern.wrong:
            wrong.append(self.pattern)
        if wrong:
            wrong[0].edit.setFocus()
            return None
        return self.read()

    def set_problem(self, error: UserError | None) -> None:
        """Say under the field it is about why no sessions can be laid out; None when they can."""
        text = sentence(error) if error else ""
        about_pattern = error is not None and error.code.startswith(_PATTERN_CODES)
        self.pattern.set_error(text if about_pattern else "")
        self.length.set_error("" if about_pattern else text)

    def _lay_out(self) -> None:
        theme = self._theme
        measure = QVBoxLayout()
        measure.setSpacing(theme.px(8))
        measure.addWidget(Label(theme, _("Panjang"), style="small", role="text2", weight=500))
        measure.addWidget(self.measure)
        measure.addWidget(self.length)
        mode = QVBoxLayout()
        mode.setSpacing(theme.px(5))
        mode.addWidget(Label(theme, _("Cara belajar"), style="small", role="text2", weight=500))
        mode.addWidget(self.mode)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(20), theme.px(18), theme.px(20), theme.px(24))
        column.setSpacing(theme.px(16))
        column.addWidget(self.programme_field)
        column.addLayout(_beside(theme, self.batch, self.starts))
        column.addWidget(self.pattern)
        column.addLayout(measure)
        column.addWidget(self.joint)
        column.addWidget(self.instructor)
        column.addLayout(_beside(theme, self.place, self.capacity))
        column.addLayout(mode)
        column.addStretch(1)

    def _connect(self) -> None:
        for field in (self.batch, self.starts, self.pattern, self.length, self.place, self.capacity):
            field.edited.connect(lambda _text: self.edited.emit())
        self.joint.toggled.connect(lambda _on: self.edited.emit())
        self.measure.chosen.connect(self._on_measure_chosen)
        self.programme_field.chosen.connect(self.programme_chosen)

    def _on_measure_chosen(self, measure: str) -> None:
        names = {"jp": _("Jam pelajaran"), "sessions": _("Jumlah sesi"), "until": _("Tanggal selesai")}
        self.length.set_label(names[measure])
        self.edited.emit()

    def _day(self, text: str) -> date | None:
        return read_date(text, kind=Kind.EVENT, today=self._today)

    def _length(self) -> Length | None:
        text, measure = self.length.text, self.measure.current
        if measure == "until":
            until = self._day(text)
            return None if until is None else Length(until=until)
        if not text.isascii() or not text.isdigit() or int(text) < 1:
            return None
        return Length(jp=int(text)) if measure == "jp" else Length(sessions=int(text))

    def _check_day(self, text: str) -> str:
        return "" if self._day(text) else _("Tulis tanggalnya, misalnya 9 Juni 2026.")

    def _check_length(self, text: str) -> str:
        if self._length() is not None:
            return ""
        return (
            self._check_day(text) if self.measure.current == "until" else _("Tulis angka, paling sedikit 1.")
        )


def _beside(theme: Theme, left: QWidget, right: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.px(12))
    row.addWidget(left, 1)
    row.addWidget(right, 1)
    return row


def _fill(field: ChoiceField, choices: Sequence[Choice]) -> None:
    kept = field.value
    field.combo.clear()
    for choice in choices:
        field.combo.addItem(choice.text, choice.key)
    field.set_value(kept)


def _check_number(text: str) -> str:
    return "" if text.isascii() and text.isdigit() and int(text) else _("Tulis angka, paling sedikit 1.")


def _check_optional_number(text: str) -> str:
    return _check_number(text) if text else ""
