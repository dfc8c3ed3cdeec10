"""Kelas › Jadwal: the sessions week by week, and changing single ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout

from lpk_desktop.language import _, counted
from lpk_desktop.services import schedule
from lpk_desktop.services.centre import local_now
from lpk_desktop.services.schedule import SessionLine
from lpk_desktop.storage.store import Session
from lpk_desktop.ui.dates import spoken_date
from lpk_desktop.ui.desk import Desk
from lpk_desktop.ui.keys import page_action
from lpk_desktop.ui.pages.beside import Beside
from lpk_desktop.ui.pages.cohorts.schedule_rows import ScheduleRow, columns, schedule_rows
from lpk_desktop.ui.pages.cohorts.session_panel import SessionPanel
from lpk_desktop.ui.pages.cohorts.tab import ClassTab
from lpk_desktop.ui.pages.cohorts.words import amount
from lpk_desktop.ui.pages.row_menu import offer_menu
from lpk_desktop.ui.rows_model import RowsModel
from lpk_desktop.ui.targets import ClassTabKey, CohortTarget
from lpk_desktop.ui.widgets.button import ActionButton
from lpk_desktop.ui.widgets.empty_state import EmptyState
from lpk_desktop.ui.widgets.hint_bar import Hint, Status
from lpk_desktop.ui.widgets.label import Label
from lpk_desktop.ui.widgets.table_view import TableView
from lpk_desktop.ui.widgets.tool_row import ToolRow


class ScheduleTab(ClassTab):
    """Sessions in order; the panel beside them changes one, saved field by field."""

    def __init__(self, desk: Desk, cohort: str) -> None:
        super().__init__()
        self._desk, self._cohort = desk, cohort
        self.rows = RowsModel(columns(), lambda row: row.line.item.id, parent=self)
        self.table = TableView(desk.theme, self.rows, name=_("Sesi kelas ini"))
        self.table.setSortingEnabled(False)
        self.panel = SessionPanel(desk.theme)
        self._words = Label(desk.theme, role="text2")
        self._add_actions()
        self._lay_out()
        self.table.opened.connect(lambda _row: self._edit())
        self.table.current_changed.connect(lambda _row: self._on_current_changed())
        self.panel.closed.connect(self._on_panel_closed)
        self.panel.changed.connect(self._on_changed)
        self.refresh()

    def hints(self) -> Sequence[Hint | QAction]:
        """The keys of the list."""
        return (Hint(keys=("↑", "↓"), text=_("pindah")), self.edit, self.cancel, self.mark)

    def step_back(self) -> bool:
        """Close the panel."""
        shown = self.panel.isVisible()
        if shown:
            self._on_panel_closed()
        return shown

    def status(self) -> Status:
        """How far the schedule is."""
        held = [row.line for row in self.rows.rows if not row.line.item.cancelled]
        past = sum(row.item.day <= self._today() for row in held)
        return Status(text=counted("{held} dari {count} sesi sudah berjalan", len(held), held=past))

    def refresh(self) -> None:
        """Read the sessions again."""
        today = self._today()
        with self._desk.store.read() as session:
            lines = schedule.session_lines(session, self._cohort)
        first = not self.rows.rows
        self.rows.set_rows(schedule_rows(lines, today))
        self._words.setText(_summary(lines))
        if first:
            self._select_first(today)
        self._on_current_changed()
        self.foot_changed.emit()

    def focus_main(self) -> None:
        """Put the keyboard on the list, today's session in sight."""
        self.table.focus_first()
        self.table.scrollTo(self.table.currentIndex())

    def _add_actions(self) -> None:
        self.edit = page_action(self, _("Ubah sesi"), "F2")
        self.cancel = page_action(self, _("Batalkan sesi"), "Del")
        self.restore = page_action(self, _("Pulihkan sesi"))
        self.lock = page_action(self, _("Kunci sesi"))
        self.unlock = page_action(self, _("Buka kunci"))
        self.mark = page_action(self, _("Tandai kehadiran"), "Ctrl+Return")
        self.edit.triggered.connect(self._edit)
        self.mark.triggered.connect(self._mark)
        acts: list[tuple[QAction, str, Callable[[Session, list[str]], None]]] = [
            (self.cancel, _("{session} dibatalkan"), schedule.cancel),
            (self.restore, _("{session} dipulihkan"), schedule.restore),
            (self.lock, _("{session} dikunci"), lambda s, ids: schedule.lock(s, ids, locked=True)),
            (self.unlock, _("{session} dibuka"), lambda s, ids: schedule.lock(s, ids, locked=False)),
        ]
        for action, words, act in acts:
            action.triggered.connect(lambda _on=False, words=words, act=act: self._do(words, act))
        offer_menu(self.table, [self.mark, self.edit, self.lock, self.unlock, self.restore, self.cancel])

    def _lay_out(self) -> None:
        theme = self._desk.theme
        tools = ToolRow(theme)
        tools.add(self._words)
        tools.add_right(
            ActionButton(theme, self.restore, kind="quiet", icon="rotate"),
            ActionButton(theme, self.cancel, kind="quiet", icon="x"),
            ActionButton(theme, self.edit, icon="pencil"),
        )
        self.table.set_empty(EmptyState(theme, "calendar-event", _("Belum ada sesi")))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(tools)
        column.addWidget(Beside(theme, self.table, self.panel), 1)

    def _current(self) -> ScheduleRow | None:
        index = self.table.currentIndex()
        return self.rows.row_at(index.row()) if index.isValid() else None

    def _today(self) -> date:
        with self._desk.store.read() as session:
            return local_now(session, self._desk.now()).date()

    def _select_first(self, today: date) -> None:
        """Today's session, else the next one."""
        ahead = [row.line.item.id for row in self.rows.rows if row.line.item.day >= today]
        if ahead:
            self.table.select_id(ahead[0])

    def _on_current_changed(self) -> None:
        row = self._current()
        item = row.line.item if row else None
        self.edit.setEnabled(item is not None)
        self.cancel.setVisible(item is not None and not item.cancelled)
        self.restore.setVisible(item is not None and item.cancelled)
        self.lock.setVisible(item is not None and not item.cancelled and not item.locked)
        self.unlock.setVisible(item is not None and item.locked)
        self.mark.setEnabled(item is not None and not item.cancelled and item.day <= self._today())
        if self.panel.isVisible() and row is not None:
            self.panel.set_session(row.line)

    def _edit(self) -> None:
        row = self._current()
        if row is not None:
            self.panel.set_session(row.line)
            self.panel.show()
            self.panel.focus_first()

    def _mark(self) -> None:
        row = self._current()
        if row is not None:
            target = CohortTarget(cohort=self._cohort, tab=ClassTabKey.ATTENDANCE, session=row.line.item.id)
            self._desk.hub.asked.emit("cohorts", target)

    def _do(self, words: str, act: Callable[[Session, list[str]], None]) -> None:
        row = self._current()
        if row is not None:
            what = words.format(session=_name(row.line))
            self._desk.act(what, lambda session: act(session, [row.line.item.id]), done=what)

    def _on_changed(self, meeting: str, values: dict[str, object]) -> None:
        line = self.rows.row_at(self.rows.place_of(meeting)).line
        what = _("{session} diubah").format(session=_name(line))
        self._desk.act(what, lambda session: schedule.change_session(session, meeting, values), done=what)

    def _on_panel_closed(self) -> None:
        self.panel.hide()
        self.table.setFocus()


def _name(line: SessionLine) -> str:
    """Sesi 14, Selasa 9 Juni; a cancelled session has only its day."""
    day = spoken_date(line.item.day)
    if not line.item.number:
        return _("Sesi {day}").format(day=day)
    return _("Sesi {number}, {day}").format(number=line.item.number, day=day)


def _summary(lines: Sequence[SessionLine]) -> str:
    held = [line for line in lines if not line.item.cancelled]
    words = amount(sessions=len(held), jp=sum(line.item.jp for line in held))
    cancelled = len(lines) - len(held)
    return words if not cancelled else words + counted(", {count} dibatalkan", cancelled)
