"""What happened at the door: wrong passwords and last visits, in door.json beside the slots.

Nothing here is needed to open the file: where it is lost or cannot be written, people sign in all the
same. Waiting is measured by a clock that nobody can set, anew in every process: neither a restart nor
another date shortens it, and no date makes it longer.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import msgspec

from lpk_desktop.storage.locking import alone

FILE, LOCK = "door.json", "door.lock"
FREE_TRIES = 5
FIRST_WAIT, LONGEST_WAIT = 10, 300
"""Seconds after the first try that costs time, doubled with each one more; and the most it comes to."""
_TURNS, _PAUSE_S = 500, 0.01
"""How often, and how many seconds apart, a process asks for its turn at the file."""


class Door(msgspec.Struct, frozen=True):
    """The content of door.json, by the person's id."""

    wrong: dict[str, int] = {}
    """Wrong passwords since the last right one."""
    seen: dict[str, int] = {}
    """When the person last signed in, in milliseconds since 1970, as this computer's clock had it."""


def read(folder: Path) -> Door:
    """The state at the door; a file that makes no sense counts as none."""
    with suppress(OSError, ValueError):
        return msgspec.json.decode((folder / FILE).read_bytes(), type=Door)
    return Door()


def wait_after(wrong: int) -> int:
    """Seconds to wait after so many wrong passwords in a row."""
    if wrong < FREE_TRIES:
        return 0
    return min(FIRST_WAIT << min(wrong - FREE_TRIES, 8), LONGEST_WAIT)


class Gate:
    """How long each person (by id) has to wait; one for each process that signs people in."""

    def __init__(self, folder: Path, *, tick: Callable[[], float] = time.monotonic) -> None:
        self._folder, self._tick = folder, tick
        self._wrong: dict[str, int] = {}
        self._since: dict[str, tuple[int, float]] = {}

    def left(self, who: str) -> float:
        """Seconds until the next try counts."""
        wrong = self._count(who)
        if self._since.get(who, (-1, 0.0))[0] != wrong:
            self._since[who] = wrong, self._tick()
        return max(0.0, wait_after(wrong) - (self._tick() - self._since[who][1]))

    def trying(self, who: str) -> float:
        """Count a try before it is known whether it succeeds, so that ending the program spares none.

        Counts none where the person still has to wait: gives the seconds, else 0. Of many processes at
        once each sees what the others have counted.
        """
        with _in_turn(self._folder):
            left = self.left(who)
            if not left:
                wrong = self._wrong[who] = self._count(who) + 1
                self._since[who] = wrong, self._tick()
                door = read(self._folder)
                _write(self._folder, Door(wrong={**door.wrong, who: wrong}, seen=door.seen))
        return left

    def came_in(self, who: str, *, at: int) -> None:
        """The password was right; `at` in milliseconds since 1970. Nothing is held against the person now."""
        self._wrong.pop(who, None)
        with _in_turn(self._folder):
            door = read(self._folder)
            wrong = {each: count for each, count in door.wrong.items() if each != who}
            _write(self._folder, Door(wrong=wrong, seen={**door.seen, who: at}))

    def _count(self, who: str) -> int:
        return max(read(self._folder).wrong.get(who, 0), self._wrong.get(who, 0))


@contextmanager
def _in_turn(folder: Path) -> Iterator[None]:
    """Hold the file against all others; without it where no lock is to be had, for none keeps anybody out."""
    with ExitStack() as stack:
        for _turn in range(_TURNS):
            try:
                stack.enter_context(alone(folder / LOCK))
            except BlockingIOError:
                time.sleep(_PAUSE_S)
            except OSError:
                break
            else:
                break
        yield


def _write(folder: Path, door: Door) -> None:
    # A full or read-only disk must keep nobody out; the gate at hand counts all the same.
    with suppress(OSError):
        fresh = folder / f"{FILE}.new"
        fresh.write_bytes(msgspec.json.encode(door))
        fresh.replace(folder / FILE)
