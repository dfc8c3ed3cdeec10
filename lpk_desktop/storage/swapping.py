"""Putting other files into a data folder, so that a crash at any moment leaves the old ones or the new.

They wait in a folder of their own. One renaming decides; from then on the old files go aside and the
new ones into their place, and where that breaks off, the next start ends it before anything is
opened. Apart from `storage.backup`, so that a start needs no database for it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, count
from pathlib import Path

from lpk_desktop.errors import UserError
from lpk_desktop.storage import names, slots
from lpk_desktop.storage.durable import as_writing_error, sync_file, sync_folder
from lpk_desktop.storage.locking import IN_USE, alone

MAKING, READY = ".pemulihan-", "pemulihan-siap-"
"""How the name of a folder begins in which files are made ready, and of one whose files are."""
ASIDE = "sebelum pemulihan "
"""How the name of the folder begins in which the files from before are kept."""
MOVED = (slots.FILE, names.DEVICE, names.DATABASE)


@contextmanager
def seized(data: Path) -> Iterator[None]:
    """Nobody else has the file open; raises UserError("data-in-use"), OSError."""
    try:
        with alone(data / IN_USE):
            yield
    except BlockingIOError:
        raise UserError("data-in-use", folder=str(data)) from None


@contextmanager
def being_made(data: Path, stamp: str) -> Iterator[Path]:
    """A folder within `data` for files that are to be put in place; what is left of it goes.

    Only for who has seized the folder. `stamp` tells people when; raises OSError.
    """
    _clear(data)
    names_left = chain([stamp], (f"{stamp} ({number})" for number in count(2)))
    free = next(each for each in names_left if not (data / f"{ASIDE}{each}").exists())
    fresh = data / f"{MAKING}{free}"
    fresh.mkdir()
    try:
        yield fresh
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def swap(data: Path, fresh: Path) -> Path | None:
    """Put the files in `fresh` (of `being_made`) into their place; gives where the old ones are.

    Raises OSError; once it is decided, `finish` ends it.
    """
    for name in MOVED:
        sync_file(fresh / name)
    # What the old one tells was taken over, or left by choice; the new one is its own decider below.
    (fresh / names.JOURNAL).mkdir(exist_ok=True)
    sync_folder(fresh)
    fresh.rename(data / fresh.name.replace(MAKING, READY, 1))
    sync_folder(data)
    return _put_in_place(data)


def finish(data: Path) -> None:
    """End a swap that broke off after it was decided, and clear away one that broke off before.

    Raises UserError "data-in-use", "disk-full" and "restore-not-written".
    """
    decided = bool(_ready(data))
    if not decided and not any(data.glob(f"{MAKING}*")):
        return
    try:
        with seized(data):
            _put_in_place(data)
            _clear(data)
    except OSError as error:
        raise as_writing_error(error, data, "restore-not-written") from error
    except UserError:
        if decided:
            raise  # else somebody is just making one ready


def _clear(data: Path) -> None:
    for left in data.glob(f"{MAKING}*"):
        shutil.rmtree(left, ignore_errors=True)


def _ready(data: Path) -> list[Path]:
    return sorted(data.glob(f"{READY}*"))


def _put_in_place(data: Path) -> Path | None:
    """Move the old files aside and the new ones in, from wherever it broke off."""
    aside = None
    for ready in _ready(data):
        aside = data / f"{ASIDE}{ready.name.removeprefix(READY)}"
        for name in (*names.LOGS, names.JOURNAL, *MOVED):
            # What is still in the ready folder has not taken its place: so what stands there is old.
            decider = names.DATABASE if name in names.LOGS else name
            if (ready / decider).exists():
                _put_aside(data / name, aside)
            if (ready / name).exists():
                (ready / name).rename(data / name)
                sync_folder(data)
        shutil.rmtree(ready)
        sync_folder(data)
    return aside if aside is not None and aside.exists() else None


def _put_aside(old: Path, aside: Path) -> None:
    if old.exists():
        aside.mkdir(exist_ok=True)
        old.rename(aside / old.name)
        sync_folder(aside)
        sync_folder(old.parent)
