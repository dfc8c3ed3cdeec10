"""The page on which a backup is chosen and restored; it stands before the shell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from lpk_desktop.language import _
from lpk_desktop.services.backups import BackupLine
from lpk_desktop.ui.pages.restore.rows import COLUMNS, meaning
from lpk_desktop.ui.rows_model import RowsModel
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.banner import Banner
from lpk_desktop.ui.widgets.box import Panel
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.empty_state import EmptyState
from lpk_desktop.ui.widgets.field import Field, PasswordField, needed
from lpk_desktop.ui.widgets.full_page import FullPage, centred
from lpk_desktop.ui.widgets.label import Label
from lpk_desktop.ui.widgets.table_view import TableView

WIDTH, MOST_ROWS = 680, 7


def ask_file(parent: QWidget) -> Path | None:
    """Ask for a backup on any disk; None when nobody chooses."""
    kinds = _("Cadangan (*.lpkbackup)")
    chosen, _kind = QFileDialog.getOpenFileName(parent, _("Pilih berkas cadangan"), "", kinds)
    return Path(chosen) if chosen else None


class RestorePage(FullPage):
    """`submitted` carries the backup, a name, and a password or recovery code; `cancelled` goes back.

    The backup `best` is chosen. `trouble` says why the data does not open, where that is why
    somebody is here. `secret` is what they just typed at the door, so that one click is enough.
    `look_at` describes a file that is chosen from elsewhere.
    """

    submitted = Signal(Path, str, str)
    cancelled = Signal()

    def __init__(
        self,
        theme: Theme,
        lines: Sequence[BackupLine],
        *,
        look_at: Callable[[Path], BackupLine],
        best: Path | None = None,
        name: str = "",
        secret: str = "",
        trouble: str = "",
        ask: Callable[[QWidget], Path | None] = ask_file,
    ) -> None:
        super().__init__(theme, version="")
        self._look_at, self._ask, self._broken = look_at, ask, bool(trouble)
        self.rows: RowsModel[BackupLine] = RowsModel(COLUMNS, identify=lambda line: str(line.path))
        self.table = TableView(theme, self.rows, name=_("Cadangan yang ada"), density="compact")
        self.trouble, self.problem = Banner(theme), Banner(theme)
        self.meaning = Label(theme, style="small", role="text2", wrap=True)
        self.name = Field(theme, _("Nama"), check=needed(_("Isi nama yang biasa masuk.")))
        self.secret = PasswordField(
            theme, _("Kata sandi atau kode pemulihan"), check=needed(_("Isi kata sandi dulu."))
        )
        self.other = Button(theme, _("Pilih berkas lain…"), kind="link")
        self.back = Button(theme, _("Batal"))
        self.go = Button(theme, _("Pulihkan"), kind="primary")
        self._lay_out()
        self._fill(lines, best, name, secret)
        if trouble:
            self.trouble.tell(_("Data tidak bisa dibuka."), trouble, kind="warn", icon="alert-triangle")
        self.table.current_changed.connect(self._on_chosen)
        self.other.clicked.connect(self._on_other)
        self.back.clicked.connect(self.cancelled)
        self.go.clicked.connect(self._on_submit)
        for field in (self.name, self.secret):
            field.edit.returnPressed.connect(self._on_submit)

    @property
    def chosen(self) -> BackupLine | None:
        """The backup that would be restored."""
        return next((line for line in self.rows.every if str(line.path) == self.table.current_id), None)

    def set_busy(self, *, busy: bool) -> None:
        """Show that the backup is being checked and put in place."""
        self.go.setText(_("Memulihkan…") if busy else _("Pulihkan"))
        for widget in (self.table, self.other, self.back, self.name, self.secret):
            widget.setEnabled(not busy)
        self._allow(busy=busy)

    def show_error(self, sentence: str) -> None:
        """Say why it was not restored; everything is as it was."""
        self.set_busy(busy=False)
        self.problem.tell(_("Belum dipulihkan."), sentence, kind="danger", icon="alert-circle")
        self.secret.setFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on: to the button where all is known, else to the first empty field."""
        super().focusInEvent(event)
        empty = next((field for field in (self.name, self.secret) if not field.text), None)
        (self.table if self.chosen is None else empty or self.go).setFocus(event.reason())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape and self.back.isEnabled():
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def _fill(self, lines: Sequence[BackupLine], best: Path | None, name: str, secret: str) -> None:
        self._show_rows(lines)
        self.name.set_text(name)
        self.name.setVisible(not name)
        self.secret.set_text(secret)
        if best is not None:
            self.table.select_id(str(best))
        self._on_chosen()

    def _show_rows(self, lines: Sequence[BackupLine]) -> None:
        self.rows.set_rows(lines)
        # As high as what it lists, within reason; without any there is a picture instead.
        rows = min(max(len(lines), 2), MOST_ROWS) if lines else MOST_ROWS
        self.table.setFixedHeight((rows + 1) * self.table.row_height + self.theme.px(8))

    def _on_chosen(self, _id: str = "") -> None:
        line = self.chosen
        self.meaning.setText("\n".join(meaning(line, broken=self._broken)) if line else "")
        self._allow(busy=False)

    def _on_other(self) -> None:
        path = self._ask(self)
        if path is not None:
            others = [line for line in self.rows.every if line.path != path]
            self._show_rows([self._look_at(path), *others])
            self.table.select_id(str(path))
            self._on_chosen()

    def _on_submit(self) -> None:
        line = self.chosen
        wrong = [field for field in (self.name, self.secret) if not field.validate()]
        if wrong:
            wrong[0].setFocus()
        elif line is not None and self.go.isEnabled():
            self.problem.hide()
            self.submitted.emit(line.path, self.name.text, self.secret.text)

    def _allow(self, *, busy: bool) -> None:
        line = self.chosen
        self.go.setEnabled(not busy and line is not None and not line.problem)

    def _lay_out(self) -> None:
        theme = self.theme
        box = Panel(theme, radius=12)
        box.setFixedWidth(theme.px(WIDTH))
        column = QVBoxLayout(box)
        column.setContentsMargins(theme.px(24), theme.px(22), theme.px(24), theme.px(22))
        column.setSpacing(theme.px(14))
        self.table.set_empty(
            EmptyState(theme, "history", _("Tidak ada cadangan di sini"), _("Pilih berkas dari stik USB."))
        )
        head = QHBoxLayout()
        head.addWidget(Label(theme, _("Pulihkan cadangan"), style="title"), 1)
        head.addWidget(self.other)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        foot.addStretch(1)
        foot.addWidget(self.back)
        foot.addWidget(self.go)
        column.addLayout(head)
        for widget in (self.trouble, self.table, self.meaning, self.name, self.secret, self.problem):
            column.addWidget(widget)
        column.addLayout(foot)
        self.middle.addStretch(1)
        centred(self.middle, box)
        self.middle.addStretch(1)
