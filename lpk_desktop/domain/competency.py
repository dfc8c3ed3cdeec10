"""Results per block and the final result with its reason (domain.md section 3.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from lpk_desktop.domain.attendance import meets
from lpk_desktop.domain.formatting import echo
from lpk_desktop.errors import UserError


class Result(StrEnum):
    """Competent or not yet; a block without a result is simply not assessed."""

    COMPETENT = "K"
    NOT_YET = "BK"


class Final(StrEnum):
    """Where a trainee stands at the end of a programme."""

    PASSED = "passed"
    REASSESS = "reassess"
    INCOMPLETE = "incomplete"
    FAILED = "failed"


class ReasonCode(StrEnum):
    """Why a trainee has not passed."""

    OUT_OF_REACH = "attendance-out-of-reach"
    """Attendance stays under the minimum whatever comes."""
    UNIT_NOT_YET = "unit-not-yet-competent"
    UNIT_NOT_ASSESSED = "unit-not-assessed"
    NOTHING_ASSESSED = "nothing-assessed"
    NO_BLOCKS = "programme-without-blocks"
    BELOW_MINIMUM = "attendance-below-minimum"
    """Under the minimum now, but it can still be reached."""
    UNMARKED = "attendance-unmarked"
    """Not one session is marked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What a programme asks for to pass.

    `minimum_attendance` is a whole percent. `all_blocks`: elective blocks must be competent too;
    False asks for the core blocks only (a programme without core blocks then still asks for all).
    """

    minimum_attendance: int = 80
    all_blocks: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockResult:
    """The result that counts for one block, None while it is not assessed.

    `block` is how reasons name it: the unit's code, or the title of a subject without one.
    """

    block: str
    result: Result | None
    core: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """One trainee's attendance as the final result needs it.

    `rate` runs over the marked sessions, None when there is none. `reachable` says whether the
    unmarked sessions could still lift it to the minimum (`attendance.forecast`). `ended`: no
    session will be held or marked any more, so the rate is final.
    """

    rate: Fraction | None
    reachable: bool
    ended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason with its facts: the blocks it is about, or the rate and the minimum in percent."""

    code: ReasonCode
    blocks: tuple[str, ...] = ()
    rate: Fraction | None = None
    minimum: int | None = None


class Attempt(NamedTuple):
    """One attempt at a block that has a result: its number, the result and the day of the assessment."""

    number: int
    result: Result
    day: date | None


class ResultEntry(NamedTuple):
    """One result as typed: the trainee's list number, the result and the note."""

    number: int
    result: Result
    note: str | None


def latest(attempts: Iterable[tuple[int, Result | None]]) -> tuple[int, Result] | None:
    """The attempt that counts: the highest number that has a result, as (attempt, result)."""
    assessed = [(attempt, result) for attempt, result in attempts if result is not None]
    return max(assessed, key=lambda pair: pair[0], default=None)


def attempt_of_day(attempts: Sequence[Attempt], day: date) -> int | None:
    """The number of the attempt that a result of `day` belongs to, None where it cannot belong to any.

    Attempts, given in order, follow each other by their days. The result corrects the attempt of its
    own day. After the latest attempt it begins another where that one is BK, else it corrects it. A
    day before the latest attempt that is no attempt's own day would slip in between or in front.
    """
    if not attempts:
        return 1
    latest_one = attempts[-1]
    if latest_one.day is None or day > latest_one.day:
        anew = latest_one.day is not None and latest_one.result is Result.NOT_YET
        return latest_one.number + anew
    return next((each.number for each in reversed(attempts) if each.day == day), None)


def final(
    blocks: Sequence[BlockResult], attendance: Attendance, policy: Policy
) -> tuple[Final, tuple[Reason, ...]]:
    """Where a trainee stands, and every reason against passing, the deciding one first.

    FAILED: attendance cannot reach the minimum any more, or the programme ended under it.
    REASSESS: some required block is BK, whatever else is open. INCOMPLETE: something is not
    assessed or the attendance is not there yet. PASSED: every required block is K and the
    attendance reaches the minimum; no reasons then. A subject without a unit code counts like a
    unit: its K prints as "Selesai". The certification exam of an LSP plays no part here.
    While sessions are left the verdict is as of today: PASSED can still be lost by absence.
    """
    against = _attendance_reason(attendance, policy)
    open_blocks = _block_reasons(_required(blocks, policy))
    if against is not None and against.code is ReasonCode.OUT_OF_REACH:
        return Final.FAILED, (against, *open_blocks)
    reasons = open_blocks if against is None else (*open_blocks, against)
    if not reasons:
        return Final.PASSED, ()
    if reasons[0].code is ReasonCode.UNIT_NOT_YET:
        return Final.REASSESS, reasons
    return Final.INCOMPLETE, reasons


def _required(blocks: Sequence[BlockResult], policy: Policy) -> Sequence[BlockResult]:
    if policy.all_blocks:
        return blocks
    return [block for block in blocks if block.core] or blocks


def _attendance_reason(attendance: Attendance, policy: Policy) -> Reason | None:
    def reason(code: ReasonCode) -> Reason:
        return Reason(code=code, rate=attendance.rate, minimum=policy.minimum_attendance)

    if not attendance.reachable:
        return reason(ReasonCode.OUT_OF_REACH)
    if attendance.rate is None:
        return reason(ReasonCode.UNMARKED) if policy.minimum_attendance else None
    if meets(attendance.rate, policy.minimum_attendance):
        return None
    return reason(ReasonCode.OUT_OF_REACH if attendance.ended else ReasonCode.BELOW_MINIMUM)


def _block_reasons(blocks: Sequence[BlockResult]) -> tuple[Reason, ...]:
    if not blocks:
        return (Reason(code=ReasonCode.NO_BLOCKS),)
    if all(block.result is None for block in blocks):
        return (Reason(code=ReasonCode.NOTHING_ASSESSED),)
    pairs = ((ReasonCode.UNIT_NOT_YET, Result.NOT_YET), (ReasonCode.UNIT_NOT_ASSESSED, None))
    found = ((code, tuple(each.block for each in blocks if each.result is result)) for code, result in pairs)
    return tuple(Reason(code=code, blocks=names) for code, names in found if names)


_ENTRY = re.compile(r"\s*(\d{1,3})\s*=\s*(BK|K)\s*(?::(.*))?", re.IGNORECASE | re.DOTALL | re.ASCII)


def parse_result(text: str) -> ResultEntry:
    """Read `7=K` or `5=BK:"reason"` (quotes optional). Raises `UserError("not-a-result", text)`."""
    found = _ENTRY.fullmatch(text)
    if found is None:
        raise UserError("not-a-result", text=echo(text))
    note = (found[3] or "").strip().strip("\"'").strip()
    return ResultEntry(int(found[1]), Result(found[2].upper()), note or None)


def parse_results(texts: Iterable[str]) -> tuple[ResultEntry, ...]:
    """Read several results; `UserError("number-twice", number)` when a list number comes again."""
    entries: dict[int, ResultEntry] = {}
    for text in texts:
        entry = parse_result(text)
        if entry.number in entries:
            raise UserError("number-twice", number=entry.number)
        entries[entry.number] = entry
    return tuple(entries.values())
