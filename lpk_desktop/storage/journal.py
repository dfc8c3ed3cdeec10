"""This computer's acts once more, beside the file, for the day on which that is damaged (sync.md section 6).

Each store appends to a segment of its own: one sealed record an act just before its commit, and a mark after
it. The file by itself survives crashes and power cuts, so nobody waits here for the disk.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Any

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lpk_desktop.storage import names
from lpk_desktop.storage.durable import BLOCK, blocks_of

FOLDER, SUFFIX = names.JOURNAL, ".acts"
KEPT_S = 2 * 86_400
"""How long before a backup a segment was last written that the backup makes needless: as long as all
backups are kept, so that each of them can be carried on to now."""
LARGEST = 4_000_000
"""Bytes of a segment before another one begins."""
LOOKED_S = 10
"""How often a store looks whether its segment is still there: on Linux asking costs more than a record."""
HUGE = 1 << 30
"""Bytes that no segment has which we wrote."""
_NONCE, _LENGTH = 12, 4
_MARK = b"\xff" * _LENGTH
"""In the place of a length: the act of the record before was committed."""

Values = tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One act: its row of the log, and its changes, in the order of their columns."""

    act: Values
    changes: Sequence[Values]
    committed: bool = False
    """Whether it surely was; one that later acts follow on was too."""


class Journal:
    """Where one store writes down its acts; what cannot be written is not missed before the file is.

    Its calls are made under the store's write lock, and `add` and `clear` under the file's too: so no
    act is written down past an erasure.
    """

    def __init__(self, data: Path, key: bytes) -> None:
        self._data, self._cipher = data, _cipher(key)
        self._segment: FileIO | None = None
        self._looked = _clocks()
        self._written = False
        self._ended = False

    def add(self, entry: Entry) -> None:
        """Append an act that is about to be committed."""
        sealed = _sealed(self._cipher, msgspec.msgpack.encode((entry.act, entry.changes)))
        self._written = self._write(self._current, sealed)

    def settle(self, *, committed: bool) -> None:
        """Mark the act of `add` once it is committed: only then it counts."""
        if self._written and committed:
            self._write(lambda: self._segment, _MARK)
        self._written = False
        if self._ended:
            self._close()

    def close(self) -> None:
        """End the segment; an act that goes on for long ends one of its own."""
        self._ended = True
        self._close()

    def clear(self) -> None:
        """Empty all segments, because somebody was erased whom they name; raises OSError."""
        self._close()
        trouble: OSError | None = None
        for path in segments(self._data):
            try:
                _empty(path)
            except OSError as error:
                trouble = error
        if trouble is not None:
            raise trouble

    def _write(self, where: Callable[[], FileIO | None], content: bytes) -> bool:
        try:
            segment = where()
            whole = segment is not None and segment.write(content) == len(content)
        except (OSError, ValueError):  # ValueError: closed meanwhile
            whole = False
        if not whole:  # what comes after half a record could not be found
            self._close()
        return whole

    def _close(self) -> None:
        segment, self._segment = self._segment, None
        if segment is not None:
            with suppress(OSError):
                segment.close()

    def _current(self) -> FileIO:
        if self._segment is not None:
            if self._segment.tell() < LARGEST and self._is_there(self._segment):
                return self._segment
            self._close()
        folder = self._data / FOLDER
        folder.mkdir(exist_ok=True)
        path = folder / f"{time.time_ns():020}-{secrets.token_hex(4)}{SUFFIX}"
        self._segment, self._looked = FileIO(path, "ab"), _clocks()
        return self._segment

    def _is_there(self, segment: FileIO) -> bool:
        """Whether nobody has removed it, after a backup or by hand; looked for now and then."""
        now = _clocks()
        if _is_soon(self._looked[0], now[0]) and _is_soon(self._looked[1], now[1]):
            return True
        self._looked = now
        return os.fstat(segment.fileno()).st_nlink > 0


def segments(data: Path) -> list[Path]:
    """The segments beside a file, the oldest first."""
    return sorted(path for path in (data / FOLDER).glob(f"*{SUFFIX}") if path.is_file())


def entries(data: Path, key: bytes) -> Iterator[Entry]:
    """All acts that the segments tell, the oldest segment first; records that are spoilt are left out."""
    cipher = _cipher(key)
    for path in segments(data):
        content = _content(path)
        for record in _records(content):
            yield from _opened(content, record, cipher)


def last_entries(data: Path, key: bytes) -> Iterator[Entry]:
    """The last act that each segment tells of which it is sure; quick."""
    cipher = _cipher(key)
    for path in segments(data):
        content = _content(path)
        for record in reversed([each for each in _records(content) if each.committed]):
            if told := _opened(content, record, cipher):
                yield from told
                break


def thin(data: Path) -> None:
    """After a good backup: remove the segments that no kept backup needs any more."""
    for path in segments(data):
        with suppress(OSError):
            if path.stat().st_mtime < time.time() - KEPT_S:
                path.unlink()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """Where a sealed act lies in a segment."""

    start: int
    end: int
    committed: bool


def _content(path: Path) -> bytes:
    """The bytes of a segment, empty where they cannot be read."""
    with suppress(OSError):
        if path.stat().st_size < HUGE:
            return b"".join(bytes(BLOCK) if each is None else each for each in blocks_of(path))
    return b""


def _records(content: bytes) -> Iterator[_Record]:
    """The records of a segment up to one that was cut off."""
    place = 0
    while len(content) - place >= _LENGTH:
        start = place + _LENGTH
        end = start + int.from_bytes(content[place:start])
        if content[place:start] == _MARK:
            place = start
            continue
        if not start + _NONCE < end <= len(content):
            return
        yield _Record(start=start, end=end, committed=content[end : end + _LENGTH] == _MARK)
        place = end


def _opened(content: bytes, record: _Record, cipher: AESGCM) -> list[Entry]:
    """The act of a record, if it can be opened."""
    start = record.start + _NONCE
    try:
        plain = cipher.decrypt(content[record.start : start], content[start : record.end], None)
        act, changes = msgspec.msgpack.decode(plain)
        rows = [tuple(each) for each in changes]
        return [Entry(act=tuple(act), changes=rows, committed=record.committed)] if rows else []
    except (InvalidTag, ValueError, TypeError):
        return []


def _empty(path: Path) -> None:
    """Not removed where it can be helped: another process may have it open to append."""
    try:
        os.truncate(path, 0)
    except FileNotFoundError:  # a backup was quicker
        pass
    except PermissionError:  # another user's, in a folder of ours
        path.unlink()


def _is_soon(looked: float, now: float) -> bool:
    return 0 <= now - looked < LOOKED_S


def _clocks() -> tuple[float, float]:
    """One stands still while the computer sleeps; the other, by which segments grow old, may be put right."""
    return time.monotonic(), time.time()


def _sealed(cipher: AESGCM, plain: bytes) -> bytes:
    nonce = os.urandom(_NONCE)
    sealed = nonce + cipher.encrypt(nonce, plain, None)
    return len(sealed).to_bytes(_LENGTH) + sealed


def _cipher(key: bytes) -> AESGCM:
    return AESGCM(hashlib.blake2b(key=key, digest_size=32, person=b"lpk journal").digest())
