"""The sums under the cells, which follow the columns as they scroll."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from lpk_desktop.ui import paint
from lpk_desktop.ui.grids.cells_view import CellsView
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

    def __init__(self, view: CellsView, model: CellsModel, theme: Theme, parent: QWidget) -> None:
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

    def draw_side(self, painter: QPainter, rect: QRectF) -> None:
        """Draw the sums of the totals at the right."""
        raise NotImplementedError

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
        for column, total in enumerate(self._totals):
            self._draw_total(painter, column, total, names)
        painter.restore()
        side = QRectF(self.width() - self._side_width, 0, self._side_width, height)
        painter.setPen(QPen(theme.colour("border"), 0))
        painter.drawLine(0, height, self.width(), height)
        painter.drawLine(names - 1, 0, names - 1, height)
        painter.drawLine(side.topLeft(), side.bottomLeft())
        self.draw_side(painter, side)
        painter.end()

    def _draw_total(self, painter: QPainter, column: int, total: Total, names: int) -> None:
        theme, header = self._theme, self._view.horizontalHeader()
        left = names + header.sectionViewportPosition(column)
        place = QRectF(left, 0, header.sectionSize(column), self.height() - 1)
        tinted = column == self.tinted_column
        if tinted:
            painter.fillRect(place, theme.colour("accentTint"))
        if self._model.starts_group(column):
            painter.setPen(QPen(theme.colour("border"), 0))
            painter.drawLine(place.topLeft(), place.bottomLeft())
        strong = tinted or self.strong
        font = theme.font("dense", 600 if strong else 400, tabular=True)
        width = QFontMetricsF(font).horizontalAdvance(total.figure)
        start = place.left() + (self._inset or (place.width() - width) / 2)
        role = "accentText" if tinted else "text" if strong else "text2"
        figure = QRectF(start, 0, place.width(), place.height())
        paint.elided(painter, figure, total.figure, theme, font=font, role=role)
        if total.rest and self._inset:
            rest = QRectF(start + width, 0, place.right() - start - width, place.height())
            font = theme.font("dense", tabular=True)
            paint.elided(
                painter, rest, total.rest, theme, font=font, role="text3", align=Qt.AlignmentFlag.AlignLeft
            )
