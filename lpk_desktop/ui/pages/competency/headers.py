"""The heads of the competency grid: units with code, title, assessor and hours, turned where narrow."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from lpk_desktop.language import _
from lpk_desktop.services.views import BlockColumn
from lpk_desktop.ui import paint
from lpk_desktop.ui.grids.headers import GridHeader, SideHeader
from lpk_desktop.ui.grids.ink import LEFT, RIGHT, fold, write
from lpk_desktop.ui.pages.competency.model import PROGRESS, CompetencyModel
from lpk_desktop.ui.pages.competency.planning import Codes
from lpk_desktop.ui.pages.competency.words import block_tip
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.info_tip import InfoTip

CODE_LINE = 17
"""Design pixels from the top to the middle of the code."""
FOOT_LINE = 15
"""Design pixels from the bottom to the middle of assessor and hours."""
_PADDING = 9


def short_name(name: str) -> str:
    """Up to three letters for an assessor: Hesti Tri Prabowo, S.Pd. is HTP."""
    words = name.split(",", maxsplit=1)[0].replace(".", " ").split()
    letters = "".join(word[0] for word in words[:3]) if len(words) > 1 else name[:3]
    return letters.upper()


class UnitHeader(GridHeader):
    """One unit per column."""

    def __init__(
        self, model: CompetencyModel, theme: Theme, tip: InfoTip, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self.turned = False
        self.codes = Codes("", ())
        self._model = model
        self._tip = tip
        self.setMouseTracking(True)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Code above, title, assessor and hours below."""
        super().paintSection(painter, rect, logicalIndex)
        theme, block = self.theme, self._model.sheet.blocks[logicalIndex]
        if self.turned:
            self._draw_turned(painter, QRectF(rect), logicalIndex, block)
        else:
            self._draw_upright(painter, QRectF(rect), logicalIndex, block)
        if logicalIndex:
            painter.setPen(QPen(theme.colour("borderSubtle"), 0))
            painter.drawLine(rect.topLeft(), rect.bottomLeft())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say the whole title."""
        super().mouseMoveEvent(event)
        column = self.logicalIndexAt(event.position().toPoint())
        if column < 0:
            self._tip.dismiss()
            return
        left = self.sectionViewportPosition(column)
        place = QRect(left, self.height() // 2, self.sectionSize(column), self.height() // 2)
        area = QRect(self.viewport().mapToGlobal(place.topLeft()), place.size())
        self._tip.tell(block_tip(self._model.sheet.blocks[column]), area)

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse is elsewhere."""
        self._tip.dismiss()
        super().leaveEvent(event)

    def _draw_upright(self, painter: QPainter, rect: QRectF, column: int, block: BlockColumn) -> None:
        theme, px = self.theme, self.theme.px
        inner = rect.adjusted(px(_PADDING), 0, -px(8), 0)
        self._draw_code(painter, _line(inner, px(CODE_LINE), px(16)), column, block, centred=False)
        title, line = theme.font("small", 500), px(15)
        top = inner.top() + px(41) - line / 2
        for at, text in enumerate(fold(block.title, QFontMetricsF(title), inner.width(), 3)):
            place = QRectF(inner.left(), top + at * line, inner.width() + px(4), line)
            write(painter, place, text, font=title, colour=theme.colour("text"), align=LEFT)
        foot = _line(inner, rect.height() - px(FOOT_LINE), px(16))
        font, colour = theme.font("micro"), theme.colour("text3")
        if block.assessor:
            write(painter, foot, short_name(block.assessor), font=font, colour=colour, align=LEFT)
        if block.jp is not None:
            hours = _("{jp} JP").format(jp=block.jp)
            write(painter, foot, hours, font=font, colour=colour, align=RIGHT)

    def _draw_turned(self, painter: QPainter, rect: QRectF, column: int, block: BlockColumn) -> None:
        theme, px = self.theme, self.theme.px
        self._draw_code(painter, _line(rect, px(CODE_LINE), px(16)), column, block, centred=True)
        foot = _line(rect, rect.height() - px(FOOT_LINE), px(16))
        if block.jp is not None:
            write(painter, foot, str(block.jp), font=theme.font("micro"), colour=theme.colour("text3"))
        font, line = theme.font("small", 500), px(15)
        length = rect.height() - px(CODE_LINE + 14) - px(FOOT_LINE + 13)
        lines = fold(block.title, QFontMetricsF(font), length, 2)
        painter.save()
        painter.translate(rect.center().x() - line * len(lines) / 2, rect.bottom() - px(FOOT_LINE + 13))
        painter.rotate(-90)
        for at, text in enumerate(lines):
            place = QRectF(0, at * line, length + px(4), line)
            write(painter, place, text, font=font, colour=theme.colour("text"), align=LEFT)
        painter.restore()

    def _draw_code(
        self, painter: QPainter, place: QRectF, column: int, block: BlockColumn, *, centred: bool
    ) -> None:
        theme, font = self.theme, self.theme.font("micro")
        text = self.codes.own[column]
        if not block.code:
            text = "–" if self.turned else _("tanpa kode")
            font.setItalic(not self.turned)
        align = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
        paint.elided(painter, place, text, theme, font=font, role="text3", align=align)


class ResultsHeader(SideHeader):
    """Over the results."""

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Kemajuan, Hasil akhir."""
        super().paintSection(painter, rect, logicalIndex)
        theme, px = self.theme, self.theme.px
        text = self.model().headerData(logicalIndex, Qt.Orientation.Horizontal)
        left = px(12) if logicalIndex == PROGRESS else 0
        place = _line(QRectF(rect).adjusted(left, 0, 0, 0), rect.height() - px(FOOT_LINE), px(16))
        write(painter, place, text, font=theme.font("micro"), colour=theme.colour("text3"), align=LEFT)


def _line(rect: QRectF, middle: float, height: float) -> QRectF:
    """A line of text whose middle is `middle` below the top of `rect`."""
    return QRectF(rect.left(), rect.top() + middle - height / 2, rect.width(), height)
