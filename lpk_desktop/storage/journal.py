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
from io import RawIOBase
from pathlib import Path
from typing import Any

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FOLDER, SUFFIX = "journal", ".acts"
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


class Journal:
    """Where one store writes down its acts; what cannot be written is not missed before the file is."""

    def __init__(self, data: Path, key: bytes) -> None:
        self._data, self._cipher = data, _cipher(key)
        self._segment: RawIOBase | None = None
        self._left = 0

    def add(self, entry: Entry) -> None:
        """Append an act that is in the file."""
        sealed = _sealed(self._cipher, msgspec.msgpack.encode((entry.act, entry.changes)))
        try:
            segment = self._segment or self._begin()
            whole = segment.write(sealed) == len(sealed)
        except OSError:
            whole = False
        self._left -= len(sealed)
        if not whole or self._left <= 0:
            self.close()  # what follows half a record could not be found

    def close(self) -> None:
        """End the segment."""
        segment, self._segment = self._segment, None
        if segment is not None:
            with suppress(OSError):
                segment.close()

    def clear(self) -> None:
        """Remove all segments, because somebody was erased whom they name; raises OSError."""
        self.close()
        for path in segments(self._data):
            path.unlink(missing_ok=True)

    def _begin(self) -> RawIOBase:
        folder = self._data / FOLDER
        folder.mkdir(exist_ok=True)
        path = folder / f"{time.time_ns():020}-{secrets.token_hex(4)}{SUFFIX}"
        self._segment = path.open("xb", buffering=0)
        self._left = LARGEST
        return self._segment


def segments(data: Path) -> list[Path]:
    """The segments beside a file, the oldest first."""
    return sorted((data / FOLDER).glob(f"*{SUFFIX}"))


def entries(data: Path, key: bytes) -> Iterator[Entry]:
    """All acts that the segments tell, the oldest segment first; each one up to its first broken record."""
    cipher = _cipher(key)
    for path in segments(data):
        with suppress(OSError, InvalidTag, msgspec.DecodeError):
            yield from _entries(path.read_bytes(), cipher)


def thin(data: Path) -> None:
    """After a good backup: remove the segments that no kept backup needs any more."""
    for path in segments(data):
        with suppress(OSError):
            if path.stat().st_mtime < time.time() - KEPT_S:
                path.unlink()


def _entries(content: bytes, cipher: AESGCM) -> Iterator[Entry]:
    place = 0
    while place + _LENGTH <= len(content):
        end = place + _LENGTH + int.from_bytes(content[place : place + _LENGTH])
        start = place + _LENGTH + _NONCE
        plain = cipher.decrypt(content[place + _LENGTH : start], content[start:end], None)
        act, changes = msgspec.msgpack.decode(plain)
        yield Entry(act=tuple(act), changes=[tuple(each) for each in changes])
        place = end


def _sealed(cipher: AESGCM, plain: bytes) -> bytes:
    nonce = os.urandom(_NONCE)
    sealed = nonce + cipher.encrypt(nonce, plain, None)
    return len(sealed).to_bytes(_LENGTH) + sealed


def _cipher(key: bytes) -> AESGCM:
    return AESGCM(hashlib.blake2b(key=key, digest_size=32, person=b"lpk journal").digest())
