"""Sinkronisasi: says whether work is safe, and where it is."""

from lpk_desktop.ui.pages.sync.page import SyncPage

__all__ = ["SyncPage"]
