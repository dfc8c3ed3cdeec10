"""The shadow under what floats: menus, palette, toasts. Never on a parent of a table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QGraphicsDropShadowEffect, QWidget


def cast_shadow(widget: QWidget, *, blur: int = 24, drop: int = 8, strength: float = 0.16) -> None:
    """Let `widget` float: black of this strength, blurred, dropped by some pixels."""
    colour = QColor(Qt.GlobalColor.black)
    colour.setAlphaF(strength)
    shadow = QGraphicsDropShadowEffect(widget)
    shadow.setBlurRadius(blur)
    shadow.setOffset(0, drop)
    shadow.setColor(colour)
    widget.setGraphicsEffect(shadow)
