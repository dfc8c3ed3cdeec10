"""Cadangan: whether the data is backed up, where else, make one now, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from lpk_desktop.domain.backups import Reason
from lpk_desktop.domain.roles import Right
from lpk_desktop.language import _
from lpk_desktop.ui.background import Pool, Work
from lpk_desktop.ui.desk import Desk
from lpk_desktop.ui.pages.settings.backup_words import Said, made_words, place_words, state_words
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.box import Panel
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.glyph import Glyph
from lpk_desktop.ui.widgets.label import Label
from lpk_desktop.ui.widgets.toast import News
from lpk_desktop.ui.widgets.visibility import show_if

if TYPE_CHECKING:
    from lpk_desktop.services.backups import BackedUp, Standing


def ask_folder(parent: QWidget) -> Path | None:
    """Ask where backups shall go besides; None when nobody chooses."""
    chosen = QFileDialog.getExistingDirectory(parent, _("Pilih stik USB atau folder di diska lain"))
    return Path(chosen) if chosen else None


class BackupSection(Panel):
    """All of it runs on the worker for backups, so that the window goes on."""

    def __init__(self, desk: Desk, *, ask_place: Callable[[QWidget], Path | None] = ask_folder) -> None:
        super().__init__(desk.theme)
        self._desk, self._ask_place = desk, ask_place
        theme = desk.theme
        self.state = Matter(
            theme, Said(title=_("Membaca cadangan…"), detail="", icon="history", role="text3")
        )
        self.place = Matter(theme, place_words(None))
        self.make = Button(theme, _("Buat sekarang"))
        self.restore = Button(theme, _("Pulihkan…"))
        self.choose = Button(theme, _("Pilih tempat…"))
        self.leave = Button(theme, _("Lepaskan"))
        self.leave.setToolTip(_("Cadangan yang sudah ada di sana tetap ada."))
        self.leave.hide()
        self._may_choose = not desk.denial(Right.EDIT_CENTRE)
        self._lay_out()
        for button in (self.choose, self.restore):
            show_if(button, self._may_choose)
        self.make.clicked.connect(self._on_make)
        self.restore.clicked.connect(desk.hub.restore_asked)
        self.choose.clicked.connect(self._on_choose)
        self.leave.clicked.connect(self._on_leave)
        desk.hub.backed_up.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Look again what there is, and where."""
        self._run(lambda _work: _look(self._desk), self._show)

    def _show(self, standing: Standing) -> None:
        self.state.tell(state_words(standing))
        self.place.tell(place_words(standing.second))
        show_if(self.leave, self._may_choose and standing.second is not None)

    def _on_make(self) -> None:
        self._set_working(working=True)
        self._run(lambda work: _back_up(self._desk, work, None), self._on_made)

    def _on_choose(self) -> None:
        folder = self._ask_place(self)
        if folder is not None:
            # With the first backup at once, so that what the place promises is there.
            self._set_working(working=True)
            self._run(lambda work: _back_up(self._desk, work, folder), self._on_made)

    def _on_leave(self) -> None:
        self._run(lambda _work: _forget(self._desk), lambda _nothing: self.refresh())

    def _on_made(self, made: BackedUp) -> None:
        self._set_working(working=False)
        if made.trouble is not None:
            self._desk.tell_failure(made.trouble)
        else:
            self._desk.hub.told.emit(News(text=made_words(made), icon="shield-check"))
        self._desk.hub.backed_up.emit()

    def _on_failed(self, error: Exception) -> None:
        self._set_working(working=False)
        self._desk.failed(error)

    def _run(self, task: Callable[[Work], object], done: Callable[..., None]) -> None:
        self._desk.background.run(task, done, self._on_failed, pool=Pool.BACKUP, owner=self)

    def _set_working(self, *, working: bool) -> None:
        self.make.setText(_("Membuat…") if working else _("Buat sekarang"))
        for button in (self.make, self.choose, self.leave, self.restore):
            button.setEnabled(not working)

    def _lay_out(self) -> None:
        theme = self._desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(16), theme.px(14), theme.px(16), theme.px(14))
        column.setSpacing(theme.px(14))
        for matter, buttons in (
            (self.state, (self.make, self.restore)),
            (self.place, (self.choose, self.leave)),
        ):
            row = QHBoxLayout()
            row.setSpacing(theme.px(8))
            row.addWidget(matter, 1)
            for button in buttons:
                row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)
        when = _(
            "Dibuat sendiri di awal hari, tiap jam kerja, dan sebelum impor, pemasangan, versi baru, dan "
            "pemulihan. Disimpan semua selama dua hari, lalu satu untuk tiap hari, minggu, dan bulan."
        )
        column.addWidget(Label(theme, when, style="small", role="text3", wrap=True))


class Matter(QWidget):
    """A mark, what holds, and what it means."""

    def __init__(self, theme: Theme, said: Said) -> None:
        super().__init__()
        self._icon = Glyph(theme, said.icon, role=said.role, size=20)
        self.title = Label(theme, weight=500, wrap=True)
        self.detail = Label(theme, style="small", role="text3", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(theme.px(2))
        column.addWidget(self.title)
        column.addWidget(self.detail)
        row.addLayout(column, 1)
        self.tell(said)

    def tell(self, said: Said) -> None:
        """Say something else."""
        self._icon.set_icon(said.icon, said.role)
        self.title.setText(said.title)
        self.detail.setText(said.detail)
        show_if(self.detail, bool(said.detail))
        self.setAccessibleName(f"{said.title}. {said.detail}")


def _look(desk: Desk) -> Standing:
    from lpk_desktop.services.backups import standing  # noqa: PLC0415  on the worker

    return standing(desk.store, now=desk.now())


def _back_up(desk: Desk, work: Work, second: Path | None) -> BackedUp:
    from lpk_desktop.services import backups  # noqa: PLC0415

    if second is not None:
        backups.choose_second_place(desk.store, second)
    return backups.back_up(desk.store, reason=Reason.ASKED, at=desk.now(), step=work.check)


def _forget(desk: Desk) -> None:
    from lpk_desktop.services import backups  # noqa: PLC0415

    backups.forget_second_place(desk.store)
