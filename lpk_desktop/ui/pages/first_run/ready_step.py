"""Step 4: everything is ready; where to begin."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from lpk_desktop.language import _
from lpk_desktop.ui import paint
from lpk_desktop.ui.pages.first_run.answers import Start
from lpk_desktop.ui.pages.first_run.step import Step
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.banner import Banner


class ReadyStep(Step):
    """Three ways to begin, each a wide button with a sentence."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme,
            _("Siap dipakai"),
            _("Data pusat pelatihan Anda sudah dibuat dan terenkripsi di laptop ini. Mulai dari mana?"),
        )
        self.problem = Banner(theme)
        self.body.addWidget(self.problem)
        ways = (
            (
                Start.IMPORT,
                "file-import",
                _("Impor daftar peserta"),
                _("Dari Excel, ODS atau CSV, seberantakan apa pun."),
            ),
            (Start.OPEN, "home", _("Buka Hari ini"), _("Mulai kosong: buat kelas dulu, peserta menyusul.")),
            (
                Start.SAMPLE,
                "school",
                _("Coba kelas contoh"),
                _("Data rekaan di pusat contoh, untuk berlatih."),
            ),
        )
        self.ways = {start: _Way(theme, icon, title, sentence) for start, icon, title, sentence in ways}
        for start, way in self.ways.items():
            way.clicked.connect(lambda _checked=False, start=start: self.chosen.emit(start.value))
            self.body.addWidget(way)
        self.body.addStretch(1)
        # Enter begins with the roster: that is what most centres bring.
        self.start = self.ways[Start.IMPORT]

    def show_error(self, happened: str, advice: str) -> None:
        """Say that beginning did not work, and what to do."""
        self.problem.tell(happened, advice, kind="danger", icon="alert-circle")


class _Way(QAbstractButton):
    """Icon, what it does, one sentence, an arrow."""

    def __init__(self, theme: Theme, icon: str, title: str, sentence: str) -> None:
        super().__init__()
        self._theme, self._icon, self._title, self._sentence = theme, icon, title, sentence
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Two lines with room around them."""
        return QSize(self._theme.px(300), self._theme.px(64))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes this way; arrows go to the next."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A panel that lights up under the mouse."""
        theme = self._theme
        painter = QPainter(self)
        rect = QRectF(self.rect())
        paint.panel(painter, rect, theme, fill="hover" if self.underMouse() else "surface")
        inner = rect.adjusted(theme.px(18), 0, -theme.px(16), 0)
        paint.glyph(painter, inner, self._icon, "accentText", theme, size=20)
        arrow = inner.adjusted(inner.width() - theme.px(16), 0, 0, 0)
        paint.glyph(painter, arrow, "arrow-right", "text3", theme)
        words = inner.adjusted(theme.px(36), theme.px(13), -theme.px(28), 0)
        words.setHeight(theme.px(18))
        paint.elided(painter, words, self._title, theme, font=theme.font("body", 600))
        words.translate(0, theme.px(19))
        paint.elided(painter, words, self._sentence, theme, font=theme.font("small"), role="text2")
        painter.end()
