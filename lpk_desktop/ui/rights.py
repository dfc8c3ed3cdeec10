"""Showing what a person may not do: the reason in words, and no button that would refuse."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lpk_desktop.language import _
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.banner import Banner


def read_only_strip(theme: Theme, denial: str, *, flush: bool = False) -> QWidget:
    """A strip for the top of a list or grid that says why nothing can be changed in it.

    Without a `denial` (see `Desk.denial`) it stays away. `flush` is for a place that has margins already.
    """
    strip = QWidget()
    column = QVBoxLayout(strip)
    if flush:
        column.setContentsMargins(0, 0, 0, 0)
    else:
        column.setContentsMargins(theme.px(16), theme.px(8), theme.px(20), theme.px(8))
    banner = Banner(theme)
    column.addWidget(banner)
    if denial:
        banner.tell(_("Hanya lihat."), denial, icon="lock")
    else:
        strip.hide()
    return strip
