"""A second place for backups, such as a stick: used when it is there, missed by nobody when it is not."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec

from lpk_desktop.errors import UserError
from lpk_desktop.storage.backup.archive import CHUNK, Step, go_on
from lpk_desktop.storage.backup.copying import place, scratch_beside
from lpk_desktop.storage.backup.keeping import Kept, folder_of, newest_sound, sole, thin
from lpk_desktop.storage.drives import carried_disks
from lpk_desktop.storage.durable import as_writing_error, write_whole
from lpk_desktop.storage.types import to_milliseconds

FILE = "second-place.json"
NAME = "Cadangan LPK Desktop"
"""The folder on the stick."""
MARK = "tempat-kedua.json"
"""Tells the place from an empty mount point, and the stick from another under another letter."""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """The second place as this computer remembers it."""

    folder: str
    mark: str
    last_at: int | None = None
    """When the last backup was put there; milliseconds since 1970."""


class _Mark(msgspec.Struct, frozen=True):
    mark: str


def second_place(data: Path) -> Place | None:
    """The second place of a data folder, None where nobody has chosen one."""
    try:
        return msgspec.json.decode((folder_of(data) / FILE).read_bytes(), type=Place)
    except (OSError, ValueError):
        return None


def choose(data: Path, chosen: Path) -> Place:
    """Make a folder in `chosen` the second place.

    Raises UserError: "second-place-inside" for one within the data folder, "backup-not-written".
    """
    folder = chosen if chosen.name == NAME else chosen / NAME
    if folder.resolve().is_relative_to(data.resolve()):
        raise UserError("second-place-inside", folder=str(chosen))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        mark = _mark_of(folder)
        if mark is None:
            mark = os.urandom(8).hex()
            write_whole(folder / MARK, msgspec.json.encode(_Mark(mark)))
        folder_of(data).mkdir(parents=True, exist_ok=True)
        return _save(data, Place(folder=str(folder), mark=mark))
    except OSError as error:
        raise as_writing_error(error, folder, "backup-not-written") from error


def forget(data: Path) -> None:
    """Have no second place any more; what lies there stays there."""
    (folder_of(data) / FILE).unlink(missing_ok=True)


def found(data: Path, disks: Callable[[], Iterable[Path]] = carried_disks) -> Path | None:
    """Where the second place is now, None while it is not plugged in."""
    chosen = second_place(data)
    if chosen is None:
        return None
    folder = Path(chosen.folder)
    if _mark_of(folder) == chosen.mark:
        return folder
    elsewhere = (disk / NAME for disk in disks())
    return next((each for each in elsewhere if _mark_of(each) == chosen.mark), None)


def newest_anywhere(data: Path, *, now: datetime) -> Kept | None:
    """The newest good backup in the data folder's own place; where there is none, in the second."""
    own = newest_sound(folder_of(data), now=now)
    away = None if own else found(data)
    return newest_sound(away, now=now) if away else own


def carry(data: Path, backup: Kept, *, at: datetime, step: Step = go_on) -> Path | None:
    """Put a backup into the second place too, and thin what is there; gives its path.

    None where there is no second place, or it is not plugged in. Raises UserError: "disk-full",
    "backup-not-written", "backup-running", "backup-damaged".
    """
    folder, chosen = found(data), second_place(data)
    if folder is None or chosen is None or backup.manifest is None:
        return None
    target = folder / backup.path.name
    with sole(folder):
        if not target.exists():
            copy_to(backup.path, target, step)
        thin(folder, backup.manifest.lineage, now=at)
    with suppress(OSError):
        _save(data, Place(folder=str(folder), mark=chosen.mark, last_at=to_milliseconds(at)))
    return target


def copy_to(backup: Path, target: Path, step: Step = go_on) -> None:
    """Copy a backup to another disk so that all of it stands there under its name, or nothing.

    Raises UserError: "backup-exists", "disk-full", "backup-not-written", "backup-damaged".
    """
    if target.exists():
        raise UserError("backup-exists", file=str(target))
    try:
        with scratch_beside(target) as scratch:
            fresh = scratch / target.name
            with backup.open("rb") as source, fresh.open("wb") as sink:
                while piece := source.read(CHUNK):
                    step()
                    sink.write(piece)
            place(fresh, target, step)
    except OSError as error:
        raise as_writing_error(error, target, "backup-not-written") from error


def _save(data: Path, chosen: Place) -> Place:
    write_whole(folder_of(data) / FILE, msgspec.json.encode(chosen))
    return chosen


def _mark_of(folder: Path) -> str | None:
    try:
        return msgspec.json.decode((folder / MARK).read_bytes(), type=_Mark).mark
    except (OSError, ValueError):
        return None
