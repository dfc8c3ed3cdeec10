"""The sessions of the day: time, how far the attendance is, and the act that goes on with it."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from lpk_desktop.domain.attendance import Code
from lpk_desktop.language import _
from lpk_desktop.services.today import Progress, TodaySession
from lpk_desktop.ui import paint
from lpk_desktop.ui.dates import clock_time
from lpk_desktop.ui.pages.today import words
from lpk_desktop.ui.pages.today.row_list import Index, ListModel, RowDelegate, RowList
from lpk_desktop.ui.theme import Theme

PAD = 8
"""Design pixels by which a chosen row's ground stands out at both sides."""
_TIME, _DOT, _TITLE, _SQUARES = 46, 61, 78, 352
_SQUARES_NARROW = 334
_SOLID = {
    Code.PRESENT: "okSolid",
    Code.LATE: "warnSolid",
    Code.EXCUSED: "excSolid",
    Code.SICK: "sickSolid",
    Code.ABSENT: "dangerSolid",
}


class SessionList(RowList):
    """`current_session` is the one whose act is the primary one of the page."""

    def __init__(self, theme: Theme) -> None:
        self.sessions: ListModel[TodaySession] = ListModel(words.session_spoken)
        self.current_session: int | None = None
        super().__init__(theme, self.sessions, SessionDelegate(theme), name=_("Sesi hari ini"))

    def set_sessions(self, sessions: tuple[TodaySession, ...], current: int | None) -> None:
        """Show these; the same session stays chosen, else the one to mark now."""
        chosen = self.currentIndex().row()
        kept = self.sessions.rows[chosen].id if 0 <= chosen < len(self.sessions.rows) else ""
        self.current_session = current
        self.sessions.set_rows(sessions)
        ids = [each.id for each in sessions]
        if kept in ids:
            self.choose(ids.index(kept))
        elif sessions:
            self.choose(current or 0)


class SessionDelegate(RowDelegate):
    """One session per row, joined by a line through the dots."""

    view: SessionList

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, times, line and dot, title, squares, state, act."""
        theme, view, row = self._theme, self.view, index.row()
        session = view.sessions.rows[row]
        pad = theme.px(PAD)
        box = QRectF(option.rect).adjusted(0, theme.px(3), 0, -theme.px(4))
        if view.ground_is_chosen(row):
            paint.fill(painter, box, "today", theme, radius=theme.px(8))
        inner = box.adjusted(pad, 0, -pad, 0)
        upper, lower = self._halves(inner)
        self._draw_times(painter, upper, lower, session)
        self._draw_dot(painter, QRectF(option.rect).adjusted(pad, 0, 0, 0), upper, row)
        squares = inner.right() - theme.px(self._squares_at())
        self._draw_titles(painter, upper, lower, squares - theme.px(16), row)
        self._draw_progress(painter, upper, lower, squares, index)
        self._draw_act(painter, QRectF(self.act_rect(option.rect, index)), row)
        if view.hasFocus() and view.by_keyboard and view.ground_is_chosen(row):
            paint.ring(painter, box, theme, radius=theme.px(7))

    def act_rect(self, row: QRect, index: Index) -> QRect:
        """The button at the right end."""
        theme = self._theme
        look = words.session_act(self.view.sessions.rows[index.row()], primary=self._is_primary(index.row()))
        width = QFontMetricsF(theme.font("body", 500)).horizontalAdvance(look.text) + 2 * theme.px(12)
        width += theme.px(16 + 7) if look.icon else 0
        height = theme.px(30)
        right = row.right() + 1 - theme.px(PAD)
        top = row.y() + (row.height() - height) // 2
        return QRect(right - round(width), top, round(width), height)

    def _squares_at(self) -> int:
        return _SQUARES if self.view.width() >= self._theme.px(820) else _SQUARES_NARROW

    def _halves(self, box: QRectF) -> tuple[QRectF, QRectF]:
        theme = self._theme
        line, middle = theme.px(18), round(box.center().y())
        return (
            QRectF(box.left(), middle - line, box.width(), line),
            QRectF(box.left(), middle, box.width(), line),
        )

    def _draw_times(self, painter: QPainter, upper: QRectF, lower: QRectF, session: TodaySession) -> None:
        theme = self._theme
        strong = "text2" if session.progress is Progress.AHEAD else "text"
        for half, at, weight, role in (
            (upper, session.start, 600, strong),
            (lower, session.end, 400, "text3"),
        ):
            rect = QRectF(half.left(), half.top(), theme.px(_TIME), half.height())
            font = theme.font("body", weight, tabular=True)
            align = Qt.AlignmentFlag.AlignRight
            paint.elided(painter, rect, clock_time(at), theme, font=font, role=role, align=align)

    def _draw_dot(self, painter: QPainter, row_rect: QRectF, upper: QRectF, row: int) -> None:
        theme, rows = self._theme, self.view.sessions.rows
        x, y = row_rect.left() + theme.px(_DOT) + 0.5, upper.center().y()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("border"), 1))
        gap = theme.px(9)
        if row:
            painter.drawLine(QLineF(x, row_rect.top(), x, y - gap))
        if row < len(rows) - 1:
            painter.drawLine(QLineF(x, y + gap, x, row_rect.bottom() + 1))
        painter.restore()
        self._draw_state_dot(painter, QPointF(x, y), rows[row], here=row == self.view.current_session)

    def _draw_state_dot(self, painter: QPainter, at: QPointF, session: TodaySession, *, here: bool) -> None:
        theme, progress = self._theme, session.progress
        if progress is Progress.COMPLETE:
            paint.dot(painter, at, "okSolid", theme, diameter=9)
        elif progress is Progress.PARTIAL:
            paint.dot(painter, at, "accent", theme, diameter=9, hollow=True)
            radius = theme.px(9) / 2
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawPie(
                QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius), 90 * 16, 180 * 16
            )
            painter.restore()
        elif here and progress is Progress.UNMARKED:
            paint.dot(painter, at, "accentTint", theme, diameter=15)
            paint.dot(painter, at, "accent", theme, diameter=9)
        else:
            role = "accent" if progress is Progress.UNMARKED else "outline"
            paint.dot(painter, at, role, theme, diameter=9, hollow=True)

    def _draw_titles(self, painter: QPainter, upper: QRectF, lower: QRectF, right: float, row: int) -> None:
        theme, session = self._theme, self.view.sessions.rows[row]
        ahead = session.progress is Progress.AHEAD
        left = upper.left() + theme.px(_TITLE)
        tag = _("Berlangsung") if session.running and row == self.view.current_session else ""
        font = theme.font("body", 500 if ahead else 600)
        font.setPixelSize(theme.px(14))
        room = paint.tag_width(tag, theme) + theme.px(8) if tag else 0
        if QFontMetricsF(font).horizontalAdvance(session.title) + room > right - left:
            tag, room = "", 0  # the title comes first
        rect = QRectF(left, upper.top(), right - left - room, upper.height())
        role = "text2" if ahead else "text"
        used = paint.elided(painter, rect, session.title, theme, font=font, role=role)
        if tag:
            box = QRectF(left + used + theme.px(8), upper.top(), room, upper.height())
            paint.tag(painter, box, tag, "accent", theme)
        meta = QRectF(left, lower.top(), right - left, lower.height())
        paint.elided(
            painter, meta, words.session_meta(session), theme, font=theme.font("small"), role="text3"
        )

    def _draw_progress(
        self, painter: QPainter, upper: QRectF, lower: QRectF, left: float, index: Index
    ) -> None:
        theme, session = self._theme, self.view.sessions.rows[index.row()]
        room = self.act_rect(self.view.visualRect(self.view.sessions.index(index.row())), index).left() - left
        area = QRectF(left, upper.top(), room - theme.px(12), upper.height())
        draw_squares(painter, area, session.codes, theme, ahead=session.progress is Progress.AHEAD)
        state, detail = words.session_state(session)
        rest = QRectF(left, lower.top(), area.width(), lower.height())
        role, weight = "text", 500
        if session.progress is Progress.COMPLETE:
            paint.glyph(painter, rest, "check", "okFg", theme, size=14)
            rest.setLeft(rest.left() + theme.px(17))
            role = "okFg"
        elif session.progress is Progress.AHEAD:
            role, weight = "text3", 400
        used = paint.elided(painter, rest, state, theme, font=theme.font("small", weight), role=role)
        rest.setLeft(rest.left() + used + theme.px(8))
        paint.elided(painter, rest, detail, theme, font=theme.font("small"), role="text3")

    def _draw_act(self, painter: QPainter, rect: QRectF, row: int) -> None:
        theme, view = self._theme, self.view
        look = words.session_act(view.sessions.rows[row], primary=self._is_primary(row))
        hot = view.hot and view.hovered == row
        radius = theme.px(6)
        if look.kind == "primary":
            paint.fill(painter, rect, "accentHover" if hot else "accent", theme, radius=radius)
        elif look.kind == "plain":
            paint.panel(painter, rect, theme, fill="hover" if hot else "surface", radius=6)
        elif hot:
            paint.fill(painter, rect, "hover", theme, radius=radius)
        role = {"primary": "onAccent", "plain": "text"}.get(look.kind, "text2")
        inner = rect.adjusted(theme.px(12), 0, -theme.px(12) + 1, 0)
        if look.icon:
            paint.glyph(painter, inner, look.icon, role, theme)
            inner.setLeft(inner.left() + theme.px(16 + 7))
        paint.elided(painter, inner, look.text, theme, font=theme.font("body", 500), role=role)

    def _is_primary(self, row: int) -> bool:
        return row == self.view.current_session


def draw_squares(
    painter: QPainter, area: QRectF, codes: tuple[Code | None, ...], theme: Theme, *, ahead: bool
) -> None:
    """A small square per trainee, as many as fit; unmarked ones are outlines."""
    side, high, gap = theme.px(8), theme.px(10), theme.px(2)
    top = round(area.center().y() - high / 2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for at, code in enumerate(codes):
        box = QRectF(area.left() + at * (side + gap), top, side, high)
        if box.right() > area.right():
            break
        if code is None:
            painter.setPen(QPen(theme.colour("borderStrong" if ahead else "outline"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
            continue
        colour = theme.colour(_SOLID[code])
        if code is Code.PRESENT:
            colour.setAlphaF(0.55)  # normal is pale, exceptional is strong
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(box, 2, 2)
    painter.restore()
