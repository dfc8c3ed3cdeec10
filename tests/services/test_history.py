"""History in words: who changed what, from what to what, when, and on which computer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from lpk_desktop.domain.attendance import Code
from lpk_desktop.domain.competency import Result
from lpk_desktop.language import set_language
from lpk_desktop.messages.history import event_words, left_words, line_words, place_words, sentence
from lpk_desktop.services import attendance, cohorts, competency, enrolments, trainees
from lpk_desktop.services.access import NewCentre, found_centre
from lpk_desktop.services.acts import done_acts
from lpk_desktop.services.attendance import Entry
from lpk_desktop.services.centre import person_named, update_centre
from lpk_desktop.services.competency import Verdict
from lpk_desktop.services.finding import find_people
from lpk_desktop.services.history import act_events, row_events, trainee_history
from lpk_desktop.services.undoing import look_ahead, take_back
from lpk_desktop.storage.history import ActId, acts
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import Cohort, Enrolment, Mark
from lpk_desktop.storage.tables import Session as Meeting
from tests.factory import ADMIN, LATER, LIGHT, PASSWORD

JUNE_9 = datetime(2026, 6, 9, 1, 24, tzinfo=UTC)
"""08.24 in Purwokerto."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A centre in which everything happens on 9 June 2026 at 08.24."""
    founded = found_centre(
        tmp_path / "data",
        NewCentre(name="LPK Contoh"),
        admin=ADMIN,
        password=PASSWORD,
        device="Laptop satu",
        cost=LIGHT,
        now=lambda: int(JUNE_9.timestamp() * 1000),
    )
    yield founded.store
    founded.store.close()


@pytest.fixture
def person(store: Store, cohort: str) -> str:
    with store.read() as session:
        return find_people(session, "Peserta 02", limit=1)[0].id


def place_of(store: Store, person: str) -> str:
    with store.read() as session:
        return session.scalars(select(Enrolment.id).where(Enrolment.trainee_id == person)).one()


def mark(store: Store, cohort: str, person: str, code: Code) -> None:
    enrolment = place_of(store, person)
    with store.write("Kehadiran") as session:
        cells = [(cohorts.schedule(session, cohort)[0].id, enrolment)]
        attendance.mark(session, cells, Entry(code=code), by=store.author, now=LATER)


def latest(store: Store) -> ActId:
    with store.read() as session:
        return acts(session, limit=1)[0].id


def told(store: Store, person: str, count: int) -> list[str]:
    with store.read() as session:
        return [event_words(event) for event in trainee_history(session, person)[:count]]


def test_a_change_is_one_sentence_with_who_when_and_where(store: Store, person: str) -> None:
    with store.write("Ubah") as session:
        trainees.update_trainee(session, person, {"name": "Siti Aminah"})
    with store.read() as session:
        event = trainee_history(session, person)[0]
    assert sentence(event) == (
        "Ratna Puspitasari mengubah Nama dari Peserta 02 menjadi Siti Aminah, 9 Juni 2026 08.24, "
        "di Laptop satu"
    )


def test_a_centre_in_the_east_reads_its_own_clock(store: Store, person: str) -> None:
    with store.write("Zona") as session:
        update_centre(session, {"zone": "WIT"})
        trainees.update_trainee(session, person, {"education": "SMA"})
    with store.read() as session:
        assert sentence(trainee_history(session, person)[0]).endswith("9 Juni 2026 10.24, di Laptop satu")


def test_marks_results_and_places_belong_to_the_person(store: Store, cohort: str, person: str) -> None:
    mark(store, cohort, person, Code.PRESENT)
    mark(store, cohort, person, Code.SICK)
    enrolment = place_of(store, person)
    with store.write("Hasil") as session:
        block = competency.sheet(session, cohort, now=LATER).blocks[0].id
        verdict = Verdict(result=Result.NOT_YET, assessor="Hesti", day=date(2026, 6, 1), note="undercut")
        competency.record(session, [enrolment], block, verdict, now=LATER)
    with store.write("Keluar") as session:
        enrolments.withdraw(session, [enrolment])
    assert told(store, person, 6) == [
        "Keluar dari Las SMAW 4/2026",
        "Hasil C.24LAS01.001.1: belum kompeten",
        "Kehadiran 18 Mei: hadir → sakit",
        "Kehadiran 18 Mei: hadir",
        "Didaftarkan ke Las SMAW 4/2026",
        "Data peserta dibuat",
    ]


def test_identifiers_are_masked_and_codes_are_words(store: Store, person: str) -> None:
    with store.write("Ubah") as session:
        values = {"nik": "9902121708940031", "sex": "P", "birth_date": date(1990, 2, 12)}
        trainees.update_trainee(session, person, values | {"phone": "+6285741027736"})
    assert set(told(store, person, 4)) == {
        "NIK: •••• 0002 → •••• 0031",
        "Jenis kelamin diisi: Perempuan",
        "Tanggal lahir: 17 Agu 1994 → 12 Feb 1990",
        "No. HP diisi: 0857-4102-7736",
    }


def test_what_an_import_or_an_undo_did_says_so(store: Store, person: str) -> None:
    with store.write("Impor peserta.xlsx", source="import") as session:
        trainees.update_trainee(session, person, {"education": "SMA"})
    imported = latest(store)
    with store.write("Urungkan: Impor peserta.xlsx", source="undo", undoes=imported) as session:
        take_back(session, imported)
    with store.read() as session:
        undone, done = trainee_history(session, person)[:2]
    assert event_words(undone) == "Pendidikan dikosongkan, sebelumnya SMA"
    assert place_words(undone) == "di Laptop satu (Urungkan: Impor peserta.xlsx)"
    assert place_words(done) == "di Laptop satu (Impor peserta.xlsx)"


def test_an_act_names_each_person_it_touched(store: Store, cohort: str, person: str) -> None:
    mark(store, cohort, person, Code.ABSENT)
    with store.read() as session:
        events = act_events(session, latest(store))
    assert [event_words(event, whose=True) for event in events] == ["Peserta 02 · Kehadiran 18 Mei: alpa"]


def test_names_stand_for_ids(store: Store, cohort: str) -> None:
    with store.write("Instruktur") as session:
        session.get_one(Cohort, cohort).instructor_id = person_named(session, "Hendro Wicaksono").id
    with store.read() as session:
        events = row_events(session, cohort)
    assert event_words(events[0], whose=True) == (
        "Las SMAW 4/2026 · Kelas, Instruktur diisi: Hendro Wicaksono"
    )


def test_an_undo_is_told_before_and_after_in_the_same_words(store: Store, cohort: str, person: str) -> None:
    mark(store, cohort, person, Code.PRESENT)
    with store.write("Data diubah") as session:
        trainees.update_trainee(session, person, {"phone": "+628110000001", "education": "SMA"})
    edited = latest(store)
    with store.write("Data diubah lagi") as session:
        trainees.update_trainee(session, person, {"phone": "+628110000002"})
    with store.read() as session:
        ahead = look_ahead(session, edited)
    assert [line_words(line) for line in ahead.lines] == [
        "Peserta 02 · Pendidikan dikosongkan, sebelumnya SMA"
    ]
    assert [left_words(left) for left in ahead.left] == [
        "Peserta 02: No. HP sudah diubah oleh Ratna Puspitasari, 9 Juni 2026 08.24, di Laptop satu"
    ]


def test_a_persons_place_and_data_are_left_as_one(store: Store, cohort: str, person: str) -> None:
    with store.read() as session:
        made = next(act for act in done_acts(session) if act.label == "Kelas")
    mark(store, cohort, person, Code.PRESENT)
    with store.read() as session:
        ahead = look_ahead(session, made.id)
    words = [left_words(left) for left in ahead.left]
    assert "Peserta 02: masih dipakai 1 kehadiran" in words
    assert len([each for each in words if each.startswith("Peserta 02")]) == 1


def test_a_mark_of_a_session_that_is_locked_by_now_stays_and_says_so(
    store: Store, cohort: str, person: str
) -> None:
    mark(store, cohort, person, Code.PRESENT)
    marked = latest(store)
    with store.write("Kunci") as session:
        for meeting in session.scalars(select(Meeting).where(Meeting.cohort_id == cohort)):
            meeting.locked = True
    with store.read() as session:
        ahead = look_ahead(session, marked)
    assert [left_words(left) for left in ahead.left] == ["Peserta 02: Sesi 18 Mei sudah dikunci"]


def test_the_english_words_say_the_same(store: Store, person: str, english: None) -> None:
    with store.write("Ubah") as session:
        trainees.update_trainee(session, person, {"name": "Siti"})
    with store.read() as session:
        assert sentence(trainee_history(session, person)[0]).startswith(
            "Ratna Puspitasari changed Name from Peserta 02 to Siti, 9 June 2026 08:24, on Laptop satu"
        )


@pytest.fixture
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("id")


def test_a_cleared_mark_says_what_it_was(store: Store, cohort: str, person: str) -> None:
    mark(store, cohort, person, Code.PRESENT)
    enrolment = place_of(store, person)
    with store.write("Hapus tanda") as session:
        cells = [(cohorts.schedule(session, cohort)[0].id, enrolment)]
        attendance.mark(session, cells, Entry(code=None), by=store.author, now=LATER)
    with store.read() as session:
        row = session.scalars(select(Mark.id)).one()
        assert event_words(row_events(session, row)[0]) == "Kehadiran 18 Mei dikosongkan, sebelumnya hadir"
