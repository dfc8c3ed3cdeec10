"""Backups: a verified copy as one file, what is kept of them, and how one comes back."""

from lpk_desktop.storage.backup.archive import SUFFIX, Manifest, manifest_of
from lpk_desktop.storage.backup.copying import verified_copy
from lpk_desktop.storage.backup.keeping import Kept, folder_of, kept_in, make, newest_sound
from lpk_desktop.storage.backup.restoring import KeyFor, Restored, restore

__all__ = [
    "SUFFIX",
    "Kept",
    "KeyFor",
    "Manifest",
    "Restored",
    "folder_of",
    "kept_in",
    "make",
    "manifest_of",
    "newest_sound",
    "restore",
    "verified_copy",
]
