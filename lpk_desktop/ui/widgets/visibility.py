"""Showing and hiding parts that may not stand in a window yet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def show_if(widget: QWidget, wanted: bool) -> None:  # noqa: FBT001  reads as a sentence: show_if(tag, bool(text))
    """Show or hide `widget`; one without a parent is shown with its future parent, not as a window."""
    if wanted and widget.parentWidget() is None:
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)  # noqa: FBT003
    else:
        widget.setVisible(wanted)
