"""The files of a data folder, known without opening any of them."""

from __future__ import annotations

from pathlib import Path

DATABASE = "lpk.db"
LOGS = (f"{DATABASE}-wal", f"{DATABASE}-shm")
"""Beside it while it is open, and after a crash."""
DEVICE = "device.json"
ERASED = "erased.json"
JOURNAL = "journal"
BACKUPS = "backups"
BACKUP_SUFFIX = ".lpkbackup"


def has_backups(folder: Path) -> bool:
    """Whether backups lie in a data folder, so that there once was a centre in it."""
    return any((folder / BACKUPS).glob(f"*{BACKUP_SUFFIX}"))
