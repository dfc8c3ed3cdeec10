"""Kelas › Kompetensi on the services: every act of the grid is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout

from lpk_desktop.domain.competency import Result
from lpk_desktop.domain.zones import to_local
from lpk_desktop.language import _, counted
from lpk_desktop.services import competency
from lpk_desktop.services.centre import centre, person
from lpk_desktop.services.competency import Verdict
from lpk_desktop.services.views import CompetencySheet
from lpk_desktop.storage.store import Session
from lpk_desktop.ui.desk import Desk
from lpk_desktop.ui.pages.cohorts.tab import ClassTab
from lpk_desktop.ui.pages.competency.acts import Target
from lpk_desktop.ui.pages.competency.page import CompetencyPage
from lpk_desktop.ui.targets import ClassTabKey
from lpk_desktop.ui.widgets.hint_bar import Hint, Status
from lpk_desktop.ui.widgets.toast import News


class CompetencyTab(ClassTab):
    """The competency page of one cohort, re-read after each act."""

    def __init__(self, desk: Desk, cohort: str) -> None:
        super().__init__()
        self._desk, self._cohort = desk, cohort
        with desk.store.read() as session:
            zone = centre(session).zone

        def today() -> date:
            return to_local(desk.now(), zone).date()

        acts = CompetencyRecorder(
            desk, lambda: self.page.grid.sheet, today, lambda: self.tab_asked.emit(ClassTabKey.CERTIFICATES)
        )
        self.page = CompetencyPage(theme=desk.theme, sheet=self._read(), acts=acts, today=today)
        self.page.refused.connect(lambda why: desk.hub.told.emit(News(text=why, icon="info-circle")))
        self.page.status_changed.connect(self.foot_changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)

    def hints(self) -> Sequence[Hint | QAction]:
        """The keys of the grid."""
        return self.page.hints

    def keys(self) -> Sequence[Hint | QAction]:
        """All that the grid knows."""
        return self.page.keys

    def step_back(self) -> bool:
        """Give up the selection, then the filter."""
        return self.page.step_back()

    def status(self) -> Status:
        """What it takes to pass."""
        return self.page.status

    def refresh(self) -> None:
        """Show the file's state; the place of the work stays."""
        self.page.set_sheet(self._read())

    def focus_main(self) -> None:
        """Put the keyboard on the grid."""
        self.page.grid.view.setFocus()

    def _read(self) -> CompetencySheet:
        with self._desk.store.read() as session:
            return competency.sheet(session, self._cohort, now=self._desk.now())


class CompetencyRecorder:
    """The acts of the grid as transactions with a label that people understand later."""

    def __init__(
        self,
        desk: Desk,
        sheet: Callable[[], CompetencySheet],
        today: Callable[[], date],
        go_on: Callable[[], None],
    ) -> None:
        self._desk, self._sheet, self._today, self._go_on = desk, sheet, today, go_on

    def record(
        self,
        cells: Sequence[Target],
        result: Result | None,
        *,
        note: str | None,
        assessor: str | None,
        day: date | None,
        method: str | None,
    ) -> bool:
        """Record one result for all cells; facts left None are the usual ones."""
        by_block: dict[str, list[str]] = {}
        for block, enrolment in cells:
            by_block.setdefault(block, []).append(enrolment)

        def record(session: Session) -> bool:
            for block, enrolments in by_block.items():
                verdict = Verdict(
                    result=result,
                    assessor=assessor or self._usual_assessor(session, block),
                    day=day or self._today(),
                    method=method,
                    note=note,
                )
                competency.record(session, enrolments, block, verdict, now=self._desk.now())
            return True

        what = self._what(cells, result)
        label = _("Kompetensi {cohort}: {what}").format(cohort=self._sheet().cohort.short, what=what)
        return bool(self._desk.act(label, record, done=what if len(cells) > 1 else ""))

    def undo(self) -> None:
        """Take back the last act of this person on this machine."""
        self._desk.undo()

    def set_final(self) -> None:
        """Who passes, who stays open and why is told where certificates are issued."""
        self._go_on()

    def _usual_assessor(self, session: Session, block: str) -> str | None:
        usual = next((each.assessor for each in self._sheet().blocks if each.id == block), None)
        signed_in = person(session, self._desk.store.author)
        return usual or (signed_in.name if signed_in else None)

    def _what(self, cells: Sequence[Target], result: Result | None) -> str:
        sheet = self._sheet()
        names = {row.enrolment: row.name for row in sheet.rows}
        who = names.get(cells[0][1], "–") if len(cells) == 1 else counted("{count} hasil", len(cells))
        if result is None:
            return _("{who} dikosongkan").format(who=who)
        words = _("kompeten") if result is Result.COMPETENT else _("belum kompeten")
        return _("{who} dicatat {result}").format(who=who, result=words)
