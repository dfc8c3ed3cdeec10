"""The whole window on a real store, at a moment of one's own choosing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lpk_desktop.storage import history
from lpk_desktop.storage.store import Store
from lpk_desktop.ui.application import Application
from lpk_desktop.ui.background import Background
from lpk_desktop.ui.desk import Desk
from lpk_desktop.ui.failures import Failures
from lpk_desktop.ui.main_window import MainWindow
from lpk_desktop.ui.page import Page
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.toast import News

MORNING = datetime(2026, 5, 20, 1, 24, tzinfo=UTC)
"""08.24 WIB on the third day of the factory's cohort."""


@dataclass
class Office:
    """A signed-in window, and what was told in it."""

    application: Application
    store: Store
    now: datetime = MORNING
    problems: list[object] = field(default_factory=list)
    told: list[News] = field(default_factory=list)
    asked: list[tuple[str, object]] = field(default_factory=list)

    @property
    def desk(self) -> Desk:
        shift = self.application.shift
        assert shift is not None
        return shift.desk

    @property
    def window(self) -> MainWindow:
        return self.application.window

    @property
    def key(self) -> str:
        """The key of the page shown."""
        return self.window.body.page_key

    @property
    def page(self) -> Page:
        page = self.window.page
        assert page is not None
        return page

    def open(self, key: str, target: object = None) -> Page:
        """Go to a page."""
        self.window.open_page(key, target)
        assert self.problems == []
        return self.page

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        """Press a key where the keyboard is."""
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        QTest.keyClick(QApplication.focusWidget() or self.window, key, held)

    def type(self, text: str) -> None:
        """Type where the keyboard is."""
        QTest.keyClicks(QApplication.focusWidget() or self.window, text)

    def last_label(self) -> str:
        """What the latest act is called in history."""
        with self.store.read() as session:
            return history.acts(session, limit=1)[0].label

    def acts(self) -> int:
        """How many acts there are."""
        with self.store.read() as session:
            return len(history.acts(session, limit=1000))


@contextmanager
def open_office(theme: Theme, store: Store, *, now: datetime = MORNING) -> Iterator[Office]:
    """A window signed in to `store`; moving the office's `now` moves its clock. Closes the store."""
    office: Office
    problems: list[object] = []
    failures = Failures()
    failures.bug_met.connect(problems.append)
    with Background(problems.append) as background:
        application = Application(
            theme=theme, failures=failures, background=background, now=lambda: office.now
        )
        office = Office(application, store, now, problems)
        application.hub.told.connect(office.told.append)
        application.hub.asked.connect(lambda key, target: office.asked.append((key, target)))
        application.work_with(store)
        application.window.resize(1440, 900)
        application.window.show()
        application.window.activateWindow()
        yield office
        application.end_shift()
    application.window.close()
    application.window.deleteLater()
    assert problems == []
