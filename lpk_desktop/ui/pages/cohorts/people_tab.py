"""Kelas › Peserta: the class list, who joins and who leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout

from lpk_desktop.domain.roles import Right
from lpk_desktop.language import _, counted
from lpk_desktop.services import enrolments, trainees
from lpk_desktop.services.centre import local_now
from lpk_desktop.services.cohorts import head
from lpk_desktop.services.enrolments import EnrolmentStatus, ListLine
from lpk_desktop.storage.store import Session
from lpk_desktop.ui.desk import Desk
from lpk_desktop.ui.keys import page_action
from lpk_desktop.ui.pages.beside import Beside
from lpk_desktop.ui.pages.cohorts.add_people import AddPeople
from lpk_desktop.ui.pages.cohorts.people_columns import columns
from lpk_desktop.ui.pages.cohorts.tab import ClassTab
from lpk_desktop.ui.pages.consenting import Consenting
from lpk_desktop.ui.pages.row_menu import offer_menu
from lpk_desktop.ui.rights import read_only_strip
from lpk_desktop.ui.rows_model import RowsModel
from lpk_desktop.ui.targets import Wanted
from lpk_desktop.ui.widgets.button import ActionButton
from lpk_desktop.ui.widgets.empty_state import EmptyState
from lpk_desktop.ui.widgets.hint_bar import Hint, Status
from lpk_desktop.ui.widgets.label import Label
from lpk_desktop.ui.widgets.table_view import TableView
from lpk_desktop.ui.widgets.tool_row import ToolRow


class PeopleTab(ClassTab):
    """The list in order of its numbers; people who left stay below their number, paler."""

    def __init__(self, desk: Desk, cohort: str) -> None:
        super().__init__()
        self._desk, self._cohort = desk, cohort
        self._denial = desk.denial(Right.ENROL, cohort=cohort)
        self.rows = RowsModel(columns(), lambda line: line.enrolment, parent=self)
        self.table = TableView(desk.theme, self.rows, name=_("Peserta kelas ini"))
        self.panel = AddPeople(desk.theme)
        self._words = Label(desk.theme, role="text2")
        self.consenting = Consenting(desk, self)
        self._add_actions()
        self._lay_out()
        self.table.opened.connect(self._on_opened)
        self.table.current_changed.connect(lambda _row: self._allow())
        self.panel.closed.connect(self._on_panel_closed)
        self.panel.chosen.connect(self._on_chosen)
        self.panel.new_asked.connect(lambda: desk.hub.asked.emit("trainees", Wanted.NEW))
        self.refresh()

    def hints(self) -> Sequence[Hint | QAction]:
        """The keys of the list."""
        return (
            Hint(keys=("↑", "↓"), text=_("pindah")),
            Hint(keys=("Enter",), text=_("buka rincian")),
            self.add,
            self.remove,
        )

    def step_back(self) -> bool:
        """Close the panel."""
        shown = self.panel.isVisible()
        if shown:
            self._on_panel_closed()
        return shown

    def status(self) -> Status:
        """Identifiers are masked."""
        return Status(text=_("NIK dan KPJ disembunyikan"))

    def refresh(self) -> None:
        """Read the list again, and who could still join while that is asked."""
        with self._desk.store.read() as session:
            lines = enrolments.class_list(session, self._cohort)
        self.rows.set_rows(lines)
        self._words.setText(_summary(lines))
        if self.panel.isVisible():
            self._fill_panel()
        self._allow()
        self.foot_changed.emit()

    def focus_main(self) -> None:
        """Put the keyboard on the list, or where one adds people while it is empty."""
        if self.rows.rows:
            self.table.focus_first()
        else:
            self._button.setFocus()

    def _add_actions(self) -> None:
        self.add = page_action(self, _("Tambah peserta"), "Ctrl+N")
        self.remove = page_action(self, _("Keluarkan dari kelas"), "Del")
        self.back = page_action(self, _("Masukkan lagi"))
        self.renumber = page_action(self, _("Beri nomor urut baru"))
        self.add.triggered.connect(self._open_panel)
        self.remove.triggered.connect(self._withdraw)
        self.back.triggered.connect(self._take_back)
        self.renumber.triggered.connect(self._renumber)
        self.consent = page_action(self, _("Persetujuan kelas…"))
        self.consent.setVisible(not self._desk.denial(Right.EDIT_TRAINEE))
        self.consent.triggered.connect(lambda: self.consenting.of_class(self._cohort, self._title()))
        offer_menu(self.table, [self.renumber, self.back, self.remove, self.add, self.consent])

    def _lay_out(self) -> None:
        theme = self._desk.theme
        tools = ToolRow(theme)
        tools.add(self._words)
        remove = ActionButton(theme, self.remove, kind="quiet", icon="x")
        back = ActionButton(theme, self.back, kind="quiet", icon="rotate")
        number = ActionButton(theme, self.renumber, kind="quiet", icon="alert-triangle")
        consent = ActionButton(theme, self.consent, kind="quiet", icon="license")
        add = ActionButton(theme, self.add, kind="primary", icon="plus")
        tools.add_right(number, back, remove, consent, add)
        empty = EmptyState(
            theme,
            "users",
            _("Belum ada peserta di kelas ini"),
            _("Ambil dari daftar peserta, atau impor dari Excel."),
        )
        self._button = ActionButton(theme, self.add, kind="plain", icon="plus")
        empty.add_act(self._button)
        self.table.set_empty(empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(tools)
        column.addWidget(read_only_strip(theme, self._denial))
        column.addWidget(Beside(theme, self.table, self.panel), 1)

    def _title(self) -> str:
        with self._desk.store.read() as session:
            on = local_now(session, self._desk.now()).date()
            return head(session, self._cohort, today=on).title

    def _current(self) -> ListLine | None:
        index = self.table.currentIndex()
        return self.rows.row_at(index.row()) if index.isValid() else None

    def _allow(self) -> None:
        line = self._current()
        active = line is not None and line.status is not EnrolmentStatus.WITHDRAWN
        self.remove.setEnabled(active)
        self.add.setVisible(not self._denial)
        self.remove.setVisible(not self._denial and (line is None or active))
        self.back.setVisible(not self._denial and line is not None and not active)
        self.renumber.setVisible(not self._denial and line is not None and line.number_shared)

    def _on_opened(self, enrolment: str) -> None:
        line = self.rows.row_at(self.rows.place_of(enrolment))
        self._desk.hub.asked.emit("trainees", line.trainee)

    def _withdraw(self) -> None:
        line = self._current()
        if line is not None:
            what = _("{name} dikeluarkan dari kelas").format(name=line.name)
            self._desk.act(what, lambda session: enrolments.withdraw(session, [line.enrolment]), done=what)

    def _take_back(self) -> None:
        line = self._current()
        if line is not None:
            what = _("{name} dimasukkan lagi").format(name=line.name)
            self._desk.act(what, lambda session: enrolments.take_back(session, [line.enrolment]), done=what)

    def _renumber(self) -> None:
        line = self._current()
        if line is None:
            return
        what = _("Nomor urut baru untuk {name}").format(name=line.name)
        self._desk.act(what, lambda session: enrolments.give_new_number(session, line.enrolment), done=what)

    def _open_panel(self) -> None:
        self._fill_panel()
        self.panel.show()
        self.panel.focus_search()

    def _fill_panel(self) -> None:
        with self._desk.store.read() as session:
            self.panel.set_people(enrolments.free_people(session, self._cohort))

    def _on_panel_closed(self) -> None:
        self.panel.hide()
        self.focus_main()

    def _on_chosen(self, people: tuple[str, ...]) -> None:
        what = counted("{count} peserta didaftarkan ke kelas", len(people))

        def enrol(session: Session) -> None:
            for person in people:
                trainees.enrol(session, trainee=person, cohort=self._cohort)

        self._desk.act(what, enrol, done=what)


def _summary(lines: Sequence[ListLine]) -> str:
    """16 peserta aktif · 2 orang sudah keluar; of those who joined or left only where there are any."""
    counts = Counter(line.status for line in lines)
    active, joining = counts[EnrolmentStatus.ACTIVE], counts[EnrolmentStatus.APPLICANT]
    gone = counts[EnrolmentStatus.WITHDRAWN]
    parts = (
        counted("{count} peserta aktif", active) if active else "",
        counted("{count} calon", joining) if joining else "",
        counted("{count} orang sudah keluar", gone) if gone else "",
    )
    return " · ".join(filter(None, parts))
