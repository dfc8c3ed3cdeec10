"""The table of the preview: cells rather than rows are current, doubtful ones are tinted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QStyleOptionViewItem, QTableView, QWidget

from lpk_desktop.language import _
from lpk_desktop.ui import paint
from lpk_desktop.ui.pages.roster.preview_model import SEVERE, PreviewModel
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.row_delegate import RowDelegate
from lpk_desktop.ui.widgets.table_view import TableView

_Index = QModelIndex | QPersistentModelIndex


class PreviewView(TableView):
    """Enter, F2 or a double click edits; F8 goes to the next doubtful cell."""

    edited = Signal()

    def __init__(self, theme: Theme, rows: PreviewModel) -> None:
        super().__init__(theme, rows, name=_("Baris yang akan diimpor"))
        self._theme_here, self.people = theme, rows
        self.setItemDelegate(IssueDelegate(theme, self))
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)

    def ground_of(self, row: int) -> str:
        """The current row is lit, as is the one under the mouse."""
        if row == self.currentIndex().row():
            return "hover"
        return super().ground_of(row)

    def go_to(self, row: int, field: object) -> None:
        """Make the cell of a row (by its number in the file) current."""
        place = self.people.place_of(str(row))
        if place >= 0 and field in self.people.fields:
            column = next(at for at, name in enumerate(self.people.fields) if name == field)
            self.setCurrentIndex(self.people.index(place, column))
            self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter edits the cell."""
        editing = self.state() == QAbstractItemView.State.EditingState
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and editing:
            event.accept()  # the field hands on the key with which it was closed
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._by_keyboard = True
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Cells, then the ring on the current one."""
        QTableView.paintEvent(self, event)
        if self.hasFocus() and self.currentIndex().isValid():
            painter = QPainter(self.viewport())
            cell = QRectF(self.visualRect(self.currentIndex())).adjusted(0, 0, 0, -1)
            paint.ring(painter, cell, self._theme_here, radius=self._theme_here.px(3))
            painter.end()


class IssueDelegate(RowDelegate):
    """Tints a doubtful cell and underlines it with dots; edits in a plain field."""

    def __init__(self, theme: Theme, view: PreviewView) -> None:
        super().__init__(theme, view)
        self._theme_here, self._people = theme, view.people

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """The cell as in any list, on the tint of what is wrong with it."""
        super().paint(painter, option, index)
        painter.setPen(self._theme_here.colour("borderSubtle"))
        painter.drawLine(option.rect.topRight(), option.rect.bottomRight())
        theme = self._theme_here
        if self._people.keeps_name(index):
            paint.corner(painter, QRectF(option.rect).adjusted(0, 0, -2, 0), "accent", theme)
        problems = self._people.problems_at(index)
        if not problems:
            return
        severe = any(problem.code in SEVERE for problem in problems)
        cell = QRectF(option.rect).adjusted(0, 0, -1, -1)
        paint.fill(painter, cell, "dangerBg" if severe else "warnBg", theme)
        look_role = "dangerFg" if severe else "warnFg"
        inner = cell.adjusted(theme.px(12), 0, -theme.px(8), 0)
        text = self._people.columns[index.column()].text(self._people.row_at(index.row()))
        paint.elided(painter, inner, text or _("kosong"), theme, font=theme.font("body", 500), role=look_role)
        pen = QPen(theme.colour(look_role), 1)
        pen.setDashPattern([2, 2])
        painter.save()
        painter.setPen(pen)
        bottom = round(cell.bottom()) - theme.px(4)
        painter.drawLine(round(inner.left()), bottom, round(inner.right()), bottom)
        painter.restore()

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: _Index) -> QWidget:
        """A field as high as the cell."""
        editor = QLineEdit(parent)
        name = self._people.columns[index.column()].title
        editor.setAccessibleName(name)
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: _Index) -> None:
        """Fill the cell, wider where a number needs the room."""
        rect = option.rect
        rect.setWidth(max(rect.width(), self._theme_here.px(176)))
        editor.setGeometry(rect)
