"""Kelas › Kehadiran: the tool row over the attendance grid."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import Enum

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from lpk_desktop.domain.attendance import Code
from lpk_desktop.language import _, counted
from lpk_desktop.services.views import AttendanceSheet
from lpk_desktop.ui.grids.filling import open_rows
from lpk_desktop.ui.grids.page import GridPage
from lpk_desktop.ui.pages.attendance import planning, words
from lpk_desktop.ui.pages.attendance.acts import AttendanceActs
from lpk_desktop.ui.pages.attendance.chooser import SessionChooser
from lpk_desktop.ui.pages.attendance.grid import AttendanceGrid
from lpk_desktop.ui.pages.attendance.tally import Tally
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.empty_state import EmptyState
from lpk_desktop.ui.widgets.hint_bar import Hint, Status
from lpk_desktop.ui.widgets.menu import Menu


class Show(Enum):
    """Which trainees the grid shows."""

    ALL = "all"
    UNMARKED = "unmarked"
    BELOW = "below"


class AttendancePage(GridPage[AttendanceSheet]):
    """The page that answers who is here and who is at risk."""

    finder_stays = False
    schedule_wanted = Signal()
    """There is no session yet, and the person wants to make some."""

    def __init__(
        self,
        *,
        theme: Theme,
        sheet: AttendanceSheet,
        acts: AttendanceActs,
        clock: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        """`clock` gives the centre's local time, with its zone."""
        self.grid = AttendanceGrid(theme=theme, sheet=sheet, acts=acts, clock=clock)
        empty = EmptyState(
            theme,
            "calendar-event",
            _("Belum ada sesi"),
            _("Kehadiran ditandai per sesi. Buat jadwal kelas ini dulu."),
        )
        schedule = Button(theme, _("Buat jadwal"), kind="primary", icon="calendar-plus")
        empty.add_act(schedule)
        super().__init__(theme, self.grid, empty, parent)
        schedule.clicked.connect(self.schedule_wanted)
        self._show = Show.ALL
        self._build_tools()
        self._connect()
        self.lay_out()
        self.refresh()

    def _build_tools(self) -> None:
        theme, tools = self.theme, self.tools
        self.chooser = SessionChooser(theme)
        self.filter = Button(theme, _("Semua peserta"), kind="quiet", icon="filter")
        self.tally = Tally(theme)
        self.rest = Button(theme, _("Semua hadir"), kind="primary", icon="checks")
        tools.add(self.chooser, self.filter, self.finder)
        tools.add_divider()
        tools.add(self.tally)
        tools.add_right(self.undo, self.rest)

    def _connect(self) -> None:
        grid = self.grid
        grid.typing.connect(self.tally.set_typing)
        grid.cell_changed.connect(self._on_cell_changed)
        self.chooser.chosen.connect(self._on_session_chosen)
        self.filter.clicked.connect(self._open_filter)
        self.rest.clicked.connect(grid.fill_rest)

    def show_only(self, show: Show) -> None:
        """Show all trainees, the unmarked of the chosen session, or those under the minimum."""
        self._show = show
        self.refresh()

    def widen(self) -> bool:
        """Show everybody again; False when nobody is left out."""
        narrowed = self._show is not Show.ALL
        if narrowed:
            self.show_only(Show.ALL)
        return narrowed

    @property
    def hints(self) -> tuple[Hint, ...]:
        """The keys that work here, for the hint bar."""
        return (
            Hint(text=_("Tekan")),
            *(Hint(text=words.code_word(code), tile=code.value) for code in Code),
            Hint(keys=(_("Spasi"),), text=_("hadir lalu turun"), rule=True),
            Hint(keys=("Del",), text=_("kosongkan")),
            Hint(keys=("Shift+↓",), text=_("pilih beruntun")),
            Hint(keys=("N",), text=_("catatan")),
        )

    @property
    def status(self) -> Status:
        """What waits to be sent, for the right end of the hint bar."""
        waiting = self.grid.sheet.waiting
        if not waiting:
            return Status()
        return Status(text=counted("{count} sel menunggu sinkronisasi", waiting), dot="accent")

    def fit(self) -> None:
        """In a narrow window the filter becomes an icon."""
        self._name_filter()

    def refresh(self) -> None:
        """Filter, choose and count anew."""
        self.show_grid(shown=bool(self.grid.sheet.sessions))
        self._apply_filter()
        self._on_cell_changed(None)
        self.status_changed.emit()

    def _apply_filter(self) -> None:
        sheet, column = self.grid.sheet, self.grid.column
        rows = list(range(len(sheet.rows)))
        if self._show is Show.BELOW:
            rows = [at for at in rows if sheet.rows[at].below]
        elif self._show is Show.UNMARKED and column is not None:
            rows = open_rows(sheet, column)
        if not rows and self._show is not Show.ALL:
            # A filter without hits would leave nothing to work on: its question is answered.
            self._show, rows = Show.ALL, list(range(len(sheet.rows)))
        self.grid.show_rows(rows)
        self._name_filter()

    def _on_cell_changed(self, _cell: object) -> None:
        sheet, column = self.grid.sheet, self.grid.column
        self.chooser.set_sessions(sheet.sessions, column)
        if column is None:
            self.rest.setEnabled(False)
            return
        reason = planning.closed_reason(sheet.sessions[column])
        waiting = len(open_rows(sheet, column))
        counts = planning.tally(sheet, column)
        if reason and not counts:
            self.tally.set_sentence(reason)
        else:
            self.tally.set_counts(counts, len(sheet.rows))
        self.rest.setText(_("Sisanya hadir") if counts else _("Semua hadir"))
        self.rest.set_note(counted("{count} peserta", waiting) if waiting else "")
        self.rest.setEnabled(not reason and waiting > 0)
        self.rest.setToolTip(reason or _("Menandai yang belum ditandai saja (Ctrl+Enter)"))

    def _on_session_chosen(self, column: int) -> None:
        self.grid.go_to_session(column)
        self.grid.view.setFocus()
        if self._show is Show.UNMARKED:
            self.refresh()

    def _open_filter(self) -> None:
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for show, text in _filter_words().items():
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(show is self._show)
            action.triggered.connect(lambda _checked=False, show=show: self.show_only(show))
        menu.popup(self.filter.mapToGlobal(QPoint(0, self.filter.height() + self.theme.px(4))))

    def _name_filter(self) -> None:
        text = _filter_words()[self._show]
        self.filter.setAccessibleName(text)
        self.filter.setToolTip(text if self.compact else "")
        self.filter.setText("" if self.compact and self._show is Show.ALL else text)
        self.filter.updateGeometry()


def _filter_words() -> dict[Show, str]:
    return {
        Show.ALL: _("Semua peserta"),
        Show.UNMARKED: _("Belum ditandai"),
        Show.BELOW: _("Di bawah minimum"),
    }
