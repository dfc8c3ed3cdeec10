"""Erasing a person: afterwards nothing in the file tells what was known."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text

from lpk_desktop.domain.erasing import NAMELESS, Reason
from lpk_desktop.errors import UserError
from lpk_desktop.messages.history import event_words
from lpk_desktop.services import (
    attendance,
    certificates,
    enrolments,
    erasing,
    finding,
    history,
    merging,
    trainee_list,
    trainees,
)
from lpk_desktop.services.undoing import Why, take_back
from lpk_desktop.storage.checking import check
from lpk_desktop.storage.history import FINAL, plan_undo
from lpk_desktop.storage.search import numbers_meant
from lpk_desktop.storage.store import Store, open_store
from lpk_desktop.storage.tables import Access, ActRow, BlobContent, Certificate, Document, Enrolment, Trainee
from tests.certified import complete, issue
from tests.factory import LATER, make_cohort
from tests.storage.test_contents import put_in
from tests.traces import SECRETS, TRACES, everything, found_in

YEARS_LATER = datetime(2032, 7, 6, 3, 0, tzinfo=UTC)


def person_of(store: Store, cohort: str, number: int = 1) -> str:
    with store.read() as session:
        query = select(Enrolment.trainee_id).where(
            Enrolment.cohort_id == cohort, Enrolment.list_number == number
        )
        return session.scalars(query).one()


def fill(store: Store, person: str) -> None:
    with store.write("Isi data") as session:
        trainees.update_trainee(session, person, SECRETS)
    with store.write("Ubah nomor") as session:
        trainees.update_trainee(session, person, {"phone": "081200009999"})


def erase(store: Store, *people: str, reason: Reason = Reason.REQUESTED) -> int:
    with store.write("Hapus data pribadi", source=FINAL) as session:
        return erasing.erase_people(session, people, reason=reason, now=LATER)


def test_nothing_of_the_person_is_left_anywhere_in_the_file(store: Store, cohort: str) -> None:
    person = person_of(store, cohort)
    fill(store, person)
    assert found_in(store) == list(TRACES)
    erase(store, person)
    assert found_in(store) == []


def test_no_free_page_stays_in_the_file(store: Store, cohort: str) -> None:
    person = person_of(store, cohort)
    fill(store, person)
    erase(store, person)
    with store.read() as session:
        assert session.execute(text("PRAGMA freelist_count")).scalar() == 0


def test_the_file_stays_sound(store: Store, cohort: str) -> None:
    person = person_of(store, cohort)
    fill(store, person)
    erase(store, person)
    assert check(store).findings == ()


def test_the_search_does_not_know_the_numbers_any_more(store: Store, cohort: str) -> None:
    person = person_of(store, cohort)
    fill(store, person)
    with store.read() as session:
        assert numbers_meant(session, str(SECRETS["nik"]))
    erase(store, person)
    with store.read() as session:
        assert not numbers_meant(session, str(SECRETS["nik"]))
        assert numbers_meant(session, "Peserta")


def test_history_says_that_it_was_erased_instead_of_what(store: Store, cohort: str) -> None:
    person = person_of(store, cohort)
    fill(store, person)
    erase(store, person)
    with store.read() as session:
        told = [event_words(event) for event in history.trainee_history(session, person)]
    assert "No. HP: dihapus" in told
    assert "Data pribadi dihapus: diminta pemilik data" in told


def test_it_is_not_undone(store: Store, cohort: str) -> None:
    erase(store, person_of(store, cohort))
    with store.read() as session:
        act = history.latest_acts(session, limit=1)[0].id
        with pytest.raises(UserError, match="cannot-be-undone"):
            plan_undo(session, act)


def test_undoing_what_was_before_leaves_the_erased_alone_and_says_so(store: Store, cohort: str) -> None:
    person = person_of(store, cohort)
    fill(store, person)
    with store.read() as session:
        act = history.latest_acts(session, limit=1)[0].id
    erase(store, person)
    with store.write("Urungkan", source="undo", undoes=act) as session:
        done = take_back(session, act)
    assert (done.rows, [left.why for left in done.left]) == (0, [Why.ERASED])
    assert found_in(store) == []


def test_a_person_in_a_class_that_goes_on_is_not_erased(store: Store, cohort: str) -> None:
    person = person_of(store, cohort)
    during = datetime(2026, 5, 19, 3, 0, tzinfo=UTC)
    with (
        store.write("Hapus", source=FINAL) as session,
        pytest.raises(UserError, match="erase-in-class"),
    ):
        erasing.erase_people(session, [person], reason=Reason.REQUESTED, now=during)


def test_nobody_writes_into_an_erased_person(store: Store, cohort: str) -> None:
    person = person_of(store, cohort)
    erase(store, person)
    with pytest.raises(UserError, match="person-erased"), store.write("Isi") as session:
        trainees.update_trainee(session, person, {"phone": "081277770777"})


def test_who_has_no_certificate_loses_the_name_too(store: Store, cohort: str) -> None:
    person = person_of(store, cohort)
    with store.write("Data Peserta 01 diubah") as session:
        trainees.update_trainee(session, person, {"phone": "081277770777"})
    erase(store, person)
    with store.read() as session:
        assert session.get_one(Trainee, person).name == NAMELESS
    assert "Peserta 01" not in everything(store)


def labels(store: Store) -> set[str]:
    with store.read() as session:
        return set(session.scalars(select(ActRow.label)))


def test_acts_about_others_too_no_longer_say_who_it_was(store: Store) -> None:
    nik, phone = str(SECRETS["nik"]), "0812-7777-0777"
    label = f"Impor Dewi_Lestari {nik[:6]} {nik[6:]}, {phone} Li Bo 2026-05-04.csv"
    with store.write(label, source="import") as session:
        dewi = trainees.add_trainee(session, {"name": "Dewi Lestari"} | SECRETS)
        bo = trainees.add_trainee(session, {"name": "Li Bo"})
    erase(store, dewi)
    assert "Impor …, … Li Bo 2026-05-04.csv" in labels(store)
    erase(store, bo)
    assert "Impor …, … 2026-05-04.csv" in labels(store)
    plain = everything(store)
    assert not [trace for trace in ("Dewi", "Lestari", "Li Bo", nik, phone) if trace in plain]


def test_whose_name_stays_loses_former_names_and_numbers_in_labels(store: Store, cohort: str) -> None:
    complete(store, cohort)
    person = person_of(store, cohort)
    fill(store, person)
    for name in ("Rahasia Lama", "Peserta 01"):
        with store.write(f"Rahasia Lama menjadi Peserta 01, NIK {SECRETS['nik']}") as session:
            trainees.update_trainee(session, person, {"name": name})
    issue(store, cohort, people=1)
    erase(store, person)
    told = labels(store)
    assert "… menjadi Peserta 01, NIK …" in told
    assert not [label for label in told if "Rahasia" in label or str(SECRETS["nik"]) in label]


def test_a_certificate_keeps_the_name_and_stays_genuine(store: Store, cohort: str) -> None:
    complete(store, cohort)
    [certificate] = issue(store, cohort, people=1)
    person = person_of(store, cohort)
    erase(store, person)
    with store.read() as session:
        row = session.get_one(Certificate, certificate)
        assert "1994-08-17" not in row.content
        assert session.get_one(Trainee, person).name == "Peserta 01"
        found = certificates.check_text(session, row.payload)
        assert (found.valid, found.differs_from_register) == (True, False)
        with pytest.raises(UserError, match="certificate-erased"):
            certificates.frozen(session, [certificate])


def test_nobody_meets_an_erased_person_in_a_list(store: Store, cohort: str) -> None:
    complete(store, cohort)
    issue(store, cohort, people=1)
    person = person_of(store, cohort)
    other = make_cohort(store, people=0, batch=9)
    erase(store, person)
    with store.read() as session:
        assert person not in [line.id for line in trainee_list.trainee_lines(session, today=LATER.date())]
        assert person not in [free.trainee for free in enrolments.free_people(session, other)]
        assert person not in [found.id for found in finding.find_people(session, "peserta", limit=9)]


def test_the_bytes_of_the_persons_papers_go_and_shared_ones_stay(store: Store, cohort: str) -> None:
    first, second = person_of(store, cohort, 1), person_of(store, cohort, 2)
    own, shared = put_in(store, b"kartu Rahasia"), put_in(store, b"surat bersama")
    with store.write("Berkas peserta") as session:
        for person, file in ((first, own), (first, shared), (second, shared)):
            session.add(Document(trainee_id=person, kind="ktp", blob_id=file))
    erase(store, first)
    with store.read() as session:
        assert session.scalars(select(BlobContent.data)).all() == [b"surat bersama"]
    assert found_in(store) == []
    assert check(store).findings == ()


def test_counts_of_the_class_stay(store: Store, cohort: str) -> None:
    complete(store, cohort)
    with store.read() as session:
        before = [row.cells for row in attendance.sheet(session, cohort, now=LATER).rows]
    erase(store, person_of(store, cohort))
    with store.read() as session:
        assert [row.cells for row in attendance.sheet(session, cohort, now=LATER).rows] == before


def test_a_row_that_a_merge_left_goes_too(store: Store, cohort: str) -> None:
    person = person_of(store, cohort)
    fill(store, person)
    with store.write("Ganda") as session:
        name = session.get_one(Trainee, person).name
        twin = trainees.add_trainee(session, {"name": name} | SECRETS)
    with store.write("Gabung") as session:
        merging.merge(session, person, twin)
    erase(store, person)
    assert found_in(store) == []
    assert check(store).findings == ()


def test_who_erased_whom_and_why_is_on_record(store: Store, cohort: str) -> None:
    person = person_of(store, cohort)
    erase(store, person)
    with store.read() as session:
        [row] = session.scalars(select(Access))
    assert (row.kind, row.persons, row.detail, row.staff) == (
        "erase", f'["{person}"]', "requested", store.author,
    )  # fmt: skip


def test_people_are_due_after_the_years_the_centre_has_set(store: Store, cohort: str) -> None:
    with store.read() as session:
        assert erasing.due(session, now=LATER) == []
        assert len(erasing.due(session, now=YEARS_LATER)) == 3
    with store.write("Masa simpan") as session:
        erasing.set_retention(session, 10)
    with store.read() as session:
        assert erasing.due(session, now=YEARS_LATER) == []


def test_the_preview_says_what_goes_and_stays(store: Store, cohort: str) -> None:
    complete(store, cohort)
    issue(store, cohort, people=1)
    people = [person_of(store, cohort, 1), person_of(store, cohort, 2)]
    with store.read() as session:
        found = erasing.preview(session, people, now=LATER)
    assert (found.names, found.certificates, found.nameless) == (("Peserta 01", "Peserta 02"), 1, 1)


def test_an_older_copy_of_the_file_is_erased_again_when_it_opens(store: Store, cohort: str) -> None:
    person = person_of(store, cohort)
    fill(store, person)
    folder, key, author = store.path.parent, store.key, store.author
    store.close()
    older = store.path.read_bytes()
    again = open_store(folder, key=key, author=author)
    erase(again, person)
    again.close()
    store.path.write_bytes(older)
    restored = open_store(folder, key=key, author=author)
    assert found_in(restored) == []
    assert check(restored).findings == ()
    restored.close()


def test_what_a_crash_left_of_it_goes_at_the_next_start(
    store: Store, cohort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = person_of(store, cohort)
    fill(store, person)
    with monkeypatch.context() as patch:
        patch.setattr(Store, "finish_erasing", lambda _store: None)
        erase(store, person)
        folder, key, author = store.path.parent, store.key, store.author
        store.close()
    opened = open_store(folder, key=key, author=author)
    assert found_in(opened) == []
    with opened.read() as session:
        assert numbers_meant(session, "Peserta 02")
    opened.close()
