"""Locks between processes on one data folder: the system lets go of them when a process ends."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from lpk_desktop.errors import UserError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

IN_USE = "data.lock"
"""Held by all who have the file open, and alone by whoever puts another in its place."""


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold `path`, a file made for it, against everybody; raises BlockingIOError, OSError."""
    with path.open("ab") as file:
        _lock(file, exclusively=True)
        yield


def claimed(path: Path) -> IO[bytes]:
    """Hold `path`, a file made for it, until the answer is closed, or the process is gone.

    Raises BlockingIOError where another process holds it, OSError where no file can be made. On a file
    system without locks nobody is kept out.
    """
    file = path.open("ab")
    try:
        _lock(file, exclusively=True)
    except BlockingIOError:
        file.close()
        raise
    except OSError:
        pass
    return file


def in_use(folder: Path) -> IO[bytes] | None:
    """Hold the data folder as one who has its file open, until the answer is closed.

    None where no lock file can be made. On Windows nobody needs it: what is open cannot be moved
    away there. Raises UserError("data-in-use") while another file is being put in its place.
    """
    try:
        file = (folder / IN_USE).open("ab")
    except OSError:
        return None
    try:
        _lock(file, exclusively=False)
    except BlockingIOError:
        file.close()
        raise UserError("data-in-use", folder=str(folder)) from None
    except OSError:
        # A file system without locks.
        file.close()
        return None
    return file


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the data folder while one reads its file; raises as `in_use`."""
    hold = in_use(folder)
    try:
        yield
    finally:
        if hold is not None:
            hold.close()


if sys.platform == "win32":

    def _lock(file: IO[bytes], *, exclusively: bool) -> None:
        if exclusively:
            try:
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            except PermissionError as error:
                raise BlockingIOError from error

else:

    def _lock(file: IO[bytes], *, exclusively: bool) -> None:
        kind = fcntl.LOCK_EX if exclusively else fcntl.LOCK_SH
        fcntl.flock(file.fileno(), kind | fcntl.LOCK_NB)
