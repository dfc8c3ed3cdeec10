"""Pulihkan cadangan: which backup, what restoring it means, and the password that opens it."""

from lpk_desktop.ui.pages.restore.page import RestorePage

__all__ = ["RestorePage"]
