"""The sidebar: whose data, search, pages, running cohorts, sync and person."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lpk_desktop.ui.shell.corner import SyncCorner, UserLine
from lpk_desktop.ui.shell.nav_list import NavList
from lpk_desktop.ui.shell.nav_model import NavModel
from lpk_desktop.ui.shell.search_button import SearchButton
from lpk_desktop.ui.shell.state import ShellState
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.badge import CentreBadge
from lpk_desktop.ui.widgets.box import Area, Lines
from lpk_desktop.ui.widgets.label import ElidedLabel

WIDE, NARROW, RAIL = 224, 200, 56


class Sidebar(Area):
    """Wide, narrow or a rail of icons; `search_asked` when a person wants the palette."""

    search_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, role="window", lines=Lines(right=True))
        self._theme = theme
        self._badge = CentreBadge(theme, 28)
        self._name = ElidedLabel(theme, style="section")
        self._place = ElidedLabel(theme, style="micro", role="text3", weight=400)
        self._names = QWidget()
        self.search = SearchButton(theme)
        self.search.clicked.connect(self.search_asked)
        self.model = NavModel()
        self.list = NavList(theme, self.model)
        self.corner = SyncCorner(theme)
        self.person = UserLine(theme)
        self._head = QHBoxLayout()
        self._search_row = QHBoxLayout()
        self._lay_out()
        self.set_width(WIDE)

    @property
    def rail(self) -> bool:
        """Whether only icons show."""
        return self.list.rail

    def set_state(self, state: ShellState) -> None:
        """Show another centre, place, sync state and person."""
        self._name.setText(state.centre)
        self._place.setText(state.place)
        self._badge.setToolTip(state.centre)
        self.corner.set_state(state)
        self.person.set_state(state)

    def set_width(self, width: int) -> None:
        """Take a width of the design: WIDE, NARROW or RAIL."""
        theme, rail = self._theme, width == RAIL
        self.setFixedWidth(theme.px(width))
        self._names.setVisible(not rail)
        side = theme.px(10)
        self._search_row.setContentsMargins(side, 0, side + 1, theme.px(4 if rail else 9))
        self._head.setContentsMargins(theme.px(14), theme.px(13), theme.px(12), theme.px(13))
        self.search.set_rail(rail=rail)
        self.list.set_rail(rail=rail)
        self.corner.set_rail(rail=rail)
        self.person.set_rail(rail=rail)

    def _lay_out(self) -> None:
        theme = self._theme
        names = QVBoxLayout(self._names)
        names.setContentsMargins(0, 0, 0, 0)
        names.setSpacing(0)
        names.addWidget(self._name)
        names.addWidget(self._place)
        self._head.setSpacing(theme.px(10))
        self._head.addWidget(self._badge)
        self._head.addWidget(self._names, 1)
        self._search_row.addWidget(self.search)
        foot = Area(theme, role="window", lines=Lines(top=True))
        rows = QVBoxLayout(foot)
        rows.setContentsMargins(0, theme.px(8), 0, theme.px(8))
        rows.setSpacing(0)
        rows.addWidget(self.corner)
        rows.addWidget(self.person)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addLayout(self._search_row)
        column.addWidget(self.list, 1)
        column.addWidget(foot)
