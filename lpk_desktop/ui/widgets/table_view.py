"""A plain table: no grid, one line under each row, whole rows selected, everything by keyboard too."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from lpk_desktop.ui import paint
from lpk_desktop.ui.rows_model import Index, RowsModel
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.row_delegate import RowDelegate, tick_rect
from lpk_desktop.ui.widgets.table_header import TableHeader

ROW_HEIGHTS = {"comfortable": 36, "normal": 34, "compact": 28}
SKELETON_MS = 150
_TAB_REASONS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class TableView(QTableView):
    """Shows a `RowsModel`; `opened` and `current_changed` tell row ids, `link_clicked` id and column key.

    Enter or a double click opens, Space ticks where rows can be ticked, letters find a row.
    """

    opened = Signal(str)
    current_changed = Signal(str)
    link_clicked = Signal(str, str)

    def __init__(self, theme: Theme, rows: RowsModel[Any], *, name: str, density: str = "normal") -> None:
        super().__init__()
        self._theme, self.rows, self._density = theme, rows, density
        self._hovered = -1
        self._by_keyboard = False
        self._loading = False
        self._empty: QWidget | None = None
        self._skeleton = QTimer(self, singleShot=True, interval=SKELETON_MS)
        self._skeleton.timeout.connect(self._on_still_loading)
        self.setAccessibleName(name)
        self.setModel(rows)
        self.setItemDelegate(RowDelegate(theme, self))
        self._set_up()
        theme.changed.connect(self._restyle)
        self._restyle()

    def _set_up(self) -> None:
        self.setHorizontalHeader(TableHeader(self._theme, self))
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(self._on_opened)
        self.rows.layoutChanged.connect(self._on_rows_changed)
        self.rows.ticks_changed.connect(self._on_ticks_changed)

    @property
    def row_height(self) -> int:
        """Height of every row at the chosen density and text size."""
        return self._theme.px(ROW_HEIGHTS[self._density])

    @property
    def skeleton_shown(self) -> bool:
        """Whether grey bars stand for rows on their way."""
        return self._loading

    @property
    def current_id(self) -> str:
        """Id of the current row, empty when there is none."""
        index = self.currentIndex()
        return self.rows.id_at(index.row()) if index.isValid() else ""

    def set_density(self, density: str) -> None:
        """Show rows comfortable, normal or compact."""
        self._density = density
        self._restyle()

    def set_empty(self, widget: QWidget) -> None:
        """Show `widget` in place of rows while there are none."""
        self._empty = widget
        widget.setParent(self.viewport())
        self._on_rows_changed()

    def set_loading(self, *, loading: bool) -> None:
        """Say that rows are on their way; grey bars stand for them after 150 ms."""
        self._loading = False
        if loading:
            self._skeleton.start()
        else:
            self._skeleton.stop()
        self._on_rows_changed()

    def select_id(self, row_id: str) -> bool:
        """Make a row current and bring it into sight; false when it is not shown."""
        place = self.rows.place_of(row_id)
        if place < 0:
            return False
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self.rows.index(place, 0), flags)
        return True

    def focus_first(self) -> None:
        """Put the keyboard here, on the current row or else on the first."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def all_ticked(self) -> bool | None:
        """Whether all rows shown are ticked, or only some (None)."""
        ticked = set(self.rows.ticked)
        shown = {self.rows.id_at(number) for number in range(self.rows.rowCount())}
        if not ticked & shown:
            return False
        return True if shown <= ticked else None

    def shows_tick(self, row: int) -> bool:
        """Tick boxes appear on the row under the mouse or keyboard, and on all once one is ticked."""
        return bool(self.rows.ticked) or row in (self._hovered, self.currentIndex().row())

    def ground_of(self, row: int) -> str:
        """The colour role behind a row, empty for the plain ground."""
        if self.selectionModel().isRowSelected(row, QModelIndex()):
            return "selected" if self.hasFocus() else "selectedInactive"
        return "hover" if row == self._hovered else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Space ticks; Alt with arrows is for the window; the rest is the view's own."""
        self._by_keyboard = True
        index = self.currentIndex()
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self._on_opened(index)
        elif event.key() == Qt.Key.Key_Space and index.isValid() and self.rows.checkable:
            self._tick(index.row())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters go to the next row that starts so in the column to find by."""
        index = self.currentIndex()
        wanted = next((number for number, column in enumerate(self.rows.columns) if column.find), 0)
        if index.isValid() and index.column() != wanted:
            self.setCurrentIndex(index.siblingAtColumn(wanted))
        super().keyboardSearch(search)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a tick box ticks, on a link follows it, elsewhere selects."""
        self._by_keyboard = False
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self._hits_tick(index, event.position().toPoint()):
            self._tick(index.row())
            return
        super().mousePressEvent(event)
        column = self.rows.columns[index.column()] if index.isValid() else None
        if column is not None and column.link and column.text(self.rows.row_at(index.row())):
            self.link_clicked.emit(self.rows.id_at(index.row()), column.key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The row under the mouse is lit, and a link shows a hand."""
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        self._hover(index.row())
        link = index.isValid() and self.rows.columns[index.column()].link
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if link else Qt.CursorShape.ArrowCursor)

    def viewportEvent(self, event: QEvent) -> bool:
        """No row is lit when the mouse has left."""
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by Tab shows the ring on the current row, the first if there was none."""
        super().focusInEvent(event)
        if event.reason() in _TAB_REASONS:
            self._by_keyboard = True
            if not self.selectionModel().hasSelection() and self.rows.rowCount():
                self.select_id(self.current_id or self.rows.id_at(0))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The selection pales while another pane has the keyboard."""
        super().focusOutEvent(event)
        self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell the id of the new current row."""
        super().currentChanged(current, previous)
        if current.row() != previous.row() or current.isValid() != previous.isValid():
            self.current_changed.emit(self.current_id)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Rows, then the ring on the current one; grey bars while rows are on their way."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if self._loading and not self.rows.rowCount():
            _draw_skeleton(painter, self.viewport().rect(), self.row_height, self._theme)
        elif self.hasFocus() and self._by_keyboard and self.currentIndex().isValid():
            row = self.visualRect(self.currentIndex())
            rect = QRectF(0, row.y(), self.horizontalHeader().length(), row.height() - 1)
            paint.ring(painter, rect, self._theme, radius=self._theme.px(3))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns share the new width."""
        super().resizeEvent(event)
        self._share_width()
        self._on_rows_changed()

    def _share_width(self) -> None:
        columns, header = self.rows.columns, self.horizontalHeader()
        room = self.viewport().width()
        widths = {number: self._theme.px(column.width) for number, column in enumerate(columns)}
        for number in sorted(widths, key=lambda number: columns[number].leaves):
            if sum(widths.values()) > room and columns[number].leaves:
                del widths[number]
        stretching = [number for number in widths if columns[number].stretch]
        spare = max(room - sum(widths.values()), 0)
        for place, number in enumerate(stretching):
            widths[number] += spare // len(stretching) + (place < spare % len(stretching))
        for number in range(len(columns)):
            header.setSectionHidden(number, number not in widths)
            if number in widths:
                header.resizeSection(number, widths[number])

    def _restyle(self) -> None:
        self.verticalHeader().setMinimumSectionSize(self.row_height)
        self.verticalHeader().setDefaultSectionSize(self.row_height)
        self._share_width()
        self.viewport().update()

    def _tick(self, row: int) -> None:
        index = self.rows.index(row, 0)
        checked = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
        state = Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked
        self.rows.setData(index, state, Qt.ItemDataRole.CheckStateRole)

    def _hits_tick(self, index: QModelIndex, point: QPoint) -> bool:
        if not self.rows.checkable or index.column():
            return False
        # The target is 24 pixels wide, more than the box that is drawn.
        return tick_rect(self.visualRect(index), self._theme).adjusted(-4, -6, 4, 6).contains(point)

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()

    def _on_opened(self, index: QModelIndex) -> None:
        self.opened.emit(self.rows.id_at(index.row()))

    def _on_ticks_changed(self) -> None:
        self.viewport().update()
        self.horizontalHeader().viewport().update()

    def _on_still_loading(self) -> None:
        self._loading = True
        self.viewport().update()

    def _on_rows_changed(self) -> None:
        if self._empty is not None:
            waiting = self._loading or self._skeleton.isActive()
            self._empty.setVisible(not self.rows.rowCount() and not waiting)
            self._empty.setGeometry(self.viewport().rect())


def _draw_skeleton(painter: QPainter, rect: QRect, height: int, theme: Theme) -> None:
    shares: tuple[tuple[float, float], ...] = ((0.03, 0.41), (0.46, 0.17), (0.86, 0.11))
    for number in range(min(8, rect.height() // height)):
        middle = number * height + height / 2
        for left, width in shares:
            bar = QRectF(left * rect.width(), middle - 5, (width - 0.02 * (number % 3)) * rect.width(), 10)
            paint.fill(painter, bar, "neutBg", theme, radius=3)
        paint.line(painter, (number + 1) * height - 1, 0, rect.width(), theme)
