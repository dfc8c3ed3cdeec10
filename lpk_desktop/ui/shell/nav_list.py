"""The list in the sidebar, drawn as in the design, moved through by arrows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem

from lpk_desktop.language import _
from lpk_desktop.ui import paint
from lpk_desktop.ui.shell.nav_model import NavItem, NavModel
from lpk_desktop.ui.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_Action = QAbstractItemView.CursorAction
_STEPS = {
    _Action.MoveDown: 1,
    _Action.MoveNext: 1,
    _Action.MoveUp: -1,
    _Action.MovePrevious: -1,
}


class NavList(QListView):
    """`chosen` tells the key of a page and what to show there; the open one is marked by `mark`."""

    chosen = Signal(str, str)

    def __init__(self, theme: Theme, model: NavModel) -> None:
        super().__init__()
        self._theme = theme
        self.nav = model
        self.rail = False
        self.hovered = -1
        self._open: tuple[str, str] = ("", "")
        self.setModel(model)
        self.setItemDelegate(_NavDelegate(theme, self))
        self.setAccessibleName(_("Navigasi"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.clicked.connect(self._on_chosen)
        theme.changed.connect(self.doItemsLayout)

    @property
    def open_row(self) -> int:
        """The row of what is open now, or -1."""
        return self.nav.row_of(*self._open)

    def mark(self, key: str, target: str) -> None:
        """Show which page, or which cohort, is open."""
        self._open = (key, target)
        self.viewport().update()

    def set_rail(self, *, rail: bool) -> None:
        """Show icons alone, or icons with words."""
        self.rail = rail
        self.nav.set_rail(rail=rail)
        self.doItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open the row; arrows, Home and End move; with Alt they are the window's."""
        index = self.currentIndex()
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and index.isValid():
            self._on_chosen(index)
        else:
            super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Step over headings."""
        rows = [number for number, item in enumerate(self.nav.items) if not item.heading]
        if action not in _STEPS or not rows:
            return super().moveCursor(action, modifiers)
        here = self.currentIndex().row()
        later = [row for row in rows if (row - here) * _STEPS[action] > 0]
        nearest = min(later, key=lambda row: abs(row - here), default=here)
        return self.nav.index(nearest, 0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard starts on what is open."""
        super().focusInEvent(event)
        if self.open_row >= 0:
            self.setCurrentIndex(self.nav.index(self.open_row, 0))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the row under the mouse."""
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def viewportEvent(self, event: QEvent) -> bool:
        """No row is lit when the mouse has left."""
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            self.hovered = row
            self.viewport().update()

    def _on_chosen(self, index: QModelIndex) -> None:
        item = self.nav.items[index.row()]
        if not item.heading:
            self.chosen.emit(item.key, item.target)


class _NavDelegate(QStyledItemDelegate):
    """Pages with icon, label and count; cohorts with a trailing word; headings."""

    def __init__(self, theme: Theme, view: NavList) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """31 for a row, more for a heading with the gap above it."""
        item = self._view.nav.items[index.row()]
        if self._view.rail:
            return QSize(0, self._theme.px(18 if item.heading else 34))
        return QSize(0, self._theme.px(37 if item.heading else 31))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one row."""
        theme, view = self._theme, self._view
        item = view.nav.items[index.row()]
        rect = QRectF(option.rect)
        if item.heading:
            self._draw_heading(painter, rect, item)
            return
        box = rect.adjusted(theme.px(8), 0, -theme.px(8), -1)
        is_open = index.row() == view.open_row
        ground = "pressed" if is_open else "hover" if index.row() == view.hovered else ""
        if ground:
            paint.fill(painter, box, ground, theme, radius=theme.px(6))
        if view.rail:
            self._draw_icon(painter, box, item, is_open=is_open)
        else:
            self._draw_words(painter, box, item, is_open=is_open)
        if view.hasFocus() and view.currentIndex().row() == index.row():
            paint.ring(painter, box, theme, radius=theme.px(6))

    def _draw_heading(self, painter: QPainter, rect: QRectF, item: NavItem) -> None:
        theme = self._theme
        if not self._view.rail:
            words = rect.adjusted(theme.px(16), theme.px(10), -theme.px(16), 0)
            paint.elided(painter, words, item.text, theme, font=theme.font("micro"), role="text3")

    def _draw_icon(self, painter: QPainter, box: QRectF, item: NavItem, *, is_open: bool) -> None:
        theme, side = self._theme, self._theme.px(18)
        place = QRectF(box.center().x() - side / 2, box.top(), side, box.height())
        paint.glyph(painter, place, item.icon, "text" if is_open else "text2", theme, size=18)
        if item.alert:
            corner = place.center()
            corner.setX(place.right() + theme.px(1))
            corner.setY(corner.y() - theme.px(8))
            paint.dot(painter, corner, "warnSolid", theme, diameter=6)

    def _draw_words(self, painter: QPainter, box: QRectF, item: NavItem, *, is_open: bool) -> None:
        theme = self._theme
        inner = box.adjusted(theme.px(8), 0, -theme.px(8), 0)
        role = "text" if is_open else "text2"
        if item.trailing and item.alert:
            inner.setRight(
                inner.right() - paint.count(painter, inner, item.trailing, "warn", theme) - theme.px(6)
            )
        elif item.trailing:
            font, right = theme.font("micro", 400, tabular=True), Qt.AlignmentFlag.AlignRight
            used = paint.elided(painter, inner, item.trailing, theme, font=font, role="text3", align=right)
            inner.setRight(inner.right() - used - theme.px(6))
        if item.icon:
            paint.glyph(painter, inner, item.icon, role, theme, size=18)
            inner.setLeft(inner.left() + theme.px(18 + 10))
        font = theme.font("body", 500 if item.icon or is_open else 400)
        paint.elided(painter, inner, item.text, theme, font=font, role=role)
