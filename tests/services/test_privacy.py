"""Who saw or took away whose data: on record before it leaves, and read back."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from lpk_desktop.domain.clock import Clock
from lpk_desktop.domain.privacy import Way, place_name
from lpk_desktop.errors import UserError
from lpk_desktop.messages.history import event_words
from lpk_desktop.services import trainees
from lpk_desktop.services.acts import Bar, done_acts
from lpk_desktop.services.history import trainee_history
from lpk_desktop.services.privacy import AccessEntry, accesses, hand_over, put_down, record
from lpk_desktop.storage.capture import GuardError
from lpk_desktop.storage.store import Store
from tests.factory import ADMIN, LATER

NIK = "9902121708940031"


@pytest.fixture
def people(store: Store) -> list[str]:
    with store.write("Peserta baru") as session:
        names = ("Budi Santoso", "Dewi Lestari")
        return [trainees.add_trainee(session, {"name": name}) for name in names]


def log(store: Store, *, trainee: str | None = None, since: date | None = None) -> list[AccessEntry]:
    with store.read() as session:
        return accesses(session, trainee=trainee, since=since)


def test_the_log_says_whose_data_left_when_by_whom_and_where_to(store: Store, people: list[str]) -> None:
    record(store, Way.CERTIFICATES, people, where="Stik USB", at=LATER)
    [entry] = log(store)
    assert (entry.by, entry.way, entry.detail) == (ADMIN, "certificates", "Stik USB")
    assert entry.at == LATER
    assert {each.name for each in entry.persons} == {"Budi Santoso", "Dewi Lestari"}


def test_it_answers_for_one_person_and_from_a_day_on(store: Store, people: list[str]) -> None:
    budi, dewi = people
    record(store, Way.PRINT, [budi], where="Epson", at=LATER - timedelta(days=3))
    record(store, Way.REJECTS, people, where="sisa.xlsx", at=LATER)
    assert [entry.way for entry in log(store, trainee=dewi)] == ["rejects"]
    assert [entry.way for entry in log(store, trainee=budi)] == ["rejects", "print"]
    assert [entry.way for entry in log(store, since=LATER.date())] == ["rejects"]


def test_a_day_begins_at_the_centres_midnight(store: Store, people: list[str]) -> None:
    evening = LATER.replace(hour=17, minute=0)  # midnight in WIB
    record(store, Way.PRINT, people, where="Epson", at=evening - timedelta(seconds=1))
    record(store, Way.REJECTS, people, where="sisa.xlsx", at=evening)
    assert [entry.way for entry in log(store, since=evening.date() + timedelta(days=1))] == ["rejects"]


def test_no_name_of_a_file_brings_a_nik_into_the_log(store: Store, people: list[str]) -> None:
    record(store, Way.REJECTS, people, where=f"peserta {NIK}.xlsx", at=LATER)
    with store.read() as session:
        labels = [act.label for act in done_acts(session)]
    assert log(store)[0].detail == "peserta •••• 0031.xlsx"
    assert not any(NIK in label for label in labels)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("9902 1217 0894 0031.pdf", "•••• 0031.pdf"),
        ("kpj 00012345678", "kpj •••• 5678"),
        ("9901--0101--0190--0001.pdf", "•••• 0001.pdf"),
        ("KTP 9901, 0101, 0190, 0001", "KTP •••• 0001"),
        ("9901 · 0101 · 0190 · 0001", "•••• 0001"),
        ("(9901)(0101)(0190)(0001)", "(•••• 0001)"),
        ("9901010101900001 2026-11-21", "•••• 0001 2026-11-21"),
        ("Sertifikat LAS-4 2026-07-06.pdf", "Sertifikat LAS-4 2026-07-06.pdf"),
        ("Rekap 4 2026-11-21 2026-11-22", "Rekap 4 2026-11-21 2026-11-22"),
    ],
)
def test_names_of_files_lose_long_numbers_only(name: str, shown: str) -> None:
    assert place_name(name) == shown


def test_no_name_of_a_file_keeps_the_name_of_a_person_who_may_be_erased(
    store: Store, people: list[str]
) -> None:
    record(store, Way.OWN_DATA, people[:1], where="Data_budi SANTOSO untuk Budiman.pdf", at=LATER)
    with store.read() as session:
        label = done_acts(session, limit=1)[0].label
    assert log(store)[0].detail == "Data_… untuk Budiman.pdf"
    assert "santoso" not in label.casefold()


def test_the_history_of_each_person_tells_it(store: Store, people: list[str]) -> None:
    record(store, Way.CERTIFICATES, people, where="Stik USB", at=LATER)
    for person in people:
        with store.read() as session:
            newest = trainee_history(session, person)[0]
        assert (newest.by, event_words(newest)) == (ADMIN, "Sertifikat disimpan sebagai PDF: Stik USB")


def test_it_is_never_taken_back(store: Store, people: list[str]) -> None:
    record(store, Way.PRINT, people, where="Epson", at=LATER)
    with store.read() as session:
        assert done_acts(session, limit=1)[0].bar is Bar.SEEN


def test_where_it_cannot_be_recorded_there_is_no_permit(store: Store, people: list[str]) -> None:
    def broken() -> int:
        raise UserError("disk-full", file="lpk.db")

    clock, store.clock = store.clock, Clock(broken)
    with pytest.raises(UserError, match="disk-full"):
        record(store, Way.PRINT, people, where="Epson", at=LATER)
    store.clock = clock
    assert log(store) == []


@pytest.mark.parametrize("way", list(Way))
def test_a_session_that_only_reads_gives_no_permit(store: Store, people: list[str], way: Way) -> None:
    with store.read() as session, pytest.raises(GuardError):
        put_down(session, way, people, detail="", at=LATER)


def test_a_file_that_cannot_be_finished_leaves_nothing_of_it(store: Store, tmp_path: Path) -> None:
    permit = record(store, Way.REJECTS, [], where="sisa", at=LATER)
    (tmp_path / "sisa").mkdir()
    with pytest.raises(OSError, match="sisa"):
        hand_over(b"nama", tmp_path / "sisa", permit)
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == []
