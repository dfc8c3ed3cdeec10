"""The page Kelas: the list, the form for a new class, or one class."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from lpk_desktop.language import _
from lpk_desktop.ui.desk import Desk
from lpk_desktop.ui.page import Page
from lpk_desktop.ui.pages.cohorts.attendance_tab import AttendanceTab
from lpk_desktop.ui.pages.cohorts.class_page import BuildTab, ClassPage
from lpk_desktop.ui.pages.cohorts.cohort_list import CohortList
from lpk_desktop.ui.pages.cohorts.competency_tab import CompetencyTab
from lpk_desktop.ui.pages.cohorts.new_cohort import NewCohortForm
from lpk_desktop.ui.pages.cohorts.people_tab import PeopleTab
from lpk_desktop.ui.pages.cohorts.schedule_tab import ScheduleTab
from lpk_desktop.ui.targets import ClassTabKey, CohortTarget, Wanted
from lpk_desktop.ui.widgets.hint_bar import Hint, Status


class CohortsPage(Page):
    """Shows a class by its id or a `CohortTarget`, the form by `Wanted.NEW`, the list by None.

    `certificates_tab` makes the tab Sertifikat; without it there is none.
    """

    def __init__(self, desk: Desk, *, certificates_tab: BuildTab | None = None) -> None:
        super().__init__(desk.theme, _("Kelas"))
        self._desk = desk
        self._builders: dict[ClassTabKey, BuildTab] = {
            ClassTabKey.PEOPLE: PeopleTab,
            ClassTabKey.SCHEDULE: ScheduleTab,
            ClassTabKey.ATTENDANCE: AttendanceTab,
            ClassTabKey.COMPETENCY: CompetencyTab,
        }
        if certificates_tab is not None:
            self._builders[ClassTabKey.CERTIFICATES] = certificates_tab
        self._tab = ClassTabKey.ATTENDANCE
        self.list = CohortList(desk)
        self.form: NewCohortForm | None = None
        self.class_page: ClassPage | None = None
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self.list.opened.connect(lambda cohort: desk.hub.asked.emit("cohorts", cohort))
        self.list.new_asked.connect(lambda: desk.hub.asked.emit("cohorts", Wanted.NEW))
        self.list.rows.layoutChanged.connect(self.foot_changed)

    @property
    def place(self) -> str:
        """The class shown, empty for the list and the form."""
        shown = self._class()
        return shown.cohort if shown is not None else ""

    def hints(self) -> Sequence[Hint | QAction]:
        """Those of what is shown."""
        return self._shown().hints()

    def keys(self) -> Sequence[Hint | QAction]:
        """Those of what is shown."""
        shown = self._shown()
        return shown.keys() if isinstance(shown, ClassPage) else shown.hints()

    def status(self) -> Status:
        """That of what is shown."""
        return self._shown().status()

    def refresh(self, changes: object | None = None) -> None:  # noqa: ARG002  all three read little
        """Read what is shown again; the list too, since it is read when somebody goes back."""
        self._shown().refresh()

    def show_target(self, target: object) -> None:
        """Show a class, the form or, for None, the list."""
        if target is Wanted.NEW:
            self._show_form()
        elif isinstance(target, CohortTarget):
            self._show_class(target)
        elif isinstance(target, str) and target:
            self._show_class(CohortTarget(cohort=target))
        else:
            self._show_list()
        self.foot_changed.emit()

    def focus_main(self) -> None:
        """Put the keyboard on the list, the first field, or the tab's grid."""
        self._shown().focus_main()

    def _shown(self) -> CohortList | NewCohortForm | ClassPage:
        widget = self.stack.currentWidget()
        if isinstance(widget, NewCohortForm | ClassPage):
            return widget
        return self.list

    def _class(self) -> ClassPage | None:
        shown = self._shown()
        return shown if isinstance(shown, ClassPage) else None

    def _show_list(self) -> None:
        self.list.refresh()
        left = self._class()
        if left is not None:
            self.list.table.select_id(left.cohort)
        self.stack.setCurrentWidget(self.list)

    def _show_form(self) -> None:
        if self.form is None:
            self.form = NewCohortForm(self._desk)
            self.form.closed.connect(self._go_up)
            self.form.made.connect(self._on_made)
            self.stack.addWidget(self.form)
        self.form.begin()
        self.stack.setCurrentWidget(self.form)

    def _show_class(self, target: CohortTarget) -> None:
        page = self.class_page
        if page is None or page.cohort != target.cohort:
            page = ClassPage(self._desk, target.cohort, self._builders)
            page.foot_changed.connect(self.foot_changed)
            page.went_up.connect(self._go_up)
            page.tab_chosen.connect(self._on_tab_chosen)
            self.stack.addWidget(page)
            if self.class_page is not None:
                self.stack.removeWidget(self.class_page)
                self.class_page.deleteLater()
            self.class_page = page
        elif self.stack.currentWidget() is not page:
            page.refresh()
        page.open(target, fallback=self._tab)
        self._tab = page.key
        self.stack.setCurrentWidget(page)

    def _on_tab_chosen(self, key: str) -> None:
        self._tab = ClassTabKey(key)

    def _go_up(self) -> None:
        self._desk.hub.asked.emit("cohorts", None)

    def _on_made(self, cohort: str) -> None:
        target = CohortTarget(cohort=cohort, tab=ClassTabKey.PEOPLE)
        self._desk.hub.asked.emit("cohorts", target)
