"""A row of choices of which one holds, with how many rows each would show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from lpk_desktop.ui import paint
from lpk_desktop.ui.theme import Theme


class Choice(NamedTuple):
    """One choice: its key for the program, its words for people."""

    key: str
    text: str


class Segmented(QWidget):
    """An exclusive choice; arrows move it, and `chosen` tells the new key.

    The count of the choice `alarm` stands out while there is something to count.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, choices: Sequence[Choice], *, name: str, alarm: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._group = QButtonGroup(self)
        self._segments: dict[str, _Segment] = {}
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(1)
        for number, choice in enumerate(choices):
            segment = _Segment(theme, choice.text, first=number == 0, last=number == len(choices) - 1)
            segment.alarms = choice.key == alarm
            self._segments[choice.key] = segment
            self._group.addButton(segment)
            row.addWidget(segment)
        next(iter(self._segments.values())).setChecked(True)
        self._group.buttonToggled.connect(self._on_toggled)

    @property
    def current(self) -> str:
        """The key of the choice that holds."""
        return next(key for key, segment in self._segments.items() if segment.isChecked())

    def choose(self, key: str) -> None:
        """Make another choice hold, as if the person had pressed it."""
        self._segments[key].setChecked(True)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many rows each choice has; a key left out shows none."""
        for key, segment in self._segments.items():
            segment.set_count(counts.get(key))
        # On a page that is not shown the segments do not tell the row around this one.
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The frame and the lines between the choices."""
        painter = QPainter(self)
        paint.panel(painter, QRectF(self.rect()), self._theme, radius=6)
        painter.setPen(self._theme.colour("border"))
        for segment in list(self._segments.values())[1:]:
            painter.drawLine(segment.x() - 1, 1, segment.x() - 1, self.height() - 2)
        painter.end()

    def _on_toggled(self, button: QAbstractButton, on: bool) -> None:  # noqa: FBT001  Qt gives it so
        if on:
            self.chosen.emit(next(key for key, segment in self._segments.items() if segment is button))


class _Segment(QToolButton):
    """One choice of the row."""

    def __init__(self, theme: Theme, text: str, *, first: bool, last: bool) -> None:
        super().__init__()
        self._theme, self._first, self._last = theme, first, last
        self._count: int | None = None
        self.alarms = False
        """Whether a count above 0 stands out."""
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("ownRing", True)  # noqa: FBT003  a Qt property takes its value so
        theme.changed.connect(self.updateGeometry)

    def set_count(self, count: int | None) -> None:
        """Show a count behind the words, or none."""
        self._count = count
        self.setAccessibleDescription("" if count is None else str(count))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The widest the segment gets: heavy words and the count."""
        theme = self._theme
        width = QFontMetricsF(theme.font("body", 600)).horizontalAdvance(self.text()) + 2 * theme.px(11)
        if self._count is not None:
            width += QFontMetricsF(theme.font("body")).horizontalAdvance(str(self._count)) + theme.px(6)
        return QSize(round(width), theme.px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill, words, count and, with the keyboard here, the ring inside."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        role = "pressed" if self.isChecked() else "hover" if self.underMouse() else ""
        if role:
            painter.fillPath(self._shape(), theme.colour(role))
        rect = QRectF(self.rect()).adjusted(theme.px(11), 0, -theme.px(11), 0)
        heavy = theme.font("body", 600 if self.isChecked() else 500)
        used = paint.elided(
            painter, rect, self.text(), theme, font=heavy, role="text" if self.isChecked() else "text2"
        )
        if self._count is not None:
            rest = rect.adjusted(used + theme.px(6), 0, theme.px(2), 0)
            role = "dangerFg" if self.alarms and self._count else "text3"
            paint.elided(painter, rest, str(self._count), theme, role=role)
        if self.hasFocus():
            paint.ring(painter, QRectF(self.rect()), theme, radius=theme.px(5))
        painter.end()

    def _shape(self) -> QPainterPath:
        corner = self._theme.px(5)
        rect = QRectF(self.rect())
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addRoundedRect(rect, corner, corner)
        if not self._first:
            path.addRect(rect.adjusted(0, 0, -rect.width() / 2, 0))
        if not self._last:
            path.addRect(rect.adjusted(rect.width() / 2, 0, 0, 0))
        return path
