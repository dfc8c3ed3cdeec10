"""The sessions of a class before it exists: weeks as rows, days as columns, closed days named."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from lpk_desktop.domain.formatting import Width
from lpk_desktop.domain.schedule import monday, weeks
from lpk_desktop.language import _, counted
from lpk_desktop.services.planning import Layout
from lpk_desktop.ui import paint
from lpk_desktop.ui.dates import day_range, listed_date, plain_date, weekday
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.label import Label
from lpk_desktop.ui.widgets.side_panel import FactGrid

_ROW, _HEAD, _SIDE, _TILE = 34, 26, 150, 44


class Preview(QScrollArea):
    """How many sessions, from when to when, on which days, and which days are left out and why."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Sesi yang akan dibuat"))
        self.figure = Label(theme, style="display")
        self.words = Label(theme, role="text2")
        self.grid = _Weeks(theme)
        self._closed_title = Label(theme, _("Libur yang dilewati"), style="section")
        self._names: list[str] = []
        self._closed = QWidget()
        self._closed_box = QVBoxLayout(self._closed)
        self._closed_box.setContentsMargins(0, 0, 0, 0)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.px(28), theme.px(22), theme.px(28), theme.px(24))
        column.setSpacing(theme.px(2))
        column.addWidget(self.figure)
        column.addWidget(self.words)
        column.addSpacing(theme.px(18))
        column.addWidget(self.grid)
        column.addSpacing(theme.px(18))
        column.addWidget(self._closed_title)
        column.addSpacing(theme.px(4))
        column.addWidget(self._closed)
        column.addStretch(1)
        self.setWidget(inner)
        self.set_layout(None)

    @property
    def closed_names(self) -> list[str]:
        """Why each day that was left out is closed, in order."""
        return list(self._names)

    def set_layout(self, layout: Layout | None) -> None:
        """Show these sessions; None says that something is still missing."""
        self.grid.set_layout(layout)
        self.grid.setVisible(layout is not None)
        self._fill_closed(layout)
        if layout is None:
            self.figure.setText("–")
            self.words.setText(_("Isi tanggal, hari dan jam, dan panjangnya."))
            return
        first, last = layout.sessions[0].day, layout.sessions[-1].day
        self.figure.setText(counted("{count} sesi", len(layout.sessions)))
        hours = counted("{count} jam pelajaran", layout.jp)
        self.words.setText(f"{hours} · {plain_date(first)} – {plain_date(last)}")

    def _fill_closed(self, layout: Layout | None) -> None:
        while (item := self._closed_box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        closed = layout.closed if layout else ()
        self._names = [each.name for each in closed]
        self._closed_title.setVisible(bool(closed))
        facts = FactGrid(self._theme, name_width=104)
        for each in closed:
            facts.add(listed_date(each.day), each.name)
        self._closed_box.addWidget(facts)


class _Weeks(QWidget):
    """A row per week with a tile per day."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._weeks: list[tuple[str, date]] = []
        self._counts: dict[date, int] = {}
        self._closed: set[date] = set()
        self._days = 7
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def set_layout(self, layout: Layout | None) -> None:
        """Show these sessions."""
        sessions = layout.sessions if layout else ()
        self._counts = {}
        for session in sessions:
            self._counts[session.day] = self._counts.get(session.day, 0) + 1
        self._closed = {each.day for each in layout.closed} if layout else set()
        self._weeks = [
            (day_range(week.first, week.last), monday(week.first))
            for week in weeks([*self._counts, *self._closed])
        ]
        used = {day.weekday() for day in (*self._counts, *self._closed)}
        self._days = max([*used, 4], default=4) + 1
        self.setAccessibleDescription("; ".join(name for name, _begins in self._weeks))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A head and a row per week."""
        theme = self._theme
        width = _SIDE + self._days * (_TILE + 6)
        return QSize(theme.px(width), theme.px(_HEAD + _ROW * len(self._weeks)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Names of days, then the weeks."""
        theme = self._theme
        painter = QPainter(self)
        first = date(2024, 1, 1)
        for at in range(self._days):
            rect = self._cell(at, 0, height=_HEAD)
            name = weekday(first + timedelta(days=at), Width.SHORT)
            align = Qt.AlignmentFlag.AlignHCenter
            paint.elided(painter, rect, name, theme, font=theme.font("micro"), role="text3", align=align)
        for row, (name, begins) in enumerate(self._weeks):
            top = theme.px(_HEAD + _ROW * row)
            side = QRectF(0, top, theme.px(_SIDE - 12), theme.px(_ROW))
            paint.elided(painter, side, name, theme, font=theme.font("small"), role="text2")
            for at in range(self._days):
                self._draw_day(painter, self._cell(at, top), begins + timedelta(days=at))
        painter.end()

    def _cell(self, at: int, top: float, *, height: int = _ROW) -> QRectF:
        theme = self._theme
        return QRectF(theme.px(_SIDE) + at * theme.px(_TILE + 6), top, theme.px(_TILE), theme.px(height))

    def _draw_day(self, painter: QPainter, cell: QRectF, day: date) -> None:
        theme = self._theme
        tile = cell.adjusted(0, theme.px(4), 0, -theme.px(4))
        count = self._counts.get(day, 0)
        align = Qt.AlignmentFlag.AlignHCenter
        if day in self._closed:
            paint.hatched(painter, tile, theme)
            paint.elided(
                painter, tile, str(day.day), theme, font=theme.font("small"), role="text3", align=align
            )
        elif count:
            paint.fill(painter, tile, "accentTint", theme, radius=theme.px(5))
            text = str(day.day) if count == 1 else f"{day.day} ×{count}"
            font = theme.font("small", 500)
            paint.elided(painter, tile, text, theme, font=font, role="accentText", align=align)
        else:
            paint.elided(
                painter, tile, str(day.day), theme, font=theme.font("small"), role="disabled", align=align
            )
