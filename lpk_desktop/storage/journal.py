"""This computer's acts once more, beside the file, for the day on which that is damaged (sync.md section 6).

Each store appends to a segment of its own, one sealed record an act, once the act stands in the file. The
file by itself survives crashes and power cuts, so nobody waits here for the disk.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Any

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lpk_desktop.storage import names

FOLDER, SUFFIX = names.JOURNAL, ".acts"
KEPT_S = 2 * 86_400
"""How long before a backup a segment was last written that the backup makes needless: as long as all
backups are kept, so that each of them can be carried on to now."""
LARGEST = 4_000_000
"""Bytes of a segment before another one begins."""
_NONCE, _LENGTH = 12, 4

Values = tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One act: its row of the log, and its changes, in the order of their columns."""

    act: Values
    changes: Sequence[Values]


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """Where an act begins that was written down."""

    segment: Path
    length: int


class Journal:
    """Where one store writes down its acts; what cannot be written is not missed before the file is.

    Its calls are made under the file's write lock, so no act is written down twice or past an erasure.
    """

    def __init__(self, data: Path, key: bytes) -> None:
        self._data, self._cipher = data, _cipher(key)
        self._segment: FileIO | None = None
        self._ended = False

    def add(self, entry: Entry) -> Noted | None:
        """Append an act that is about to be committed; gives what takes it back if it is not."""
        sealed = _sealed(self._cipher, msgspec.msgpack.encode((entry.act, entry.changes)))
        try:
            segment = self._current()
            noted = Noted(segment=Path(str(segment.name)), length=os.fstat(segment.fileno()).st_size)
            whole = segment.write(sealed) == len(sealed)
        except OSError:
            noted, whole = None, False
        if not whole:
            self.take_back(noted)
        if self._ended or not whole:
            self._close()
        return noted if whole else None

    def take_back(self, noted: Noted | None = None) -> None:
        """Remove an act that was not committed."""
        if noted is not None:
            with suppress(OSError):
                os.truncate(noted.segment, noted.length)

    def close(self) -> None:
        """End the segment; an act that goes on for long ends one of its own."""
        self._ended = True
        self._close()

    def _close(self) -> None:
        segment, self._segment = self._segment, None
        if segment is not None:
            with suppress(OSError):
                segment.close()

    def clear(self) -> None:
        """Empty all segments, because somebody was erased whom they name; raises OSError."""
        self._close()
        for path in segments(self._data):
            try:
                path.unlink(missing_ok=True)
            except PermissionError:  # Windows, and another process has it open to append
                os.truncate(path, 0)

    def _current(self) -> FileIO:
        if self._segment is not None:
            state = os.fstat(self._segment.fileno())
            # Another process may have removed it, after a backup or because somebody was erased.
            if state.st_nlink and state.st_size < LARGEST:
                return self._segment
            self._close()
        folder = self._data / FOLDER
        folder.mkdir(exist_ok=True)
        path = folder / f"{time.time_ns():020}-{secrets.token_hex(4)}{SUFFIX}"
        self._segment = FileIO(path, "ab")
        return self._segment


def segments(data: Path) -> list[Path]:
    """The segments beside a file, the oldest first."""
    return sorted((data / FOLDER).glob(f"*{SUFFIX}"))


def entries(data: Path, key: bytes) -> Iterator[Entry]:
    """All acts that the segments tell, the oldest segment first; each one up to its first broken record."""
    cipher = _cipher(key)
    for path in segments(data):
        with suppress(OSError, InvalidTag, ValueError, TypeError):
            yield from _entries(path.read_bytes(), cipher)


def last_entries(data: Path, key: bytes) -> Iterator[Entry]:
    """The last act that each segment tells; quick."""
    cipher = _cipher(key)
    for path in segments(data):
        with suppress(OSError):
            content = path.read_bytes()
            for start, end in reversed(list(_places(content))):
                with suppress(InvalidTag, ValueError, TypeError):
                    yield _entry(content[start:end], cipher)
                    break


def thin(data: Path) -> None:
    """After a good backup: remove the segments that no kept backup needs any more."""
    for path in segments(data):
        with suppress(OSError):
            if path.stat().st_mtime < time.time() - KEPT_S:
                path.unlink()


def _entries(content: bytes, cipher: AESGCM) -> Iterator[Entry]:
    for start, end in _places(content):
        yield _entry(content[start:end], cipher)


def _places(content: bytes) -> Iterator[tuple[int, int]]:
    """Where the sealed records begin and end, up to one that was cut off."""
    start = _LENGTH
    while start <= len(content):
        end = start + int.from_bytes(content[start - _LENGTH : start])
        if not start + _NONCE < end <= len(content):
            return
        yield start, end
        start = end + _LENGTH


def _entry(sealed: bytes, cipher: AESGCM) -> Entry:
    plain = cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], None)
    act, changes = msgspec.msgpack.decode(plain)
    return Entry(act=tuple(act), changes=[tuple(each) for each in changes])


def _sealed(cipher: AESGCM, plain: bytes) -> bytes:
    nonce = os.urandom(_NONCE)
    sealed = nonce + cipher.encrypt(nonce, plain, None)
    return len(sealed).to_bytes(_LENGTH) + sealed


def _cipher(key: bytes) -> AESGCM:
    return AESGCM(hashlib.blake2b(key=key, digest_size=32, person=b"lpk journal").digest())
