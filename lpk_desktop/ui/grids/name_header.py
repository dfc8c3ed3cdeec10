"""The frozen names at the left: number, name, and a sign where a trainee is at risk."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from lpk_desktop.language import _
from lpk_desktop.ui import paint
from lpk_desktop.ui.grids.hover import Hover
from lpk_desktop.ui.grids.model import CellsModel
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.info_tip import InfoTip, Tip

_LEFT = Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignRight


class NameHeader(QHeaderView):
    """The table's vertical header; a click goes to that row in the current column."""

    name_clicked = Signal(int)

    def __init__(
        self, model: CellsModel[Any], theme: Theme, hover: Hover, tip: InfoTip, parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._model = model
        self._theme = theme
        self._hover = hover
        self._tip = tip
        self._number_width = 40
        self._current = -1
        self.setMouseTracking(True)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        hover.changed.connect(self._on_rows_changed)

    def set_sizes(self, *, number_width: int, width: int, row_height: int) -> None:
        """Widths of the number and of the whole header, height of a row; logical pixels as drawn."""
        self._number_width = number_width
        self.setDefaultSectionSize(row_height)
        self.setFixedWidth(width)

    def set_current(self, row: int) -> None:
        """Set the row whose name stands out."""
        before, self._current = self._current, row
        self._on_rows_changed(before, row)

    def sizeHint(self) -> QSize:
        """As wide as it was set."""
        return QSize(self.width(), 0)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """One name."""
        theme, row = self._theme, logicalIndex
        painter.fillRect(rect, theme.colour("hover" if row == self._hover.row else "surface"))
        number = QRectF(rect.x(), rect.y(), self._number_width - theme.px(10), rect.height() - 1)
        paint.elided(
            *(painter, number, str(self._model.number(row)), theme),
            font=theme.font("dense", tabular=True),
            role="text3",
            align=_RIGHT,
        )
        name = self._name_rect(QRectF(rect), row)
        paint.elided(painter, name, self._model.name(row), theme, font=self._font(row))
        if self._model.warning(row):
            size = theme.px(16)
            icon = theme.pixmap("alert-triangle", "dangerFg", size, painter.deviceTransform().m11())
            painter.drawPixmap(
                QPointF(rect.right() - theme.px(10) - size, rect.center().y() - size / 2 + 0.5), icon
            )
        paint.line(painter, rect.bottom(), rect.left(), rect.right(), theme)
        painter.setPen(theme.colour("border"))
        painter.drawLine(rect.topRight(), rect.bottomRight())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the row."""
        row = self.logicalIndexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and row >= 0:
            self.name_clicked.emit(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Hover the whole row; say the warning, or the whole name where it does not fit."""
        row = self.logicalIndexAt(event.position().toPoint())
        self._hover.move_to(row)
        tip = self._row_tip(row) if row >= 0 else None
        if tip is None:
            self._tip.dismiss()
        else:
            place = QRect(0, self.sectionViewportPosition(row), self.width(), self.sectionSize(row))
            self._tip.tell(tip, QRect(self.viewport().mapToGlobal(place.topLeft()), place.size()))

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse is elsewhere."""
        self._hover.move_to(-1)
        self._tip.dismiss()
        super().leaveEvent(event)

    def _row_tip(self, row: int) -> Tip | None:
        name, warning = self._model.name(row), self._model.warning(row)
        whole = QFontMetricsF(self._font(row)).horizontalAdvance(name)
        room = self._name_rect(QRectF(0, 0, self.width(), 1), row).width()
        return Tip(lead=name, text=warning or "") if warning or whole > room else None

    def _name_rect(self, rect: QRectF, row: int) -> QRectF:
        right = self._theme.px(32 if self._model.warning(row) else 8)
        return rect.adjusted(self._number_width, 0, -right, -1)

    def _font(self, row: int) -> QFont:
        return self._theme.font("body", 600 if row == self._current else 500)

    def _on_rows_changed(self, before: int, now: int) -> None:
        for row in (before, now):
            if 0 <= row < self.count():
                place = self.sectionViewportPosition(row)
                self.viewport().update(0, place, self.width(), self.sectionSize(row))


class Corner(QWidget):
    """The heads above number and name, in the table's corner, and words beside them at the right."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._number_width = 40
        self._label_rect = QRectF()
        self._notes: tuple[tuple[QRectF, str], ...] = ()

    def arrange(
        self, *, number_width: int, label: QRectF, notes: tuple[tuple[QRectF, str], ...] = ()
    ) -> None:
        """Where the two heads stand, and further words at the right; logical pixels as drawn."""
        self._number_width = number_width
        self._label_rect = label
        self._notes = notes
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Sunken ground, two heads, two lines."""
        theme, painter = self._theme, QPainter(self)
        painter.fillRect(self.rect(), theme.colour("sunken"))
        font, place = theme.font("micro"), self._label_rect
        number = QRectF(0, place.y(), self._number_width - theme.px(10), place.height())
        paint.elided(painter, number, _("No"), theme, font=font, role="text3", align=_RIGHT)
        name = QRectF(self._number_width, place.y(), place.width(), place.height())
        paint.elided(painter, name, _("Nama peserta"), theme, font=font, role="text3", align=_LEFT)
        for rect, text in self._notes:
            paint.elided(painter, rect, text, theme, font=font, role="text3", align=_RIGHT)
        painter.setPen(theme.colour("border"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        painter.end()
