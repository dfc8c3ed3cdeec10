"""Two rows of one person become one, nothing recorded is lost, and all of it can be taken back."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from lpk_desktop.domain.attendance import Code
from lpk_desktop.domain.certificates import FrozenCertificate
from lpk_desktop.domain.competency import Result
from lpk_desktop.errors import UserError
from lpk_desktop.services import attendance, certificates, competency, enrolments, trainees
from lpk_desktop.services.attendance import Entry
from lpk_desktop.services.competency import Verdict
from lpk_desktop.services.merging import FILLED, merge
from lpk_desktop.services.readiness import readiness
from lpk_desktop.storage.checking import check
from lpk_desktop.storage.dependents import foreign_keys
from lpk_desktop.storage.rowstate import fields_of
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import (
    Assessment,
    Document,
    Enrolment,
    EnrolmentStatus,
    NikState,
    Trainee,
)
from tests.factory import LATER, do_again, make_cohort, take_back

NIK = "9901011708940901"
DAY = date(2026, 5, 25)
STANDING = select(Trainee.id).where(~Trainee.deleted).order_by(Trainee.id)


@pytest.fixture
def cohort(store: Store) -> str:
    return make_cohort(store, people=0)


def add(store: Store, cohort: str | None, **values: object) -> str:
    with store.write("Catat") as session:
        person = trainees.add_trainee(session, {"name": "Budi Santoso", "nik": NIK, **values})
        session.flush()
        if cohort is not None:
            trainees.enrol(session, trainee=person, cohort=cohort)
    return person


def join(store: Store, one: str, other: str) -> str:
    with store.write("Gabungkan") as session:
        return merge(session, one, other)


def place(store: Store, person: str, cohort: str) -> str:
    with store.read() as session:
        query = select(Enrolment.id).where(Enrolment.trainee_id == person, Enrolment.cohort_id == cohort)
        return session.scalars(query).one()


def mark(store: Store, person: str, cohort: str, column: int, code: Code | None, *, note: str = "") -> None:
    enrolment = place(store, person, cohort)
    with store.write("Tandai") as session:
        sheet = attendance.sheet(session, cohort, now=LATER)
        cell = (sheet.sessions[column].id, enrolment)
        if code is not None:
            attendance.mark(session, [cell], Entry(code=code), by=store.author, now=LATER)
        if note:
            attendance.note(session, cell, note, by=store.author, now=LATER)


def assess(store: Store, person: str, cohort: str, block: int, result: Result, *, day: date = DAY) -> None:
    enrolment = place(store, person, cohort)
    with store.write("Hasil") as session:
        sheet = competency.sheet(session, cohort, now=LATER)
        verdict = Verdict(result=result, assessor="Hesti", day=day, note="Latihan lagi.")
        competency.record(session, [enrolment], sheet.blocks[block].id, verdict, now=LATER)


def codes(store: Store, cohort: str) -> list[list[Code | None]]:
    with store.read() as session:
        rows = attendance.sheet(session, cohort, now=LATER).rows
    return [[cell.code if cell else None for cell in row.cells] for row in rows]


def results(store: Store, cohort: str) -> list[list[Result | None]]:
    with store.read() as session:
        rows = competency.sheet(session, cohort, now=LATER).rows
    return [[cell.result if cell else None for cell in row.cells] for row in rows]


def test_the_row_made_first_stays_whichever_is_named_first(store: Store) -> None:
    first, second = add(store, None), add(store, None)
    assert join(store, second, first) == first
    with store.read() as session:
        assert session.scalars(STANDING).all() == [first]


def test_empty_fields_are_filled_and_others_stay(store: Store) -> None:
    first = add(store, None, name="M. Rizki", phone="+62811", address=None)
    second = add(store, None, name="Muhammad Rizki", phone="+62822", address="Jl. Serayu 4")
    join(store, first, second)
    with store.read() as session:
        card = trainees.card(session, first)
    assert (card.name, card.phone, card.address) == ("M. Rizki", "+62811", "Jl. Serayu 4")


def test_a_nik_that_only_the_second_has_comes_along(store: Store) -> None:
    first, second = add(store, None, nik=None, phone="+62811"), add(store, None, phone="+62811")
    join(store, first, second)
    with store.read() as session:
        assert session.get_one(Trainee, first).nik == NIK
        assert trainees.card(session, first).nik_state.value == "valid"


def test_a_place_that_only_the_second_has_comes_along_with_all_its_records(store: Store, cohort: str) -> None:
    first, second = add(store, None), add(store, cohort)
    mark(store, second, cohort, 0, Code.PRESENT)
    mark(store, second, cohort, 1, None, note="Izin menelepon")
    assess(store, second, cohort, 0, Result.COMPETENT)
    join(store, first, second)
    assert codes(store, cohort) == [[Code.PRESENT, None, None, None, None]]
    assert results(store, cohort)[0][0] is Result.COMPETENT
    with store.read() as session:
        [line] = enrolments.class_list(session, cohort)
    assert (line.trainee, line.number) == (first, 1)


def test_where_both_have_a_place_each_gets_what_only_the_other_had(store: Store, cohort: str) -> None:
    first, second = add(store, cohort), add(store, cohort)
    mark(store, first, cohort, 0, Code.PRESENT)
    mark(store, second, cohort, 0, Code.PRESENT)
    mark(store, second, cohort, 1, Code.SICK)
    assess(store, second, cohort, 1, Result.COMPETENT)
    join(store, first, second)
    assert codes(store, cohort) == [[Code.PRESENT, Code.SICK, None, None, None]]
    assert results(store, cohort)[0][1] is Result.COMPETENT


def test_notes_at_one_cell_are_kept_both(store: Store, cohort: str) -> None:
    first, second = add(store, cohort), add(store, cohort)
    mark(store, first, cohort, 0, Code.SICK, note="Surat dokter")
    mark(store, second, cohort, 0, Code.SICK, note="Istri menelepon")
    join(store, first, second)
    with store.read() as session:
        [row] = attendance.sheet(session, cohort, now=LATER).rows
    assert row.cells[0] is not None
    assert row.cells[0].note == "Surat dokter; Istri menelepon"


def test_a_later_result_corrects_the_one_that_came_along(store: Store, cohort: str) -> None:
    first, second = add(store, None), add(store, cohort)
    assess(store, second, cohort, 0, Result.NOT_YET)
    join(store, first, second)
    assess(store, first, cohort, 0, Result.COMPETENT)
    assert results(store, cohort)[0][0] is Result.COMPETENT


def test_a_later_mark_replaces_the_one_that_came_along(store: Store, cohort: str) -> None:
    first, second = add(store, None), add(store, cohort)
    mark(store, second, cohort, 0, Code.ABSENT)
    join(store, first, second)
    mark(store, first, cohort, 0, Code.PRESENT)
    assert codes(store, cohort)[0][0] is Code.PRESENT


@pytest.mark.parametrize("other", [Code.ABSENT, Code.SICK])
def test_marks_that_contradict_each_other_are_for_a_person_to_settle(
    store: Store, cohort: str, other: Code
) -> None:
    first, second = add(store, cohort), add(store, cohort)
    mark(store, first, cohort, 0, Code.PRESENT)
    mark(store, second, cohort, 0, other)
    with pytest.raises(UserError, match="merge-marks-differ") as refused:
        join(store, first, second)
    assert refused.value.facts["day"] == date(2026, 5, 18)
    assert len(codes(store, cohort)) == 2


def test_results_that_contradict_each_other_are_for_a_person_to_settle(store: Store, cohort: str) -> None:
    first, second = add(store, cohort), add(store, cohort)
    assess(store, first, cohort, 0, Result.COMPETENT)
    assess(store, second, cohort, 0, Result.NOT_YET)
    with pytest.raises(UserError, match="merge-results-differ"):
        join(store, first, second)


def test_two_niks_are_two_people(store: Store) -> None:
    first, second = add(store, None), add(store, None, nik="9901011708940902")
    with pytest.raises(UserError, match="merge-niks-differ"):
        join(store, first, second)


def test_one_nik_under_the_names_of_two_people_is_for_a_person_to_settle(store: Store) -> None:
    first, second = add(store, None), add(store, None, name="Sri Wahyuni")
    with pytest.raises(UserError, match="merge-names-differ"):
        join(store, first, second)


def test_one_name_alone_is_no_reason_to_merge(store: Store) -> None:
    first, second = add(store, None, nik=None), add(store, None)
    with pytest.raises(UserError, match="merge-nothing-alike"):
        join(store, first, second)
    with store.read() as session:
        assert session.scalars(STANDING).all() == [first, second]


def test_a_nik_that_was_damaged_in_the_second_is_still_to_be_completed(store: Store) -> None:
    first, second = (add(store, None, nik=None, phone="+62811") for _row in range(2))
    with store.write("Seperti dari berkas") as session:
        session.get_one(Trainee, second).nik_state = NikState.DAMAGED
    join(store, first, second)
    with store.read() as session:
        assert trainees.card(session, first).nik_state is NikState.DAMAGED


@pytest.mark.parametrize("twice", [True, False])
def test_nobody_is_merged_with_oneself_or_with_nobody(store: Store, *, twice: bool) -> None:
    first = add(store, None)
    with pytest.raises(UserError, match="unknown-trainee"):
        join(store, first, first if twice else "0" * 32)


def complete(store: Store, cohort: str) -> None:
    """Everybody in the cohort present throughout and competent in everything."""
    with store.write("Lengkap") as session:
        for column in attendance.sheet(session, cohort, now=LATER).sessions:
            attendance.fill_rest(session, column.id, Entry(code=Code.PRESENT), by=None, now=LATER)
            session.flush()
        grid = competency.sheet(session, cohort, now=LATER)
        verdict = Verdict(result=Result.COMPETENT, assessor="Hesti", day=DAY)
        for block in grid.blocks:
            people = [row.enrolment for row in grid.rows]
            competency.record(session, people, block.id, verdict, now=LATER)


def issue(store: Store, cohort: str, *, people: int) -> list[str]:
    with store.write("Terbitkan") as session:
        ready = [each.enrolment for each in readiness(session, cohort, now=LATER)][-people:]
        return certificates.issue(session, cohort, enrolments=ready, issued_on=LATER.date(), now=LATER)


def test_a_certificate_of_the_second_is_the_persons_and_no_second_one_is_given(
    store: Store, cohort: str
) -> None:
    first, second = add(store, cohort), add(store, cohort)
    complete(store, cohort)
    [certificate] = issue(store, cohort, people=1)
    join(store, first, second)
    with store.read() as session:
        [candidate] = readiness(session, cohort, now=LATER)
    assert (candidate.trainee, candidate.certificate, candidate.ready) == (first, certificate, False)


def test_two_certificates_of_one_cohort_are_for_a_person_to_settle(store: Store, cohort: str) -> None:
    first, second = add(store, cohort), add(store, cohort)
    complete(store, cohort)
    issue(store, cohort, people=2)
    with pytest.raises(UserError, match="merge-two-certificates"):
        join(store, first, second)


def papers(store: Store) -> list[FrozenCertificate]:
    with store.read() as session:
        return certificates.frozen(session, sorted(row.id for row in certificates.register(session)))


def test_the_certificates_of_both_stay_as_they_were_issued(store: Store, cohort: str) -> None:
    other = make_cohort(store, people=0, batch=5)
    first, second = add(store, cohort), add(store, other)
    for each in (cohort, other):
        complete(store, each)
        issue(store, each, people=1)
    before = papers(store)
    join(store, first, second)
    assert len(before) == 2
    assert papers(store) == before
    with store.read() as session:
        places = {row.enrolment for row in certificates.register(session)}
        assert places == {place.enrolment for place in trainees.card(session, first).places}


def test_with_one_of_two_certificates_revoked_the_rows_are_merged_and_both_stay_in_the_register(
    store: Store, cohort: str
) -> None:
    first, second = add(store, cohort), add(store, cohort)
    complete(store, cohort)
    _kept, wrong = issue(store, cohort, people=2)
    with store.write("Cabut") as session:
        certificates.revoke(session, wrong, reason="Tercatat dua kali.")
    before = papers(store)
    join(store, first, second)
    assert papers(store) == before
    with store.read() as session:
        assert sorted(row.stands for row in certificates.register(session)) == [False, True]


def test_somebody_who_left_in_one_row_and_not_in_the_other_takes_part(store: Store, cohort: str) -> None:
    first, second = add(store, cohort), add(store, cohort)
    enrolment = place(store, first, cohort)
    with store.write("Keluar") as session:
        enrolments.withdraw(session, [enrolment])
    join(store, first, second)
    with store.read() as session:
        [line] = enrolments.class_list(session, cohort)
    assert line.status is EnrolmentStatus.ACTIVE


def test_all_of_it_is_taken_back_at_once(store: Store, cohort: str) -> None:
    first, second = add(store, None), add(store, cohort, phone="+62822")
    mark(store, second, cohort, 0, Code.PRESENT)
    assess(store, second, cohort, 0, Result.COMPETENT)
    join(store, first, second)
    assert take_back(store).left == ()
    with store.read() as session:
        [line] = enrolments.class_list(session, cohort)
        assert trainees.card(session, first).phone is None
    assert line.trainee == second
    assert codes(store, cohort)[0][0] is Code.PRESENT
    assert results(store, cohort)[0][0] is Result.COMPETENT


def test_a_nik_that_came_along_goes_back_with_its_person_and_comes_again(store: Store) -> None:
    first, second = add(store, None, nik=None, phone="+62811"), add(store, None, phone="+62811")
    join(store, first, second)
    for _time in range(2):
        assert take_back(store).left == ()
        with store.read() as session:
            assert [session.get_one(Trainee, row).nik for row in (first, second)] == [None, NIK]
        join(store, first, second)


def test_it_is_done_again_as_it_was(store: Store, cohort: str) -> None:
    first, second = add(store, cohort, phone="+62811"), add(store, cohort, phone="+62811")
    mark(store, second, cohort, 0, Code.PRESENT)
    join(store, first, second)
    merged = codes(store, cohort)
    for _time in range(2):
        assert take_back(store).left == ()
        assert do_again(store).left == ()
        with store.read() as session:
            assert list(session.scalars(STANDING)) == [first]
        assert codes(store, cohort) == merged


def test_what_is_known_of_a_person_comes_along_whole_or_not_at_all(store: Store) -> None:
    first, second = add(store, None), add(store, None)
    with store.write("Alamat") as session:
        session.get_one(Trainee, first).city_code = "9901"
        row = session.get_one(Trainee, second)
        row.address, row.city_code, row.occupation = "Jl. Serayu 4", "9902", "Juru las"
    join(store, first, second)
    with store.read() as session:
        row = session.get_one(Trainee, first)
        assert (row.address, row.city_code, row.occupation) == (None, "9901", "Juru las")


def test_documents_and_scores_come_along(store: Store, cohort: str) -> None:
    first, second = add(store, None), add(store, cohort)
    assess(store, second, cohort, 0, Result.COMPETENT)
    with store.write("Berkas") as session:
        session.scalars(select(Assessment)).one().score = 90
        session.add(Document(trainee_id=second, kind="ktp"))
    join(store, first, second)
    with store.read() as session:
        assert session.scalars(select(Document.trainee_id)).all() == [first]
        assert session.scalars(select(Assessment.score).where(~Assessment.deleted)).all() == [90]


def test_merging_knows_of_every_field_of_people_and_all_that_names_them() -> None:
    fields = {name for names in FILLED for name in names}
    assert fields == set(fields_of("trainee")) - {"name", "nik_state", "erased_on"}
    naming = {(child, parent) for child, _field, parent in foreign_keys()}
    assert {child for child, parent in naming if parent == "trainee"} == {"enrolment", "document"}
    assert {child for child, parent in naming if parent == "enrolment"} == {
        "mark",
        "assessment",
        "certificate",
    }


def test_the_file_stays_sound(store: Store, cohort: str) -> None:
    first, second = add(store, None), add(store, cohort)
    mark(store, second, cohort, 0, Code.PRESENT)
    assess(store, second, cohort, 0, Result.COMPETENT)
    join(store, first, second)
    assert check(store).clean
    take_back(store)
    assert check(store).clean
