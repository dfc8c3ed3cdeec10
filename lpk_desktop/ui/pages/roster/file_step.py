"""Step 1: a file is dropped or chosen; what is wrong with it is said here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from lpk_desktop.language import _
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.banner import Banner
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.glyph import Glyph
from lpk_desktop.ui.widgets.label import Label


def ask_file(parent: QWidget) -> Path | None:
    """Let a person choose a roster."""
    kinds = _("Daftar peserta ({patterns})").format(
        patterns="*.xlsx *.xls *.xlsm *.xlsb *.ods *.csv *.tsv *.txt"
    )
    every = _("Semua berkas ({patterns})").format(patterns="*")
    chosen, _kind = QFileDialog.getOpenFileName(parent, _("Pilih berkas peserta"), "", f"{kinds};;{every}")
    return Path(chosen) if chosen else None


class FileStep(QWidget):
    """`chosen` tells the path of a file."""

    chosen = Signal(Path)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.ask: Callable[[QWidget], Path | None] = ask_file
        self.zone = _Zone(theme)
        self.banner = Banner(theme)
        self.button = self.zone.button
        self.zone.dropped.connect(self.chosen)
        self.zone.button.clicked.connect(self.choose)
        self.banner.acted.connect(self.choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(20), theme.px(40), theme.px(20), theme.px(40))
        column.setSpacing(theme.px(16))
        for widget in (self.banner, self.zone, _promise(theme)):
            widget.setMaximumWidth(theme.px(720))
            widget.setMinimumWidth(theme.px(480))
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(widget, 20)
            row.addStretch(1)
            column.addLayout(row)
        column.addStretch(1)

    @property
    def problem(self) -> str:
        """What is said about the file, empty when nothing is."""
        return self.banner.accessibleName() if self.banner.isVisibleTo(self) else ""

    def choose(self) -> None:
        """Ask for a file."""
        path = self.ask(self)
        if path is not None:
            self.chosen.emit(path)

    def set_reading(self, name: str) -> None:
        """Say that a file is being read; an empty name, that none is."""
        self.zone.set_reading(name)
        if name:
            self.banner.hide()

    def tell_problem(self, what: str, advice: str) -> None:
        """Say what is wrong with a file; another can be chosen at once."""
        self.zone.set_reading("")
        self.banner.tell(what, advice, kind="danger", icon="alert-circle", act=_("Pilih berkas lain"))


def _promise(theme: Theme) -> QWidget:
    words = _(
        "Berkas dibaca di laptop ini dan tidak diunggah. Judul kolom dikenali sendiri; "
        "tidak ada yang disimpan sebelum langkah terakhir."
    )
    label = Label(theme, words, style="small", role="text3", wrap=True)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return label


class _Zone(QWidget):
    """Where a file can be dropped."""

    dropped = Signal(Path)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._over = theme, False
        self.setAcceptDrops(True)
        self._title = Label(theme, style="title")
        self._words = Label(theme, style="small", role="text3")
        self.button = Button(theme, _("Pilih berkas"), kind="primary", icon="folder-open", size="large")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), theme.px(48), theme.px(24), theme.px(48))
        column.setSpacing(theme.px(6))
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(Glyph(theme, "file-spreadsheet", role="text3", size=32), 0, centre)
        column.addSpacing(theme.px(8))
        column.addWidget(self._title, 0, centre)
        column.addWidget(self._words, 0, centre)
        column.addSpacing(theme.px(12))
        column.addWidget(self.button, 0, centre)
        self.set_reading("")

    def set_reading(self, name: str) -> None:
        """Say which file is being read."""
        self.button.setEnabled(not name)
        if name:
            self._title.setText(_("Membaca {file}").format(file=name))
        else:
            self._title.setText(_("Letakkan berkas peserta di sini"))
        self._words.setText(_("Excel (xlsx, xls, xlsb), ODS, atau CSV"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file of this computer is welcome."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile() and self.button.isEnabled():
            self._light(on=True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """It went elsewhere."""
        self._light(on=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Read it."""
        self._light(on=False)
        event.acceptProposedAction()
        self.dropped.emit(Path(event.mimeData().urls()[0].toLocalFile()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A dashed frame, tinted while a file hangs over it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._theme.colour("accent" if self._over else "borderStrong"), 1.2)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(self._theme.colour("accentTint" if self._over else "sunken"))
        corner = self._theme.px(10)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), corner, corner)
        painter.end()

    def _light(self, *, on: bool) -> None:
        self._over = on
        self.update()
