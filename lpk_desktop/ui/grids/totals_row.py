"""The sums under the cells, which follow the columns as they scroll."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from lpk_desktop.ui import paint
from lpk_desktop.ui.grids.cells_view import CellsView
from lpk_desktop.ui.grids.ink import LEFT, write
from lpk_desktop.ui.grids.model import CellsModel
from lpk_desktop.ui.theme import Theme


class Total(NamedTuple):
    """One sum: a figure and, where there is room for it, what it is a part of."""

    figure: str
    rest: str = ""


class TotalsRow(QWidget):
    """A label, one sum per column, and at the right what a subclass draws."""

    strong = False
    """Whether figures are written bold."""

    def __init__(self, view: CellsView, model: CellsModel[Any], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.tinted_column = -1
        self._view = view
        self._model = model
        self._theme = theme
        self._label = ""
        self._totals: Sequence[Total] = ()
        self._number_width = 40
        self._side_width = 0
        self._inset = 0
        theme.changed.connect(self._restyle)
        self._restyle()
        view.horizontalScrollBar().valueChanged.connect(lambda _value: self.update())

    def set_totals(self, label: str, totals: Sequence[Total]) -> None:
        """What to say: one total per column."""
        self._label, self._totals = label, totals
        self.setAccessibleName(label)
        self.setAccessibleDescription(", ".join(total.figure + total.rest for total in totals))
        self.update()

    def arrange(self, *, number_width: int, side_width: int, inset: int) -> None:
        """Widths as drawn; figures stand `inset` from the left of their column, or centred when it is 0."""
        self._number_width, self._side_width, self._inset = number_width, side_width, inset
        self.update()

    @abstractmethod
    def draw_side(self, painter: QPainter, rect: QRectF) -> None:
        """Draw the sums of the totals at the right."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The whole row."""
        theme, painter = self._theme, QPainter(self)
        painter.fillRect(self.rect(), theme.colour("sunken"))
        names, height = self._view.verticalHeader().width(), self.height() - 1
        label = QRectF(self._number_width, 0, names - self._number_width, height)
        paint.elided(painter, label, self._label, theme, font=theme.font("dense"), role="text2")
        cells = QRect(names, 0, self.width() - names - self._side_width, height)
        painter.save()
        painter.setClipRect(cells)
        header = self._view.horizontalHeader()
        for column, total in enumerate(self._totals):
            left = header.sectionViewportPosition(column)
            place = QRectF(names + left, 0, header.sectionSize(column), height)
            if place.right() > names and place.left() < cells.right():
                self._draw_total(painter, column, total, place)
        painter.restore()
        side = QRectF(self.width() - self._side_width, 0, self._side_width, height)
        painter.setPen(QPen(theme.colour("border"), 0))
        painter.drawLine(0, height, self.width(), height)
        painter.drawLine(names - 1, 0, names - 1, height)
        painter.drawLine(side.topLeft(), side.bottomLeft())
        self.draw_side(painter, side)
        painter.end()

    def _draw_total(self, painter: QPainter, column: int, total: Total, place: QRectF) -> None:
        theme = self._theme
        tinted = column == self.tinted_column
        if tinted:
            painter.fillRect(place, theme.colour("accentTint"))
        if self._model.starts_group(column):
            painter.setPen(QPen(theme.colour("border"), 0))
            painter.drawLine(place.topLeft(), place.bottomLeft())
        strong = tinted or self.strong
        colour = theme.colour("accentText" if tinted else "text" if strong else "text2")
        font = self._strong if strong else self._plain
        if not self._inset:
            write(painter, place, total.figure, font=font, colour=colour)
            return
        start = place.adjusted(self._inset, 0, 0, 0)
        write(painter, start, total.figure, font=font, colour=colour, align=LEFT)
        rest = start.adjusted(QFontMetricsF(font).horizontalAdvance(total.figure), 0, 0, 0)
        write(painter, rest, total.rest, font=self._plain, colour=theme.colour("text3"), align=LEFT)

    def _restyle(self) -> None:
        self._plain = self._theme.font("dense", tabular=True)
        self._strong = self._theme.font("dense", 600, tabular=True)
