"""The strip that says: this centre and its people are invented."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from lpk_desktop.language import _
from lpk_desktop.ui import paint
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.label import Label


class SampleStrip(QWidget):
    """Across the whole window while the sample centre is open; its link asks for one's own centre."""

    own_centre_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        words = Label(theme, _("Pusat contoh – data rekaan"), style="small", role="warnFg", weight=600)
        detail = Label(theme, _("Semua orang dan nomor di sini dikarang."), style="small", role="warnFg")
        self.link = Button(theme, _("Mulai pusat pelatihan sendiri"), kind="link")
        self.link.clicked.connect(self.own_centre_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), theme.px(4), theme.px(16), theme.px(4))
        row.setSpacing(theme.px(8))
        row.addWidget(words)
        row.addWidget(detail)
        row.addStretch(1)
        row.addWidget(self.link)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """An amber tint with a line below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("warnBg"))
        paint.line(painter, self.height() - 1, 0, self.width(), self._theme, role="border")
        painter.end()
