"""Short texts drawn many times over: figures and letters that always fit."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

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
