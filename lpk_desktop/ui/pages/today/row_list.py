"""A short list that is never scrolled by itself: rows of one height, each with one act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from lpk_desktop.ui.theme import Theme

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()


class ListModel(QAbstractListModel, Generic[Row]):
    """Frozen rows; `spoken` says a row for those who listen."""

    def __init__(self, spoken: Callable[[Row], str]) -> None:
        super().__init__()
        self.rows: tuple[Row, ...] = ()
        self._spoken = spoken

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows instead."""
        if len(rows) == len(self.rows):
            self.rows = tuple(rows)
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row in words."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(self.rows[index.row()])
        return None


class RowDelegate(QStyledItemDelegate):
    """Draws the rows of a `RowList`; `act_rect` says where a row's act stands."""

    view: RowList
    """Set by the list that uses it."""

    def act_rect(self, row: QRect, index: Index) -> QRect:
        """Where the act of a row is drawn; a click there does it."""
        raise TypeError(f"{type(self).__name__} has no act in {row} of {index}")

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All rows share one height."""
        return QSize(0, self.view.row_height)

    def editorEvent(
        self, event: QEvent, _model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """A click on the act does it."""
        if event.type() != QEvent.Type.MouseButtonRelease or not isinstance(event, QMouseEvent):
            return False
        if not self.act_rect(option.rect, index).contains(event.position().toPoint()):
            return False
        self.view.opened.emit(index.row())
        return True


class RowList(QListView):
    """Enter, a click on the act or a double click opens; at either end arrows leave by `stepped_out`."""

    opened = Signal(int)
    stepped_out = Signal(int)
    """-1 above the first row, 1 below the last."""

    def __init__(self, theme: Theme, model: ListModel[Any], delegate: RowDelegate, *, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.row_height = theme.px(64)
        self.hovered = -1
        self.hot = False
        self.by_keyboard = False
        delegate.view = self
        delegate.setParent(self)
        model.setParent(self)
        self.setModel(model)
        self.setItemDelegate(delegate)
        self._delegate = delegate
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        for policy in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        model.modelReset.connect(self.updateGeometry)

    def set_row_height(self, height: int) -> None:
        """Give every row another height, in design pixels."""
        if self._theme.px(height) != self.row_height:
            self.row_height = self._theme.px(height)
            self.doItemsLayout()
            self.updateGeometry()

    def choose(self, row: int) -> None:
        """Make a row current."""
        self.setCurrentIndex(self.model().index(row, 0))

    def sizeHint(self) -> QSize:
        """All rows at once: the page scrolls, not the list."""
        return QSize(super().sizeHint().width(), self.row_height * self.model().rowCount())

    def minimumSizeHint(self) -> QSize:
        """Rows are never cut off below."""
        return QSize(0, self.sizeHint().height())

    def ground_is_chosen(self, row: int) -> bool:
        """Whether a row is the chosen one."""
        return row == self.currentIndex().row()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; past the ends arrows go on to the neighbour; Alt belongs to the window."""
        self.by_keyboard = True
        row, last = self.currentIndex().row(), self.model().rowCount() - 1
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            self.opened.emit(row)
        elif event.key() == Qt.Key.Key_Up and row <= 0:
            self.stepped_out.emit(-1)
        elif event.key() == Qt.Key.Key_Down and row >= last:
            self.stepped_out.emit(1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses the row; the ring is for the keyboard."""
        self.by_keyboard = False
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The row and the act under the mouse are lit."""
        super().mouseMoveEvent(event)
        point = event.position().toPoint()
        self._hover(self.indexAt(point), point)

    def viewportEvent(self, event: QEvent) -> bool:
        """Nothing is lit when the mouse has left."""
        if event.type() == QEvent.Type.Leave:
            self._hover(QModelIndex(), QPoint())
        return super().viewportEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The page scrolls."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by Tab shows the ring on the current row, the first if there was none."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.by_keyboard = True
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.choose(0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes with the keyboard."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _hover(self, index: QModelIndex, point: QPoint) -> None:
        hot = index.isValid() and self._delegate.act_rect(self.visualRect(index), index).contains(point)
        if (index.row(), hot) != (self.hovered, self.hot):
            self.hovered, self.hot = index.row(), hot
            shape = Qt.CursorShape.PointingHandCursor if hot else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
            self.viewport().update()
