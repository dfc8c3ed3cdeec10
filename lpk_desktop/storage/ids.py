"""Row ids: made by the device, sorted by time; derived for rows that stand for a pair."""

from __future__ import annotations

import os
import time
import uuid

NAMESPACE = uuid.UUID("6f0d7f0e-5e1c-5b8e-9c2a-0c1f6d0e4b11")


def new_id() -> str:
    """A fresh UUIDv7 (RFC 9562) as 32 hex digits."""
    milliseconds = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10))
    value = (
        milliseconds << 80 | 0x7 << 76 | (random >> 64 & 0xFFF) << 64 | 0b10 << 62 | random & (1 << 62) - 1
    )
    return f"{value:032x}"


def derived_id(*parts: str) -> str:
    """The id of the row that stands for `parts`, the same on every device (UUIDv5)."""
    return uuid.uuid5(NAMESPACE, "/".join(parts)).hex
