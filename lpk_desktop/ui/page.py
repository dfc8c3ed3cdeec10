"""What the shell asks of a page, and how pages are made known to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction

from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.box import Area
from lpk_desktop.ui.widgets.hint_bar import Hint, Status


class Page(Area):
    """One screen in the window. Subclasses fill it with widgets and answer what the shell asks."""

    foot_changed = Signal()
    """Hints or status read differently now."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__(theme)
        self.theme = theme
        self.title = title
        self.stale = False
        """Set by the shell when rows changed while the page was hidden; it is refreshed when shown."""

    @property
    def place(self) -> str:
        """Id of the one thing the page shows now, such as a cohort; empty for a list."""
        return ""

    def hints(self) -> Sequence[Hint | QAction]:
        """The keys that work here, for the bar at the foot."""
        return ()

    def keys(self) -> Sequence[Hint | QAction]:
        """Every key that works here, for F1; the bar at the foot has room for the most needed only."""
        return self.hints()

    def status(self) -> Status:
        """The words at the right end of the bar at the foot."""
        return Status()

    def refresh(self, changes: object | None = None) -> None:
        """Read the rows again; `changes` says what changed, None that it may be anything."""

    def show_target(self, target: object) -> None:
        """Show one thing, such as the cohort with this id, before `focus_main`.

        None comes from the page's entry in the sidebar: a page that holds a list and single things goes to
        its list, any other stays as it is. What was typed is never lost by it.
        """

    def focus_main(self) -> None:
        """Put the keyboard on the main list or the most urgent row."""
        self.setFocus()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSpec:
    """A page as the sidebar knows it; `build` is called at the first visit.

    `group` is "main" or "data" (below the running cohorts). `shortcut` is a key like "Ctrl+1".
    """

    key: str
    title: str
    icon: str
    shortcut: str = ""
    build: Callable[[], Page]
    group: str = "main"
