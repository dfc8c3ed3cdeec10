"""A whole window on a real store: the pages wired together as the application wires them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from lpk_desktop.language import _
from lpk_desktop.storage import history
from lpk_desktop.storage.store import Store
from lpk_desktop.ui.background import Background
from lpk_desktop.ui.desk import Desk
from lpk_desktop.ui.hub import Hub
from lpk_desktop.ui.main_window import MainWindow
from lpk_desktop.ui.page import Page, PageSpec
from lpk_desktop.ui.pages.cohorts.page import CohortsPage
from lpk_desktop.ui.pages.today.page import TodayPage
from lpk_desktop.ui.shell.matching import Found
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.toast import News

MORNING = datetime(2026, 5, 20, 1, 24, tzinfo=UTC)
"""08.24 WIB on the third day of the factory's cohort."""


@dataclass
class Office:
    """A window with its pages, its desk, and what went on."""

    desk: Desk
    window: MainWindow
    now: datetime = MORNING
    errors: list[Exception] = field(default_factory=list)
    told: list[News] = field(default_factory=list)
    asked: list[tuple[str, object]] = field(default_factory=list)

    def open(self, key: str, target: object = None) -> Page:
        """Go to a page."""
        self.window.open_page(key, target)
        assert not self.errors, self.errors
        page = self.window.page
        assert page is not None
        return page

    @property
    def page(self) -> Page:
        """The page shown."""
        page = self.window.page
        assert page is not None
        return page

    def undo(self) -> None:
        """Take back the latest act, as the application does."""
        store = self.desk.store
        with store.read() as session:
            act = history.next_undo(session, store.author)
            assert act is not None
            label = history.label_of(session, act)
        with store.write(_("Urungkan: {label}").format(label=label), source="undo", undoes=act) as session:
            history.undo(session, act)

    def close(self) -> None:
        """Let go of the workers."""
        self.desk.background.close()


def open_office(theme: Theme, store: Store, *, now: datetime = MORNING) -> Office:
    """The pages over `store` at the moment `now`, which the office's `now` moves."""
    office: Office
    hub = Hub()
    errors: list[Exception] = []
    background = Background(errors.append)
    desk = Desk(theme=theme, store=store, hub=hub, background=background, now=lambda: office.now)
    pages = [
        PageSpec(
            key="today", title="Hari ini", icon="home", shortcut="Ctrl+1", build=lambda: TodayPage(desk)
        ),
        PageSpec(
            key="cohorts", title="Kelas", icon="school", shortcut="Ctrl+2", build=lambda: CohortsPage(desk)
        ),
    ]

    def find(_query: str) -> Sequence[Found]:
        return ()

    def broke(error: Exception) -> None:
        errors.append(error)

    window = MainWindow(theme, pages, find=find, broke=broke)
    office = Office(desk, window, now, errors)
    store.committed.append(hub.changed.emit)
    hub.changed.connect(window.refresh)
    hub.told.connect(window.tell)
    hub.told.connect(office.told.append)
    hub.asked.connect(lambda key, target: office.asked.append((key, target)))
    hub.asked.connect(window.open_page)
    hub.undo_asked.connect(office.undo)
    window.undo_asked.connect(office.undo)
    return office
