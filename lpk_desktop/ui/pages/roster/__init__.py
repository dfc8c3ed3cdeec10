"""Impor: from somebody's Excel file to people of this centre, in four steps."""

from lpk_desktop.ui.pages.roster.page import RosterPage

__all__ = ["RosterPage"]
