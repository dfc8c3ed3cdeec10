"""The heads of the attendance grid: weeks over days, and what the totals are."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from lpk_desktop.domain.attendance import Code
from lpk_desktop.domain.formatting import Width
from lpk_desktop.domain.schedule import Week, weeks
from lpk_desktop.language import _
from lpk_desktop.services.views import SessionColumn
from lpk_desktop.ui.dates import week_labels, weekday
from lpk_desktop.ui.grids.headers import GridHeader, SideHeader
from lpk_desktop.ui.grids.ink import LEFT, RIGHT, write
from lpk_desktop.ui.pages.attendance.model import RATE, AttendanceModel
from lpk_desktop.ui.theme import Theme


class Band(NamedTuple):
    """Columns `first` to `last` lie in `week`."""

    week: Week
    first: int
    last: int


def bands(sessions: tuple[SessionColumn, ...]) -> list[Band]:
    """The weeks of the sessions, which stand in the order of their days."""
    days = [session.day for session in sessions]
    return [
        Band(week, bisect_left(days, week.first), bisect_right(days, week.last) - 1) for week in weeks(days)
    ]


class SessionHeader(GridHeader):
    """Two lines per session under a band of weeks; the session to mark now is accented."""

    def __init__(self, model: AttendanceModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.band = 0
        """Height of the week band, 0 hides it; logical pixels as drawn."""
        self.tinted_column = -1
        self.chosen_column = -1
        self._model = model
        self._bands: list[Band] = []

    def set_sessions(self, sessions: tuple[SessionColumn, ...]) -> None:
        """Group other sessions into weeks."""
        self._bands = bands(sessions)
        self.viewport().update()

    def choose(self, column: int) -> None:
        """Set the session the ring is in."""
        if column != self.chosen_column:
            self.chosen_column = column
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sessions, then the weeks over them."""
        super().paintEvent(event)
        if self.band:
            painter = QPainter(self.viewport())
            for band in self._bands:
                self._draw_band(painter, band)
            painter.end()

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """One session."""
        super().paintSection(painter, rect, logicalIndex)
        theme, column = self.theme, logicalIndex
        session = self._model.sheet.sessions[column]
        tinted = column == self.tinted_column
        day = QRectF(rect).adjusted(0, self.band, 0, 0)
        ground = day.adjusted(0, 0, 0, -1)
        if tinted:
            painter.fillRect(ground, theme.colour("accentTint"))
            painter.fillRect(QRectF(day.x(), day.y(), day.width(), 2), theme.colour("accent"))
        elif column == self.chosen_column:
            painter.fillRect(ground, theme.colour("pressed"))
        line = theme.px(14)
        name = QRectF(day.x(), day.center().y() - line, day.width(), line)
        colour = theme.colour("accentText" if tinted else "text3")
        write(painter, name, weekday(session.day, Width.TINY), font=theme.font("micro"), colour=colour)
        colour = theme.colour("accentText" if tinted else "text2" if session.future else "text")
        figure = name.translated(0, line + theme.px(1))
        font = theme.font("small", 500 if session.future else 600)
        write(painter, figure, str(session.day.day), font=font, colour=colour)
        if self._model.starts_group(column):
            painter.setPen(QPen(theme.colour("border"), 0))
            painter.drawLine(rect.topLeft(), rect.bottomLeft())

    def _draw_band(self, painter: QPainter, band: Band) -> None:
        theme, week = self.theme, band.week
        left = max(0, self.sectionViewportPosition(band.first))
        end = self.sectionViewportPosition(band.last) + self.sectionSize(band.last)
        right = min(end, self.viewport().width())
        place = QRectF(left, 0, right - left, self.band).adjusted(theme.px(9), 0, -theme.px(4), 0)
        font = theme.font("micro")
        metrics = QFontMetricsF(font)
        for text in week_labels(week.number, week.first, week.last):
            if metrics.horizontalAdvance(text) <= place.width():
                write(painter, place, text, font=font, colour=theme.colour("text3"), align=LEFT)
                return


class TotalsHeader(SideHeader):
    """Over the totals: up to when they count, the letters, the minimum."""

    def __init__(self, model: AttendanceModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.band = 0
        self.label = QRectF()
        """Height and place of the line of letters, as the names' head has it."""
        self.padding = 0
        self._model = model

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """A letter, or the words over the bars."""
        super().paintSection(painter, rect, logicalIndex)
        theme = self.theme
        line = QRectF(rect.x(), self.label.y(), rect.width(), self.label.height())
        font, colour = theme.font("micro"), theme.colour("text3")
        if logicalIndex < RATE:
            place = line if logicalIndex else line.adjusted(self.padding, 0, 0, 0)
            write(painter, place, list(Code)[logicalIndex].value, font=font, colour=colour)
        else:
            self._draw_rate_head(painter, rect, line)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The columns, then the words over the counts."""
        super().paintEvent(event)
        if self.band and not self.isSectionHidden(0):
            theme, painter = self.theme, QPainter(self.viewport())
            place = QRectF(theme.px(12), 0, self.length(), self.band)
            font, colour = theme.font("micro"), theme.colour("text3")
            write(painter, place, _("Sampai hari ini"), font=font, colour=colour, align=LEFT)
            painter.end()

    def _draw_rate_head(self, painter: QPainter, rect: QRect, line: QRectF) -> None:
        theme, font, colour = self.theme, self.theme.font("micro"), self.theme.colour("text3")
        alone = self.isSectionHidden(0)
        left, right = theme.px(13 if alone else 16), theme.px(14)
        head = QRectF(rect.x(), rect.y(), rect.width(), self.band) if alone and self.band else line
        minimum = _("min. {minimum}%").format(minimum=self._model.sheet.minimum)
        place = head.adjusted(left, 0, 0, 0)
        write(painter, place, _("Kehadiran"), font=font, colour=colour, align=LEFT)
        if not alone or self.band:
            place = line.adjusted(0, 0, -right, 0)
            write(painter, place, minimum, font=font, colour=colour, align=RIGHT)
