"""Row ids: made by the device, sorted by time; derived for rows that stand for a pair."""

from __future__ import annotations

import os
import time
from hashlib import sha1

_NAMESPACE = sha1(bytes.fromhex("6f0d7f0e5e1c5b8e9c2a0c1f6d0e4b11"), usedforsecurity=False)
"""UUIDv5 hashes its namespace first; a copy of that costs half of doing it anew for every mark."""


def new_id() -> str:
    """A fresh UUIDv7 (RFC 9562) as 32 hex digits."""
    milliseconds = time.time_ns() // 1_000_000
    return _uuid(7, milliseconds << 80 | int.from_bytes(os.urandom(10)))


def derived_id(*parts: str) -> str:
    """The id of the row that stands for `parts`, the same on every device (UUIDv5)."""
    named = _NAMESPACE.copy()
    named.update("/".join(parts).encode())
    return _uuid(5, int.from_bytes(named.digest()[:16]))


def _uuid(version: int, bits: int) -> str:
    """128 bits as 32 hex digits, with the version and variant that RFC 9562 puts among them."""
    return f"{bits & ~(0xF << 76 | 0b11 << 62) | version << 76 | 0b10 << 62:032x}"
