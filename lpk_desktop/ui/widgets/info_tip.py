"""The dark tip beside a cell: who, when, on which computer (ui.md section 3)."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from lpk_desktop.ui import paint
from lpk_desktop.ui.theme import Theme


class InfoTip(QLabel):
    """Lines of text beside what they explain: the first strong up to its " · ", the others quiet."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextFormat(Qt.TextFormat.RichText)

    def show_beside(self, area: QRect, text: str) -> None:
        """Show `text` to the right of `area` (global), or left where the screen ends; "" hides the tip."""
        if not text:
            self.hide()
            return
        self.setFont(self._theme.font("small"))
        self.setContentsMargins(*[self._theme.px(n) for n in (10, 7, 10, 8)])
        self.setText(self._markup(text))
        self.adjustSize()
        self.move(self._place(area))
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A flat dark panel under the words."""
        painter = QPainter(self)
        paint.fill(painter, QRectF(self.rect()), "tooltipBg", self._theme, radius=self._theme.px(6))
        painter.end()
        super().paintEvent(event)

    def _place(self, area: QRect) -> QPoint:
        gap = self._theme.px(8)
        place = QPoint(area.right() + gap, area.top() - gap // 2)
        screen = QGuiApplication.screenAt(area.center()) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        if place.x() + self.width() > room.right():
            place.setX(area.left() - gap - self.width())
        place.setY(max(room.top(), min(place.y(), room.bottom() - self.height())))
        return place

    def _markup(self, text: str) -> str:
        first, *others = text.split("\n")
        lead, middle, rest = first.partition(" · ")
        lines = [f'<span style="color:{self._name("tooltipText")}"><b>{escape(lead)}</b>{middle}{escape(rest)}</span>']
        for line in others:
            bullet = f'<span style="color:{self._name("ring")}">●</span> ' if line.startswith("● ") else ""
            words = escape(line.removeprefix("● "))
            lines.append(f'{bullet}<span style="color:{self._name("tooltipText2")}">{words}</span>')
        spacing = f"line-height:{self._theme.px(18)}px; white-space:pre"
        return "".join(f'<p style="margin:0; {spacing}">{line}</p>' for line in lines)

    def _name(self, role: str) -> str:
        return self._theme.colour(role).name()
