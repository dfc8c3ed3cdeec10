"""The four steps at the head of the page: done, here, still to come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from lpk_desktop.language import _
from lpk_desktop.ui import paint
from lpk_desktop.ui.theme import Theme


class StepTrail(QWidget):
    """Shows where one is; steps are not buttons, for each asks something first."""

    def __init__(self, theme: Theme, steps: Sequence[str]) -> None:
        super().__init__()
        self._theme, self._steps, self._here = theme, tuple(steps), 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        self.set_here(0)

    def set_here(self, step: int) -> None:
        """Say which step it is, from 0."""
        self._here = step
        self.setAccessibleName(
            _("Langkah {number} dari {total}: {title}").format(
                number=step + 1, total=len(self._steps), title=self._steps[step]
            )
        )
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """All steps in one line."""
        widths = (self._width(step) for step in range(len(self._steps)))
        return QSize(round(sum(widths)) + (len(self._steps) - 1) * self._theme.px(40), self._theme.px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Circles with a tick or number, names, and lines between them."""
        theme, left = self._theme, 0.0
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for step, name in enumerate(self._steps):
            if step:
                middle = self.height() / 2
                paint.line(painter, middle, left + theme.px(10), left + theme.px(30), theme, role="border")
                left += theme.px(40)
            self._draw_circle(painter, QRectF(left, 1, self.height() - 2, self.height() - 2), step)
            words = QRectF(left + self.height() + theme.px(6), 0, self._width(step), self.height())
            role = "text" if step == self._here else "text2" if step < self._here else "text3"
            paint.elided(painter, words, name, theme, font=self._font(step), role=role)
            left += self._width(step)
        painter.end()

    def _draw_circle(self, painter: QPainter, circle: QRectF, step: int) -> None:
        theme = self._theme
        done, here = step < self._here, step == self._here
        edge, fill = (
            ("okSolid", "okBg") if done else ("accent", "accent") if here else ("borderStrong", "surface")
        )
        painter.setPen(QPen(theme.colour(edge), 1))
        painter.setBrush(theme.colour(fill))
        painter.drawEllipse(circle.adjusted(0.5, 0.5, -0.5, -0.5))
        if done:
            side = theme.px(14)
            picture = theme.pixmap("check", "okFg", side, self.devicePixelRatioF())
            painter.drawPixmap(
                round(circle.center().x() - side / 2), round(circle.center().y() - side / 2), picture
            )
            return
        painter.setFont(theme.font("micro", 600))
        painter.setPen(theme.colour("onAccent" if here else "text3"))
        painter.drawText(circle, int(Qt.AlignmentFlag.AlignCenter), str(step + 1))

    def _font(self, step: int) -> QFont:
        return self._theme.font("body", 600 if step == self._here else 400)

    def _width(self, step: int) -> float:
        advance = QFontMetricsF(self._font(step)).horizontalAdvance(self._steps[step])
        return self._theme.px(24 + 6) + advance + 1
