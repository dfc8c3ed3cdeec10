"""Hari ini, the page that answers what must be done now."""

from __future__ import annotations

from lpk_desktop.ui.pages.today.page import TodayPage

__all__ = ["TodayPage"]
