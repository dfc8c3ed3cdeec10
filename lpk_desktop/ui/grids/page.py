"""The page around a grid: tool row, finding a name, and what stands there while there is nothing to show."""

from __future__ import annotations

from abc import abstractmethod
from typing import Generic

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from lpk_desktop.language import _
from lpk_desktop.ui.grids.model import S
from lpk_desktop.ui.grids.sheet_grid import SheetGrid
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.empty_state import EmptyState
from lpk_desktop.ui.widgets.find_field import FindField
from lpk_desktop.ui.widgets.hint_bar import Hint
from lpk_desktop.ui.widgets.tool_row import ToolRow
from lpk_desktop.ui.widgets.visibility import show_if

_COMPACT, _ROOMY = 1180, 1400


class GridPage(QWidget, Generic[S]):
    """Tool row over a grid; subclasses fill the row and say what the sheet means for it."""

    refused = Signal(str)
    """Why an act changed nothing, or not everything; for a toast."""
    status_changed = Signal()
    """The words at the foot say something else."""

    finder_stays = True
    """Whether the field to find a name is always there, or only while one looks for somebody."""

    def __init__(
        self, theme: Theme, grid: SheetGrid[S], empty: EmptyState, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._grid = grid
        self.tools = ToolRow(theme)
        self.finder = FindField(theme, _("Cari peserta"))
        self.undo = Button(theme, _("Urungkan"), kind="quiet", icon="arrow-back-up", keys="Ctrl+Z")
        self.undo.setAccessibleName(_("Urungkan"))
        self.undo.setToolTip(_("Urungkan (Ctrl+Z)"))
        self._stack = QStackedWidget()
        self._stack.addWidget(grid)
        self._stack.addWidget(empty)
        grid.refused.connect(self.refused)
        grid.find_wanted.connect(self._on_find_wanted)
        show_if(self.finder, self.finder_stays)
        self.finder.textChanged.connect(lambda text: self.finder.show_found(found=grid.find_name(text)))
        self.finder.next_wanted.connect(lambda: grid.find_name(self.finder.text(), following=True))
        self.finder.done.connect(self._on_find_done)
        self.undo.clicked.connect(grid.undo)

    def lay_out(self) -> None:
        """Put the filled row over the grid; called once, since Tab goes in the order of arrival."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tools)
        column.addWidget(self._stack, 1)

    @property
    def compact(self) -> bool:
        """Whether the window is so narrow that buttons become icons (ui.md section 4)."""
        return self.window().width() < self.theme.px(_COMPACT)

    def set_sheet(self, sheet: S) -> None:
        """Show another state of the cohort; the place of the work stays."""
        self._grid.set_sheet(sheet)
        self.refresh()

    @abstractmethod
    def refresh(self) -> None:
        """Bring the tool row up to the sheet."""

    @abstractmethod
    def fit(self) -> None:
        """Take the form that fits the window's width."""

    @property
    def keys(self) -> tuple[Hint | QAction, ...]:
        """Every key of the grid."""
        return (
            *self._grid.keys.actions,
            Hint(keys=(_("Shift+huruf"),), text=_("sama, lalu ke kanan")),
            Hint(keys=(_("Angka"),), text=_("nomor peserta, lalu hurufnya")),
            Hint(keys=("Shift+↓", "Shift+→"), text=_("pilih beruntun")),
            Hint(keys=("Home", "End", "PgUp", "PgDn"), text=_("ke tepi, satu layar")),
        )

    def step_back(self) -> bool:
        """Give up the selection, then the filter; False when there is neither."""
        view = self._grid.view
        if len(view.selected) > 1 and view.current_cell is not None:
            view.go_to(view.current_cell)
            return True
        return self.widen()

    @abstractmethod
    def widen(self) -> bool:
        """Show everybody again; False when nobody is left out."""

    def show_grid(self, *, shown: bool) -> None:
        """Show the grid, or why there is none."""
        self._stack.setCurrentIndex(0 if shown else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window undo becomes an icon."""
        super().resizeEvent(event)
        self.undo.setText("" if self.compact else _("Urungkan"))
        self.undo.set_keys("Ctrl+Z" if self.window().width() >= self.theme.px(_ROOMY) else "")
        self.fit()

    def _on_find_wanted(self) -> None:
        self.finder.show()
        self.finder.selectAll()
        self.finder.setFocus()

    def _on_find_done(self) -> None:
        show_if(self.finder, self.finder_stays)
        self._grid.view.setFocus()
