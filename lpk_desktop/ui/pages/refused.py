"""The page in place of one that the person may not use: it says why, and who may."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from lpk_desktop.ui.page import Page
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.empty_state import EmptyState
from lpk_desktop.ui.widgets.page_header import PageHeader


class RefusedPage(Page):
    """The head of the page, and the reason."""

    def __init__(self, theme: Theme, title: str, denial: str) -> None:
        super().__init__(theme, title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PageHeader(theme, title))
        column.addWidget(EmptyState(theme, "lock", title, denial), 1)
