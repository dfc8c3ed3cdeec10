"""A page that fills the window while nobody is signed in: something in the middle, a line at the foot."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lpk_desktop.ui import paint
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.box import Area
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.label import Label


class FullPage(Area):
    """`middle` holds what the page is about; `foot_links` stand at the right of the foot."""

    def __init__(self, theme: Theme, *, version: str) -> None:
        super().__init__(theme, role="window")
        self.theme = theme
        self.middle = QVBoxLayout()
        self.state = DotLine(theme)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(theme.px(16))
        self._foot.addWidget(Label(theme, f"LPK Desktop {version}", style="small", role="text3"))
        self._foot.addWidget(self.state)
        self._foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), theme.px(8), theme.px(24), theme.px(12))
        column.setSpacing(theme.px(8))
        column.addLayout(self.middle, 1)
        column.addLayout(self._foot)

    def add_foot_word(self, text: str) -> None:
        """Put words at the right of the foot."""
        self._foot.addWidget(Label(self.theme, text, style="small", role="text3"))

    def add_foot_link(self, text: str) -> Button:
        """Put a link at the right of the foot; the caller connects it."""
        link = Button(self.theme, text, kind="muted")
        self._foot.addWidget(link)
        return link


class DotLine(QWidget):
    """A dot and a few words about the state of things; empty until told."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._words, self._role = "", "outline"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def tell(self, words: str, role: str) -> None:
        """Say `words` after a dot in a colour role."""
        self._words, self._role = words, role
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        """One small line."""
        return QSize(self._theme.px(220), self._theme.line("small"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dot, then words."""
        if not self._words:
            return
        theme = self._theme
        painter = QPainter(self)
        rect = QRectF(self.rect())
        centre = rect.center()
        centre.setX(theme.px(4))
        paint.dot(painter, centre, self._role, theme)
        paint.elided(
            painter,
            rect.adjusted(theme.px(14), 0, 0, 0),
            self._words,
            theme,
            font=theme.font("small"),
            role="text3",
        )
        painter.end()


def centred(layout: QVBoxLayout, widget: QWidget) -> None:
    """Put `widget` in the middle of the width, under what is there."""
    # Stretches, not an alignment: only so does a layout ask wrapped words for their height.
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(widget)
    row.addStretch(1)
    layout.addLayout(row)
