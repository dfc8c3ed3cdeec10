"""Short texts drawn many times over: figures and letters that always fit."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

CENTRE = int(Qt.AlignmentFlag.AlignCenter)
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def write(
    painter: QPainter, place: QRectF, text: str, *, font: QFont, colour: QColor, align: int = CENTRE
) -> None:
    """One line in the middle of the height of `place`, neither measured nor elided."""
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(place, align, text)


def fold(text: str, metrics: QFontMetricsF, width: float, lines: int) -> list[str]:
    """Break a text between words into at most `lines` lines of `width`; the last one elides what is left."""
    words, folded = text.split(), [""]
    while words:
        longer = f"{folded[-1]} {words[0]}".strip()
        if folded[-1] and metrics.horizontalAdvance(longer) > width:
            if len(folded) == lines:
                break
            folded.append("")
            continue
        folded[-1] = longer
        words.pop(0)
    rest = " ".join([folded[-1], *words])
    return [*folded[:-1], metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)]
