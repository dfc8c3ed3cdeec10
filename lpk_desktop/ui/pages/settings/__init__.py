"""Pengaturan: the centre, who signs, numbers, and how the window looks."""

from lpk_desktop.ui.pages.settings.page import SettingsPage

__all__ = ["SettingsPage"]
