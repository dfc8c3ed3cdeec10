"""Step 4: the import under way, then what it did and how to take it back."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from lpk_desktop.language import _, counted
from lpk_desktop.messages import words
from lpk_desktop.ui.pages.roster.draft import Outcome
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.banner import Banner
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.glyph import Glyph
from lpk_desktop.ui.widgets.label import Label
from lpk_desktop.ui.widgets.side_panel import FactGrid
from lpk_desktop.ui.widgets.visibility import show_if


class DoneStep(QWidget):
    """Its buttons say what can be done next."""

    cancelled = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._title = Label(theme, style="title")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._count = Label(theme, style="small", role="text3")
        self.cancel = Button(theme, _("Batal"))
        self.cancel.clicked.connect(self.cancelled)
        self._result = Label(theme, style="title")
        self._facts_place = QVBoxLayout()
        self._facts: QWidget | None = None
        self.banner = Banner(theme)
        self.show_people = Button(theme, _("Buka kelas"), kind="primary")
        self.undo = Button(theme, _("Urungkan impor"), icon="arrow-back-up")
        self.again = Button(theme, _("Impor berkas lain"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._working())
        self._stack.addWidget(self._finished())
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(20), theme.px(48), theme.px(20), theme.px(40))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._stack, 20)
        row.addStretch(1)
        self._stack.setMaximumWidth(theme.px(640))
        column.addLayout(row)
        column.addStretch(1)

    def start(self, file: str, total: int) -> None:
        """Show that the import is under way."""
        self._title.setText(_("Mengimpor {file}").format(file=file))
        self._bar.setRange(0, total)
        self.set_progress(0, total)
        self.cancel.setEnabled(True)
        self._stack.setCurrentIndex(0)

    def set_progress(self, done: int, total: int) -> None:
        """Show how far it is."""
        self._bar.setValue(done)
        self._count.setText(counted("{done} dari {count} baris", total, done=done))

    def finish(self, outcome: Outcome, *, cohort: str) -> None:
        """Show what it did; `cohort` is the class that the people went to, empty for none."""
        done = outcome.imported
        count = done.new + done.changed + done.unchanged
        self._result.setText(counted("{count} peserta diimpor", count))
        if self._facts is not None:
            self._facts_place.removeWidget(self._facts)
            self._facts.deleteLater()
        grid = FactGrid(self._theme, name_width=150)
        grid.add(_("Baru"), str(done.new))
        grid.add(_("Diperbarui"), str(done.changed))
        grid.add(_("Tidak berubah"), str(done.unchanged))
        grid.add(_("Tidak diimpor"), str(len(done.left_out)))
        if done.kept_names:
            kept = counted("{count} ditulis lain di berkas, tetap seperti terdaftar", len(done.kept_names))
            grid.add(_("Nama"), kept)
        grid.add(_("Masuk ke"), cohort or _("Calon peserta, belum ada kelas"))
        if outcome.rejects is not None:
            folder = outcome.rejects.parent
            look = Button(self._theme, _("Buka folder"), kind="link")
            look.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
            grid.add(_("Berkas perbaikan"), outcome.rejects.name, act=look)
        self._facts = grid
        self._facts_place.addWidget(grid)
        self._tell_rejects(outcome)
        self.show_people.setText(_("Buka kelas") if cohort else _("Buka Peserta"))
        self._stack.setCurrentIndex(1)
        self.show_people.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _tell_rejects(self, outcome: Outcome) -> None:
        show_if(self.banner, outcome.problem is not None)
        if outcome.problem is not None:
            what, _advice = words(outcome.problem)
            self.banner.tell(
                _("Impor selesai dan tersimpan."), what, kind="warn", act=_("Simpan di tempat lain")
            )

    def _working(self) -> QWidget:
        theme = self._theme
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(self._title)
        column.addWidget(self._bar)
        row = QHBoxLayout()
        row.addWidget(self._count, 1)
        row.addWidget(self.cancel)
        column.addLayout(row)
        column.addStretch(1)
        return page

    def _finished(self) -> QWidget:
        theme = self._theme
        page = QWidget()
        column = QVBoxLayout(page)
        # Room for the ring around the buttons.
        column.setContentsMargins(*[theme.px(4)] * 4)
        column.setSpacing(theme.px(14))
        head = QHBoxLayout()
        head.setSpacing(theme.px(10))
        head.addWidget(Glyph(theme, "circle-check", role="okSolid", size=24))
        head.addWidget(self._result, 1)
        column.addLayout(head)
        column.addLayout(self._facts_place)
        column.addWidget(self.banner)
        acts = QHBoxLayout()
        acts.setSpacing(theme.px(8))
        for button in (self.show_people, self.undo, self.again):
            acts.addWidget(button)
        acts.addStretch(1)
        column.addSpacing(theme.px(6))
        column.addLayout(acts)
        column.addStretch(1)
        return page
