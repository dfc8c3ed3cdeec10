"""The foot of the sidebar: where the work stands with the centre's server, and who is signed in."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton

from lpk_desktop.language import _
from lpk_desktop.ui import paint
from lpk_desktop.ui.shell.state import ShellState, SyncLook
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.badge import draw_avatar, initials
from lpk_desktop.ui.widgets.menu import Menu


class CornerButton(QToolButton):
    """A row of the sidebar's foot that opens a menu above itself."""

    def __init__(self, theme: Theme, height: int) -> None:
        super().__init__()
        self._theme, self._height = theme, height
        self.rail = False
        self.menu_above = Menu(self)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("ownRing", True)  # noqa: FBT003  a Qt property takes its value so
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._open)
        theme.changed.connect(self.updateGeometry)

    def set_rail(self, *, rail: bool) -> None:
        """Draw the mark alone."""
        self.rail = rail
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the sidebar lets it be."""
        return QSize(self._theme.px(40), self._theme.px(self._height))

    def begin(self, painter: QPainter) -> QRectF:
        """Draw the ground by state; gives the room for the content."""
        theme = self._theme
        box = QRectF(self.rect()).adjusted(theme.px(8), 0, -theme.px(8), 0)
        if self.underMouse():
            paint.fill(painter, box, "hover", theme, radius=theme.px(6))
        if self.hasFocus():
            paint.ring(painter, box, theme, radius=theme.px(6))
        return box

    def _open(self) -> None:
        height = self.menu_above.sizeHint().height()
        self.menu_above.popup(self.mapToGlobal(QPoint(self._theme.px(8), -height)))


class SyncCorner(CornerButton):
    """A dot, the state in words, a second line: "Luring" and "37 perubahan menunggu"."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, 40)
        self._look, self._words, self._detail = SyncLook.ALONE, "", ""

    def set_state(self, state: ShellState) -> None:
        """Show another state of sync."""
        self._look, self._words, self._detail = state.sync_look, state.sync_words, state.sync_detail
        self.setAccessibleName(_("Sinkronisasi: {words}").format(words=self._words))
        self.setAccessibleDescription(self._detail)
        self.setToolTip(f"{self._words}. {self._detail}" if self._detail else self._words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, dot and two lines."""
        painter = QPainter(self)
        self._draw(painter, self.begin(painter))
        painter.end()

    def _draw(self, painter: QPainter, box: QRectF) -> None:
        theme = self._theme
        centre = box.center()
        if self.rail:
            paint.dot(painter, centre, self._look.value, theme, diameter=8)
            return
        centre.setX(box.left() + theme.px(16))
        paint.dot(painter, centre, self._look.value, theme, diameter=8)
        half = box.height() / 2
        words = QRectF(
            box.left() + theme.px(34), box.top() + theme.px(3), box.width() - theme.px(40), half - 3
        )
        paint.elided(painter, words, self._words, theme, font=theme.font("body", 500))
        words.translate(0, half - theme.px(4))
        paint.elided(painter, words, self._detail, theme, font=theme.font("micro", 400), role="text3")


class UserLine(CornerButton):
    """Initials and name of the person signed in."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, 34)
        self._user = ""

    def set_state(self, state: ShellState) -> None:
        """Show another person."""
        self._user = state.user
        self.setAccessibleName(_("Pengguna: {name}").format(name=state.user))
        self.setAccessibleDescription(state.role)
        self.setToolTip(f"{state.user}, {state.role}" if state.role else state.user)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, avatar and name."""
        painter = QPainter(self)
        self._draw(painter, self.begin(painter))
        painter.end()

    def _draw(self, painter: QPainter, box: QRectF) -> None:
        theme, side = self._theme, self._theme.px(22)
        left = box.center().x() - side / 2 if self.rail else box.left() + theme.px(8)
        avatar = QRectF(left, box.center().y() - side / 2, side, side)
        draw_avatar(painter, avatar, initials(self._user), theme)
        if not self.rail:
            words = QRectF(box)
            words.setLeft(avatar.right() + theme.px(10))
            paint.elided(painter, words, self._user, theme, role="text2")
