"""Riwayat: what was done, by whom, and the way to take it back."""

from __future__ import annotations

from lpk_desktop.ui.pages.history.page import HistoryPage

__all__ = ["HistoryPage"]
