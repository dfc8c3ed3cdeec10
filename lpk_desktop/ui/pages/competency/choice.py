"""The two results to choose from, with their keys."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from lpk_desktop.domain.competency import Result
from lpk_desktop.language import _
from lpk_desktop.ui import paint
from lpk_desktop.ui.theme import Theme


class ResultChoice(QWidget):
    """Kompeten or belum kompeten, or nothing yet."""

    chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._parts = {
            Result.COMPETENT: _Part(theme, _("Kompeten"), keys="K", kind="ok", first=True),
            Result.NOT_YET: _Part(theme, _("Belum kompeten"), keys="B", kind="danger", first=False),
        }
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(1)
        for part in self._parts.values():
            self._group.addButton(part)
            row.addWidget(part)
        self._group.buttonClicked.connect(lambda _button: self.chosen.emit())
        self.setAccessibleName(_("Hasil"))
        self.setFocusProxy(self._parts[Result.COMPETENT])

    @property
    def result(self) -> Result | None:
        """What is chosen."""
        return next((result for result, part in self._parts.items() if part.isChecked()), None)

    def choose(self, result: Result | None) -> None:
        """Choose, without telling it."""
        self._group.setExclusive(False)
        for each, part in self._parts.items():
            part.setChecked(each is result)
        self._group.setExclusive(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """K and B choose, as in the grid."""
        keys: dict[int, Result] = {Qt.Key.Key_K: Result.COMPETENT, Qt.Key.Key_B: Result.NOT_YET}
        result = keys.get(event.key())
        if result is None:
            super().keyPressEvent(event)
        else:
            self.choose(result)
            self.chosen.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """One frame with a line in it."""
        painter = QPainter(self)
        paint.panel(painter, QRectF(self.rect()), self._theme, radius=6)
        painter.setPen(self._theme.colour("border"))
        left = self._parts[Result.NOT_YET].x() - 1
        painter.drawLine(left, 1, left, self.height() - 2)
        painter.end()


class _Part(QToolButton):
    """One of the two."""

    def __init__(self, theme: Theme, text: str, *, keys: str, kind: str, first: bool) -> None:
        super().__init__()
        self._theme, self._keys, self._kind, self._first = theme, keys, kind, first
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("ownRing", True)  # noqa: FBT003  a Qt property takes its value so

    def sizeHint(self) -> QSize:
        """Room for words and key cap."""
        px = self._theme.px
        return QSize(round(self._advance() + paint.keycap_width(self._keys, self._theme)) + px(28), px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Tint when chosen, words and key cap in the middle, the ring with the keyboard here."""
        theme, painter = self._theme, QPainter(self)
        rect, checked = QRectF(self.rect()), self.isChecked()
        role, fill = paint.KINDS[self._kind]
        if checked or self.underMouse():
            corner = theme.px(5)
            # Round at the outer end only: the inner end lies beyond the edge.
            shape = rect.adjusted(0 if self._first else -corner, 0, corner if self._first else 0, 0)
            paint.fill(painter, shape, fill if checked else "hover", theme, radius=corner)
        used = self._advance() + theme.px(8) + paint.keycap_width(self._keys, theme)
        place = rect.adjusted((rect.width() - used) / 2, 0, 0, 0)
        font = theme.font("body", 500)
        paint.elided(painter, place, self.text(), theme, font=font, role=role if checked else "text2")
        place.setLeft(place.left() + self._advance() + theme.px(8))
        paint.keycap(painter, place, self._keys, theme)
        if self.hasFocus():
            paint.ring(painter, rect, theme, radius=theme.px(5))
        painter.end()

    def _advance(self) -> float:
        return QFontMetricsF(self._theme.font("body", 500)).horizontalAdvance(self.text())
