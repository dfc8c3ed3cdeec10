"""The sample centre shows the figures of the design, and goes when it is told to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from lpk_desktop.domain.attendance import Code
from lpk_desktop.domain.competency import Final
from lpk_desktop.domain.formatting import percent
from lpk_desktop.services import access, attendance, cohorts, competency, programmes, sample_story
from lpk_desktop.services.centre import centre, signer
from lpk_desktop.services.readiness import readiness
from lpk_desktop.services.sample import (
    build_sample,
    counts,
)
from lpk_desktop.services.sample_access import SAMPLE_ADMIN, SAMPLE_PASSWORD
from lpk_desktop.services.sample_data import sample_data
from lpk_desktop.services.views import AttendanceSheet, CohortStatus, CompetencySheet
from lpk_desktop.storage import history
from lpk_desktop.storage.checking import check
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import Trainee

TODAY = date(2026, 6, 9)
LESSON = datetime(2026, 6, 9, 1, 25, tzinfo=UTC)
"""08:25 WIB on the day of the design's pictures."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = build_sample(tmp_path_factory.mktemp("contoh") / "data", today=TODAY)
    yield store
    store.close()


def attendance_of(store: Store, number: str) -> AttendanceSheet:
    with store.read() as session:
        return attendance.sheet(session, cohorts.cohort_id(session, number), now=LESSON)


def competency_of(store: Store, number: str) -> CompetencySheet:
    with store.read() as session:
        return competency.sheet(session, cohorts.cohort_id(session, number), now=LESSON)


def test_everything_is_there(sample: Store) -> None:
    assert counts(sample) == {
        "centre": 1, "signatory": 2, "staff": 6, "unit": 58, "programme": 8, "block": 54, "cohort": 4,
        "trainee": 69, "enrolment": 65, "session": 140, "mark": 917, "assessment": 134, "certificate": 0,
        "blob": 0, "holiday": 0, "setting": 0, "printing": 0, "document": 0, "access": 0,
    }  # fmt: skip


def test_it_says_of_itself_that_it_is_a_sample(sample: Store) -> None:
    with sample.read() as session:
        card = centre(session)
    assert (card.name, card.sample) == ("LPK Serayu Terampil", True)


def test_nobody_in_it_is_real(sample: Store) -> None:
    with sample.read() as session:
        assert {nik[:2] for nik in session.scalars(select(Trainee.nik)) if nik} == {"99"}


def test_anybody_can_sign_in_to_it(sample: Store) -> None:
    access.sign_in(sample.path.parent, name=SAMPLE_ADMIN, password=SAMPLE_PASSWORD).close()


def test_the_running_class_is_in_session_14_with_the_rates_of_the_design(sample: Store) -> None:
    sheet = attendance_of(sample, "LAS-4/2026")
    assert sheet.current is not None
    assert (sheet.sessions[sheet.current].number, sheet.sessions[sheet.current].day) == (14, TODAY)
    shown = " ".join(percent(row.rate) for row in sheet.rows if row.rate is not None)
    assert shown == "100% 93% 93% 100% 93% 93% 86% 93% 100% 77% 92% 69% 100% 92% 100% 92%"


def test_todays_session_is_half_marked(sample: Store) -> None:
    marked = [row.cells[13] for row in attendance_of(sample, "LAS-4/2026").rows]
    assert [cell.code.value if cell else "-" for cell in marked] == list("HHHHTHHIH") + ["-"] * 7


def test_marks_were_made_during_their_sessions_by_the_instructor(sample: Store) -> None:
    for number, instructor in (("LAS-4/2026", "Sutrisno, S.T."), ("HP-7/2026", "Dian Kusumawati")):
        sheet = attendance_of(sample, number)
        for row in sheet.rows:
            for column, cell in zip(sheet.sessions, row.cells, strict=True):
                if cell:
                    local = (cell.at + timedelta(hours=7)).replace(tzinfo=None)
                    assert local.date() == column.day
                    assert column.start < local.time() < column.end
                    assert cell.by == instructor


def test_late_people_have_their_minutes(sample: Store) -> None:
    cell = attendance_of(sample, "LAS-4/2026").rows[4].cells[13]
    assert cell
    assert (cell.code, cell.minutes_late, cell.at) == (Code.LATE, 19, LESSON - timedelta(minutes=6))


def test_the_finished_class_has_eight_who_pass_and_get_certificates(sample: Store) -> None:
    sheet = competency_of(sample, "LAS-3/2026")
    assert sheet.passed == 8
    assert Counter(row.final for row in sheet.rows) == {
        Final.PASSED: 8, Final.REASSESS: 4, Final.INCOMPLETE: 3, Final.FAILED: 1
    }  # fmt: skip
    with sample.read() as session:
        candidates = readiness(session, cohorts.cohort_id(session, "LAS-3/2026"), now=LESSON)
    assert [each.ready for each in candidates] == [row.final is Final.PASSED for row in sheet.rows]


def test_a_second_attempt_stands_beside_the_first(sample: Store) -> None:
    cell = competency_of(sample, "LAS-3/2026").rows[1].cells[4]
    assert cell
    assert (cell.result.value, cell.attempt, cell.assessor) == ("K", 2, "Hesti Tri Prabowo")


def test_who_is_not_yet_competent_knows_why(sample: Store) -> None:
    cell = competency_of(sample, "LAS-4/2026").rows[9].cells[1]
    assert cell
    assert (cell.result.value, cell.note) == ("BK", "Belum dapat menetapkan arus untuk posisi 3G.")


def test_the_classes_stand_where_the_design_has_them(sample: Store) -> None:
    with sample.read() as session:
        heads = {head.number: head for head in cohorts.cohorts(session, today=TODAY)}
    assert {number: (head.status, head.sessions, head.jp) for number, head in heads.items()} == {
        "LAS-4/2026": (CohortStatus.RUNNING, 30, 240),
        "HP-7/2026": (CohortStatus.RUNNING, 65, 260),
        "FKL-3/2026": (CohortStatus.RUNNING, 15, 60),
        "LAS-3/2026": (CohortStatus.EXAM, 30, 240),
    }
    assert heads["LAS-4/2026"].starts == date(2026, 5, 18)


def test_the_centre_has_filled_in_its_own_training_hours(sample: Store) -> None:
    with sample.read() as session:
        welding = programmes.programme(session, "LAS")
    assert [block.jp for block in welding.blocks] == [4, 16, 20, 72, 100, 28]
    assert welding.blocks[5].title == "Materi umum: K3, produktivitas, kewirausahaan"


def test_both_sides_of_the_certificate_have_somebody_to_sign(sample: Store) -> None:
    with sample.read() as session:
        signers = [signer(session, on=TODAY, back=back) for back in (False, True)]
    assert [each.name for each in signers if each] == [
        "Ir. Bambang Sudarsono, M.T.", "Dra. Endah Kusumastuti"
    ]  # fmt: skip


def test_history_tells_who_did_what_on_which_day(sample: Store) -> None:
    with sample.read() as session:
        latest = history.acts(session, limit=3)
    assert [(act.author, act.label, act.at) for act in latest] == [
        ("Sutrisno, S.T.", "Kehadiran LAS-4/2026 9 Jun", LESSON - timedelta(minutes=6)),
        ("Dian Kusumawati", "Kehadiran HP-7/2026 9 Jun", LESSON - timedelta(minutes=41)),
        ("Yusuf Maulana", "Kehadiran FKL-3/2026 8 Jun", datetime(2026, 6, 8, 6, 15, tzinfo=UTC)),
    ]


def test_undo_does_not_take_the_sample_apart(sample: Store) -> None:
    with sample.read() as session:
        assert history.next_undo(session, sample.author) is None


def test_its_file_and_its_log_are_sound(sample: Store) -> None:
    assert check(sample).clean


def picture(store: Store) -> list[object]:
    sheets = [attendance_of(store, number) for number in ("LAS-4/2026", "LAS-3/2026", "HP-7/2026")]
    with store.read() as session:
        acts = [(act.label, act.at, act.changes) for act in history.acts(session, limit=200)]
    cells = [[(row.number, row.name, row.cells) for row in sheet.rows] for sheet in sheets]
    return [cells, acts, counts(store)]


def test_the_same_day_gives_the_same_sample(sample: Store, tmp_path: Path) -> None:
    other = build_sample(tmp_path / "data", today=TODAY)
    assert picture(other) == picture(sample)
    other.close()


def test_nothing_bears_a_time_that_has_not_come(tmp_path: Path) -> None:
    dawn = datetime(2026, 11, 25, 0, 40, tzinfo=UTC)
    store = build_sample(tmp_path / "data", now=lambda: int(dawn.timestamp() * 1000))
    sheet = attendance_of(store, "LAS-4/2026")
    today = [row.cells[13] for row in sheet.rows]
    assert sheet.sessions[13].day == date(2026, 11, 25)
    assert {cell.at for cell in today if cell} == {dawn}
    with store.read() as session:
        assert history.acts(session, limit=1)[0].at == dawn
    store.close()


@pytest.mark.parametrize("shift", range(0, 370, 7))
def test_it_plays_on_any_day(shift: int) -> None:
    # 7 and 370 days apart: every weekday, Lebaran, and a change of year.
    today = TODAY + timedelta(days=shift + shift // 7 % 7)
    for cohort in sample_data().cohorts:
        laid_out = sample_story.laid_out(cohort, today)
        wanted = today - timedelta(days=cohort.anchor.days_before)
        last = laid_out.held[-1].day
        assert timedelta(0) <= wanted - last < timedelta(days=14)
        assert len(laid_out.held) == cohort.anchor.session
        assert all(session.day > wanted for session in laid_out.sessions[cohort.anchor.session :])
