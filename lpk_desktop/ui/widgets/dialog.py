"""How a question in a window of its own is laid out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from lpk_desktop.ui.theme import Theme


def dialog_column(theme: Theme, dialog: QDialog) -> QVBoxLayout:
    """The column of a dialog, within its margins."""
    column = QVBoxLayout(dialog)
    column.setContentsMargins(theme.px(24), theme.px(20), theme.px(24), theme.px(20))
    column.setSpacing(theme.px(10))
    return column


def dialog_foot(theme: Theme, *buttons: QWidget, left: QWidget | None = None) -> QHBoxLayout:
    """Its buttons at the right, the one that does it last; one at the left if there is one."""
    foot = QHBoxLayout()
    foot.setSpacing(theme.px(8))
    if left is not None:
        foot.addWidget(left)
    foot.addStretch(1)
    for button in buttons:
        foot.addWidget(button)
    return foot


def reading_area(inside: QWidget) -> QScrollArea:
    """More than fits, to be read by scrolling down."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    return area
