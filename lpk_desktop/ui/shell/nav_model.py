"""The rows of the sidebar: pages, running cohorts, data pages, with headings between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from lpk_desktop.language import _
from lpk_desktop.ui.page import PageSpec
from lpk_desktop.ui.shell.state import ShellState

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True, kw_only=True)
class NavItem:
    """One row: a page (`key`), a cohort (`key` and `target`), or a heading (neither)."""

    text: str
    key: str = ""
    target: str = ""
    icon: str = ""
    trailing: str = ""
    alert: bool = False
    shortcut: str = ""

    @property
    def heading(self) -> bool:
        """Whether the row only names those below it."""
        return not self.key

    @property
    def spoken(self) -> str:
        """The row for those who listen."""
        return f"{self.text}, {self.trailing}" if self.trailing else self.text


def nav_items(pages: Sequence[PageSpec], state: ShellState, *, cohort_key: str) -> tuple[NavItem, ...]:
    """The rows in the order of the design; headings only where something follows."""
    shown = [page for page in pages if page.key not in state.hidden]
    main = tuple(_page_item(page, state) for page in shown if page.group == "main")
    data = tuple(_page_item(page, state) for page in shown if page.group == "data")
    cohorts = tuple(
        NavItem(text=cohort.short, key=cohort_key, target=cohort.id, trailing=cohort.trailing)
        for cohort in state.cohorts
    )
    running = (NavItem(text=_("Kelas berjalan")), *cohorts) if cohorts else ()
    return (*main, *running, *((NavItem(text=_("Data")), *data) if data else ()))


def _page_item(page: PageSpec, state: ShellState) -> NavItem:
    alert = state.alerts.get(page.key, 0)
    count = alert or state.counts.get(page.key, 0)
    return NavItem(
        text=page.title,
        key=page.key,
        icon=page.icon,
        trailing=str(count) if count else "",
        alert=bool(alert),
        shortcut=page.shortcut,
    )


class NavModel(QAbstractListModel):
    """The rows for the list in the sidebar; in the rail only pages, headings as gaps."""

    def __init__(self) -> None:
        super().__init__()
        self._all: tuple[NavItem, ...] = ()
        self.items: tuple[NavItem, ...] = ()
        self._rail = False

    def set_items(self, items: Sequence[NavItem]) -> None:
        """Show these rows; nothing happens when they are the same."""
        if tuple(items) != self._all:
            self._all = tuple(items)
            self._show()

    def set_rail(self, *, rail: bool) -> None:
        """Show only what has an icon."""
        if rail != self._rail:
            self._rail = rail
            self._show()

    def row_of(self, key: str, target: str) -> int:
        """The row of a page, or of the cohort `target` where it is listed; -1 for none."""
        exact = (
            n for n, item in enumerate(self.items) if item.key == key and item.target == target and target
        )
        plain = (n for n, item in enumerate(self.items) if item.key == key and not item.target)
        return next(exact, next(plain, -1))

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, spoken words, and a tooltip with the key."""
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return item.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return item.spoken
        if role == Qt.ItemDataRole.ToolTipRole and (self._rail or item.shortcut):
            return f"{item.text} ({item.shortcut})" if item.shortcut else item.text
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Headings can be neither chosen nor reached."""
        if not index.isValid() or self.items[index.row()].heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _show(self) -> None:
        shown = [item for item in self._all if item.icon or item.heading] if self._rail else list(self._all)
        if self._rail:
            # A heading whose rows all went leaves no second gap.
            after = [*shown[1:], NavItem(text="")]
            shown = [
                item
                for item, follower in zip(shown, after, strict=True)
                if not (item.heading and follower.heading)
            ]
        self.beginResetModel()
        self.items = tuple(shown)
        self.endResetModel()
