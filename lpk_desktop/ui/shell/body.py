"""Sidebar, pages and the bar at the foot, side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lpk_desktop.ui.page import Page, PageSpec
from lpk_desktop.ui.shell.history import History, Visit
from lpk_desktop.ui.shell.nav_model import nav_items
from lpk_desktop.ui.shell.sample_strip import SampleStrip
from lpk_desktop.ui.shell.sidebar import Sidebar
from lpk_desktop.ui.shell.state import ShellState
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.hint_bar import HintBar
from lpk_desktop.ui.widgets.visibility import show_if

Broke = Callable[[Exception], None]


class Body(QWidget):
    """Builds each page at its first visit, keeps it, and refreshes it when it is shown again.

    A page that cannot be built or refreshed is reported to `broke` and leaves the others working.
    """

    page_changed = Signal(str)

    def __init__(self, theme: Theme, pages: Sequence[PageSpec], *, cohort_key: str, broke: Broke) -> None:
        super().__init__()
        self._specs = {page.key: page for page in pages}
        self._cohort_key, self._broke = cohort_key, broke
        self._built: dict[str, Page] = {}
        self._history = History()
        self._state = ShellState()
        self.sidebar = Sidebar(theme)
        self.strip = SampleStrip(theme)
        self.stack = QStackedWidget()
        self.hints = HintBar(theme)
        self.sidebar.list.chosen.connect(self._on_chosen)
        self._lay_out()
        self.set_state(ShellState())

    @property
    def page(self) -> Page | None:
        """The page shown, None before the first."""
        page = self.stack.currentWidget()
        return page if isinstance(page, Page) else None

    @property
    def page_key(self) -> str:
        """The key of the page shown, empty before the first."""
        here = self._history.here
        return here.key if here is not None else ""

    def set_state(self, state: ShellState) -> None:
        """Show another state of the frame."""
        self._state = state
        show_if(self.strip, state.sample)
        self.sidebar.set_state(state)
        items = nav_items(list(self._specs.values()), state, cohort_key=self._cohort_key)
        self.sidebar.model.set_items(items)
        self.sidebar.list.viewport().update()

    def open(self, key: str, target: object = None) -> None:
        """Show a page, and `target` on it; KeyError for a page that was not registered."""
        if self._show(Visit(key, target)):
            self._history.visit(Visit(key, target))
            self._after_shown()

    def step(self, by: int) -> None:
        """Go back or ahead in the history of pages."""
        visit = self._history.step(by)
        if visit is not None and self._show(visit):
            self._after_shown()

    def refresh(self, changes: object = None) -> None:
        """Read the rows of the page shown again; the others when they are shown next."""
        for page in self._built.values():
            page.stale = True
        if self.page is not None:
            self._renew(self.page, changes)

    def forget_pages(self) -> None:
        """Drop all pages and where one has been, when another person or centre is opened."""
        for page in self._built.values():
            self.stack.removeWidget(page)
            page.deleteLater()
        self._built.clear()
        self._history = History()
        self.hints.set_hints(())

    def _show(self, visit: Visit) -> bool:
        spec = self._specs[visit.key]
        try:
            page = self._built.get(visit.key) or self._build(spec)
            if page.stale:
                self._renew(page, None)
            page.show_target(visit.target)
        except Exception as error:  # noqa: BLE001  one broken page must not take the window with it
            self._broke(error)
            return False
        self.stack.setCurrentWidget(page)
        return True

    def _build(self, spec: PageSpec) -> Page:
        page = spec.build()
        page.foot_changed.connect(self._on_foot_changed)
        self.stack.addWidget(page)
        self._built[spec.key] = page
        return page

    def _renew(self, page: Page, changes: object) -> None:
        page.stale = False
        try:
            page.refresh(changes)
        except Exception as error:  # noqa: BLE001  the page keeps what it showed, and tries again later
            page.stale = True
            self._broke(error)

    def _after_shown(self) -> None:
        page = self.page
        if page is not None:
            self._on_foot_changed()
            page.focus_main()
            self.page_changed.emit(self.page_key)

    def _on_foot_changed(self) -> None:
        page = self.page
        if page is not None:
            self.sidebar.list.mark(self.page_key, page.place)
            self.hints.set_hints(page.hints())
            self.hints.set_status(page.status())

    def _on_chosen(self, key: str, target: str) -> None:
        self.open(key, target or None)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.stack, 1)
        right.addWidget(self.hints)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addLayout(row, 1)
