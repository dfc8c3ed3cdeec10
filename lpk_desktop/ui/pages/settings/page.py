"""The settings page: every field is stored when it is left, and can be undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from lpk_desktop.domain import numbering
from lpk_desktop.domain.dates import Kind, read_date
from lpk_desktop.domain.formatting import date_long
from lpk_desktop.domain.roles import Right
from lpk_desktop.errors import UserError
from lpk_desktop.language import _, current_language
from lpk_desktop.messages import sentence
from lpk_desktop.services.centre import (
    CentreCard,
    Signer,
    centre,
    local_now,
    set_signer,
    signer,
    update_centre,
)
from lpk_desktop.storage.door import Gate
from lpk_desktop.ui.desk import Desk
from lpk_desktop.ui.page import Page
from lpk_desktop.ui.pages.settings.backups import BackupSection
from lpk_desktop.ui.pages.settings.own_password import OwnPassword
from lpk_desktop.ui.pages.settings.people_section import PeopleSection
from lpk_desktop.ui.pages.settings.retention import Retention
from lpk_desktop.ui.pages.settings.security import Security
from lpk_desktop.ui.rights import read_only_strip
from lpk_desktop.ui.targets import SettingsPart
from lpk_desktop.ui.widgets.field import Field
from lpk_desktop.ui.widgets.hint_bar import Status
from lpk_desktop.ui.widgets.label import Label
from lpk_desktop.ui.widgets.page_header import PageHeader
from lpk_desktop.ui.widgets.segmented import Choice, Segmented


class SettingsPage(Page):
    """Fields of the centre, its signatories and number template; its backups; the look of the window."""

    theme_chosen = Signal(str)

    def __init__(
        self, desk: Desk, *, choose_theme: Callable[[str], None], gate: Gate, relock: Callable[[], None]
    ) -> None:
        """`gate` makes wrong passwords wait, `relock` begins the idle time anew."""
        super().__init__(desk.theme, _("Pengaturan"))
        self._desk, self._denial = desk, desk.denial(Right.EDIT_CENTRE)
        self.people = PeopleSection(desk)
        self.password = OwnPassword(desk, gate)
        self.security = Security(desk, gate)
        self.security.lock_changed.connect(relock)
        for box in (self.people.code_box, self.security.code_box):
            box.appeared.connect(lambda box=box: self._bring_up(box))
        self._fields: dict[str, Field] = {}
        self._signers: dict[bool, tuple[Field, Field]] = {}
        self._wanted: QWidget | None = None
        self.look = Segmented(
            desk.theme,
            [Choice("system", _("Sistem")), Choice("light", _("Terang")), Choice("dark", _("Gelap"))],
            name=_("Tema"),
        )
        self.backups = BackupSection(desk)
        self.retention = Retention(desk)
        self._lay_out()
        self.refresh()
        self.look.choose(desk.theme.choice)
        self.look.chosen.connect(choose_theme)

    def refresh(self, changes: object | None = None) -> None:  # noqa: ARG002  few fields: all are read again
        """Show what is stored; a field in which somebody types is left alone."""
        with self._desk.store.read() as session:
            card = centre(session)
            on = local_now(session, self._desk.now()).date()
            people = {back: signer(session, on=on, back=back) for back in (False, True)}
        for name, field in self._fields.items():
            if not field.edit.hasFocus():
                field.set_text(_shown(card, name))
        for back, (name_field, position) in self._signers.items():
            _fill_signer(people[back], name_field, position)
        self.people.refresh()

    def show_target(self, target: object) -> None:
        """Bring a part into sight, with the keyboard in it."""
        if target is SettingsPart.PASSWORD:
            self._wanted = self.password

    def status(self) -> Status:
        """No button is needed, where one may write at all."""
        return Status() if self._denial else Status(text=_("Setiap isian disimpan saat ditinggalkan"))

    def focus_main(self) -> None:
        """What was asked for, else the centre's name."""
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            wanted.setFocus()
            self._bring_up(wanted)
        else:
            self._fields["name"].edit.setFocus()

    def _bring_up(self, part: QWidget) -> None:
        # Only after the layout has settled is it known where the part stands.
        QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(part))

    def _store(self, name: str) -> None:
        field = self._fields[name]
        if not field.validate():
            return
        with self._desk.store.read() as session:
            unchanged = field.text == _shown(centre(session), name)
        if not unchanged:
            value = self._value(name, field.text)
            self._desk.act(
                _("Ubah pengaturan pusat pelatihan"),
                lambda session: update_centre(session, {name: value}),
                done=_("Tersimpan"),
            )

    def _value(self, name: str, text: str) -> object:
        if name == "licence_until":
            return read_date(text, kind=Kind.EVENT, today=self._desk.now().date()) if text else None
        return text or None

    def _store_signer(self, *, back: bool) -> None:
        name, position = self._signers[back]
        if not name.text or not position.text:
            return
        with self._desk.store.read() as session:
            on = local_now(session, self._desk.now()).date()
            now = signer(session, on=on, back=back)
        if now is None or (now.name, now.position) != (name.text, position.text):
            self._desk.act(
                _("Penanda tangan: {name}").format(name=name.text),
                lambda session: set_signer(session, name=name.text, position=position.text, back=back),
                done=_("Tersimpan"),
            )

    def _lay_out(self) -> None:
        theme = self.theme
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(theme.px(28), theme.px(24), theme.px(28), theme.px(24))
        column.setSpacing(theme.px(14))
        column.addWidget(read_only_strip(theme, self._denial, flush=True))
        self._add_section(column, _("Pusat pelatihan"), self._centre_rows())
        self._add_section(column, _("Sertifikat"), self._paper_rows())
        self._add_section(column, _("Orang dan peran"), [[self.people]])
        self._add_section(column, _("Kata sandi saya"), [[self.password]])
        self._add_section(column, _("Keamanan komputer ini"), [[self.security]])
        self._add_section(column, _("Cadangan"), [[self.backups]])
        if not self._desk.denial(Right.ERASE):
            self._add_section(column, _("Masa simpan data pribadi"), [[self.retention]])
        self._add_section(column, _("Tampilan"), [[self.look]])
        for field in (*self._fields.values(), *(each for pair in self._signers.values() for each in pair)):
            field.edit.setReadOnly(bool(self._denial))
        column.addStretch(1)
        body.setMaximumWidth(theme.px(760))
        area = self._area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(body)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(PageHeader(theme, self.title))
        page.addWidget(area, 1)

    def _centre_rows(self) -> list[list[QWidget]]:
        return [
            [self._field("name", _("Nama pusat pelatihan"), _need_name), self._field("place", _("Kota"))],
            [self._field("licence_number", _("Nomor izin atau tanda daftar")),
             self._field("licence_issuer", _("Penerbit izin"))],
            [self._field("licence_until", _("Izin berlaku sampai"), _check_day),
             self._field("vin", _("VIN"))],
        ]  # fmt: skip

    def _paper_rows(self) -> list[list[QWidget]]:
        rows: list[list[QWidget]] = [[self._field("number_template", _("Pola nomor"), _check_template)]]
        for back, who in ((False, _("Penanda tangan depan")), (True, _("Penanda tangan belakang"))):
            name, position = Field(self.theme, who), Field(self.theme, _("Jabatan"))
            for field in (name, position):
                field.edit.left.connect(lambda back=back: self._store_signer(back=back))
            self._signers[back] = name, position
            rows.append([name, position])
        return rows

    def _field(self, name: str, label: str, check: Callable[[str], str] | None = None) -> Field:
        field = Field(self.theme, label, check=check)
        field.edit.left.connect(lambda: self._store(name))
        field.edit.returnPressed.connect(lambda: self._store(name))
        self._fields[name] = field
        return field

    def _add_section(self, column: QVBoxLayout, title: str, rows: list[list[QWidget]]) -> None:
        column.addWidget(Label(self.theme, title, style="section"))
        for widgets in rows:
            row = QHBoxLayout()
            row.setSpacing(self.theme.px(16))
            for widget in widgets:
                row.addWidget(widget, 0 if widget is self.look else 1)
            if widgets[-1] is self.look:
                row.addStretch(1)
            column.addLayout(row)
        column.addSpacing(self.theme.px(10))


def _shown(card: CentreCard, name: str) -> str:
    value = getattr(card, name)
    if isinstance(value, date):
        return date_long(value, language=current_language())
    return str(value or "")


def _fill_signer(person: Signer | None, name: Field, position: Field) -> None:
    if not name.edit.hasFocus() and not position.edit.hasFocus():
        name.set_text(person.name if person else "")
        position.set_text(person.position if person else "")


def _need_name(text: str) -> str:
    return "" if text else _("Pusat pelatihan perlu nama.")


def _check_day(text: str) -> str:
    # Any day will do as today: the question is only whether it reads as a day.
    if not text or read_date(text, kind=Kind.EVENT, today=date(2026, 1, 1)):
        return ""
    return _("Tanggal tidak terbaca. Tulis misalnya 30 Juni 2026.")


def _check_template(text: str) -> str:
    try:
        numbering.parse(text)
    except UserError as error:
        return sentence(error)
    return ""
