"""The heads of the attendance grid: weeks over days, and what the totals are."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from lpk_desktop.domain.attendance import Code
from lpk_desktop.language import _
from lpk_desktop.services.views import SessionColumn
from lpk_desktop.ui import paint
from lpk_desktop.ui.dates import day_range, weekday_tiny
from lpk_desktop.ui.pages.attendance.model import RATE, AttendanceModel
from lpk_desktop.ui.theme import Theme

_CENTRE = Qt.AlignmentFlag.AlignHCenter
_RIGHT = Qt.AlignmentFlag.AlignRight


class Week(NamedTuple):
    """Columns `first` to `last` lie in one calendar week, the `number`th of the course."""

    number: int
    first: int
    last: int


def weeks(sessions: tuple[SessionColumn, ...]) -> list[Week]:
    """The calendar weeks of the sessions, numbered from the first session's own week."""
    found: list[Week] = []
    for column, session in enumerate(sessions):
        number = (_monday(session.day) - _monday(sessions[0].day)).days // 7 + 1
        if found and found[-1].number == number:
            found[-1] = found[-1]._replace(last=column)
        else:
            found.append(Week(number, column, column))
    return found


def week_texts(week: Week, sessions: tuple[SessionColumn, ...]) -> tuple[str, ...]:
    """What a week may be called, longest first: the first that fits is shown."""
    days = day_range(sessions[week.first].day, sessions[week.last].day)
    return (
        _("Minggu {number} · {days}").format(number=week.number, days=days),
        days,
        _("Mg {number}").format(number=week.number),
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


class SessionHeader(QHeaderView):
    """Two lines per session under a band of weeks; the session to mark now is accented."""

    def __init__(self, model: AttendanceModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.band = 0
        """Height of the week band, 0 hides it; logical pixels as drawn."""
        self.tinted_column = -1
        self.chosen_column = -1
        self._model = model
        self._theme = theme
        self._weeks: list[Week] = []
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def set_sessions(self, sessions: tuple[SessionColumn, ...]) -> None:
        """Group other sessions into weeks."""
        self._weeks = weeks(sessions)
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """As high as it was set."""
        return QSize(0, self.height())

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """One session, and its piece of the band above."""
        theme, column = self._theme, logicalIndex
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, theme.colour("sunken"))
        if self.band:
            self._draw_band(painter, rect, column)
        self._draw_day(painter, rect, column)
        painter.setPen(QPen(theme.colour("border"), 0))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if self._model.starts_group(column):
            painter.drawLine(rect.topLeft(), rect.bottomLeft())
        painter.restore()

    def _draw_day(self, painter: QPainter, rect: QRect, column: int) -> None:
        theme, session = self._theme, self._model.sheet.sessions[column]
        tinted = column == self.tinted_column
        day = QRectF(rect).adjusted(0, self.band, 0, 0)
        if tinted:
            painter.fillRect(day, theme.colour("accentTint"))
            painter.fillRect(QRectF(day.x(), day.y(), day.width(), 2), theme.colour("accent"))
        elif column == self.chosen_column:
            painter.fillRect(day, theme.colour("pressed"))
        line = theme.px(14)
        top = day.center().y() - line + theme.px(1)
        role = "accentText" if tinted else "text3"
        name = QRectF(day.x(), top - theme.px(1), day.width(), line)
        paint.elided(
            painter,
            name,
            weekday_tiny(session.day),
            theme,
            font=theme.font("micro"),
            role=role,
            align=_CENTRE,
        )
        figure = QRectF(day.x(), top + line, day.width(), line)
        font = theme.font("small", 500 if session.future else 600)
        role = "accentText" if tinted else "text2" if session.future else "text"
        paint.elided(painter, figure, str(session.day.day), theme, font=font, role=role, align=_CENTRE)

    def _draw_band(self, painter: QPainter, rect: QRect, column: int) -> None:
        theme = self._theme
        week = next(week for week in self._weeks if week.first <= column <= week.last)
        left = max(0, self.sectionViewportPosition(week.first))
        right = min(
            self.sectionViewportPosition(week.last) + self.sectionSize(week.last), self.viewport().width()
        )
        place = QRectF(left, rect.y(), right - left, self.band).adjusted(theme.px(9), 0, -theme.px(4), 0)
        font = theme.font("micro")
        metrics = QFontMetricsF(font)
        for text in week_texts(week, self._model.sheet.sessions):
            if metrics.horizontalAdvance(text) <= place.width():
                paint.elided(painter, place, text, theme, font=font, role="text3")
                return


class TotalsHeader(QHeaderView):
    """Over the totals: up to when they count, the letters, the minimum."""

    def __init__(self, model: AttendanceModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.band = 0
        self.label = QRectF()
        """Height and place of the line of letters, as the names' head has it."""
        self.padding = 0
        self._model = model
        self._theme = theme
        self.setSectionsClickable(False)

    def sizeHint(self) -> QSize:
        """As high as it was set."""
        return QSize(0, self.height())

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """A letter, or the words over the bars."""
        theme = self._theme
        painter.save()
        painter.fillRect(rect, theme.colour("sunken"))
        line = QRectF(rect.x(), self.label.y(), rect.width(), self.label.height())
        font = theme.font("micro")
        if logicalIndex < RATE:
            letter = list(Code)[logicalIndex].value
            place = line if logicalIndex else line.adjusted(self.padding, 0, 0, 0)
            paint.elided(painter, place, letter, theme, font=font, role="text3", align=_CENTRE)
        else:
            self._draw_rate_head(painter, rect, line)
        if self.band and not self.isSectionHidden(0):
            whole = QRectF(theme.px(12), rect.y(), self.length(), self.band)
            painter.setClipRect(rect)
            paint.elided(painter, whole, _("Sampai hari ini"), theme, font=font, role="text3")
        painter.setPen(QPen(theme.colour("border"), 0))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if rect.x() == 0:
            painter.drawLine(rect.topLeft(), rect.bottomLeft())
        painter.restore()

    def _draw_rate_head(self, painter: QPainter, rect: QRect, line: QRectF) -> None:
        theme, font = self._theme, self._theme.font("micro")
        alone = self.isSectionHidden(0)
        left, right = theme.px(13 if alone else 16), theme.px(14)
        head = QRectF(rect.x(), rect.y(), rect.width(), self.band) if alone and self.band else line
        minimum = _("min. {minimum}%").format(minimum=self._model.sheet.minimum)
        paint.elided(
            painter, head.adjusted(left, 0, -right, 0), _("Kehadiran"), theme, font=font, role="text3"
        )
        if not alone or self.band:
            place = line.adjusted(0, 0, -right, 0)
            paint.elided(painter, place, minimum, theme, font=font, role="text3", align=_RIGHT)
