"""The totals of the attendance grid: counts, bar and percentage per trainee, and their sums."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from lpk_desktop.domain.attendance import Code
from lpk_desktop.ui import paint
from lpk_desktop.ui.grids.cells_view import CellsView
from lpk_desktop.ui.grids.hover import Hover
from lpk_desktop.ui.grids.ink import RIGHT, write
from lpk_desktop.ui.grids.side_view import SideView
from lpk_desktop.ui.grids.totals_row import TotalsRow
from lpk_desktop.ui.pages.attendance.model import RATE, AttendanceModel, TotalsModel
from lpk_desktop.ui.pages.attendance.words import rate_words
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.info_tip import InfoTip

_ABSENT = list(Code).index(Code.ABSENT)


class Figures(QObject):
    """Draws counts and bars alike for one trainee and for all."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self.bar_left = 16
        """Design pixels before the bar."""
        self.padding = 0
        """Before the first count, in logical pixels as drawn."""
        self._theme = theme
        theme.changed.connect(self._restyle)
        self._restyle()

    def draw_count(
        self, painter: QPainter, place: QRectF, column: int, count: int, *, strong: bool = True
    ) -> None:
        """A count in the middle of its column: hardly seen at 0, red for absences when `strong`."""
        absent = strong and column == _ABSENT and count > 0
        font = self._strong if absent else self._plain
        colour = self._theme.colour("dangerFg" if absent else "text2" if count else "disabled")
        place = place.adjusted(0 if column else self.padding, 0, 0, 0)
        write(painter, place, str(count), font=font, colour=colour)

    def draw_rate(
        self,
        painter: QPainter,
        rect: QRectF,
        *,
        rate: float | None,
        minimum: int,
        below: bool,
        quiet: bool = False,
    ) -> None:
        """A bar with the minimum as a tick, and the percentage at its right."""
        theme = self._theme
        inner = rect.adjusted(theme.px(self.bar_left), 0, -theme.px(14), 0)
        track = inner.adjusted(0, 0, -self._rate_width - theme.px(11), 0)
        if track.width() > theme.px(16):
            paint.bar(painter, track, rate, minimum / 100, below, theme)
        font = self._low_rate if below else self._quiet_rate if quiet else self._rate
        colour = theme.colour("dangerFg" if below else "text2" if quiet else "text")
        figure = rate_words(rate, minimum)
        write(painter, inner, figure, font=font, colour=colour, align=RIGHT)

    def _restyle(self) -> None:
        font = self._theme.font
        self._plain, self._strong = font("dense", tabular=True), font("dense", 600, tabular=True)
        self._quiet_rate = font("body", tabular=True)
        self._rate: QFont = font("body", 500, tabular=True)
        self._low_rate = font("body", 600, tabular=True)
        self._rate_width = QFontMetricsF(self._low_rate).horizontalAdvance("100%")


class AttendanceSide(SideView):
    """Counts and bar of each trainee."""

    def __init__(
        self,
        *,
        model: TotalsModel,
        header: QHeaderView,
        figures: Figures,
        theme: Theme,
        hover: Hover,
        tip: InfoTip,
        parent: QWidget,
    ) -> None:
        super().__init__(model=model, header=header, theme=theme, hover=hover, tip=tip, parent=parent)
        self._totals = model
        self._figures = figures

    def draw_row(self, painter: QPainter, row: int, rect: QRectF) -> None:
        """The five counts where there is room for them, and the bar."""
        sheet = self._totals.sheet
        trainee = sheet.rows[row]
        for column, count in enumerate(trainee.counts):
            if not self.isColumnHidden(column):
                self._figures.draw_count(painter, self.column_rect(column, rect), column, count)
        place = self.column_rect(RATE, rect)
        self._figures.draw_rate(painter, place, rate=trainee.rate, minimum=sheet.minimum, below=trainee.below)


class AttendanceTotalsRow(TotalsRow):
    """The row "Hadir per sesi", then the sums of all trainees."""

    def __init__(
        self, view: CellsView, model: AttendanceModel, theme: Theme, figures: Figures, parent: QWidget
    ) -> None:
        super().__init__(view, model, theme, parent)
        self.side_columns: Sequence[int] = ()
        """Widths of the five counts and of the bar, 0 where hidden; logical pixels as drawn."""
        self._sheet = model
        self._figures = figures

    def draw_side(self, painter: QPainter, rect: QRectF) -> None:
        """Sums of the counts, the mean of the rates."""
        sheet, left = self._sheet.sheet, rect.left()
        for column, width in enumerate(self.side_columns):
            place = QRectF(left, rect.y(), width, rect.height())
            if column == RATE:
                below = sheet.rate is not None and sheet.rate * 100 < sheet.minimum
                self._figures.draw_rate(
                    painter, place, rate=sheet.rate, minimum=sheet.minimum, below=below, quiet=True
                )
            elif width:
                total = sum(row.counts[column] for row in sheet.rows)
                self._figures.draw_count(painter, place, column, total, strong=False)
            left += width
