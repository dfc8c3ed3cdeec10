from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpk_desktop.domain.attendance import (
    Amounts,
    Basis,
    Code,
    Forecast,
    MarkEntry,
    Policy,
    amounts,
    forecast,
    meets,
    parse_code,
    parse_mark,
    parse_marks,
    rate,
    tally,
)
from lpk_desktop.errors import UserError

DEFAULT = Policy()
H, T, I, S, A = Code  # noqa: E741  the letters on paper

codes = st.lists(st.sampled_from([*Code, None]), max_size=60)
policies = st.builds(
    Policy, counted=st.frozensets(st.sampled_from(Code)), minimum=st.integers(min_value=0, max_value=100)
)


def test_a_policy_counts_present_and_late_and_asks_for_80_percent_unless_told_otherwise() -> None:
    assert (DEFAULT.counted, DEFAULT.minimum, DEFAULT.basis) == (frozenset({H, T}), 80, Basis.SESSIONS)


def test_a_minimum_above_100_percent_is_refused() -> None:
    with pytest.raises(ValueError, match="101"):
        Policy(minimum=101)


def test_the_tally_counts_each_code_in_the_order_of_the_columns() -> None:
    assert tally([H, H, None, T, A, A, A, S]) == (2, 1, 0, 1, 3)


def test_the_rate_runs_over_marked_sessions_only() -> None:
    assert rate([H, T, A, None, None], DEFAULT) == Fraction(2, 3)


def test_nothing_marked_has_no_rate() -> None:
    assert rate([None, None], DEFAULT) is None


def test_a_programme_may_count_excused_and_sick_as_attended() -> None:
    assert rate([H, I, S, A], Policy(counted=frozenset({H, T, I, S}))) == Fraction(3, 4)


def test_by_training_hours_a_long_session_weighs_more() -> None:
    assert rate([H, A], DEFAULT, weights=[2, 8]) == Fraction(1, 5)


def test_weights_must_fit_the_sessions() -> None:
    with pytest.raises(ValueError, match="shorter"):
        amounts([H, A], DEFAULT, weights=[8])


def test_one_session_short_of_80_percent_does_not_meet_it() -> None:
    assert not meets(Fraction(7999, 10000), 80)
    assert meets(Fraction(4, 5), 80)


def test_joko_can_still_reach_80_percent_with_15_of_the_17_sessions_left() -> None:
    # Row 12 of the design's attendance picture: 9 of 13 attended, 30 sessions in all.
    expected = Forecast(needed=15, left=17, reachable=True)
    assert forecast(attended=9, marked=13, left=17, minimum=80) == expected


def test_a_minimum_out_of_reach_names_no_number() -> None:
    assert forecast(attended=2, marked=10, left=3, minimum=80) == Forecast(
        needed=None, left=3, reachable=False
    )


def test_a_programme_without_sessions_asks_for_nothing() -> None:
    assert forecast(attended=0, marked=0, left=0, minimum=80) == Forecast(needed=0, left=0, reachable=True)


@given(codes, policies, st.data())
def test_the_amounts_add_up_to_the_whole_programme(
    marks: list[Code | None], policy: Policy, data: st.DataObject
) -> None:
    size = len(marks)
    weights = data.draw(
        st.none() | st.lists(st.integers(min_value=1, max_value=12), min_size=size, max_size=size)
    )
    sums = amounts(marks, policy, weights=weights)
    assert sums.marked + sums.left == (sum(weights) if weights is not None else len(marks))
    assert 0 <= sums.attended <= sums.marked


@given(codes, policies)
def test_the_rate_is_the_counted_share_of_the_tally(marks: list[Code | None], policy: Policy) -> None:
    counts = dict(zip(Code, tally(marks), strict=True))
    share = rate(marks, policy)
    if share is None:
        assert sum(counts.values()) == 0
    else:
        assert share * sum(counts.values()) == sum(counts[code] for code in policy.counted)


@given(codes, policies)
def test_the_forecast_agrees_with_trying_every_number_of_sessions(
    marks: list[Code | None], policy: Policy
) -> None:
    sums = amounts(marks, policy)
    enough = [k for k in range(sums.left + 1) if _share_after(sums, k) >= policy.minimum]
    told = forecast(attended=sums.attended, marked=sums.marked, left=sums.left, minimum=policy.minimum)
    assert told == Forecast(needed=min(enough) if enough else None, left=sums.left, reachable=bool(enough))


def _share_after(sums: Amounts, attended: int) -> Fraction:
    total = sums.marked + sums.left
    return Fraction((sums.attended + attended) * 100, total) if total else Fraction(100)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7=A", MarkEntry(7, A, None)),
        ("15 = h", MarkEntry(15, H, None)),
        ("7=T:19", MarkEntry(7, T, 19)),
        ("7=T19", MarkEntry(7, T, 19)),
        ("7=t", MarkEntry(7, T, None)),
    ],
)
def test_a_mark_is_read_as_number_code_and_minutes(text: str, expected: MarkEntry) -> None:
    assert parse_mark(text) == expected


@pytest.mark.parametrize("text", ["", "7", "7=", "7=X", "7=H:5", "7=T:0", "7=AA", "=A", "7=\u017f", "a=A"])
def test_what_is_no_mark_is_refused_with_the_text(text: str) -> None:
    with pytest.raises(UserError, match="not-a-mark"):
        parse_mark(text)


def test_a_refused_mark_does_not_repeat_a_nik() -> None:
    with pytest.raises(UserError) as refused:
        parse_mark("9902121708940031=A")
    assert refused.value.facts == {"text": "…=A"}


def test_the_rest_is_a_code_without_a_number() -> None:
    assert parse_code("H") == (H, None)


def test_a_list_number_may_come_only_once() -> None:
    assert [entry.number for entry in parse_marks(["7=A", "15=A"])] == [7, 15]
    with pytest.raises(UserError, match="number-twice") as refused:
        parse_marks(["7=A", "07=H"])
    assert refused.value.facts == {"number": 7}
