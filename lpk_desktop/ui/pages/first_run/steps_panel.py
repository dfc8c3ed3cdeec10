"""The list of steps at the left of first run: done, here, to come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from lpk_desktop.language import _
from lpk_desktop.ui import paint
from lpk_desktop.ui.theme import Theme

_PITCH, _ROUND = 54, 22


class StepList(QWidget):
    """Numbered steps on a line; a step done shows a tick and its answer."""

    def __init__(self, theme: Theme, titles: Sequence[str]) -> None:
        super().__init__()
        self._theme, self._titles = theme, tuple(titles)
        self._current = 0
        self._answers: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def set_current(self, current: int, answers: Sequence[str]) -> None:
        """Mark the step at a place; `answers` are those of the steps before it."""
        self._current, self._answers = current, tuple(answers)
        words = _("Langkah {number} dari {total}: {title}")
        self.setAccessibleName(
            words.format(number=current + 1, total=len(self._titles), title=self._titles[current])
        )
        self.update()

    def sizeHint(self) -> QSize:
        """One pitch per step."""
        return QSize(self._theme.px(220), self._theme.px(_PITCH * len(self._titles)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The line first, then the rounds upon it."""
        theme = self._theme
        painter = QPainter(self)
        side, pitch = theme.px(_ROUND), theme.px(_PITCH)
        painter.setPen(QPen(theme.colour("borderStrong"), 1))
        middle = side / 2
        painter.drawLine(QPointF(middle, side), QPointF(middle, pitch * (len(self._titles) - 1)))
        for number, title in enumerate(self._titles):
            self._draw(painter, number, title)
        painter.end()

    def _draw(self, painter: QPainter, number: int, title: str) -> None:
        theme = self._theme
        side, top = theme.px(_ROUND), theme.px(_PITCH) * number
        self._draw_round(painter, QRectF(0, top, side, side), number)
        ahead = number > self._current
        words = QRectF(side + theme.px(12), top, self.width() - side - theme.px(12), side)
        font = theme.font("body", 400 if ahead else 600 if number == self._current else 500)
        paint.elided(painter, words, title, theme, font=font, role="text3" if ahead else "text")
        if number < self._current and number < len(self._answers):
            words.translate(0, theme.px(17))
            answer = self._answers[number]
            paint.elided(painter, words, answer, theme, font=theme.font("small"), role="text3")

    def _draw_round(self, painter: QPainter, rect: QRectF, number: int) -> None:
        theme = self._theme
        done, here = number < self._current, number == self._current
        fill, edge = (
            ("okBg", "okSolid") if done else ("accent", "accent") if here else ("surface", "borderStrong")
        )
        paint.panel(painter, rect, theme, fill=fill, edge=edge, radius=_ROUND / 2)
        if done:
            inner = rect.adjusted((rect.width() - theme.px(14)) / 2, 0, 0, 0)
            paint.glyph(painter, inner, "check", "okFg", theme, size=14)
        else:
            painter.setFont(theme.font("micro", 600))
            painter.setPen(theme.colour("onAccent" if here else "text2"))
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), str(number + 1))
