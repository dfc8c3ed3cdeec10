"""Riwayat, Akses data: who saw or took away whose data, with the people of one line beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lpk_desktop.language import _, counted
from lpk_desktop.messages.history import computer_words, moment_words
from lpk_desktop.messages.privacy import way_words
from lpk_desktop.services.privacy import AccessEntry
from lpk_desktop.ui.dates import clock_time, listed_date
from lpk_desktop.ui.pages.beside import ROOM, Beside
from lpk_desktop.ui.rows_model import QUIET, Column, RowsModel
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.change_list import LineList, first_name
from lpk_desktop.ui.widgets.empty_state import EmptyState
from lpk_desktop.ui.widgets.label import Label
from lpk_desktop.ui.widgets.side_panel import FactGrid, Section, SidePanel
from lpk_desktop.ui.widgets.table_view import TableView


class AccessView(QWidget):
    """The access log as a list; it is only read."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.rows = RowsModel(_columns(), lambda entry: entry.id, parent=self)
        self.table = TableView(theme, self.rows, name=_("Akses data"))
        sentence = _("NIK yang dilihat lengkap dan data yang disimpan atau dicetak tercatat di sini.")
        self.table.set_empty(
            EmptyState(theme, "eye", _("Belum ada data yang dilihat atau diambil"), sentence)
        )
        self.panel = _AccessPanel(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Beside(theme, self.table, self.panel))
        self.setFocusProxy(self.table)
        self.table.current_changed.connect(self._on_current_changed)
        self.table.opened.connect(self._show)
        self.panel.closed.connect(self._on_panel_closed)

    def set_entries(self, entries: Sequence[AccessEntry]) -> None:
        """Show these lines."""
        self.rows.set_rows(entries)
        if self.panel.isVisible() and self.table.current_id:
            self._show(self.table.current_id)

    def _on_current_changed(self, key: str) -> None:
        if key and (self.panel.isVisible() or self.width() >= self._theme.px(ROOM)):
            self._show(key)

    def _show(self, key: str) -> None:
        place = self.rows.place_of(key)
        if place >= 0:
            self.panel.set_entry(self.rows.row_at(place))
            self.panel.show()

    def _on_panel_closed(self) -> None:
        self.panel.hide()
        self.table.setFocus()


class _AccessPanel(SidePanel):
    """One line in full."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, name=_("Rincian akses"))

    def set_entry(self, entry: AccessEntry) -> None:
        """Show who did it, and whose data it was."""
        theme = self._theme
        self.clear()
        head = Section(theme)
        top = QHBoxLayout()
        top.addWidget(Label(theme, way_words(entry.way, entry.detail), style="title", wrap=True), 1)
        top.addWidget(self.close_button)
        head.body.addLayout(top)
        facts = FactGrid(theme)
        facts.add(_("Oleh"), entry.by or "")
        facts.add(_("Waktu"), moment_words(entry.at))
        facts.add(_("Komputer"), computer_words(entry.computer))
        head.add(facts)
        people = Section(theme, _("Data siapa"), counted("{count} peserta", len(entry.persons)))
        people.add(LineList(theme, [each.name or each.id for each in entry.persons] or [_unknown()]))
        self.add(head, people)
        self.close_button.show()
        self.verticalScrollBar().setValue(0)


def _unknown() -> str:
    return _("Hanya orang yang belum terdaftar di sini.")


def _whose(entry: AccessEntry) -> str:
    if len(entry.persons) == 1:
        return entry.persons[0].name or "–"
    return counted("{count} peserta", len(entry.persons))


def _columns() -> list[Column[AccessEntry]]:
    return [
        Column(
            key="at", title=_("Waktu"),
            text=lambda entry: f"{listed_date(entry.at.date())} {clock_time(entry.at)}",
            sort=lambda entry: entry.at, look=lambda _entry: QUIET, width=150, tabular=True,
        ),
        Column(
            key="what", title=_("Apa"), text=lambda entry: way_words(entry.way, entry.detail),
            width=300, stretch=True,
        ),
        Column(key="whose", title=_("Data siapa"), text=_whose, width=180),
        Column(
            key="by", title=_("Oleh"), text=lambda entry: first_name(entry.by) or "–",
            tip=lambda entry: entry.by or "", look=lambda _entry: QUIET, width=110,
        ),
        Column(
            key="computer", title=_("Komputer"), text=lambda entry: computer_words(entry.computer),
            look=lambda _entry: QUIET, width=150, leaves=2,
        ),
    ]  # fmt: skip
