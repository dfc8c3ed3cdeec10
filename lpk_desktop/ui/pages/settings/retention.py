"""Pengaturan, Masa simpan data: how long personal data is kept, whose time is over, and erasing it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lpk_desktop.domain.erasing import Reason
from lpk_desktop.domain.formatting import date_long
from lpk_desktop.domain.roles import Right
from lpk_desktop.errors import UserError
from lpk_desktop.language import _, counted, current_language
from lpk_desktop.messages import erasing as words
from lpk_desktop.messages import sentence
from lpk_desktop.services import erasing
from lpk_desktop.services.erasing import Due
from lpk_desktop.storage.history import FINAL
from lpk_desktop.storage.store import Session
from lpk_desktop.ui.background import Work
from lpk_desktop.ui.desk import Desk
from lpk_desktop.ui.pages.settings.erasing import Erasing
from lpk_desktop.ui.rows_model import STRONG, Column, RowsModel
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.field import Field
from lpk_desktop.ui.widgets.label import Label
from lpk_desktop.ui.widgets.table_view import TableView
from lpk_desktop.ui.widgets.toast import News
from lpk_desktop.ui.widgets.visibility import show_if

_MOST_ROWS = 6


class Retention(QWidget):
    """Looking through everybody takes a moment, so a worker does it; nothing is erased by itself."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._due: Sequence[Due] = ()
        self._shown_years = 0
        theme = desk.theme
        self.years = Field(
            theme, _("Disimpan berapa tahun sesudah kelas atau sertifikat terakhir"), check=_years
        )
        self.state = Label(theme, weight=500, wrap=True)
        self.rows = RowsModel(_columns(), lambda each: each.trainee, parent=self)
        self.table = TableView(theme, self.rows, name=_("Lewat masa simpan"))
        self.all = Button(theme, _("Hapus data mereka…"))
        self.whom = Field(theme, _("Atau atas permintaan orangnya: nama lengkap"))
        self.one = Button(theme, _("Hapus datanya…"))
        self.years.edit.left.connect(self._store_years)
        self.years.edit.returnPressed.connect(self._store_years)
        self.all.clicked.connect(self._ask_all)
        self.one.clicked.connect(self._ask_one)
        self.whom.edit.returnPressed.connect(self._ask_one)
        self._lay_out()
        self.setVisible(not desk.denial(Right.ERASE))
        self.refresh()

    def refresh(self) -> None:
        """Look again whose time is over."""
        if self._desk.denial(Right.ERASE):
            return
        self._desk.background.run(lambda _work: self._look(), self._show, self._on_failed, owner=self)

    def _look(self) -> tuple[int, list[Due]]:
        with self._desk.store.read() as session:
            return erasing.retention_years(session), erasing.due(session, now=self._desk.now())

    def _show(self, known: tuple[int, list[Due]]) -> None:
        self._shown_years, self._due = known
        if not self.years.edit.hasFocus():
            self.years.set_text(str(self._shown_years))
        number = len(self._due)
        over = counted("Data {count} orang sudah lewat masa simpan.", number)
        self.state.setText(over if number else _("Belum ada yang lewat masa simpan."))
        self.rows.set_rows(self._due)
        head = self.table.horizontalHeader().sizeHint().height()
        height = min(number, _MOST_ROWS) * self.table.row_height
        self.table.setFixedHeight(head + height + self._desk.theme.px(4))
        show_if(self.table, number > 0)
        show_if(self.all, number > 0)

    def _store_years(self) -> None:
        if not self.years.validate() or int(self.years.text) == self._shown_years:
            return
        years = int(self.years.text)
        label = counted("Data peserta disimpan {count} tahun", years)

        def store(session: Session) -> bool:
            erasing.set_retention(session, years)
            return True

        if self._desk.act(label, store, done=_("Tersimpan")):
            self.refresh()

    def _ask_all(self) -> None:
        people = tuple(each.trainee for each in self._due)
        self._prepare(lambda _session: people, Reason.RETENTION)

    def _ask_one(self) -> None:
        name = self.whom.text
        if name:
            self._prepare(lambda session: (erasing.whom(session, name),), Reason.REQUESTED)

    def _prepare(self, of: Callable[[Session], tuple[str, ...]], reason: Reason) -> None:
        """Show what it would do, and wait for the word."""
        try:
            with self._desk.store.read() as session:
                people = of(session)
                found = erasing.preview(session, people, now=self._desk.now())
        except UserError as error:
            self._desk.tell_failure(error)
            return
        asked = Erasing(self._desk.theme, self, found, reason=reason)
        asked.accepted.connect(lambda: self._erase(people, asked.why))
        asked.open()

    def _erase(self, people: tuple[str, ...], reason: Reason) -> None:
        """On a worker: the log and the file are rewritten."""
        desk = self._desk

        def task(_work: Work) -> int:
            with desk.store.write(words.label(len(people)), source=FINAL) as session:
                return erasing.erase_people(session, people, reason=reason, now=desk.now())

        self.setEnabled(False)
        desk.background.run(task, self._on_erased, self._on_failed, owner=self)

    def _on_erased(self, number: int) -> None:
        self.setEnabled(True)
        self.whom.set_text("")
        told = counted("Data pribadi {count} peserta sudah dihapus.", number)
        self._desk.hub.told.emit(News(text=told, icon="shield-check"))
        self.refresh()

    def _on_failed(self, error: Exception) -> None:
        self.setEnabled(True)
        self._desk.failed(error)

    def _lay_out(self) -> None:
        theme = self._desk.theme
        rule = _(
            "Yang sudah lewat masa simpan tidak dihapus sendiri: Anda yang memutuskan. Nomor, nama, dan "
            "hasil di register sertifikat tetap, dan sertifikatnya tetap bisa diperiksa."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addLayout(_row(theme, self.years))
        column.addWidget(Label(theme, rule, style="small", role="text3", wrap=True))
        head = QHBoxLayout()
        head.addWidget(self.state, 1)
        head.addWidget(self.all)
        column.addLayout(head)
        column.addWidget(self.table)
        column.addLayout(_row(theme, self.whom, self.one))


def _row(theme: Theme, field: Field, button: Button | None = None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.px(8))
    row.addWidget(field, 2)
    if button is not None:
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
    row.addStretch(1)
    return row


def _columns() -> list[Column[Due]]:
    return [
        Column(
            key="name", title=_("Nama"), text=lambda each: each.name, look=lambda _each: STRONG, stretch=True
        ),
        Column(key="class", title=_("Kelas terakhir"), text=lambda each: _day(each.last_class), width=150),
        Column(
            key="papers", title=_("Sertifikat"), text=lambda each: str(each.certificates or "–"), width=90
        ),
        Column(key="since", title=_("Lewat sejak"), text=lambda each: _day(each.since), width=150),
    ]


def _day(day: date | None) -> str:
    return date_long(day, language=current_language()) if day else "–"


def _years(text: str) -> str:
    if text.isascii() and text.isdigit() and 1 <= int(text) <= erasing.LONGEST:
        return ""
    return sentence(UserError("retention-out-of-range", longest=erasing.LONGEST))
