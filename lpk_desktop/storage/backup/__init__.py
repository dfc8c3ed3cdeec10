"""Backups: a verified copy as one file, what is kept of them, and how one comes back."""

from lpk_desktop.storage.backup.archive import SUFFIX, Manifest, manifest_of, slots_in
from lpk_desktop.storage.backup.copying import verified_copy
from lpk_desktop.storage.backup.keeping import Kept, folder_of, kept_in, look_at, make, name_for, newest_sound
from lpk_desktop.storage.backup.restoring import KeyFor, Restored, restore, verify
from lpk_desktop.storage.backup.second import newest_anywhere

__all__ = [
    "SUFFIX",
    "Kept",
    "KeyFor",
    "Manifest",
    "Restored",
    "folder_of",
    "kept_in",
    "look_at",
    "make",
    "manifest_of",
    "name_for",
    "newest_anywhere",
    "newest_sound",
    "restore",
    "slots_in",
    "verified_copy",
    "verify",
]
