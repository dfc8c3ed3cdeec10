"""A small panel beside a cell: it floats, keeps what was typed, and goes away by itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from lpk_desktop.ui import paint
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.shadow import cast_shadow


class Popover(QFrame):
    """A child of the window, so that it never leaves it. Esc or a press outside closes and keeps."""

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._returns_to: QWidget | None = None
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(*[theme.px(n) for n in (16, 14, 16, 14)])
        self.body.setSpacing(theme.px(10))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.close_and_keep)
        cast_shadow(self)
        self.hide()

    def open_beside(self, anchor: QRect, *, keep_free: QRect | None = None) -> None:
        """Open beside `anchor`, on the side that leaves `keep_free` free; both in window coordinates.

        The first place that fits: beside it, the side away from `keep_free` first, then below, then above.
        """
        self._returns_to = QApplication.focusWidget()
        self.adjustSize()
        room, gap = self.window().rect(), self._theme.px(8)
        self.move(_place((self.width(), self.height()), anchor, keep_free, room, gap))
        self.show()
        self.raise_()
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def close_and_keep(self) -> None:
        """Close; whoever opened it keeps what it holds when `closed` says so."""
        if not self.isVisible():
            return
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        self.hide()
        if self._returns_to is not None:
            self._returns_to.setFocus()
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close on a press outside; the press itself goes on to where it belongs."""
        pressed = event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QWidget)
        if pressed and not self._holds(watched):
            self.close_and_keep()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The raised panel."""
        painter = QPainter(self)
        paint.panel(painter, QRectF(self.rect()), self._theme, fill="raised")
        painter.end()

    def _holds(self, widget: QObject | None) -> bool:
        # Lists of choices and calendars are windows of their own, but children of what opened them.
        while widget is not None and widget is not self:
            widget = widget.parent()
        return widget is self


def _place(size: tuple[int, int], anchor: QRect, keep_free: QRect | None, room: QRect, gap: int) -> QPoint:
    """Top left corner for a panel of `size`, wholly inside `room` where it can be."""
    width, height = size
    top = max(room.top() + gap, min(anchor.top() - 4 * gap, room.bottom() - gap - height))
    right, left = anchor.right() + gap, anchor.left() - gap - width
    sides = [right, left]
    if keep_free is not None and keep_free.center().x() > anchor.center().x():
        sides.reverse()
    for x in sides:
        if room.left() + gap <= x <= room.right() - gap - width:
            return QPoint(x, top)
    x = max(room.left() + gap, min(anchor.left(), room.right() - gap - width))
    below, above = anchor.bottom() + gap, anchor.top() - gap - height
    return QPoint(x, below if below + height <= room.bottom() else max(room.top(), above))
