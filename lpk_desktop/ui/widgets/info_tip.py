"""The dark tip beside a cell: what it means, who did it and when."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from lpk_desktop.ui import paint
from lpk_desktop.ui.theme import Theme

WAIT_MS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Tip:
    """`lead` in bold, `text` behind it, `lines` below, `note` last with a dot in `note_role`."""

    lead: str
    text: str = ""
    lines: tuple[str, ...] = ()
    note: str = ""
    note_role: str = "accent"

    @property
    def spoken(self) -> str:
        """The same words for those who listen."""
        first = f"{self.lead}, {self.text}" if self.text else self.lead
        return ". ".join(part for part in (first, *self.lines, self.note) if part)


class InfoTip(QWidget):
    """One tip for a whole grid: the first waits, the next comes at once while one is shown."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self._theme = theme
        self._tip = Tip(lead="")
        self._anchor = QRect()
        self._clock = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._clock.timeout.connect(self._appear)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)

    def tell(self, tip: Tip, anchor: QRect) -> None:
        """Show `tip` beside `anchor`, a rectangle in global coordinates."""
        self._tip, self._anchor = tip, anchor
        if self.isVisible():
            self._appear()
        else:
            self._clock.start()

    def dismiss(self) -> None:
        """Take the tip away, and the one that was about to come."""
        self._clock.stop()
        self.hide()

    def sizeHint(self) -> QSize:
        """Room for its lines."""
        theme, tip = self._theme, self._tip
        strong, plain = QFontMetricsF(theme.font("small", 600)), QFontMetricsF(theme.font("small"))
        first = strong.horizontalAdvance(tip.lead) + (
            plain.horizontalAdvance(f" · {tip.text}") if tip.text else 0
        )
        note = plain.horizontalAdvance(tip.note) + theme.px(12) if tip.note else 0
        widths = [first, note, *(plain.horizontalAdvance(line) for line in tip.lines)]
        lines = 1 + len(tip.lines) + bool(tip.note)
        return QSize(round(max(widths)) + 2 * theme.px(10) + 1, lines * theme.px(17) + 2 * theme.px(8))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground and the lines."""
        theme, tip = self._theme, self._tip
        painter = QPainter(self)
        paint.fill(painter, QRectF(self.rect()), "tooltipBg", theme, radius=theme.px(6))
        row = QRectF(theme.px(10), theme.px(8), self.width(), theme.px(17))
        used = paint.elided(painter, row, tip.lead, theme, font=theme.font("small", 600), role="tooltipText")
        if tip.text:
            rest = row.adjusted(used, 0, 0, 0)
            paint.elided(painter, rest, f" · {tip.text}", theme, font=theme.font("small"), role="tooltipText")
        for line in tip.lines:
            row.translate(0, theme.px(17))
            paint.elided(painter, row, line, theme, font=theme.font("small"), role="tooltipText2")
        if tip.note:
            row.translate(0, theme.px(17))
            centre = row.center()
            centre.setX(row.left() + theme.px(3))
            paint.dot(painter, centre, tip.note_role, theme, diameter=6)
            row.setLeft(row.left() + theme.px(12))
            paint.elided(painter, row, tip.note, theme, font=theme.font("small"), role="tooltipText2")
        painter.end()

    def _appear(self) -> None:
        self.resize(self.sizeHint())
        self.move(self._place())
        self.show()
        self.update()

    def _place(self) -> QPoint:
        """Right of the anchor and a little above; where the screen ends, left of it or further up."""
        screen = QGuiApplication.screenAt(self._anchor.center()) or QGuiApplication.primaryScreen()
        room, gap = screen.availableGeometry(), self._theme.px(8)
        x, y = self._anchor.right() + gap, self._anchor.top() - gap
        if x + self.width() > room.right():
            x = self._anchor.left() - gap - self.width()
        return QPoint(max(x, room.left()), max(room.top(), min(y, room.bottom() - self.height())))
