"""Hybrid logical clock: wall time that never runs backwards and never repeats (sync.md section 2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from threading import Lock

COUNTER_BITS = 16
TOLERANCE_MS = 5 * 60 * 1000
"""How far ahead of our own clock a foreign stamp may pull ours; beyond that a clock is simply wrong."""


def hlc_at(milliseconds: int) -> int:
    """The first stamp of a millisecond since 1970."""
    return milliseconds << COUNTER_BITS


def milliseconds_of(hlc: int) -> int:
    """Milliseconds since 1970 within a stamp."""
    return hlc >> COUNTER_BITS


def moment_of(hlc: int) -> datetime:
    """The wall time within a stamp, in UTC."""
    return datetime.fromtimestamp(milliseconds_of(hlc) / 1000, tz=UTC)


class Clock:
    """Gives this device's stamps: each higher than every one given or accepted before."""

    def __init__(self, now: Callable[[], int], last: int = 0) -> None:
        """`now` gives milliseconds since 1970; `last` is the highest stamp this device ever gave."""
        self._now = now
        self._last = last
        self._lock = Lock()

    def tick(self) -> int:
        """The next stamp."""
        with self._lock:
            self._last = max(self._last + 1, hlc_at(self._now()))
            return self._last

    def ahead(self) -> datetime | None:
        """The moment of the newest stamp where the wall clock is well behind it, else None.

        So it is where this computer's clock has been set back, or was ahead when it last wrote.
        """
        with self._lock:
            behind = milliseconds_of(self._last) - self._now()
            return moment_of(self._last) if behind > TOLERANCE_MS else None

    def reach(self, hlc: int) -> None:
        """Move past a stamp that this device itself gave, however far ahead: none is given twice."""
        with self._lock:
            self._last = max(self._last, hlc)

    def observe(self, hlc: int) -> None:
        """Move past a foreign stamp, so that what is written after reading it sorts after it.

        A stamp from far in the future does not drag this clock along: an overwrite names what it
        replaces, so it wins without a higher stamp.
        """
        with self._lock:
            limit = hlc_at(self._now() + TOLERANCE_MS)
            if hlc <= limit:
                self._last = max(self._last, hlc)

    def set_back(self, hlc: int) -> None:
        """Go on after `hlc`, although higher stamps were given: the centre has renamed those."""
        with self._lock:
            self._last = hlc
