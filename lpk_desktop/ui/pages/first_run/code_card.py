"""The recovery code in numbered groups, large enough to copy by hand."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lpk_desktop.language import _
from lpk_desktop.ui import paint
from lpk_desktop.ui.theme import Theme

_COLUMNS = 3


class CodeCard(QWidget):
    """Shows the groups of a code; empty until it is given one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.groups: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_code(self, code: str, *, spoken: str = "") -> None:
        """Show a code whose groups are joined by hyphens; `spoken` says which, if not the recovery code."""
        self.groups = tuple(code.split("-")) if code else ()
        name = spoken or _("Kode pemulihan")
        self.setAccessibleName(f"{name}: {' '.join(self.groups)}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Rows of three groups."""
        rows = max(-(-len(self.groups) // _COLUMNS), 1)
        return QSize(self._theme.px(400), self._theme.px(32 + 44 * rows))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Frame, then each group after its number."""
        theme = self._theme
        painter = QPainter(self)
        rect = QRectF(self.rect())
        paint.panel(painter, rect, theme, fill="sunken", edge="borderStrong", radius=10)
        large = theme.font("display")
        large.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, theme.px(2))
        width = (rect.width() - 2 * theme.px(24)) / _COLUMNS
        for number, group in enumerate(self.groups):
            left = theme.px(24) + number % _COLUMNS * width
            top = theme.px(16) + number // _COLUMNS * theme.px(44)
            cell = QRectF(left, top, width, theme.px(44))
            self._draw_group(painter, cell, number + 1, group, large)
        painter.end()

    def _draw_group(self, painter: QPainter, cell: QRectF, number: int, group: str, large: QFont) -> None:
        theme = self._theme
        base = cell.center().y() + QFontMetricsF(large).capHeight() / 2
        painter.setFont(theme.font("micro", 400))
        painter.setPen(theme.colour("text3"))
        painter.drawText(round(cell.left()), round(base), str(number))
        painter.setFont(large)
        painter.setPen(theme.colour("text"))
        painter.drawText(round(cell.left() + theme.px(17)), round(base), group)


def same_group(typed: str, group: str) -> bool:
    """Whether a group was typed back, whatever its case; O is read as 0, I and L as 1 on both sides."""
    return _read(typed) == _read(group)


def _read(text: str) -> str:
    return text.strip().upper().translate(str.maketrans("OIL", "011"))
