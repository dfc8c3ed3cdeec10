"""Backups: a verified copy as one file, and what is kept of them."""

from lpk_desktop.storage.backup.archive import SUFFIX, Manifest
from lpk_desktop.storage.backup.copying import verified_copy

__all__ = ["SUFFIX", "Manifest", "verified_copy"]
