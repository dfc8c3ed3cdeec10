"""The right column: how attendance stands, which seats are taken, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lpk_desktop.domain import formatting
from lpk_desktop.domain.attendance import Code
from lpk_desktop.language import _, counted, current_language
from lpk_desktop.services.today import Coming, ComingDate, Seats, Today
from lpk_desktop.ui import paint
from lpk_desktop.ui.dates import short_date
from lpk_desktop.ui.pages.attendance.words import code_word
from lpk_desktop.ui.pages.today.words import coming_words
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.box import Panel
from lpk_desktop.ui.widgets.bullet_bar import BulletBar
from lpk_desktop.ui.widgets.label import ElidedLabel, Label

SHOWN_DATES = 6
_SOLID = {
    Code.PRESENT: "okSolid",
    Code.LATE: "warnSolid",
    Code.EXCUSED: "excSolid",
    Code.SICK: "sickSolid",
    Code.ABSENT: "dangerSolid",
}


class PresenceBox(Panel):
    """Attended over all marks in the running classes, with the minimum as a tick."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._figure = Label(theme, style="display")
        self._of = Label(theme, style="small", role="text3")
        self._bar = BulletBar(theme, _("Kehadiran kelas berjalan"))
        self._minimum = _UnderTick(theme)
        self._legend = _Legend(theme)
        column = _column(self, theme)
        column.addWidget(Label(theme, _("Kehadiran sampai hari ini"), style="small", role="text2"))
        column.addLayout(_beside(theme, self._figure, self._of))
        column.addSpacing(theme.px(4))
        column.addWidget(self._bar)
        column.addWidget(self._minimum)
        column.addSpacing(theme.px(8))
        column.addWidget(self._legend)

    def set_today(self, today: Today) -> None:
        """Show the figures; hidden while nothing is marked."""
        marked = sum(today.counts)
        self.setVisible(bool(marked))
        if not marked:
            return
        share = today.attended / marked
        language = current_language()
        self._figure.setText(formatting.percent(share, minimum=today.minimum, language=language))
        self._of.setText(
            counted(
                "{attended} dari {count} tanda",
                marked,
                attended=formatting.number(today.attended, language=language),
            )
        )
        self._bar.set_value(share, None if today.minimum is None else today.minimum / 100)
        self._minimum.set_minimum(today.minimum)
        self._legend.set_counts(today.counts)


class SeatsBox(Panel):
    """Seats taken of those offered, by programme."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._figure = Label(theme, style="display")
        self._of = Label(theme, style="small", role="text3")
        self._rows = _SeatRows(theme)
        column = _column(self, theme)
        column.addWidget(Label(theme, _("Kursi terisi"), style="small", role="text2"))
        column.addLayout(_beside(theme, self._figure, self._of))
        column.addSpacing(theme.px(6))
        column.addWidget(self._rows)

    def set_seats(self, seats: Sequence[Seats]) -> None:
        """Show these; hidden while no class offers seats."""
        self.setVisible(bool(seats))
        taken, room = sum(each.taken for each in seats), sum(each.capacity for each in seats)
        if not room:
            return
        language = current_language()
        self._figure.setText(formatting.number(taken, language=language))
        self._of.setText(
            counted(
                "dari {count} kursi · {share}",
                room,
                share=formatting.percent(taken / room, language=language),
            )
        )
        self._rows.set_seats(seats)


class ComingList(QWidget):
    """The next dates that matter, one line each."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(theme.px(8))
        self._grid.setColumnMinimumWidth(0, theme.px(58))
        self._grid.setColumnStretch(1, 1)

    def set_dates(self, dates: Sequence[ComingDate], today: date) -> None:
        """Show the first few."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, each in enumerate(dates[:SHOWN_DATES]):
            day = Label(self._theme, short_date(each.day), style="small", role="text3")
            day.setToolTip(counted("dalam {count} hari", (each.day - today).days))
            role = "warnFg" if each.kind is Coming.LICENCE_END else "text"
            self._grid.addWidget(day, row, 0)
            self._grid.addWidget(
                ElidedLabel(self._theme, coming_words(each), style="small", role=role), row, 1
            )


class _UnderTick(QWidget):
    """The minimum in words, under its tick."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._minimum: int | None = None

    def set_minimum(self, minimum: int | None) -> None:
        """Say this minimum (percent); None says nothing."""
        self._minimum = minimum
        self.setVisible(minimum is not None)
        self.update()

    def sizeHint(self) -> QSize:
        """One line of small words."""
        return QSize(0, self._theme.px(16))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Centred below the tick, as far as the edges let it."""
        if self._minimum is None:
            return
        theme = self._theme
        text, font = _("minimum {minimum}%").format(minimum=self._minimum), theme.font("micro", 400)
        width = QFontMetricsF(font).horizontalAdvance(text)
        middle = self.width() * self._minimum / 100
        left = max(0.0, min(middle - width / 2, self.width() - width))
        painter = QPainter(self)
        paint.elided(painter, QRectF(left, 0, width, self.height()), text, theme, font=font, role="text3")
        painter.end()


class _Legend(QWidget):
    """How often each mark was given, each with its colour and letter."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._counts: tuple[int, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_counts(self, counts: tuple[int, ...]) -> None:
        """Show these, in the order H T I S A."""
        self._counts = counts
        words = [f"{code_word(code)} {count}" for code, count in zip(Code, counts, strict=True)]
        self.setAccessibleName(", ".join(words))
        self.setToolTip(", ".join(words))
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(0, self._theme.px(16))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dot, letter, figure, five times."""
        theme = self._theme
        painter = QPainter(self)
        rect = QRectF(self.rect())
        for code, count in zip(Code, self._counts, strict=False):
            centre = rect.center()
            centre.setX(rect.left() + theme.px(4))
            paint.dot(painter, centre, _SOLID[code], theme, diameter=8)
            rect.setLeft(rect.left() + theme.px(13))
            light, heavy = theme.font("micro", 400), theme.font("micro", 600)
            rect.setLeft(
                rect.left() + paint.elided(painter, rect, code.value, theme, font=light) + theme.px(4)
            )
            used = paint.elided(painter, rect, str(count), theme, font=heavy)
            rect.setLeft(rect.left() + used + theme.px(12))
        painter.end()


class _SeatRows(QWidget):
    """A programme per row: name, bar, taken of offered."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._seats: tuple[Seats, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_seats(self, seats: Sequence[Seats]) -> None:
        """Show these."""
        self._seats = tuple(seats)
        words = [f"{each.programme} {each.taken}/{each.capacity}" for each in seats]
        self.setAccessibleName(", ".join(words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A line per programme."""
        return QSize(0, self._theme.px(23) * len(self._seats))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the rows."""
        theme = self._theme
        painter = QPainter(self)
        figures = theme.font("small", 500, tabular=True)
        width = max(
            (
                QFontMetricsF(figures).horizontalAdvance(f"{each.taken} / {each.capacity}")
                for each in self._seats
            ),
            default=0,
        ) + theme.px(4)
        for at, each in enumerate(self._seats):
            rect = QRectF(0, at * theme.px(23), self.width(), theme.px(23))
            bar = QRectF(rect.right() - width - theme.px(16 + 74), rect.top(), theme.px(74), rect.height())
            name = QRectF(rect.left(), rect.top(), bar.left() - theme.px(12), rect.height())
            paint.elided(painter, name, each.programme, theme, font=theme.font("small"))
            self._draw_bar(painter, bar, each.taken / each.capacity)
            self._draw_figures(painter, QRectF(rect.right() - width, rect.top(), width, rect.height()), each)
        painter.end()

    def _draw_bar(self, painter: QPainter, rect: QRectF, share: float) -> None:
        theme = self._theme
        height = theme.px(4)
        top = round(rect.center().y() - height / 2)
        paint.fill(
            painter, QRectF(rect.left(), top, rect.width(), height), "neutBg", theme, radius=height / 2
        )
        if share:
            done = QRectF(rect.left(), top, max(rect.width() * min(share, 1), height), height)
            paint.fill(painter, done, "accent", theme, radius=height / 2)

    def _draw_figures(self, painter: QPainter, rect: QRectF, seats: Seats) -> None:
        theme, right = self._theme, Qt.AlignmentFlag.AlignRight
        tail = f" / {seats.capacity}"
        light = theme.font("small", 400, tabular=True)
        used = paint.elided(painter, rect, tail, theme, font=light, role="text3", align=right)
        head = rect.adjusted(0, 0, -used, 0)
        heavy = theme.font("small", 500, tabular=True)
        paint.elided(painter, head, str(seats.taken), theme, font=heavy, align=right)


def _column(panel: QWidget, theme: Theme) -> QVBoxLayout:
    column = QVBoxLayout(panel)
    column.setContentsMargins(theme.px(16), theme.px(14), theme.px(16), theme.px(15))
    column.setSpacing(theme.px(2))
    return column


def _beside(theme: Theme, figure: Label, words: Label) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.px(8))
    row.addWidget(figure)
    row.addWidget(words, 1, Qt.AlignmentFlag.AlignBottom)
    words.setContentsMargins(0, 0, 0, theme.px(4))
    return row
