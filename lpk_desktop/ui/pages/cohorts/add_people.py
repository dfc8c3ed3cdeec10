"""The panel beside the class list: people who are not in it, to be ticked and taken in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from lpk_desktop.language import C_, _, counted
from lpk_desktop.services.enrolments import Free
from lpk_desktop.ui.rows_model import QUIET, STRONG, Column, RowsModel
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.box import Area, Lines
from lpk_desktop.ui.widgets.button import Button, IconButton
from lpk_desktop.ui.widgets.empty_state import EmptyState
from lpk_desktop.ui.widgets.field import SearchField
from lpk_desktop.ui.widgets.label import Label
from lpk_desktop.ui.widgets.table_view import TableView


class AddPeople(Area):
    """Space ticks, Enter takes in those ticked, or the current one; `chosen` carries their ids."""

    chosen = Signal(tuple)
    new_asked = Signal()
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, lines=Lines(left=True))
        self._theme = theme
        self.setFixedWidth(theme.px(404))
        self.rows = RowsModel(_columns(), lambda person: person.trainee, checkable=True, parent=self)
        self.search = SearchField(theme, _("Nama"))
        self.table = TableView(theme, self.rows, name=_("Orang di luar kelas ini"))
        self.button = Button(theme, _("Tambahkan"), kind="primary", keys="Enter")
        self._lay_out()
        self.search.textChanged.connect(self._narrow)
        self.rows.ticks_changed.connect(self._on_ticks_changed)
        self.table.opened.connect(self._on_opened)
        self.button.clicked.connect(self._choose)
        self._on_ticks_changed()

    def set_people(self, people: Sequence[Free]) -> None:
        """Offer these people."""
        self.rows.set_rows(people)

    def focus_search(self) -> None:
        """Begin anew: nothing typed, nothing ticked."""
        self.search.clear()
        self.rows.set_ticked(())
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; Enter in the search field takes in the only hit."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        theme = self._theme
        close = IconButton(theme, "x", _("Tutup"), keys="Esc", size="small")
        close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(16), theme.px(12), theme.px(12), theme.px(10))
        head.addWidget(Label(theme, _("Tambah peserta"), style="title"), 1)
        head.addWidget(close)
        find = QHBoxLayout()
        find.setContentsMargins(theme.px(16), 0, theme.px(16), theme.px(12))
        find.addWidget(self.search)
        new = Button(theme, _("Peserta baru"), kind="link")
        new.clicked.connect(self.new_asked)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(12))
        foot.addWidget(new)
        foot.addStretch(1)
        foot.addWidget(self.button)
        empty = EmptyState(
            theme, "users", _("Tidak ada yang cocok"), _("Semua orang lain sudah ada di kelas ini.")
        )
        self.table.set_empty(empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(find)
        column.addWidget(self.table, 1)
        column.addLayout(foot)

    def _narrow(self, text: str) -> None:
        words = text.casefold().split()
        self.rows.set_filter(lambda person: all(word in person.name.casefold() for word in words))

    def _on_ticks_changed(self) -> None:
        count = len(self.rows.ticked)
        self.button.set_note(counted("{count} peserta", count) if count else "")

    def _on_opened(self, _person: str) -> None:
        self._choose()

    def _choose(self) -> None:
        wanted = self.rows.ticked or ((self.table.current_id,) if self.table.current_id else ())
        if not wanted and self.rows.rowCount() == 1:
            wanted = (self.rows.id_at(0),)
        if wanted:
            self.rows.set_ticked(())
            self.chosen.emit(wanted)


def _columns() -> list[Column[Free]]:
    return [
        Column(
            key="name", title=_("Nama"), text=lambda person: person.name, look=lambda _: STRONG, stretch=True
        ),
        Column(
            key="place",
            title=_("Kelas lain"),
            text=lambda person: (
                C_("another cohort", "Ada") if person.placed else C_("another cohort", "Belum ada")
            ),
            look=lambda _: QUIET,
            width=100,
        ),
    ]
