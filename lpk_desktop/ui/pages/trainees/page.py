"""The page Peserta."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from lpk_desktop.domain.roles import Right
from lpk_desktop.errors import UserError
from lpk_desktop.language import _, counted
from lpk_desktop.messages.fields import field_words
from lpk_desktop.services import cohort_list, trainee_list, trainees
from lpk_desktop.services.centre import local_now
from lpk_desktop.services.finding import matching
from lpk_desktop.services.merging import merge
from lpk_desktop.services.trainee_list import trainee_lines
from lpk_desktop.services.trainee_profile import profile
from lpk_desktop.services.views import CohortStatus
from lpk_desktop.storage.history import SEEN
from lpk_desktop.storage.store import Changes, Session
from lpk_desktop.ui.desk import Desk
from lpk_desktop.ui.keys import page_action
from lpk_desktop.ui.page import Page
from lpk_desktop.ui.pages.beside import ROOM, Beside
from lpk_desktop.ui.pages.consenting import Consenting
from lpk_desktop.ui.pages.row_menu import offer_menu
from lpk_desktop.ui.pages.trainees.card_panel import CardPanel
from lpk_desktop.ui.pages.trainees.columns import columns
from lpk_desktop.ui.pages.trainees.form import Lookups, TraineeForm
from lpk_desktop.ui.pages.trainees.own_data import OwnDataExport
from lpk_desktop.ui.pages.trainees.tools import TraineeTools
from lpk_desktop.ui.rows_model import RowsModel
from lpk_desktop.ui.targets import ClassTabKey, CohortTarget, HistoryTarget, TraineesTarget, Wanted
from lpk_desktop.ui.widgets.button import ActionButton, Button
from lpk_desktop.ui.widgets.empty_state import EmptyState
from lpk_desktop.ui.widgets.hint_bar import Hint, Status
from lpk_desktop.ui.widgets.menu import Menu
from lpk_desktop.ui.widgets.page_header import PageHeader
from lpk_desktop.ui.widgets.segmented import Choice
from lpk_desktop.ui.widgets.table_view import TableView

_OPEN = {CohortStatus.RUNNING, CohortStatus.PLANNED}


class TraineesPage(Page):
    """A list of people with one of them beside it; the form takes the same place."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, _("Peserta"))
        self._desk = desk
        theme = desk.theme
        self._wanted = True
        """Whether the panel shall be shown; Esc sends it away until Enter."""
        self.rows = RowsModel(columns(), lambda line: line.id, checkable=True, parent=self)
        self.table = TableView(theme, self.rows, name=_("Peserta"))
        self.header = PageHeader(theme, _("Peserta"))
        self.tools = TraineeTools(theme)
        self._add_actions()
        reveal = None if desk.denial(Right.REVEAL) else self._reveal
        log = not desk.denial(Right.READ_LOG)
        self.own_data = OwnDataExport(desk, self)
        self.card = CardPanel(theme, edit=self.edit, enrol=self.enrol, reveal=reveal, log=log)
        self.consenting = Consenting(desk, self)
        self.card.more = (self.take, self.consent, self.unconsent)
        self.form = TraineeForm(theme, Lookups(today=self._today, holder=self._holder, reveal=self._reveal))
        self.panel = QStackedWidget()
        self._empty = EmptyState(theme, "users", "")
        self._lay_out()
        self._connect()
        self.refresh()

    @property
    def place(self) -> str:
        """Nothing in the sidebar stands for one person."""
        return ""

    def hints(self) -> Sequence[Hint | QAction]:
        """The keys of the form while it is open, else how many are shown and the keys of the list."""
        if self._form_open:
            save = Hint(keys=("Enter",), text=_("simpan"))
            leave = Hint(keys=("Esc",), text=_("tutup, isian menunggu"))
            return (save, Hint(keys=("Tab",), text=_("isian berikutnya")), leave)
        count = counted("{count} peserta", self.rows.rowCount())
        return (
            Hint(text=count),
            Hint(keys=("↑", "↓"), text=_("pindah"), rule=True),
            Hint(keys=(_("Spasi"),), text=_("centang")),
            Hint(keys=("Enter",), text=_("buka rincian")),
            self.edit,
            Hint(keys=("/",), text=_("cari")),
        )

    def status(self) -> Status:
        """Identifiers are masked."""
        return Status(text=_("NIK dan KPJ disembunyikan"))

    def refresh(self, changes: object | None = None) -> None:
        """Read the list again, and the person beside it; the form keeps what is typed."""
        if isinstance(changes, Changes) and changes.source == SEEN:
            return  # a card made anew would hide at once what was asked to be shown
        with self._desk.store.read() as session:
            lines = trainee_lines(session, today=self._today())
            names = {
                each.programme: each.cohort.rsplit(" ", 1)[0]
                for each in lines
                if each.cohort and each.programme
            }
        self.tools.set_programmes(
            [Choice(code, name) for code, name in sorted(names.items(), key=lambda pair: pair[1])]
        )
        self.rows.set_rows(lines)
        self.tools.set_doubled(there=any(line.twins for line in lines))
        self.header.set_meta(counted("{count} terdaftar", len(lines)))
        self._name_empty()
        if self.panel.isVisible() and self.panel.currentWidget() is self.card:
            self._show_card(self.card.trainee)
        self.foot_changed.emit()

    def show_target(self, target: object) -> None:
        """Show one person by id, the empty form, those with a damaged NIK, or those who may be here twice."""
        if target is Wanted.NEW:
            self._open_form(new=True)
        elif isinstance(target, TraineesTarget):
            self.tools.widen()
            self.tools.nik.set_value(("damaged",) if target.damaged else ())
            self.tools.doubled.set_value(("doubled",) if target.doubled else ())
        elif isinstance(target, str) and target:
            if self.rows.place_of(target) < 0:
                self.tools.widen()
            self._wanted = True
            self.table.select_id(target)
            self._show_card(target)

    def focus_main(self) -> None:
        """Put the keyboard on the form where it is open, else on the list."""
        if self._form_open:
            self.form.focus_first()
        else:
            self.table.focus_first()

    @property
    def _form_open(self) -> bool:
        return self.panel.isVisible() and self.panel.currentWidget() is self.form

    def _add_actions(self) -> None:
        self.new = page_action(self, _("Peserta baru"), "Ctrl+N")
        self.edit = page_action(self, _("Ubah"), "F2")
        self.enrol = page_action(self, _("Daftarkan ke kelas"))
        edits, enrols = not self._desk.denial(Right.EDIT_TRAINEE), not self._desk.denial(Right.ENROL)
        self.new.setVisible(edits)
        self.edit.setVisible(edits)
        self.enrol.setVisible(enrols)
        self.tools.enrol.setVisible(enrols)
        self.look_up = page_action(self, _("Cari"), "Ctrl+F")
        self.look_up.setShortcuts([QKeySequence("Ctrl+F"), QKeySequence("/")])
        self.take = page_action(self, _("Simpan seluruh data…"))
        self.take.setVisible(not self._desk.denial(Right.REVEAL))
        self.consent = page_action(self, _("Catat persetujuan…"))
        self.unconsent = page_action(self, _("Tarik persetujuan…"))
        for action in (self.consent, self.unconsent):
            action.setVisible(edits)
        offer_menu(self.table, [self.edit, self.enrol, self.take, self.consent, self.new])

    def _lay_out(self) -> None:
        theme = self.theme
        roster = Button(theme, _("Impor Excel"), icon="file-import")
        roster.clicked.connect(lambda: self._desk.hub.asked.emit("import", None))
        if not self._desk.denial(Right.IMPORT):
            self.header.add_action(roster)
        self.header.add_action(ActionButton(theme, self.new, kind="primary", icon="plus"))
        self._widen = Button(theme, _("Hapus saringan"))
        self._widen.clicked.connect(self.tools.widen)
        self._empty.add_act(self._widen)
        self.table.set_empty(self._empty)
        self.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        main = QWidget()
        left = QVBoxLayout(main)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self.tools)
        left.addWidget(self.table, 1)
        self.panel.addWidget(self.card)
        self.panel.addWidget(self.form)
        self.panel.setFixedWidth(self.card.minimumWidth())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(Beside(theme, main, self.panel), 1)

    def _connect(self) -> None:
        hub = self._desk.hub
        self.new.triggered.connect(lambda: self._open_form(new=True))
        self.edit.triggered.connect(lambda: self._open_form(new=False))
        self.enrol.triggered.connect(self._open_enrol_menu)
        self.take.triggered.connect(lambda: self._of_current(self.own_data.save))
        self.consent.triggered.connect(lambda: self._of_current(self.consenting.of_person))
        self.unconsent.triggered.connect(lambda: self._of_current(self.consenting.withdrawal))
        self.look_up.triggered.connect(lambda: self.tools.search.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.tools.changed.connect(self._narrow)
        self.tools.searched.connect(lambda _text: self._narrow())
        self.tools.enrol_asked.connect(self._open_enrol_menu)
        self.tools.untick_asked.connect(lambda: self.rows.set_ticked(()))
        self.rows.ticks_changed.connect(lambda: self.tools.set_ticked(len(self.rows.ticked)))
        self.table.current_changed.connect(self._on_current_changed)
        self.table.opened.connect(self._on_opened)
        self.card.closed.connect(self._on_card_closed)
        self.card.cohort_asked.connect(lambda cohort: hub.asked.emit("cohorts", cohort))
        self.card.certificate_asked.connect(
            lambda cohort: hub.asked.emit(
                "cohorts", CohortTarget(cohort=cohort, tab=ClassTabKey.CERTIFICATES)
            )
        )
        self.card.person_asked.connect(self.show_target)
        self.card.merge_asked.connect(self._merge)
        self.card.history_asked.connect(
            lambda trainee: hub.asked.emit("history", HistoryTarget(trainee=trainee))
        )
        self.card.accesses_asked.connect(
            lambda trainee: hub.asked.emit("history", HistoryTarget(trainee=trainee, access=True))
        )
        self.form.closed.connect(self._on_form_closed)
        self.form.saved.connect(self._on_saved)

    def _narrow(self) -> None:
        found = None
        text = self.tools.search.text().strip()
        if text:
            with self._desk.store.read() as session:
                found = matching(session, text)
        self.rows.set_filter(lambda line: self.tools.keeps(line) and (found is None or line.number in found))
        self._name_empty()
        self.foot_changed.emit()

    def _name_empty(self) -> None:
        narrowed = self.tools.narrowed
        self._widen.setVisible(narrowed)
        if narrowed:
            self._empty.set_words("filter", _("Tidak ada peserta yang cocok dengan saringan"))
        else:
            sentence = _("Impor daftar Excel, atau catat satu per satu dengan Peserta baru.")
            self._empty.set_words("users", _("Belum ada peserta"), sentence)

    def _show_card(self, trainee: str) -> None:
        try:
            with self._desk.store.read() as session:
                found = profile(session, trainee, today=self._today())
        except UserError:
            self.panel.hide()
            return
        self.unconsent.setEnabled(found.card.consents)
        self.card.set_profile(found, self._today())
        self.form.keep_draft()
        self.panel.setCurrentWidget(self.card)
        self.panel.show()
        self.foot_changed.emit()

    def _open_form(self, *, new: bool) -> None:
        card = None
        if not new:
            if not self.table.current_id:
                return
            with self._desk.store.read() as session:
                card = trainees.card(session, self.table.current_id)
        self.form.begin(card)
        self.panel.setCurrentWidget(self.form)
        self.panel.show()
        self.form.focus_first()
        self.foot_changed.emit()

    def _of_current(self, act: Callable[[str, str], None]) -> None:
        """Do something with the person of the list that is chosen, by id and name."""
        place = self.rows.place_of(self.table.current_id)
        if place >= 0:
            line = self.rows.row_at(place)
            act(line.id, line.name)

    def _open_enrol_menu(self) -> None:
        people = self.rows.ticked or ((self.table.current_id,) if self.table.current_id else ())
        if not people:
            return
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        with self._desk.store.read() as session:
            lines = cohort_list.cohort_lines(session, today=self._today())
        for line in (line for line in lines if line.head.status in _OPEN):
            seats = f"{line.head.trainees}/{line.capacity}" if line.capacity else str(line.head.trainees)
            action = menu.addAction(_("{cohort} ({seats})").format(cohort=line.head.title, seats=seats))
            action.triggered.connect(
                lambda _on=False, line=line: self._enrol(people, line.head.id, line.head.short)
            )
        if menu.isEmpty():
            menu.addAction(_("Belum ada kelas yang berjalan atau direncanakan")).setEnabled(False)
        anchor = self.tools.enrol if self.rows.ticked else self.card.enrol_button
        where = anchor if anchor is not None and anchor.isVisible() else self.table
        menu.popup(where.mapToGlobal(QPoint(0, where.height() + 4 if where is anchor else 0)))

    def _enrol(self, people: Sequence[str], cohort: str, short: str) -> None:
        names = {line.id: line.name for line in self.rows.rows}
        who = names.get(people[0], "–") if len(people) == 1 else counted("{count} peserta", len(people))
        what = _("{who} didaftarkan ke {cohort}").format(who=who, cohort=short)

        def enrol(session: Session) -> bool:
            for person in people:
                trainees.enrol(session, trainee=person, cohort=cohort)
            return True

        if self._desk.act(what, enrol, done=what):
            self.rows.set_ticked(())

    def _merge(self, trainee: str, other: str) -> None:
        name = next((line.name for line in self.rows.rows if line.id == trainee), "–")
        what = _("Data ganda {name} digabung").format(name=name)
        kept = self._desk.act(what, lambda session: merge(session, trainee, other), done=what)
        if kept is not None:
            self.tools.set_doubled(there=any(line.twins for line in self.rows.rows))
            self.show_target(kept)

    def _on_current_changed(self, trainee: str) -> None:
        self.edit.setEnabled(bool(trainee))
        self.enrol.setEnabled(bool(trainee))
        self.take.setEnabled(bool(trainee))
        self.consent.setEnabled(bool(trainee))
        roomy = self.width() >= self.theme.px(ROOM)
        if trainee and self._wanted and (roomy or self.panel.isVisible()):
            self._show_card(trainee)

    def _on_opened(self, trainee: str) -> None:
        self._wanted = True
        self._show_card(trainee)

    def _on_card_closed(self) -> None:
        self._wanted = False
        self.panel.hide()
        self.table.setFocus()

    def _on_form_closed(self) -> None:
        self.form.keep_draft()
        if self.table.current_id and self._wanted:
            self._show_card(self.table.current_id)
        else:
            self.panel.hide()
            self.foot_changed.emit()
        self.table.setFocus()

    def _on_saved(self, trainee: str, values: dict[str, object]) -> None:
        desk, form = self._desk, self.form
        name = form.fields["name"].text
        if trainee:
            what = _("Data {name} diubah").format(name=name)

            def update(session: Session) -> str:
                trainees.update_trainee(session, trainee, values)
                return trainee

            saved = desk.act(what, update, done=what) if values else trainee
        else:
            what = _("{name} dicatat").format(name=name)
            saved = desk.act(what, lambda session: trainees.add_trainee(session, values), done=what)
        if saved is None:
            return
        form.forget_draft()
        self._wanted = True
        self.show_target(saved)
        self.table.setFocus()

    def _today(self) -> date:
        with self._desk.store.read() as session:
            return local_now(session, self._desk.now()).date()

    def _holder(self, nik: str, trainee: str) -> str:
        with self._desk.store.read() as session:
            found = trainee_list.holder_of_nik(session, nik, other_than=trainee or None)
        return found[1] if found else ""

    def _reveal(self, trainee: str, field: str) -> str | None:
        return self._desk.act(
            _("Melihat {field} lengkap").format(field=field_words(field)),
            lambda session: trainees.identifier(session, trainee, field, now=self._desk.now()),
            source=SEEN,
        )
