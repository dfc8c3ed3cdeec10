"""The totals of the attendance grid: counts, bar and percentage per trainee, and their sums."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from lpk_desktop.domain.attendance import Code
from lpk_desktop.ui import paint
from lpk_desktop.ui.grids.cells_view import CellsView
from lpk_desktop.ui.grids.hover import Hover
from lpk_desktop.ui.grids.model import Index
from lpk_desktop.ui.grids.totals_row import TotalsRow
from lpk_desktop.ui.pages.attendance.model import RATE, AttendanceModel, TotalsModel
from lpk_desktop.ui.pages.attendance.words import percent
from lpk_desktop.ui.theme import Theme

_CENTRE = Qt.AlignmentFlag.AlignHCenter
_ABSENT = list(Code).index(Code.ABSENT)


class RateBar:
    """A bar with the minimum as a tick and the percentage at its right, as the grid draws it everywhere."""

    def __init__(self, theme: Theme) -> None:
        self.left = 16
        """Design pixels before the bar."""
        self._theme = theme

    def draw(
        self, painter: QPainter, rect: QRectF, *, rate: float | None, minimum: int, below: bool, weight: int
    ) -> None:
        """Fill `rect` with bar and figure."""
        theme = self._theme
        font = theme.font("body", 600 if below else weight, tabular=True)
        inner = rect.adjusted(theme.px(self.left), 0, -theme.px(14), 0)
        figure_width = QFontMetricsF(font).horizontalAdvance("100%")
        track = inner.adjusted(0, 0, -figure_width - theme.px(11), 0)
        if track.width() > theme.px(16):
            paint.bar(painter, track, rate, minimum / 100, below, theme)
        role = "dangerFg" if below else "text" if weight >= 500 else "text2"
        figure = percent(rate, below=minimum if below else None)
        paint.elided(painter, inner, figure, theme, font=font, role=role, align=Qt.AlignmentFlag.AlignRight)


class TotalsDelegate(QStyledItemDelegate):
    """Paints the totals of one trainee."""

    def __init__(self, model: TotalsModel, theme: Theme, hover: Hover, bar: RateBar, parent: QWidget) -> None:
        super().__init__(parent)
        self.padding = 0
        self._model = model
        self._theme = theme
        self._hover = hover
        self._bar = bar

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One figure, or the bar."""
        theme, column = self._theme, index.column()
        rect: QRect = option.rect
        row = self._model.sheet.rows[index.row()]
        painter.fillRect(rect, theme.colour("hover" if index.row() == self._hover.row else "surface"))
        place = QRectF(rect).adjusted(0, 0, 0, -1)
        if column == RATE:
            self._bar.draw(
                painter, place, rate=row.rate, minimum=self._model.sheet.minimum, below=row.below, weight=500
            )
        else:
            place.adjust(0 if column else self.padding, 0, 0, 0)
            draw_count(painter, place, column, row.counts[column], theme)
        painter.setPen(QPen(theme.colour("borderSubtle"), 0))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if rect.x() == 0:
            painter.setPen(QPen(theme.colour("border"), 0))
            painter.drawLine(rect.topLeft(), rect.bottomLeft())


def draw_count(
    painter: QPainter, place: QRectF, column: int, count: int, theme: Theme, *, strong: bool = True
) -> None:
    """A count in the middle of `place`: nothing to see at 0, red for absences when `strong`."""
    absent = strong and column == _ABSENT and count > 0
    role = "dangerFg" if absent else "text2" if count else "disabled"
    font = theme.font("dense", 600 if absent else 400, tabular=True)
    paint.elided(painter, place, str(count), theme, font=font, role=role, align=_CENTRE)


class AttendanceTotalsRow(TotalsRow):
    """The row "Hadir per sesi", then the sums of all trainees."""

    def __init__(
        self, view: CellsView, model: AttendanceModel, theme: Theme, bar: RateBar, parent: QWidget
    ) -> None:
        super().__init__(view, model, theme, parent)
        self.side_columns: Sequence[int] = ()
        """Widths of the five counts and of the bar, 0 where hidden; logical pixels as drawn."""
        self.padding = 0
        self._sheet = model
        self._bar = bar

    def draw_side(self, painter: QPainter, rect: QRectF) -> None:
        """Sums of the counts, the mean of the rates."""
        sheet, left = self._sheet.sheet, rect.left()
        for column, width in enumerate(self.side_columns):
            place = QRectF(left, rect.y(), width, rect.height())
            if column == RATE:
                below = sheet.rate is not None and sheet.rate * 100 < sheet.minimum
                self._bar.draw(
                    painter, place, rate=sheet.rate, minimum=sheet.minimum, below=below, weight=400
                )
            elif width:
                place.adjust(0 if column else self.padding, 0, 0, 0)
                total = sum(row.counts[column] for row in sheet.rows)
                draw_count(painter, place, column, total, self._theme, strong=False)
            left += width
