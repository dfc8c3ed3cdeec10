"""What needs attention, most urgent first, each with the act that deals with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from lpk_desktop.language import _
from lpk_desktop.ui import paint
from lpk_desktop.ui.pages.today.matters import Matter
from lpk_desktop.ui.pages.today.row_list import Index, ListModel, RowDelegate, RowList
from lpk_desktop.ui.theme import Theme

_ICON, _TEXT = 16, 44


class AttentionList(RowList):
    """Stands in a frame with round corners, so the first and last row round theirs too."""

    def __init__(self, theme: Theme) -> None:
        self.matters: ListModel[Matter] = ListModel(lambda matter: matter.spoken)
        super().__init__(theme, self.matters, AttentionDelegate(theme), name=_("Perlu perhatian"))
        self.set_row_height(51)

    def set_matters(self, matters: Sequence[Matter]) -> None:
        """Show these."""
        self.matters.set_rows(matters)


class AttentionDelegate(RowDelegate):
    """Icon, two lines and a link."""

    view: AttentionList

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, icon, title over detail, act, line below."""
        theme, view, row = self._theme, self.view, index.row()
        matter = view.matters.rows[row]
        rect = QRectF(option.rect)
        if row == view.hovered:
            paint.fill(painter, rect.adjusted(1, 1, -1, -2), "hover", theme, radius=theme.px(6))
        if row < len(view.matters.rows) - 1:
            paint.line(painter, rect.bottom(), rect.left(), rect.right() + 1, theme)
        paint.glyph(painter, rect.adjusted(theme.px(_ICON), 0, 0, 0), matter.icon, matter.role, theme)
        act = QRectF(self.act_rect(option.rect, index))
        middle, line = round(rect.center().y()), theme.px(17)
        left, right = rect.left() + theme.px(_TEXT), act.left() - theme.px(16)
        title = QRectF(left, middle - line, right - left, line)
        detail = QRectF(left, middle, right - left, line)
        paint.elided(painter, title, matter.title, theme, font=theme.font("body", 500))
        paint.elided(painter, detail, matter.detail, theme, font=theme.font("small"), role="text3")
        font = theme.font("small", 500)
        font.setUnderline(view.hot and row == view.hovered)
        paint.elided(painter, act, matter.act, theme, font=font, role="accentText")
        if view.hasFocus() and view.by_keyboard and view.ground_is_chosen(row):
            paint.ring(painter, rect.adjusted(1, 1, -1, -2), theme, radius=theme.px(6))

    def act_rect(self, row: QRect, index: Index) -> QRect:
        """The link at the right end, as high as a finger needs."""
        theme = self._theme
        text = self.view.matters.rows[index.row()].act
        width = round(QFontMetricsF(theme.font("small", 500)).horizontalAdvance(text)) + 1
        height = theme.px(28)
        top = row.y() + (row.height() - height) // 2
        return QRect(row.right() + 1 - theme.px(18) - width, top, width, height)
