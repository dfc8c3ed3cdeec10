"""Peserta: who is this, and where does the person stand."""

from __future__ import annotations

from lpk_desktop.ui.pages.trainees.page import TraineesPage

__all__ = ["TraineesPage"]
