"""A whole window on a real store: pages, shift and hub wired together as the application wires them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from lpk_desktop.storage.store import Store
from lpk_desktop.ui.background import Background
from lpk_desktop.ui.desk import Desk
from lpk_desktop.ui.hub import Hub
from lpk_desktop.ui.main_window import MainWindow
from lpk_desktop.ui.page import Page, PageSpec
from lpk_desktop.ui.pages.cohorts import CohortsPage
from lpk_desktop.ui.pages.today import TodayPage
from lpk_desktop.ui.pages.trainees import TraineesPage
from lpk_desktop.ui.shell.matching import Found
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.toast import News
from lpk_desktop.ui.work import Shift

MORNING = datetime(2026, 5, 20, 1, 24, tzinfo=UTC)
"""08.24 WIB on the third day of the factory's cohort."""


@dataclass
class Office:
    """A window with its pages, and what went on."""

    shift: Shift
    window: MainWindow
    now: datetime
    errors: list[Exception] = field(default_factory=list)
    told: list[News] = field(default_factory=list)
    asked: list[tuple[str, object]] = field(default_factory=list)

    @property
    def desk(self) -> Desk:
        return self.shift.desk

    @property
    def page(self) -> Page:
        page = self.window.page
        assert page is not None
        return page

    def open(self, key: str, target: object = None) -> Page:
        """Go to a page."""
        self.window.open_page(key, target)
        assert not self.errors, self.errors
        return self.page

    def close(self) -> None:
        """Sign out and let go of the workers."""
        self.shift.close()
        self.desk.background.close()


def open_office(theme: Theme, store: Store, *, now: datetime = MORNING) -> Office:
    """The pages over `store` at the moment `now`; moving the office's `now` moves its clock."""
    office: Office
    errors: list[Exception] = []
    hub = Hub()
    shift = Shift(
        theme=theme, store=store, hub=hub, background=Background(errors.append), now=lambda: office.now
    )
    window = MainWindow(theme, _pages(shift.desk), find=_find_nothing, broke=errors.append)
    office = Office(shift, window, now, errors)
    hub.changed.connect(window.refresh)
    hub.told.connect(window.tell)
    hub.told.connect(office.told.append)
    hub.asked.connect(lambda key, target: office.asked.append((key, target)))
    hub.asked.connect(lambda key, target: _open_known(window, key, target))
    hub.sync_changed.connect(window.set_state)
    window.undo_asked.connect(hub.undo_asked)
    shift.tell_frame()
    return office


def _pages(desk: Desk) -> Sequence[PageSpec]:
    builds: list[tuple[str, str, str, Callable[[], Page]]] = [
        ("today", "Hari ini", "home", lambda: TodayPage(desk)),
        ("cohorts", "Kelas", "school", lambda: CohortsPage(desk)),
        ("trainees", "Peserta", "users", lambda: TraineesPage(desk)),
    ]
    return [
        PageSpec(key=key, title=title, icon=icon, shortcut=f"Ctrl+{number}", build=build)
        for number, (key, title, icon, build) in enumerate(builds, start=1)
    ]


def _find_nothing(_query: str) -> Sequence[Found]:
    return ()


def _open_known(window: MainWindow, key: str, target: object) -> None:
    if key in ("today", "cohorts", "trainees"):
        window.open_page(key, target)
