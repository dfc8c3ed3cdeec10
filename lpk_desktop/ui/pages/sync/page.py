"""The sync page: a head that answers, what waits, what was; pairing where there is none yet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from lpk_desktop.domain.backups import Reason
from lpk_desktop.domain.roles import Right
from lpk_desktop.errors import UserError
from lpk_desktop.language import _, counted
from lpk_desktop.messages import sentence
from lpk_desktop.services.centre import centre
from lpk_desktop.services.overview import SyncStanding, sync_standing, waiting_acts
from lpk_desktop.storage.device import Device, SyncState, device, past_rounds, sync_state
from lpk_desktop.ui.background import Pool, Work
from lpk_desktop.ui.desk import Desk
from lpk_desktop.ui.page import Page
from lpk_desktop.ui.pages.sync.pairing import PairingForm
from lpk_desktop.ui.pages.sync.rows import COLUMNS, Line, lines, state_words
from lpk_desktop.ui.rows_model import RowsModel
from lpk_desktop.ui.widgets.box import Area, Lines
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.empty_state import EmptyState
from lpk_desktop.ui.widgets.glyph import Glyph
from lpk_desktop.ui.widgets.hint_bar import Hint, Status
from lpk_desktop.ui.widgets.label import Label
from lpk_desktop.ui.widgets.page_header import PageHeader
from lpk_desktop.ui.widgets.side_panel import FactGrid, Section
from lpk_desktop.ui.widgets.table_view import TableView
from lpk_desktop.ui.widgets.toast import News
from lpk_desktop.ui.widgets.visibility import show_if


class SyncPage(Page):
    """Asks for a round through `hub.sync_asked`; pairs by itself."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, _("Sinkronisasi"))
        self._desk = desk
        theme = desk.theme
        self.header = PageHeader(theme, self.title)
        self.now_button = Button(theme, _("Sinkronkan"), icon="refresh", keys="F5")
        self.header.add_action(self.now_button)
        self._icon = Glyph(theme, "device-laptop", size=28)
        self._state = Label(theme, style="title", wrap=True)
        self._detail = Label(theme, style="small", role="text3", wrap=True)
        self.rows: RowsModel[Line] = RowsModel(COLUMNS, identify=lambda line: line.id)
        self.table = TableView(theme, self.rows, name=_("Menunggu dan riwayat"))
        self.table.set_empty(EmptyState(theme, "checks", _("Belum ada riwayat")))
        self.form = PairingForm(theme, desk.denial(Right.PAIR))
        self._facts_column = QVBoxLayout()
        self._facts: QWidget | None = None
        self._lay_out()
        self.now_button.clicked.connect(desk.hub.sync_asked)
        self.form.submitted.connect(self._on_submitted)
        desk.hub.sync_changed.connect(self.refresh)
        self.refresh()

    def refresh(self, changes: object | None = None) -> None:  # noqa: ARG002  everything here follows any change
        """Read where this computer stands."""
        with self._desk.store.read() as session:
            zone = centre(session).zone
            standing = sync_standing(session)
            state, own = sync_state(session), device(session)
            self.rows.set_rows(lines(waiting_acts(session), past_rounds(session), zone))
        said = state_words(standing, zone)
        self._icon.set_icon(said.icon, {"ok": "okSolid", "warn": "warnSolid"}.get(said.kind, "text2"))
        self._state.setText(said.title)
        self._detail.setText(said.detail)
        self.now_button.setEnabled(standing.paired)
        self.header.set_meta(state.url if state else "")
        show_if(self.form, not standing.paired)
        self._show_facts(standing, state, own)
        self.foot_changed.emit()

    def hints(self) -> Sequence[Hint | QAction]:
        """The keys that work here."""
        return (Hint(keys=("F5",), text=_("sinkronkan sekarang")),)

    def status(self) -> Status:
        """Nothing here is needed for work."""
        return Status(text=_("Semua fitur tetap bisa dipakai luring"))

    def focus_main(self) -> None:
        """The list once paired, else the address."""
        if self.form.isVisibleTo(self):
            self.form.url.edit.setFocus()
        else:
            self.table.focus_first()

    def _on_submitted(self, url: str, code: str) -> None:
        self.form.set_working(working=True)
        self._desk.background.run(
            lambda work: _pair(self._desk, url, code, work),
            self._on_paired,
            self._on_pairing_failed,
            pool=Pool.NETWORK,
            owner=self,
        )

    def _on_paired(self, paired: tuple[str, UserError | None]) -> None:
        name, unsaved = paired
        if unsaved is not None:
            self._desk.tell_failure(unsaved)
        self.form.set_working(working=False)
        self._desk.hub.told.emit(News(text=_("Terpasang dengan {name}.").format(name=name)))
        self.refresh()
        self._desk.hub.sync_asked.emit()

    def _on_pairing_failed(self, error: Exception) -> None:
        self.form.set_working(working=False)
        if not isinstance(error, UserError):
            raise error
        self.form.tell_problem(sentence(error))

    def _show_facts(self, standing: SyncStanding, state: SyncState | None, own: Device) -> None:
        if self._facts is not None:
            self._facts_column.removeWidget(self._facts)
            self._facts.deleteLater()
            self._facts = None
        if state is None:
            return
        section = Section(self.theme, _("Komputer ini di server pusat"))
        grid = FactGrid(self.theme, name_width=176)
        grid.add(_("Nama"), own.name)
        grid.add(_("Perangkat nomor"), str(own.number))
        grid.add(_("Server"), state.url)
        grid.add(_("Halaman periksa sertifikat"), state.public_url)
        grid.add(_("Menunggu dikirim"), counted("{count} perubahan", standing.waiting))
        section.add(grid)
        self._facts = section
        self._facts_column.insertWidget(0, section)

    def _lay_out(self) -> None:
        theme = self.theme
        head = Area(theme, lines=Lines(bottom=True))
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(16))
        row.setSpacing(theme.px(14))
        words_column = QVBoxLayout()
        words_column.setSpacing(theme.px(2))
        words_column.addWidget(self._state)
        words_column.addWidget(self._detail)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words_column, 1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.table, 1)
        right = Area(theme, lines=Lines(left=True))
        self._facts_column = QVBoxLayout(right)
        self._facts_column.setContentsMargins(0, 0, 0, 0)
        self._facts_column.addWidget(self.form)
        self._facts_column.addStretch(1)
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.addWidget(left)
        panes.addWidget(right)
        panes.setSizes([theme.px(620), theme.px(560)])
        panes.setChildrenCollapsible(False)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.header)
        page.addWidget(panes, 1)


def _pair(desk: Desk, url: str, code: str, work: Work) -> tuple[str, UserError | None]:
    """The centre's name, and why the state from before could not be backed up."""
    from lpk_desktop.services.backups import back_up_before  # noqa: PLC0415  once in a computer's life
    from lpk_desktop.sync.replica import pair_device  # noqa: PLC0415  requests takes its time

    unsaved = back_up_before(desk.store, reason=Reason.PAIRING, at=desk.now(), step=work.check)
    return pair_device(desk.store, url, code).centre_name, unsaved
