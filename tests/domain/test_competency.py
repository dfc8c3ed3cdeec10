from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpk_desktop.domain.competency import (
    Attempt,
    Attendance,
    BlockResult,
    Final,
    Policy,
    Reason,
    ReasonCode,
    Result,
    ResultEntry,
    attempt_of_day,
    final,
    latest,
    parse_result,
    parse_results,
)
from lpk_desktop.errors import UserError

K, BK = Result
GOOD = Attendance(rate=Fraction(14, 15), reachable=True, ended=True)
LOW = Attendance(rate=Fraction(3, 4), reachable=True, ended=False)
LOST = Attendance(rate=Fraction(9, 13), reachable=False, ended=False)
DEFAULT = Policy()


def blocks(*results: Result | None) -> list[BlockResult]:
    return [BlockResult(block=f"U{n}", result=result) for n, result in enumerate(results, start=1)]


def codes(reasons: tuple[Reason, ...]) -> list[ReasonCode]:
    return [reason.code for reason in reasons]


def test_every_block_competent_and_enough_attendance_passes_without_reasons() -> None:
    assert final(blocks(K, K, K), GOOD, DEFAULT) == (Final.PASSED, ())


def test_an_open_block_leaves_it_incomplete_and_is_named() -> None:
    assert final(blocks(K, None, K), GOOD, DEFAULT) == (
        Final.INCOMPLETE,
        (Reason(code=ReasonCode.UNIT_NOT_ASSESSED, blocks=("U2",)),),
    )


def test_a_block_not_yet_competent_calls_for_reassessment_even_beside_open_blocks() -> None:
    # Row 5 of the design's competency picture: BK in one unit, the next one open.
    assert final(blocks(K, BK, None), GOOD, DEFAULT) == (
        Final.REASSESS,
        (
            Reason(code=ReasonCode.UNIT_NOT_YET, blocks=("U2",)),
            Reason(code=ReasonCode.UNIT_NOT_ASSESSED, blocks=("U3",)),
        ),
    )


def test_attendance_out_of_reach_fails_first_of_all_reasons() -> None:
    # Row 12 there: 2 of 6 blocks competent, one BK, and under the minimum for good.
    verdict, reasons = final(blocks(K, BK, None), LOST, DEFAULT)
    assert verdict is Final.FAILED
    assert reasons[0] == Reason(code=ReasonCode.OUT_OF_REACH, rate=Fraction(9, 13), minimum=80)
    assert codes(reasons)[1:] == [ReasonCode.UNIT_NOT_YET, ReasonCode.UNIT_NOT_ASSESSED]


def test_a_programme_that_ended_under_the_minimum_is_failed() -> None:
    ended = Attendance(rate=Fraction(3, 4), reachable=True, ended=True)
    assert final(blocks(K), ended, DEFAULT)[0] is Final.FAILED


def test_attendance_that_can_still_be_reached_only_holds_it_open() -> None:
    assert final(blocks(K), LOW, DEFAULT) == (
        Final.INCOMPLETE,
        (Reason(code=ReasonCode.BELOW_MINIMUM, rate=Fraction(3, 4), minimum=80),),
    )


def test_a_fraction_of_a_percent_under_the_minimum_does_not_pass() -> None:
    hair = Attendance(rate=Fraction(7999, 10000), reachable=True, ended=True)
    assert final(blocks(K), hair, DEFAULT)[0] is Final.FAILED


def test_no_mark_at_all_does_not_pass() -> None:
    unmarked = Attendance(rate=None, reachable=True, ended=False)
    verdict, reasons = final(blocks(K), unmarked, DEFAULT)
    assert (verdict, codes(reasons)) == (Final.INCOMPLETE, [ReasonCode.UNMARKED])


def test_a_programme_that_asks_for_no_attendance_needs_no_marks() -> None:
    unmarked = Attendance(rate=None, reachable=True, ended=False)
    assert final(blocks(K), unmarked, Policy(minimum_attendance=0)) == (Final.PASSED, ())


def test_nothing_assessed_is_one_reason_and_not_a_list_of_all_blocks() -> None:
    assert final(blocks(None, None), GOOD, DEFAULT) == (
        Final.INCOMPLETE,
        (Reason(code=ReasonCode.NOTHING_ASSESSED),),
    )


def test_a_programme_without_blocks_passes_nobody() -> None:
    verdict, reasons = final([], GOOD, DEFAULT)
    assert (verdict, codes(reasons)) == (Final.INCOMPLETE, [ReasonCode.NO_BLOCKS])


def test_electives_count_unless_the_programme_asks_for_the_core_only() -> None:
    mixed = [BlockResult(block="U1", result=K), BlockResult(block="E1", result=None, core=False)]
    assert final(mixed, GOOD, DEFAULT)[0] is Final.INCOMPLETE
    assert final(mixed, GOOD, Policy(all_blocks=False))[0] is Final.PASSED


def test_a_programme_of_electives_only_still_asks_for_them() -> None:
    elective = [
        BlockResult(block="E1", result=K, core=False),
        BlockResult(block="E2", result=None, core=False),
    ]
    assert final(elective, GOOD, Policy(all_blocks=False)) == (
        Final.INCOMPLETE,
        (Reason(code=ReasonCode.UNIT_NOT_ASSESSED, blocks=("E2",)),),
    )


@given(
    st.lists(st.sampled_from([K, BK, None]), max_size=8),
    st.builds(
        Attendance,
        rate=st.none() | st.fractions(min_value=0, max_value=1),
        reachable=st.booleans(),
        ended=st.booleans(),
    ),
)
def test_passing_means_no_reason_and_every_other_verdict_has_one(
    results: list[Result | None], attendance: Attendance
) -> None:
    verdict, reasons = final(blocks(*results), attendance, DEFAULT)
    assert (verdict is Final.PASSED) == (not reasons)
    if verdict is Final.PASSED:
        assert set(results) == {K}
        assert attendance.rate is not None
        assert attendance.rate >= Fraction(4, 5)


def test_the_latest_attempt_with_a_result_counts() -> None:
    assert latest([(2, K), (1, BK), (3, None)]) == (2, K)


def test_without_a_result_no_attempt_counts() -> None:
    assert latest([(1, None)]) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5=K", ResultEntry(5, K, None)),
        ('5=BK:"reason"', ResultEntry(5, BK, "reason")),
        ("5=bk:undercut 0,8 mm: ulang", ResultEntry(5, BK, "undercut 0,8 mm: ulang")),
        ("5 = BK :", ResultEntry(5, BK, None)),
    ],
)
def test_a_result_is_read_as_number_result_and_note(text: str, expected: ResultEntry) -> None:
    assert parse_result(text) == expected


@pytest.mark.parametrize("text", ["", "5", "5=", "5=X", "K", "5=KB", "5=\u212a"])
def test_what_is_no_result_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="not-a-result"):
        parse_result(text)


def test_a_list_number_may_come_only_once() -> None:
    assert [entry.result for entry in parse_results(["5=K", "6=BK"])] == [K, BK]
    with pytest.raises(UserError, match="number-twice"):
        parse_results(["5=K", "5=BK"])


FIRST, LATEST = date(2026, 7, 1), date(2026, 7, 3)


@pytest.mark.parametrize(
    ("latest_result", "day", "number"),
    [
        (BK, date(2026, 7, 4), 3),
        (K, date(2026, 7, 4), 2),
        (BK, LATEST, 2),
        (K, FIRST, 1),
        (K, date(2026, 7, 2), None),
        (K, date(2026, 6, 30), None),
    ],
)
def test_the_day_says_which_attempt_a_result_belongs_to(
    latest_result: Result, day: date, number: int | None
) -> None:
    attempts = [Attempt(1, BK, FIRST), Attempt(2, latest_result, LATEST)]
    assert attempt_of_day(attempts, day) == number


def test_the_first_result_is_the_first_attempt() -> None:
    assert attempt_of_day([], FIRST) == 1


def test_an_attempt_without_a_day_is_corrected() -> None:
    assert attempt_of_day([Attempt(1, BK, None)], FIRST) == 1
