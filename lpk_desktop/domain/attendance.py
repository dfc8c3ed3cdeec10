"""Attendance codes, what they count for, rates and what can still be reached (domain.md section 3.1)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from lpk_desktop.domain.formatting import echo
from lpk_desktop.errors import UserError


class Code(StrEnum):
    """What a mark says about one trainee in one session; the values are the letters on paper."""

    PRESENT = "H"
    LATE = "T"
    EXCUSED = "I"
    SICK = "S"
    ABSENT = "A"


class Basis(StrEnum):
    """What one session weighs in a rate: each the same, or its training hours (JP)."""

    SESSIONS = "sessions"
    JP = "jp"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What a programme counts as attended, and the share of the whole programme it asks for.

    `minimum` is a whole percent: 80 is customary, no general rule for LPK gives a figure. Whether
    excused and sick count differs between centres, so `counted` is the programme's own choice.
    The minimum always means the finished programme: attended over all sessions that are held.
    With `Basis.JP` a missed 10 JP day weighs more than a missed 2 JP evening; that is fairer where
    sessions differ in length, but harder to check on paper, so sessions are the default.
    """

    counted: frozenset[Code] = frozenset({Code.PRESENT, Code.LATE})
    minimum: int = 80
    basis: Basis = Basis.SESSIONS

    def __post_init__(self) -> None:
        """Refuse a minimum that is no percentage."""
        if not 0 <= self.minimum <= 100:
            raise ValueError(f"minimum attendance of {self.minimum} %")


class Tally(NamedTuple):
    """How often each code was given, in the order of the columns H T I S A."""

    present: int
    late: int
    excused: int
    sick: int
    absent: int


class Amounts(NamedTuple):
    """Attended, marked and still unmarked: in sessions, or in JP where weights were given."""

    attended: int
    marked: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What must still be attended: "masih bisa mencapai 80% bila hadir 14 dari 17 sesi sisa".

    `needed` and `left` are in the units given to `forecast`; `needed` is None when even
    attending everything that is left would not do.
    """

    needed: int | None
    left: int
    reachable: bool


class MarkEntry(NamedTuple):
    """One mark as typed: the trainee's list number, the code and, for T, the minutes if known."""

    number: int
    code: Code
    minutes: int | None


def tally(codes: Iterable[Code | None]) -> Tally:
    """Count each code; unmarked sessions (None) are left out."""
    counts = Counter(codes)
    return Tally(*(counts[code] for code in Code))


def amounts(codes: Sequence[Code | None], policy: Policy, *, weights: Sequence[int] | None = None) -> Amounts:
    """Sum up one trainee's sessions; `weights` holds the JP of each session, else each weighs 1.

    `codes` covers every session of the programme that is not cancelled, None where unmarked,
    whether past or to come. Raises ValueError when `weights` differs from it in length.
    """
    attended = marked = left = 0
    for code, weight in zip(codes, weights if weights is not None else [1] * len(codes), strict=True):
        if code is None:
            left += weight
        else:
            marked += weight
            attended += weight if code in policy.counted else 0
    return Amounts(attended, marked, left)


def rate(
    codes: Sequence[Code | None], policy: Policy, *, weights: Sequence[int] | None = None
) -> Fraction | None:
    """The attended share, 0 to 1, of what is marked so far; None while nothing is marked."""
    sums = amounts(codes, policy, weights=weights)
    return Fraction(sums.attended, sums.marked) if sums.marked else None


def meets(share: Fraction, minimum: int) -> bool:
    """Whether a share (0 to 1) reaches a minimum in percent; exact, 79.99 % is not 80 %."""
    return share * 100 >= minimum


def forecast(*, attended: int, marked: int, left: int, minimum: int) -> Forecast:
    """The least that must still be attended so that the finished programme reaches `minimum` percent.

    All three amounts are in sessions or all in JP. In JP `needed` is the least sum; the sessions
    left may not add up to exactly that, so the trainee then attends the next larger sum.
    A programme without sessions asks for nothing and is reachable.
    """
    wanted = -(-minimum * (marked + left) // 100)
    needed = max(0, wanted - attended)
    reachable = needed <= left
    return Forecast(needed=needed if reachable else None, left=left, reachable=reachable)


_CODE = re.compile(r"\s*([HTISA])\s*(?::?\s*(\d{1,3}))?\s*", re.IGNORECASE | re.ASCII)
_ENTRY = re.compile(r"\s*(\d{1,3})\s*=(.*)", re.DOTALL | re.ASCII)


def parse_code(text: str) -> tuple[Code, int | None]:
    """Read "H", "a", "T19" or "T:19" as code and minutes late.

    Raises `UserError("not-a-mark", text)` for other letters, and for minutes that are zero or
    stand with another code than T.
    """
    found = _CODE.fullmatch(text)
    if found is None:
        raise UserError("not-a-mark", text=echo(text))
    code = Code(found[1].upper())
    minutes = int(found[2]) if found[2] else None
    if minutes is not None and (code is not Code.LATE or minutes == 0):
        raise UserError("not-a-mark", text=echo(text))
    return code, minutes


def parse_mark(text: str) -> MarkEntry:
    """Read "7=A" or "7=T:19": list number, code, minutes. Raises `UserError("not-a-mark", text)`."""
    found = _ENTRY.fullmatch(text)
    if found is None:
        raise UserError("not-a-mark", text=echo(text))
    return MarkEntry(int(found[1]), *parse_code(found[2]))


def parse_marks(texts: Iterable[str]) -> tuple[MarkEntry, ...]:
    """Read several marks; `UserError("number-twice", number)` when a list number comes again."""
    entries: dict[int, MarkEntry] = {}
    for text in texts:
        entry = parse_mark(text)
        if entry.number in entries:
            raise UserError("number-twice", number=entry.number)
        entries[entry.number] = entry
    return tuple(entries.values())
