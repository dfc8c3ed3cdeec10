"""A disk that fails, or forgets what was not synced: a layer over SQLite's own file system.

`ctypes` puts it under the very SQLite that the app uses: opened files of a watched folder get our read,
write, truncate and sync, which count, record, fail or pass on to the real ones.
"""

from __future__ import annotations

import ctypes
import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, Structure, byref, c_char_p, c_int, c_int64, c_void_p, cast
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import Any, NamedTuple

from sqlcipher3 import _sqlite3

SECTOR = 512


class Trouble(IntEnum):
    """What SQLite hears; its own numbers (sqlite.org/rescode.html)."""

    FULL = 13
    READ = 10 | 1 << 8
    WRITE = 10 | 3 << 8
    SYNC = 10 | 4 << 8
    TRUNCATE = 10 | 6 << 8


OPERATION = {
    Trouble.FULL: "write",
    Trouble.READ: "read",
    Trouble.WRITE: "write",
    Trouble.SYNC: "sync",
    Trouble.TRUNCATE: "truncate",
}


class Event(NamedTuple):
    """What happened to a file; `data` of a write, `at` its place or the size left."""

    kind: str
    name: str
    at: int = 0
    data: bytes = b""


@dataclass(slots=True)
class Disk:
    """How the disk behaves from now on, and what was done to it."""

    folder: str
    events: list[Event] = field(default_factory=list)
    trouble: Trouble | None = None
    wait: int = 0
    """Operations of the trouble's kind that still work."""
    forever: bool = False
    torn: bool = False
    """Whether half of the write that fails gets through."""
    met: bool = False

    def fail(self, trouble: Trouble, *, after: int, forever: bool, torn: bool = False) -> None:
        """Fail once, or from then on, after some operations of its kind."""
        self.trouble, self.wait, self.forever, self.torn, self.met = trouble, after, forever, torn, False

    def mend(self) -> None:
        """Work again."""
        self.trouble = None

    def strikes(self, operation: str) -> bool:
        """Whether this operation fails."""
        if self.trouble is None or OPERATION[self.trouble] != operation:
            return False
        if self.met:
            return self.forever
        self.wait -= 1
        self.met = self.wait < 0
        return self.met


class _Methods(Structure):
    _fields_ = [
        ("version", c_int), ("close", c_void_p), ("read", c_void_p), ("write", c_void_p),
        ("truncate", c_void_p), ("sync", c_void_p), ("rest", c_void_p * 13),
    ]  # fmt: skip


class _File(Structure):
    _fields_ = [("methods", POINTER(_Methods))]


class _Vfs(Structure):
    _fields_ = [
        ("version", c_int), ("file_size", c_int), ("longest_path", c_int), ("next", c_void_p),
        ("name", c_char_p), ("data", c_void_p), ("open", c_void_p), ("delete", c_void_p),
        ("rest", c_void_p * 14),
    ]  # fmt: skip


# Names stay where SQLite put them: it keeps the address, and writes more behind the text.
_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, POINTER(_File), c_int, c_void_p)
_DELETE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)
_MOVE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_SIZE = CFUNCTYPE(c_int, c_void_p, c_int64)
_SYNC = CFUNCTYPE(c_int, c_void_p, c_int)


class _Layer:
    """The file system as SQLite sees it. Everything it hands to SQLite is kept alive here."""

    def __init__(self, library: Any, disk: Disk) -> None:
        self._disk = disk
        self._library = library
        self._kept: list[Any] = []
        self._methods: dict[int, _Methods] = {}
        self._names: dict[int, str] = {}
        library.sqlite3_vfs_find.restype = POINTER(_Vfs)
        real = library.sqlite3_vfs_find(None).contents
        self._vfs = _Vfs.from_buffer_copy(real)
        self._vfs.name = b"lpk-disk"
        self._real_open, self._real_delete = _OPEN(real.open), _DELETE(real.delete)
        self._vfs.open = self._keep(_OPEN(self._open))
        self._vfs.delete = self._keep(_DELETE(self._delete))

    def install(self) -> None:
        """Take the place of the real one for files opened from now on."""
        assert self._library.sqlite3_vfs_register(byref(self._vfs), 1) == 0

    def remove(self) -> None:
        """Give the place back; files opened before must be closed."""
        assert self._library.sqlite3_vfs_unregister(byref(self._vfs)) == 0

    def _keep(self, function: Any) -> Any:
        self._kept.append(function)
        return cast(function, c_void_p)

    def _open(self, vfs: int, path: int | None, file: Any, flags: int, out: int) -> int:
        code = self._real_open(vfs, path, file, flags, out)
        name = self._name(path) if path else ".."
        if code == 0 and not name.startswith("..") and file.contents.methods:
            self._names[cast(file, c_void_p).value or 0] = name
            file.contents.methods = ctypes.pointer(self._wrapped(file.contents.methods))
        return int(code)

    def _name(self, path: int) -> str:
        return os.path.relpath(ctypes.string_at(path).decode(), self._disk.folder)

    def _delete(self, vfs: int, path: int, sync: int) -> int:
        name = self._name(path)
        if not name.startswith(".."):
            self._disk.events.append(Event("delete", name))
        return int(self._real_delete(vfs, path, sync))

    def _wrapped(self, real: Any) -> _Methods:
        address = cast(real, c_void_p).value or 0
        if address not in self._methods:
            ours = _Methods.from_buffer_copy(real.contents)
            ours.read = self._keep(_MOVE(self._reader(_MOVE(real.contents.read))))
            ours.write = self._keep(_MOVE(self._writer(_MOVE(real.contents.write))))
            ours.truncate = self._keep(_SIZE(self._truncater(_SIZE(real.contents.truncate))))
            ours.sync = self._keep(_SYNC(self._syncer(_SYNC(real.contents.sync))))
            self._methods[address] = ours
        return self._methods[address]

    def _reader(self, real: Any) -> Callable[[int, int, int, int], int]:
        def read(file: int, buffer: int, count: int, at: int) -> int:
            return Trouble.READ if self._disk.strikes("read") else real(file, buffer, count, at)

        return read

    def _writer(self, real: Any) -> Callable[[int, int, int, int], int]:
        def write(file: int, buffer: int, count: int, at: int) -> int:
            disk = self._disk
            if disk.strikes("write"):
                if disk.torn:
                    real(file, buffer, count // 2, at)
                return disk.trouble or Trouble.WRITE
            disk.events.append(Event("write", self._names[file], at, ctypes.string_at(buffer, count)))
            return int(real(file, buffer, count, at))

        return write

    def _truncater(self, real: Any) -> Callable[[int, int], int]:
        def truncate(file: int, size: int) -> int:
            if self._disk.strikes("truncate"):
                return Trouble.TRUNCATE
            self._disk.events.append(Event("truncate", self._names[file], size))
            return int(real(file, size))

        return truncate

    def _syncer(self, real: Any) -> Callable[[int, int], int]:
        def sync(file: int, flags: int) -> int:
            if self._disk.strikes("sync"):
                return Trouble.SYNC
            self._disk.events.append(Event("sync", self._names[file]))
            return int(real(file, flags))

        return sync


@contextmanager
def watched(folder: Path) -> Iterator[Disk]:
    """SQLite's files under `folder`, opened and closed within, lie on the disk that is given."""
    disk = Disk(folder=str(folder))
    layer = _Layer(ctypes.CDLL(_sqlite3.__file__), disk)
    layer.install()
    try:
        yield disk
    finally:
        disk.mend()
        layer.remove()


def cut_power(folder: Path, events: list[Event], chance: random.Random) -> None:
    """Leave in `folder` what a disk may hold that loses power after `events`.

    `folder` holds the files as they were before. What was synced is there; of what was not, each write
    is there, gone, or cut at a sector.
    """
    waiting: dict[str, list[Event]] = {}
    for event in events:
        path = folder / event.name
        if event.kind == "delete":
            waiting.pop(event.name, None)
            path.unlink(missing_ok=True)
        elif event.kind == "sync":
            for each in waiting.pop(event.name, []):
                _apply(path, each)
        else:
            waiting.setdefault(event.name, []).append(event)
    for name, unsynced in waiting.items():
        for event in unsynced:
            fate = chance.choice(("there", "gone", "cut"))
            if fate == "there":
                _apply(folder / name, event)
            elif fate == "cut" and event.kind == "write":
                kept = chance.randrange(0, len(event.data) + 1, SECTOR)
                _apply(folder / name, event._replace(data=event.data[:kept]))


def _apply(path: Path, event: Event) -> None:
    path.touch()
    with path.open("r+b") as file:
        if event.kind == "truncate":
            file.truncate(event.at)
        else:
            file.seek(event.at)
            file.write(event.data)
