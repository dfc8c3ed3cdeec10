"""What a competency act would change, and how unit codes are told."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from lpk_desktop.domain.competency import Result
from lpk_desktop.ui.pages.competency.headers import short_name
from lpk_desktop.ui.pages.competency.planning import (
    Codes,
    Show,
    assessors,
    first_cell,
    may_set_final,
    plan_copies,
    plan_record,
    shown_rows,
    split_codes,
)
from tests.ui.sheets import assessment, block, competency_sheet, with_assessment

K, BK = Result.COMPETENT, Result.NOT_YET


def test_a_result_that_stands_is_not_recorded_again() -> None:
    assert plan_record(competency_sheet(), [(0, 0), (9, 2)], K) == [(9, 2)]


def test_clearing_touches_assessed_cells_only() -> None:
    assert plan_record(competency_sheet(), [(0, 0), (9, 2)], None) == [(0, 0)]


def test_a_disputed_result_is_recorded_again() -> None:
    sheet = with_assessment(competency_sheet(), 0, 0, replace(assessment(K), disputed=True))
    assert plan_record(sheet, [(0, 0)], K) == [(0, 0)]


def test_fill_down_in_the_first_row_has_nothing_above() -> None:
    assert plan_copies(competency_sheet(), [(0, 0)]) == []


def test_work_starts_at_the_top_when_all_is_assessed() -> None:
    assert first_cell(competency_sheet(results=["K" * 6] * 16)) == (0, 0)


def test_a_programme_without_blocks_has_no_start() -> None:
    assert first_cell(competency_sheet(blocks=[], results=[])) is None


def test_the_open_are_those_with_a_block_to_assess() -> None:
    assert shown_rows(competency_sheet(), Show.OPEN) == [2, 4, 6, 9, 11, 14, 15]


def test_the_not_yet_are_those_with_a_bk() -> None:
    assert shown_rows(competency_sheet(), Show.NOT_YET) == [4, 9, 10, 15]


def test_results_can_be_set_when_somebody_is_complete() -> None:
    assert may_set_final(competency_sheet())


def test_nothing_can_be_set_while_all_are_open() -> None:
    assert not may_set_final(competency_sheet(names=["Agus"], results=["KK"]))


def test_assessors_come_once_each() -> None:
    names = ["Wahyu Adi Nugroho", "Hesti Tri Prabowo", "Hesti Tri Prabowo, MET.000.004182 2019"]
    assert assessors(competency_sheet()) == names


def test_codes_share_their_head() -> None:
    blocks = [block(1, "C.24LAS01.001.1", "a"), block(2, "C.24LAS01.028.1", "b"), block(3, None, "c")]
    assert split_codes(blocks, narrow=False) == Codes("C.24LAS01", ("001.1", "028.1", ""))


def test_narrow_codes_share_their_tail_too() -> None:
    blocks = [block(1, "S.951200.006.01", "a"), block(2, "S.951200.013.01", "b")]
    assert split_codes(blocks, narrow=True) == Codes("S.951200.___.01", ("006", "013"))


def test_codes_of_different_make_stay_whole() -> None:
    blocks = [block(1, "LOG.OO01.002.01", "a"), block(2, "C.24LAS01.001.1.2", "b")]
    assert split_codes(blocks, narrow=False) == Codes("", ("LOG.OO01.002.01", "C.24LAS01.001.1.2"))


@given(parts=st.lists(st.lists(st.sampled_from("ABC"), min_size=1, max_size=4), min_size=1, max_size=6))
def test_every_coded_block_keeps_something_of_its_code(parts: list[list[str]]) -> None:
    blocks = [block(at, ".".join(code), "t") for at, code in enumerate(parts)]
    assert all(split_codes(blocks, narrow=True).own)


def test_an_assessor_is_named_by_three_letters() -> None:
    assert short_name("Hesti Tri Prabowo, S.Pd.") == "HTP"


def test_an_assessor_with_one_name_gets_its_first_letters() -> None:
    assert short_name("Sutrisno, S.T.") == "SUT"
