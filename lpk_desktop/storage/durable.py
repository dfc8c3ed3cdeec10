"""Files that survive a power cut: on the disk before anything rests on them."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from lpk_desktop.errors import UserError

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What the system says when a disk, a person's share of it, or a stick's file system has no room."""

ROOM = 1 << 20
"""Bytes that have to fit on a disk that is not full."""

BLOCK = 4096
"""Bytes that are lost together where a disk fails: a page of the file."""


def sync_file(path: Path) -> None:
    """Return once the content of a file is on the disk."""
    # Windows flushes only what is open for writing.
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Return once the names in a folder are on the disk; Windows does that by itself."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a crash or OSError leaves the old one or the new one, and nothing beside it."""
    fresh = path.with_name(f"{path.name}.new")
    try:
        with fresh.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def blocks_of(path: Path) -> Iterator[bytes | None]:
    """The bytes of a file in blocks of `BLOCK`, None for one that the disk does not give back.

    Raises OSError where the file does not open.
    """
    with path.open("rb", buffering=0) as file:
        for place in range(0, file.seek(0, os.SEEK_END), BLOCK):
            # Which error a bad place gives differs from system to system.
            content = None
            with suppress(OSError):
                file.seek(place)
                content = file.read(BLOCK)
            yield content


def is_full(folder: Path) -> bool:
    """Whether the disk of `folder` takes next to nothing more; for trouble of which no cause is known.

    Tried out, since a person's share of a disk can be used up while the disk has room.
    """
    import tempfile  # noqa: PLC0415  a start needs nothing of it

    try:
        with tempfile.TemporaryFile(dir=folder, buffering=0) as file:
            left = ROOM
            while left > 0:
                left -= file.write(bytes(left))
    except OSError as error:
        return error.errno in FULL
    return False


def as_writing_error(error: OSError, path: Path, otherwise: str) -> UserError:
    """What a person can do about a file that could not be written: make room, or as `otherwise` says."""
    return UserError("disk-full" if error.errno in FULL else otherwise, file=str(path))
