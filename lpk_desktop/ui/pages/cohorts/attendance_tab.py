"""Kelas › Kehadiran on the services: every act of the grid is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout

from lpk_desktop.domain.attendance import Code
from lpk_desktop.domain.zones import to_local
from lpk_desktop.language import _, counted
from lpk_desktop.services import attendance
from lpk_desktop.services.attendance import Entry
from lpk_desktop.services.centre import centre
from lpk_desktop.services.views import AttendanceSheet
from lpk_desktop.ui.desk import Desk
from lpk_desktop.ui.pages.attendance.acts import Target
from lpk_desktop.ui.pages.attendance.page import AttendancePage, Show
from lpk_desktop.ui.pages.attendance.words import code_word
from lpk_desktop.ui.pages.cohorts.tab import ClassTab
from lpk_desktop.ui.targets import ClassTabKey
from lpk_desktop.ui.widgets.hint_bar import Hint, Status
from lpk_desktop.ui.widgets.toast import News


class AttendanceTab(ClassTab):
    """The attendance page of one cohort, re-read after each act."""

    def __init__(self, desk: Desk, cohort: str) -> None:
        super().__init__()
        self._desk, self._cohort = desk, cohort
        with desk.store.read() as session:
            self._zone = centre(session).zone
        sheet = self._read()
        acts = AttendanceRecorder(desk, lambda: self.page.grid.sheet)
        self.page = AttendancePage(theme=desk.theme, sheet=sheet, acts=acts, clock=self._clock)
        self.page.refused.connect(lambda why: desk.hub.told.emit(News(text=why, icon="info-circle")))
        self.page.status_changed.connect(self.foot_changed)
        self.page.schedule_wanted.connect(lambda: self.tab_asked.emit(ClassTabKey.SCHEDULE))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)

    def hints(self) -> Sequence[Hint | QAction]:
        """The marking keys."""
        return self.page.hints

    def keys(self) -> Sequence[Hint | QAction]:
        """All that the grid knows."""
        return self.page.keys

    def step_back(self) -> bool:
        """Give up the selection, then the filter."""
        return self.page.step_back()

    def status(self) -> Status:
        """What waits to be sent."""
        return self.page.status

    def refresh(self) -> None:
        """Show the file's state; the place of the work stays."""
        self.page.set_sheet(self._read())

    def go_to_session(self, meeting: str) -> None:
        """Choose a session of the grid, if it is still there."""
        ids = [column.id for column in self.page.grid.sheet.sessions]
        if meeting in ids:
            self.page.grid.go_to_session(ids.index(meeting))

    def show_below(self) -> None:
        """Show only those under the minimum."""
        self.page.show_only(Show.BELOW)

    def focus_main(self) -> None:
        """Put the keyboard on the grid."""
        self.page.grid.view.setFocus()

    def _read(self) -> AttendanceSheet:
        with self._desk.store.read() as session:
            return attendance.sheet(session, self._cohort, now=self._desk.now())

    def _clock(self) -> datetime:
        return to_local(self._desk.now(), self._zone)


class AttendanceRecorder:
    """The acts of the grid as transactions with a label that people understand later."""

    def __init__(self, desk: Desk, sheet: Callable[[], AttendanceSheet]) -> None:
        self._desk, self._sheet = desk, sheet

    def mark(self, cells: Sequence[Target], code: Code | None, minutes_late: int | None) -> None:
        """Write one code into all cells; None clears them."""
        desk = self._desk
        entry = Entry(code=code, minutes_late=minutes_late, method="manual" if len(cells) == 1 else "fill")
        what = self._what(cells, code)
        desk.act(
            self._label(what),
            lambda session: attendance.mark(session, cells, entry, by=desk.store.author, now=desk.now()),
            done=what if len(cells) > 1 else "",
        )

    def fill_rest(self, session_id: str) -> None:
        """Mark whoever is unmarked in a session as present."""
        desk, sheet = self._desk, self._sheet()
        column = next(n for n, each in enumerate(sheet.sessions) if each.id == session_id)
        count = sum(row.cells[column] is None for row in sheet.rows)
        entry = Entry(code=Code.PRESENT, method="fill")
        what = counted("{count} peserta ditandai hadir", count)
        desk.act(
            self._label(what),
            lambda session: attendance.fill_rest(
                session, session_id, entry, by=desk.store.author, now=desk.now()
            ),
            done=what,
        )

    def note(self, session_id: str, enrolment_id: str, text: str) -> None:
        """Replace the note of a mark."""
        desk = self._desk
        desk.act(
            self._label(_("catatan {name}").format(name=self._name(enrolment_id))),
            lambda session: attendance.note(
                session, (session_id, enrolment_id), text, by=desk.store.author, now=desk.now()
            ),
        )

    def undo(self) -> None:
        """Take back the last act of this person on this machine."""
        self._desk.undo()

    def _label(self, what: str) -> str:
        return _("Kehadiran {cohort}: {what}").format(cohort=self._sheet().cohort.short, what=what)

    def _what(self, cells: Sequence[Target], code: Code | None) -> str:
        people = {enrolment for _session, enrolment in cells}
        who = self._name(people.pop()) if len(people) == 1 else counted("{count} peserta", len(people))
        if code is None:
            return _("{who} dikosongkan").format(who=who)
        return _("{who} ditandai {code}").format(who=who, code=code_word(code))

    def _name(self, enrolment: str) -> str:
        return next((row.name for row in self._sheet().rows if row.enrolment == enrolment), "–")
