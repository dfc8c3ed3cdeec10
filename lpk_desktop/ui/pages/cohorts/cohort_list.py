"""The list of classes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lpk_desktop.domain.roles import Right
from lpk_desktop.language import C_, _, counted
from lpk_desktop.services.centre import local_now
from lpk_desktop.services.cohort_list import CohortLine, cohort_lines
from lpk_desktop.services.views import CohortStatus
from lpk_desktop.ui.desk import Desk
from lpk_desktop.ui.keys import page_action
from lpk_desktop.ui.pages.cohorts import words
from lpk_desktop.ui.pages.row_menu import offer_menu
from lpk_desktop.ui.rates import rate_words
from lpk_desktop.ui.rows_model import PLAIN, QUIET, STRONG, Column, Look, RowsModel
from lpk_desktop.ui.widgets.button import ActionButton, Button
from lpk_desktop.ui.widgets.chip import Chip
from lpk_desktop.ui.widgets.empty_state import EmptyState
from lpk_desktop.ui.widgets.field import SearchField
from lpk_desktop.ui.widgets.hint_bar import Hint, Status
from lpk_desktop.ui.widgets.page_header import PageHeader
from lpk_desktop.ui.widgets.segmented import Choice
from lpk_desktop.ui.widgets.table_view import TableView
from lpk_desktop.ui.widgets.tool_row import ToolRow


class CohortList(QWidget):
    """Running classes first; `opened` carries the id of the class wanted."""

    opened = Signal(str)
    new_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        theme = desk.theme
        self.rows = RowsModel(columns(), lambda line: line.head.id, parent=self)
        self.table = TableView(theme, self.rows, name=_("Kelas"), density="comfortable")
        self.header = PageHeader(theme, _("Kelas"))
        self.search = SearchField(theme, _("Cari kelas"))
        self.status_chip = Chip(
            theme, _("Status"), [Choice(each.value, words.status_tag(each)[0]) for each in CohortStatus]
        )
        self._clear = Button(theme, _("Hapus saringan"))
        self._empty = EmptyState(theme, "school", "")
        self.new = page_action(self, _("Kelas baru"), "Ctrl+N")
        self.new.setVisible(not desk.denial(Right.MAKE_COHORT))
        self.look_up = page_action(self, _("Cari"), "/", "Ctrl+F")
        self._lay_out()
        self.new.triggered.connect(self.new_asked)
        self.look_up.triggered.connect(self.search.setFocus)
        self.search.textChanged.connect(lambda _text: self._narrow())
        self.status_chip.changed.connect(lambda _keys: self._narrow())
        self._clear.clicked.connect(self._widen)
        self.table.opened.connect(self.opened)
        offer_menu(self.table, [self.new])
        self.refresh()

    def hints(self) -> Sequence[Hint | QAction]:
        """The keys of the list."""
        return (
            Hint(keys=("↑", "↓"), text=_("pindah")),
            Hint(keys=("Enter",), text=_("buka kelas")),
            self.new,
            self.look_up,
        )

    def status(self) -> Status:
        """How many rows are shown."""
        return Status(text=counted("{count} kelas", self.rows.rowCount()))

    def refresh(self) -> None:
        """Read the classes again."""
        with self._desk.store.read() as session:
            today = local_now(session, self._desk.now()).date()
            lines = cohort_lines(session, today=today)
        self.rows.set_rows(lines)
        running = sum(line.head.status is CohortStatus.RUNNING for line in lines)
        self.header.set_meta(counted("{count} berjalan", running) if lines else "")
        self._name_empty(filtered=bool(lines))

    def focus_main(self) -> None:
        """Put the keyboard on the list."""
        self.table.focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc shows all classes again."""
        if event.key() == Qt.Key.Key_Escape:
            self._widen()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        theme = self._desk.theme
        self.header.add_action(ActionButton(theme, self.new, kind="primary", icon="plus"))
        tools = ToolRow(theme)
        tools.add(self.search, self.status_chip)
        self._start = Button(theme, _("Buat kelas"), icon="plus")
        self._start.clicked.connect(self.new_asked)
        self._empty.add_act(self._start)
        self._empty.add_act(self._clear)
        self.table.set_empty(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.header, tools):
            column.addWidget(widget)
        column.addWidget(self.table, 1)

    def _narrow(self) -> None:
        typed, stages = self.search.text().casefold().split(), self.status_chip.value

        def keep(line: CohortLine) -> bool:
            text = f"{line.head.title} {line.head.number} {line.head.instructor or ''}".casefold()
            return all(word in text for word in typed) and (not stages or line.head.status in stages)

        self.rows.set_filter(keep)

    def _widen(self) -> None:
        self.search.clear()
        self.status_chip.set_value(())

    def _name_empty(self, *, filtered: bool) -> None:
        self._clear.setVisible(filtered)
        self._start.setVisible(not filtered)
        if filtered:
            self._empty.set_words("filter", _("Tidak ada kelas yang cocok dengan saringan"))
        else:
            sentence = _("Kelas lahir dari program: sesinya disusun dari hari dan jam, hari libur dilewati.")
            self._empty.set_words("school", _("Belum ada kelas"), sentence)


def columns() -> list[Column[CohortLine]]:
    """Title, stage, days, sessions, people, attendance, instructor."""
    return [
        Column(
            key="title", title=C_("one of them", "Kelas"), text=lambda line: line.head.title,
            look=_title_look, tip=_title_tip, width=260, stretch=True,
        ),
        Column(
            key="status", title=_("Status"), text=lambda line: words.status_tag(line.head.status)[0],
            look=lambda line: Look(tag=words.status_tag(line.head.status)[1]), width=136,
        ),
        Column(
            key="days", title=_("Tanggal"), text=lambda line: words.span(line.head),
            sort=lambda line: line.head.starts, look=lambda _line: QUIET, width=186, leaves=3,
        ),
        Column(
            key="sessions", title=_("Sesi"), text=_sessions, sort=lambda line: line.held, width=110,
            right=True, tabular=True, look=lambda _line: QUIET,
        ),
        Column(
            key="people", title=_("Peserta"), text=_people, sort=lambda line: line.head.trainees, width=96,
            right=True, tabular=True,
        ),
        Column(
            key="rate", title=_("Kehadiran"), text=lambda line: rate_words(line.rate),
            sort=lambda line: -1 if line.rate is None else line.rate, look=_rate_look, tip=_rate_tip,
            width=110, right=True, tabular=True, leaves=2,
        ),
        Column(
            key="instructor", title=_("Instruktur"), text=lambda line: line.head.instructor or "",
            look=lambda _line: QUIET, width=190, leaves=1,
        ),
    ]  # fmt: skip


def _title_look(line: CohortLine) -> Look:
    return Look(weight=500, icon="copy", icon_role="warnFg") if line.namesake else STRONG


def _title_tip(line: CohortLine) -> str:
    return (
        _("Nomor {number} juga dipakai kelas lain").format(number=line.head.number) if line.namesake else ""
    )


def _sessions(line: CohortLine) -> str:
    return _("{part} dari {total}").format(part=line.held, total=line.head.sessions)


def _people(line: CohortLine) -> str:
    return f"{line.head.trainees}/{line.capacity}" if line.capacity else str(line.head.trainees)


def _rate_look(line: CohortLine) -> Look:
    if not line.behind:
        return PLAIN
    return Look(icon="alert-triangle", icon_role="dangerFg")


def _rate_tip(line: CohortLine) -> str:
    if not line.behind:
        return ""
    return counted("{count} peserta di bawah kehadiran minimum", line.behind)
