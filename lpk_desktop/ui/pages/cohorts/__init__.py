"""Kelas: the list of cohorts, the form for a new one, and the class page with its tabs."""

from __future__ import annotations

from lpk_desktop.ui.pages.cohorts.page import CohortsPage

__all__ = ["CohortsPage"]
