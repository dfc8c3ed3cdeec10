"""Backups: why one was made, and which ones stay when they grow old."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime, timedelta
from enum import StrEnum

ALL_FOR = timedelta(days=2)
"""How long every backup stays."""
DAYS, WEEKS, MONTHS = 12, 10, 9
"""Of how many days, weeks and months before that the last backup stays (sync.md section 6)."""


class Reason(StrEnum):
    """Why a backup was made."""

    DAY = "day"
    """The first sign-in of a day."""
    HOUR = "hour"
    """An hour of work."""
    IMPORT = "import"
    UPGRADE = "upgrade"
    RESTORE = "restore"
    RESTORED = "restored"
    PAIRING = "pairing"
    REPAIR = "repair"
    REWRITTEN = "rewritten"
    """The log was written anew: no backup from before can be carried on."""
    ASKED = "asked"
    """A person wanted one."""


_PERIODS: tuple[tuple[int, Callable[[datetime], Hashable]], ...] = (
    (DAYS, lambda made: made.date()),
    (WEEKS, lambda made: made.isocalendar()[:2]),
    (MONTHS, lambda made: (made.year, made.month)),
)


def kept(made: Iterable[datetime], *, now: datetime) -> set[datetime]:
    """Which of the backups made at these times stay at `now`, all on the centre's wall clock.

    All of two days; before that the last one of each of 12 days, 10 weeks and 9 months that have
    one. Those that a wrong clock put into the future stay, and so does the newest of all.
    """
    newest_first = sorted(made, reverse=True)
    old = [each for each in newest_first if each <= now - ALL_FOR]
    stay = set(newest_first) - set(old) | set(newest_first[:1])
    for count, period in _PERIODS:
        last: dict[Hashable, datetime] = {}
        for each in old:
            last.setdefault(period(each), each)
        stay |= set(list(last.values())[:count])
    return stay
