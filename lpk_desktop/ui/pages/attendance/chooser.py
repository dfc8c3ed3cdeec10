"""The chosen session in the tool row: the one before, its number and day, the one after."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from lpk_desktop.language import _
from lpk_desktop.services.views import SessionColumn
from lpk_desktop.ui import paint
from lpk_desktop.ui.dates import listed_date
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.menu import Menu


class SessionChooser(QWidget):
    """Tells the column of the session a person asks for."""

    chosen = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._sessions: tuple[SessionColumn, ...] = ()
        self._column = -1
        self._before = _Part(theme, icon="chevron-left", name=_("Sesi sebelumnya (Alt+←)"))
        self._now = _Part(theme, icon="chevron-down", name=_("Pilih sesi"))
        self._after = _Part(theme, icon="chevron-right", name=_("Sesi berikutnya (Alt+→)"))
        self._before.clicked.connect(lambda: self.chosen.emit(self._column - 1))
        self._after.clicked.connect(lambda: self.chosen.emit(self._column + 1))
        self._now.clicked.connect(self._open)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(1)
        for part in (self._before, self._now, self._after):
            row.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_sessions(self, sessions: tuple[SessionColumn, ...], column: int | None) -> None:
        """Show the session in `column`, None where there is none."""
        self._sessions, self._column = sessions, -1 if column is None else column
        self._before.setEnabled(self._column > 0)
        self._after.setEnabled(0 <= self._column < len(sessions) - 1)
        if column is not None:
            session = sessions[column]
            self._now.set_words(_("Sesi {number}").format(number=session.number), listed_date(session.day))

    @property
    def words(self) -> str:
        """What the middle says."""
        return self._now.accessibleDescription()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """One frame with two lines in it."""
        painter = QPainter(self)
        paint.panel(painter, QRectF(self.rect()), self._theme, radius=6)
        painter.setPen(self._theme.colour("border"))
        for part in (self._now, self._after):
            painter.drawLine(part.x() - 1, 1, part.x() - 1, self.height() - 2)
        painter.end()

    def _open(self) -> None:
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for column, session in enumerate(self._sessions):
            number = _("Sesi {number}").format(number=session.number)
            action = menu.addAction(f"{number}  {listed_date(session.day)}")
            action.setCheckable(True)
            action.setChecked(column == self._column)
            action.triggered.connect(lambda _checked=False, column=column: self.chosen.emit(column))
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + self._theme.px(4))))


class _Part(QToolButton):
    """One of the three: an arrow, or words with a chevron."""

    def __init__(self, theme: Theme, *, icon: str, name: str) -> None:
        super().__init__()
        self._theme, self._icon = theme, icon
        self._words = ("", "")
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("ownRing", True)  # noqa: FBT003  a Qt property takes its value so
        theme.changed.connect(self.updateGeometry)

    def set_words(self, strong: str, quiet: str) -> None:
        """Say the session's number and day."""
        self._words = (strong, quiet)
        self.setAccessibleDescription(f"{strong} {quiet}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Arrows are square; words take their room."""
        px = self._theme.px
        if not self._words[0]:
            return QSize(px(31), px(28))
        strong, quiet = self._fonts()
        width = QFontMetricsF(strong).horizontalAdvance(self._words[0])
        width += QFontMetricsF(quiet).horizontalAdvance(self._words[1])
        return QSize(round(width) + px(10 + 7 + 7 + 16 + 8), px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Words, then the icon at the right; hover and ring inside the frame."""
        theme, painter = self._theme, QPainter(self)
        rect = QRectF(self.rect())
        if self.isEnabled() and (self.isDown() or self.underMouse()):
            paint.fill(painter, rect, "pressed" if self.isDown() else "hover", theme, radius=theme.px(5))
        size = theme.px(16)
        left = rect.center().x() - size / 2
        if self._words[0]:
            strong, quiet = self._fonts()
            place = rect.adjusted(theme.px(10), 0, 0, 0)
            used = paint.elided(painter, place, self._words[0], theme, font=strong)
            place.setLeft(place.left() + used + theme.px(7))
            paint.elided(painter, place, self._words[1], theme, font=quiet, role="text2")
            left = rect.right() - theme.px(8) - size
        role = "text2" if self.isEnabled() else "disabled"
        pixmap = theme.pixmap(self._icon, role, size, self.devicePixelRatioF())
        painter.drawPixmap(round(left), round(rect.center().y() - size / 2), pixmap)
        if self.hasFocus():
            paint.ring(painter, rect, theme, radius=theme.px(5))
        painter.end()

    def _fonts(self) -> tuple[QFont, QFont]:
        return self._theme.font("body", 600), self._theme.font("body")
