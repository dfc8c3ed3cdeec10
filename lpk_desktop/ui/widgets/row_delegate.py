"""Draws the cells of plain tables: ground by state, words, marks, tags and the line below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from lpk_desktop.ui import paint
from lpk_desktop.ui.rows_model import Column, Look, RowsModel
from lpk_desktop.ui.style import check_box

if TYPE_CHECKING:
    from lpk_desktop.ui.theme import Theme
    from lpk_desktop.ui.widgets.table_view import TableView

TICK_ROOM = 30
"""Design pixels that the tick box takes before the words of the first column."""

_Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """One delegate for every cell of a `TableView`."""

    def __init__(self, theme: Theme, view: TableView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Ground, mark, words, line."""
        theme, view = self._theme, self._view
        model: RowsModel[Any] = view.rows
        row, column = model.row_at(index.row()), model.columns[index.column()]
        rect = option.rect
        ground = view.ground_of(index.row())
        if ground:
            painter.fillRect(rect, theme.colour(ground))
        if index.column() == 0 and ground == "selected":
            painter.fillRect(rect.x(), rect.y(), theme.px(3), rect.height(), theme.colour("accent"))
        paint.line(painter, rect.bottom(), rect.left(), rect.right() + 1, theme)
        inner = QRectF(rect).adjusted(theme.px(12 if index.column() else 16), 0, -theme.px(12), -1)
        if model.checkable and index.column() == 0:
            self._draw_tick(painter, index)
            inner.setLeft(inner.left() + theme.px(TICK_ROOM))
        _draw_words(painter, inner, column, row, theme)

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Rows share one height; the view sets it."""
        return QSize(option.rect.width(), self._view.row_height)

    def _draw_tick(self, painter: QPainter, index: _Index) -> None:
        if self._view.shows_tick(index.row()):
            checked = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
            check_box(
                painter, tick_rect(self._view.visualRect(index), self._theme), self._theme, checked=checked
            )


def tick_rect(cell: QRect, theme: Theme) -> QRect:
    """Where the tick box stands in the first cell of a row, or in the header above it."""
    side = theme.px(16)
    return QRect(cell.x() + theme.px(16), cell.y() + (cell.height() - side) // 2, side, side)


def _draw_words(painter: QPainter, rect: QRectF, column: Column[Any], row: object, theme: Theme) -> None:
    look, text = column.look(row), column.text(row)
    if look.tag and text:
        paint.tag(painter, rect, text, look.tag, theme)
        return
    rest = _draw_mark(painter, rect, look, theme)
    align = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    font = theme.font("body", look.weight, column.tabular)
    role = "accentText" if column.link and look.role == "text" else look.role
    paint.elided(painter, rest, text, theme, font=font, role=role, align=align)


def _draw_mark(painter: QPainter, rect: QRectF, look: Look, theme: Theme) -> QRectF:
    """The dot or icon before the words; gives back the room that is left."""
    if look.icon:
        paint.glyph(painter, rect, look.icon, look.icon_role, theme)
        return rect.adjusted(theme.px(16 + 5), 0, 0, 0)
    if look.dot:
        centre = rect.center()
        centre.setX(rect.left() + theme.px(4))
        paint.dot(painter, centre, look.dot, theme, hollow=look.hollow)
        return rect.adjusted(theme.px(13), 0, 0, 0)
    return rect
