"""Short news at the bottom right: what was done, and how to take it back."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lpk_desktop.ui import paint
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.glyph import Glyph
from lpk_desktop.ui.widgets.label import Label
from lpk_desktop.ui.widgets.shadow import cast_shadow

SHOWN_MS = 6000
NARROWEST, WIDEST = 320, 560
KEPT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One piece of news; `act` is the word on its button and `on_act` what the button does."""

    text: str
    icon: str = "check"
    act: str = ""
    on_act: Callable[[], None] | None = None
    problem: bool = False


def problem_news(text: str) -> News:
    """News about something that a person can mend."""
    return News(text=text, icon="alert-triangle", problem=True)


class Toasts(QObject):
    """Shows one piece of news at a time over `window`, and keeps the last ones."""

    history_changed = Signal()

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme, self._window = theme, window
        self._history: deque[News] = deque(maxlen=KEPT)
        self._lift = 0
        self.toast = Toast(theme, window)
        window.installEventFilter(self)

    @property
    def history(self) -> tuple[News, ...]:
        """The last pieces of news, newest first."""
        return tuple(self._history)

    def tell(self, news: News) -> None:
        """Show `news` for six seconds in place of what was shown before."""
        self._history.appendleft(news)
        self.history_changed.emit()
        self.toast.tell(news)
        self._place()
        _announce(self._window, news.text)

    def progress(
        self, text: str, done: int, total: int, *, cancel: Callable[[], None] | None = None, act: str = ""
    ) -> None:
        """Show long work going on until `tell` says how it ended; `act` names the button for `cancel`."""
        self.toast.work(News(text=text, icon="rotate", act=act, on_act=cancel), done / total if total else 0)
        self._place()

    def set_lift(self, lift: int) -> None:
        """Keep this many pixels free below, for the hint bar."""
        self._lift = lift
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner when the window changes its size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        toast, window, margin = self.toast, self._window, self._theme.px(16)
        toast.fit(min(self._theme.px(WIDEST), window.width() - 2 * margin))
        toast.move(
            window.width() - toast.width() - margin, window.height() - toast.height() - margin - self._lift
        )
        toast.raise_()


class Toast(QWidget):
    """The dark strip itself; its clock stands still while the mouse or the keyboard is on it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._news = News(text="")
        self._clock = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._clock.timeout.connect(self.hide)
        self._icon = Glyph(theme, "check", role="tooltipText2")
        self._text = Label(theme, role="tooltipText", wrap=True)
        self._share = _Share(theme)
        self._button = Button(theme, "", kind="toast")
        self._button.clicked.connect(self._on_act)
        self._button.installEventFilter(self)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(14), theme.px(7), theme.px(8), theme.px(7))
        row.setSpacing(theme.px(12))
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._share)
        row.addWidget(self._button)
        cast_shadow(self)
        self.hide()

    @property
    def running(self) -> bool:
        """Whether the clock that hides the toast runs."""
        return self._clock.isActive()

    def tell(self, news: News) -> None:
        """Show the news and start the clock."""
        self._show(news)
        self._share.hide()
        self._clock.start()

    def work(self, news: News, fraction: float) -> None:
        """Show work in progress, `fraction` of it done, without a clock."""
        self._show(news)
        self._share.set_fraction(fraction)
        self._share.show()
        self._clock.stop()

    def fit(self, widest: int) -> None:
        """Take the width the words need, between the narrowest and `widest`; longer news wrap."""
        # A wrapping label asks for less width than its words: what they need is measured here.
        words = self._text.fontMetrics().horizontalAdvance(self._text.text()) + self._theme.px(4)
        others = [part for part in (self._icon, self._share, self._button) if not part.isHidden()]
        gaps = self._theme.px(12) * len(others) + self._theme.px(14 + 8)
        wanted = words + sum(max(part.sizeHint().width(), part.minimumWidth()) for part in others) + gaps
        width = min(max(wanted, self._theme.px(NARROWEST)), widest)
        self.resize(width, self._row.heightForWidth(width))

    def enterEvent(self, _event: QEvent) -> None:
        """Wait while the mouse is here."""
        self._clock.stop()

    def leaveEvent(self, _event: QEvent) -> None:
        """Go on when the mouse leaves."""
        self._resume()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes the news away."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait while the keyboard is on the button."""
        if event.type() == QEvent.Type.FocusIn:
            self._clock.stop()
        elif event.type() == QEvent.Type.FocusOut:
            self._resume()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The dark ground."""
        painter = QPainter(self)
        paint.fill(painter, QRectF(self.rect()), "tooltipBg", self._theme, radius=self._theme.px(8))
        painter.end()

    def _show(self, news: News) -> None:
        self._news = news
        self._icon.set_icon(news.icon, "tooltipDanger" if news.problem else "tooltipText2")
        self._text.setText(news.text)
        self._button.setText(news.act)
        self._button.setVisible(bool(news.act))
        self.setAccessibleName(news.text)
        self.show()
        self.update()

    def _resume(self) -> None:
        if self.isVisible() and not self._share.isVisible():
            self._clock.start()

    def _on_act(self) -> None:
        self.hide()
        if self._news.on_act is not None:
            self._news.on_act()


class _Share(QWidget):
    """How much of a long act is done."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._fraction = 0.0
        self.setFixedSize(theme.px(84), theme.px(4))

    def set_fraction(self, fraction: float) -> None:
        """Show another share, 0 to 1."""
        self._fraction = fraction
        self.setAccessibleName(f"{fraction:.0%}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A pale track and a white share of it."""
        painter = QPainter(self)
        rect = QRectF(self.rect())
        painter.setOpacity(0.25)
        paint.fill(painter, rect, "tooltipText", self._theme, radius=rect.height() / 2)
        painter.setOpacity(1)
        rect.setWidth(rect.width() * self._fraction)
        if self._fraction:
            paint.fill(painter, rect, "tooltipText", self._theme, radius=rect.height() / 2)
        painter.end()


def _announce(window: QWidget, text: str) -> None:
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(window, text))
