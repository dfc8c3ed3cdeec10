from datetime import UTC, date, datetime

import pytest

from lpk_desktop.domain.attendance import Code
from lpk_desktop.domain.competency import Final, Result
from lpk_desktop.errors import UserError
from lpk_desktop.services import attendance, competency
from lpk_desktop.services.competency import Verdict
from lpk_desktop.services.views import AssessmentCell, CompetencySheet
from lpk_desktop.storage.store import Store
from tests.factory import LATER, take_back


def sheet(store: Store, cohort: str) -> CompetencySheet:
    with store.read() as session:
        return competency.sheet(session, cohort, now=LATER)


def record(
    store: Store, cohort: str, block: int, result: Result | None, *, day: int = 1, note: str = ""
) -> None:
    grid = sheet(store, cohort)
    with store.write("Nilai") as session:
        verdict = Verdict(result=result, assessor="Hesti Tri Prabowo", day=date(2026, 7, day), note=note)
        competency.record(session, [grid.rows[0].enrolment], grid.blocks[block].id, verdict, now=LATER)


def cell_of(result: Result, *, day: int, attempt: int, note: str | None = None) -> AssessmentCell:
    return AssessmentCell(
        result=result,
        assessor="Hesti Tri Prabowo",
        day=date(2026, 7, day),
        method=None,
        note=note,
        attempt=attempt,
        pending=False,
        disputed=False,
    )


def attend_all(store: Store, cohort: str) -> None:
    with store.read() as session:
        grid = attendance.sheet(session, cohort, now=LATER)
    with store.write("Hadir semua") as session:
        for column in grid.sessions:
            entry = attendance.Entry(code=Code.PRESENT, method="fill")
            attendance.fill_rest(session, column.id, entry, by=None, now=LATER)


def test_blocks_stand_in_order_with_code_and_decree(store: Store, cohort: str) -> None:
    grid = sheet(store, cohort)
    assert grid.blocks[0].code == "C.24LAS01.001.1"
    assert grid.blocks[-1].code is None


def test_a_bk_needs_a_reason(store: Store, cohort: str) -> None:
    with pytest.raises(UserError, match="reason-needed"):
        record(store, cohort, 0, Result.NOT_YET)
    assert sheet(store, cohort).rows[0].cells[0] is None


def test_a_result_of_the_same_day_corrects(store: Store, cohort: str) -> None:
    record(store, cohort, 0, Result.NOT_YET, note="undercut")
    record(store, cohort, 0, Result.COMPETENT)
    cell = sheet(store, cohort).rows[0].cells[0]
    assert cell
    assert (cell.result, cell.attempt) == (Result.COMPETENT, 1)


def test_a_later_result_after_bk_is_a_new_attempt(store: Store, cohort: str) -> None:
    record(store, cohort, 0, Result.NOT_YET, note="undercut")
    record(store, cohort, 0, Result.COMPETENT, day=3)
    cell = sheet(store, cohort).rows[0].cells[0]
    assert cell
    assert (cell.result, cell.attempt) == (Result.COMPETENT, 2)


def test_taking_the_new_attempt_back_shows_the_earlier_one(store: Store, cohort: str) -> None:
    record(store, cohort, 0, Result.NOT_YET, note="undercut")
    record(store, cohort, 0, Result.COMPETENT, day=3)
    record(store, cohort, 0, None, day=3)
    cell = sheet(store, cohort).rows[0].cells[0]
    assert cell
    assert (cell.result, cell.attempt, cell.note) == (Result.NOT_YET, 1, "undercut")


def test_a_result_dated_before_the_latest_attempt_is_refused_and_says_whose(
    store: Store, cohort: str
) -> None:
    record(store, cohort, 0, Result.COMPETENT, day=3)
    with pytest.raises(UserError, match="result-before-latest") as refused:
        record(store, cohort, 0, Result.NOT_YET, day=1, note="undercut")
    assert refused.value.facts == {
        "name": "Peserta 01",
        "day": date(2026, 7, 1),
        "latest": date(2026, 7, 3),
    }
    assert sheet(store, cohort).rows[0].cells[0] == cell_of(Result.COMPETENT, day=3, attempt=1)


def test_one_back_dated_result_among_many_stores_none(store: Store, cohort: str) -> None:
    record(store, cohort, 0, Result.COMPETENT, day=3)
    grid = sheet(store, cohort)
    people = [row.enrolment for row in grid.rows]
    verdict = Verdict(result=Result.COMPETENT, assessor=None, day=date(2026, 7, 1))
    with pytest.raises(UserError, match="result-before-latest"), store.write("Nilai") as session:
        competency.record(session, list(reversed(people)), grid.blocks[0].id, verdict, now=LATER)
    assert sheet(store, cohort).rows[2].cells[0] is None


def test_a_result_of_the_day_of_an_earlier_attempt_corrects_that_one(store: Store, cohort: str) -> None:
    record(store, cohort, 0, Result.NOT_YET, note="undercut")
    record(store, cohort, 0, Result.COMPETENT, day=3)
    record(store, cohort, 0, Result.NOT_YET, note="undercut 0,8 mm")
    assert sheet(store, cohort).rows[0].cells[0] == cell_of(Result.COMPETENT, day=3, attempt=2)
    record(store, cohort, 0, None)
    assert sheet(store, cohort).rows[0].cells[0] == cell_of(
        Result.NOT_YET, day=1, attempt=1, note="undercut 0,8 mm"
    )


def test_once_emptied_a_result_can_be_recorded_with_an_earlier_day(store: Store, cohort: str) -> None:
    record(store, cohort, 0, Result.COMPETENT, day=3)
    record(store, cohort, 0, None)
    record(store, cohort, 0, Result.COMPETENT, day=1)
    assert sheet(store, cohort).rows[0].cells[0] == cell_of(Result.COMPETENT, day=1, attempt=1)


def test_a_result_of_a_day_that_has_not_come_is_refused(store: Store, cohort: str) -> None:
    with pytest.raises(UserError, match="result-in-future"):
        record(store, cohort, 0, Result.COMPETENT, day=7)
    record(store, cohort, 0, Result.COMPETENT, day=6)
    assert sheet(store, cohort).rows[0].cells[0] == cell_of(Result.COMPETENT, day=6, attempt=1)


def test_today_is_the_day_at_the_centre(store: Store, cohort: str) -> None:
    grid = sheet(store, cohort)
    verdict = Verdict(result=Result.COMPETENT, assessor=None, day=date(2026, 7, 7))
    evening = datetime(2026, 7, 6, 17, 30, tzinfo=UTC)
    with store.write("Nilai") as session:
        competency.record(session, [grid.rows[0].enrolment], grid.blocks[0].id, verdict, now=evening)
    assert sheet(store, cohort).rows[0].cells[0]


def test_all_competent_and_present_passes(store: Store, cohort: str) -> None:
    attend_all(store, cohort)
    for block in range(len(sheet(store, cohort).blocks)):
        record(store, cohort, block, Result.COMPETENT)
    grid = sheet(store, cohort)
    assert (grid.rows[0].final, grid.rows[0].reasons) == (Final.PASSED, ())
    assert grid.rows[1].final is Final.INCOMPLETE
    assert grid.passed == 1


def test_competent_but_never_marked_does_not_pass(store: Store, cohort: str) -> None:
    for block in range(len(sheet(store, cohort).blocks)):
        record(store, cohort, block, Result.COMPETENT)
    assert sheet(store, cohort).rows[0].final is Final.INCOMPLETE


def test_a_result_taken_back_by_undo_can_be_recorded_again(store: Store, cohort: str) -> None:
    record(store, cohort, 0, Result.COMPETENT)
    take_back(store)
    record(store, cohort, 0, Result.NOT_YET, note="undercut")
    cell = sheet(store, cohort).rows[0].cells[0]
    assert cell
    assert (cell.result, cell.attempt) == (Result.NOT_YET, 1)
