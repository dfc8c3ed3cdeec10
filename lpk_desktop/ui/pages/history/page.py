"""The page Riwayat: every act of every computer, or those of one class or person; and the access log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from lpk_desktop.domain.roles import Right
from lpk_desktop.errors import UserError
from lpk_desktop.language import _
from lpk_desktop.messages.history import computer_words
from lpk_desktop.services.acts import DoneAct, done_acts
from lpk_desktop.services.history import act_events
from lpk_desktop.services.privacy import accesses
from lpk_desktop.services.subjects import subjects
from lpk_desktop.services.undoing import Undoing, look_ahead
from lpk_desktop.storage.store import Session
from lpk_desktop.ui.dates import clock_time, listed_date
from lpk_desktop.ui.desk import Desk
from lpk_desktop.ui.keys import page_action
from lpk_desktop.ui.page import Page
from lpk_desktop.ui.pages.beside import ROOM, Beside
from lpk_desktop.ui.pages.history.access_view import AccessView
from lpk_desktop.ui.pages.history.panel import ActPanel
from lpk_desktop.ui.pages.row_menu import offer_menu
from lpk_desktop.ui.rows_model import QUIET, Column, Look, RowsModel
from lpk_desktop.ui.targets import HistoryTarget
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.change_list import MOST, first_name
from lpk_desktop.ui.widgets.empty_state import EmptyState
from lpk_desktop.ui.widgets.hint_bar import Hint, Status
from lpk_desktop.ui.widgets.page_header import PageHeader
from lpk_desktop.ui.widgets.segmented import Choice, Segmented
from lpk_desktop.ui.widgets.table_view import TableView
from lpk_desktop.ui.widgets.visibility import show_if

_GONE = Look(role="text3")
_ACTS, _ACCESS = "acts", "access"


class HistoryPage(Page):
    """A list of acts with one of them beside it; undoing one shows first what that does."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, _("Riwayat"))
        self._desk = desk
        self._target = HistoryTarget()
        theme = desk.theme
        self.header = PageHeader(theme, self.title)
        self._whole = Button(theme, _("Tampilkan semua"))
        choices = [Choice(_ACTS, _("Tindakan")), Choice(_ACCESS, _("Akses data"))]
        self.part = Segmented(theme, choices, name=_("Yang ditampilkan"))
        self._denied = bool(desk.denial(Right.READ_LOG))
        show_if(self.part, not self._denied)
        self.header.add_action(self._whole)
        self.header.add_action(self.part)
        self.rows = RowsModel(_columns(), lambda act: act.key, parent=self)
        self.table = TableView(theme, self.rows, name=_("Riwayat"))
        self.table.set_empty(EmptyState(theme, "history", _("Belum ada riwayat")))
        self.undo = page_action(self, _("Urungkan…"))
        self.panel = ActPanel(theme, self.undo)
        offer_menu(self.table, [self.undo])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        self.access = AccessView(theme)
        self._parts = QStackedWidget()
        self._parts.addWidget(Beside(theme, self.table, self.panel))
        self._parts.addWidget(self.access)
        column.addWidget(self._parts, 1)
        self.part.chosen.connect(self._on_part)
        self._whole.clicked.connect(lambda: self.show_target(HistoryTarget(access=self._shows_access)))
        self.table.current_changed.connect(self._on_current_changed)
        self.table.opened.connect(self._show)
        self.panel.closed.connect(self._on_panel_closed)
        self.undo.triggered.connect(self._on_undo)
        self.refresh()

    def hints(self) -> Sequence[Hint | QAction]:
        """The keys of the list."""
        keys = (Hint(keys=("↑", "↓"), text=_("pindah")), Hint(keys=("Enter",), text=_("buka rincian")))
        return (
            keys if self._shows_access else (*keys, Hint(keys=("Ctrl+Z",), text=_("urungkan yang terakhir")))
        )

    def status(self) -> Status:
        """Identifiers are masked."""
        return Status(text=_("NIK dan KPJ disembunyikan"))

    def refresh(self, changes: object | None = None) -> None:  # noqa: ARG002  any change is an act
        """Read the list again."""
        wanted = self._target
        with self._desk.store.read() as session:
            if self._shows_access:
                self.access.set_entries(accesses(session, trainee=wanted.trainee or None))
            else:
                self.rows.set_rows(done_acts(session, cohort=wanted.cohort, trainee=wanted.trainee))
            self.header.set_meta(_about(session, wanted))
        show_if(self._whole, bool(wanted.cohort or wanted.trainee))
        if self.panel.isVisible() and self.table.current_id:
            self._show(self.table.current_id)
        self.foot_changed.emit()

    def show_target(self, target: object) -> None:
        """Show the acts of one class or person by a `HistoryTarget`, all without one."""
        self._target = target if isinstance(target, HistoryTarget) else HistoryTarget()
        self.panel.hide()
        self.access.panel.hide()
        part = _ACCESS if self._target.access and not self._denied else _ACTS
        if part == self.part.current:
            self.refresh()
        else:
            self.part.choose(part)

    def focus_main(self) -> None:
        """Put the keyboard on the list."""
        (self.access.table if self._shows_access else self.table).focus_first()

    @property
    def _shows_access(self) -> bool:
        return self._parts.currentWidget() is self.access

    def _on_part(self, key: str) -> None:
        wanted = self._target
        # Data leave by person, not by class.
        self._target = replace(wanted, access=key == _ACCESS, cohort="" if key == _ACCESS else wanted.cohort)
        self._parts.setCurrentIndex(int(key == _ACCESS))
        self.refresh()

    def _act(self, key: str) -> DoneAct | None:
        place = self.rows.place_of(key)
        return None if place < 0 else self.rows.row_at(place)

    def _on_current_changed(self, key: str) -> None:
        act = self._act(key)
        self.undo.setEnabled(act is not None and act.undoable)
        if act is not None and (self.panel.isVisible() or self.width() >= self.theme.px(ROOM)):
            self._show(key)

    def _show(self, key: str) -> None:
        act = self._act(key)
        if act is None:
            return
        with self._desk.store.read() as session:
            events = act_events(session, act.id, most=MOST)
            self.panel.set_act(act, events, _ahead(session, act))
        self.panel.show()

    def _on_panel_closed(self) -> None:
        self.panel.hide()
        self.table.setFocus()

    def _on_undo(self) -> None:
        act = self._act(self.table.current_id)
        if act is not None and act.undoable:
            self._desk.hub.undo_of_asked.emit(act.id)


def _ahead(session: Session, act: DoneAct) -> Undoing | None:
    try:
        # A large import is looked through when somebody wants to undo it, not while arrowing past it.
        return look_ahead(session, act.id) if act.undoable and act.changes <= MOST else None
    except UserError:
        return None


def _about(session: Session, target: HistoryTarget) -> str:
    places = [("cohort", target.cohort)] if target.cohort else []
    places += [("trainee", target.trainee)] if target.trainee else []
    return ", ".join(each.name for each in subjects(session, places).values())


def _columns() -> list[Column[DoneAct]]:
    return [
        Column(
            key="at", title=_("Waktu"),
            text=lambda act: f"{listed_date(act.at.date())} {clock_time(act.at)}",
            sort=lambda act: act.at, look=lambda _act: QUIET, width=150, tabular=True,
        ),
        Column(
            key="label", title=_("Tindakan"),
            text=lambda act: _("{label} (diurungkan)").format(label=act.label) if act.undone else act.label,
            look=lambda act: _GONE if act.undone else Look(), width=300, stretch=True,
        ),
        Column(
            key="changes", title=_("Baris"), text=lambda act: str(act.changes),
            sort=lambda act: act.changes, look=lambda _act: QUIET, width=64, right=True, tabular=True,
            leaves=1,
        ),
        Column(
            key="by", title=_("Oleh"), text=lambda act: first_name(act.by) or "–",
            tip=lambda act: act.by or "", look=lambda _act: QUIET, width=110,
        ),
        Column(
            key="computer", title=_("Komputer"), text=lambda act: computer_words(act.computer),
            look=lambda _act: QUIET, width=150, leaves=2,
        ),
    ]  # fmt: skip
