"""The right mouse button on a list: the same acts as the visible ones."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView

from lpk_desktop.ui.widgets.menu import Menu


def offer_menu(view: QAbstractItemView, actions: Sequence[QAction]) -> None:
    """Have the right mouse button open a menu of these actions; those that are hidden stay out."""

    def popup(point: QPoint) -> None:
        menu = Menu(view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([action for action in actions if action.isVisible()])
        menu.popup(view.viewport().mapToGlobal(point))

    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    view.customContextMenuRequested.connect(popup)
