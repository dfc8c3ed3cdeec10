"""One class: its head and its tabs, each built when it is first looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from lpk_desktop.language import _
from lpk_desktop.messages.doubles import shared_cohort_words
from lpk_desktop.services import cohorts
from lpk_desktop.services.centre import local_now
from lpk_desktop.services.doubles import SharedCohortNumber, cohorts_twice
from lpk_desktop.ui.desk import Desk
from lpk_desktop.ui.keys import page_action
from lpk_desktop.ui.page import Page
from lpk_desktop.ui.pages.cohorts.attendance_tab import AttendanceTab
from lpk_desktop.ui.pages.cohorts.class_head import ClassHead
from lpk_desktop.ui.pages.cohorts.tab import ClassTab
from lpk_desktop.ui.targets import ClassTabKey, CohortTarget, HistoryTarget
from lpk_desktop.ui.widgets.banner import Banner
from lpk_desktop.ui.widgets.hint_bar import Hint, Status
from lpk_desktop.ui.widgets.visibility import show_if

BuildTab = Callable[[Desk, str], QWidget]
"""Makes a tab for a cohort's id; a `ClassTab` or `Page` also answers for hints, status and refreshing."""


class ClassPage(QWidget):
    """Head and tabs of one cohort; Ctrl+Tab goes through the tabs."""

    foot_changed = Signal()
    went_up = Signal()
    tab_chosen = Signal(str)

    def __init__(self, desk: Desk, cohort: str, builders: Mapping[ClassTabKey, BuildTab]) -> None:
        super().__init__()
        self._desk, self.cohort, self._builders = desk, cohort, builders
        self._built: dict[ClassTabKey, QWidget] = {}
        self._stale: set[ClassTabKey] = set()
        self._shared: SharedCohortNumber | None = None
        names = _names()
        self.head = ClassHead(desk.theme, [(key, names[key]) for key in builders])
        self.banner = Banner(desk.theme)
        self._notice = QWidget()
        around = QVBoxLayout(self._notice)
        around.setContentsMargins(*[desk.theme.px(room) for room in (16, 10, 20, 0)])
        around.addWidget(self.banner)
        self.stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._notice)
        column.addWidget(self.stack, 1)
        self.banner.acted.connect(self._on_renumber)
        self.head.went_up.connect(self.went_up)
        self.head.chosen.connect(self._on_chosen)
        self.head.history_asked.connect(
            lambda: desk.hub.asked.emit("history", HistoryTarget(cohort=self.cohort))
        )
        self._next = page_action(self, _("Bagian berikutnya"), "Ctrl+Tab")
        self._back = page_action(self, _("Bagian sebelumnya"), "Ctrl+Shift+Tab")
        self._next.triggered.connect(lambda: self.head.step(1))
        self._back.triggered.connect(lambda: self.head.step(-1))
        self._read_head()

    @property
    def key(self) -> ClassTabKey:
        """The tab shown."""
        return ClassTabKey(self.head.tabs.tabData(self.head.tabs.currentIndex()))

    @property
    def tab(self) -> QWidget:
        """The widget of the tab shown."""
        return self._built[self.key]

    def open(self, target: CohortTarget, *, fallback: ClassTabKey) -> None:
        """Show what `target` names, on the tab `fallback` where it names none."""
        self.head.choose(target.tab or fallback)
        tab = self._show()
        if isinstance(tab, AttendanceTab):
            if target.session:
                tab.go_to_session(target.session)
            if target.below:
                tab.show_below()

    def refresh(self) -> None:
        """Read the head and the tab shown again; the others when they are shown."""
        self._read_head()
        self._stale = set(self._built)
        self._show()

    def hints(self) -> Sequence[Hint | QAction]:
        """Those of the tab shown."""
        tab = self.tab
        return tab.hints() if isinstance(tab, ClassTab | Page) else ()

    def keys(self) -> Sequence[Hint | QAction]:
        """Those of the tab shown, and those that go from tab to tab."""
        tab = self.tab
        return (*(tab.keys() if isinstance(tab, ClassTab | Page) else ()), self._next, self._back)

    def status(self) -> Status:
        """That of the tab shown."""
        tab = self.tab
        return tab.status() if isinstance(tab, ClassTab | Page) else Status()

    def focus_main(self) -> None:
        """Put the keyboard on the tab's list or grid."""
        tab = self.tab
        if isinstance(tab, ClassTab | Page):
            tab.focus_main()
        else:
            tab.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc ends what is open in the tab, then leaves the class for the list."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif not (isinstance(self.tab, ClassTab) and self.tab.step_back()):
            self.went_up.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The head takes the form that fits the window."""
        super().resizeEvent(event)
        self.head.fit()

    def _read_head(self) -> None:
        with self._desk.store.read() as session:
            today = local_now(session, self._desk.now()).date()
            self.head.set_head(cohorts.head(session, self.cohort, today=today))
            shared = cohorts_twice(session, today=today)
        own = [each for each in shared if self.cohort in {one.cohort for one in each.cohorts}]
        self._shared = own[0] if own else None
        show_if(self._notice, self._shared is not None)
        if self._shared is not None:
            others = replace(
                self._shared, cohorts=tuple(one for one in self._shared.cohorts if one.cohort != self.cohort)
            )
            self.banner.tell(
                _("Nomor {number} juga dipakai kelas lain:").format(number=others.number),
                shared_cohort_words(others),
                kind="warn",
                icon="copy",
                act=_("Jadikan angkatan {batch}").format(batch=others.free_batch),
            )

    def _on_renumber(self) -> None:
        if self._shared is None:
            return
        batch, number = self._shared.free_batch, self._shared.number
        what = _("Kelas {number} menjadi angkatan {batch}").format(number=number, batch=batch)
        self._desk.act(what, lambda session: cohorts.renumber(session, self.cohort, batch), done=what)

    def _show(self) -> QWidget:
        key = self.key
        tab = self._built.get(key)
        if tab is None:
            tab = self._built[key] = self._builders[key](self._desk, self.cohort)
            self.stack.addWidget(tab)
            if isinstance(tab, ClassTab | Page):
                tab.foot_changed.connect(self.foot_changed)
            if isinstance(tab, ClassTab):
                tab.tab_asked.connect(lambda wanted: self.head.choose(ClassTabKey(wanted)))
        elif key in self._stale and isinstance(tab, ClassTab | Page):
            tab.refresh()
        self._stale.discard(key)
        self.stack.setCurrentWidget(tab)
        return tab

    def _on_chosen(self, key: str) -> None:
        self._show()
        self.tab_chosen.emit(key)
        self.foot_changed.emit()
        if self.isVisible() and not self.head.tabs.hasFocus():
            self.focus_main()


def _names() -> dict[ClassTabKey, str]:
    return {
        ClassTabKey.PEOPLE: _("Peserta"),
        ClassTabKey.SCHEDULE: _("Jadwal"),
        ClassTabKey.ATTENDANCE: _("Kehadiran"),
        ClassTabKey.COMPETENCY: _("Kompetensi"),
        ClassTabKey.CERTIFICATES: _("Sertifikat"),
    }
