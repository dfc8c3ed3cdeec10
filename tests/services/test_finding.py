"""Finding people by what somebody types, always as the rows are now."""

import pytest

from lpk_desktop.services import trainees
from lpk_desktop.services.finding import find_people, matching
from lpk_desktop.services.trainee_list import trainee_lines
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import Trainee
from tests.factory import LATER, make_cohort, take_back


def add(store: Store, **values: object) -> str:
    with store.write("Peserta") as session:
        return trainees.add_trainee(session, values)


def names(store: Store, words: str, limit: int = 10) -> list[str]:
    with store.read() as session:
        return [found.name for found in find_people(session, words, limit=limit)]


@pytest.fixture
def people(store: Store) -> Store:
    add(store, name="Budi Santoso", nik="9901010101900017", kpj="00000004321", phone="+6281234567")
    add(store, name="Siti Nur'aini", nik="9901010101900025")
    return store


@pytest.mark.parametrize(
    "words",
    [
        "b",
        "Budi",
        "SANTOSO budi",
        "san bu",
        "0017",
        "900017",
        "4321",
        "0812",
        "+62812",
        "+62 812 34",
        "81234567",
    ],
)
def test_somebody_is_found_by_beginnings_of_names_and_by_digits(people: Store, words: str) -> None:
    assert names(people, words) == ["Budi Santoso"]


@pytest.mark.parametrize("words", ["udi", "budi siti", "9901", "432", "%", "", "'", '" OR "'])
def test_nobody_is_found_who_is_not_meant(people: Store, words: str) -> None:
    assert names(people, words) == []


def test_the_latest_to_come_is_first_and_no_more_are_given_than_asked(people: Store) -> None:
    add(people, name="Budi Baru")
    assert names(people, "budi") == ["Budi Baru", "Budi Santoso"]
    assert names(people, "budi", limit=1) == ["Budi Baru"]


def test_a_person_comes_with_the_latest_cohort(store: Store) -> None:
    make_cohort(store, people=1)
    with store.read() as session:
        (found,) = find_people(session, "peserta 01", limit=9)
    assert (found.name, found.cohort) == ("Peserta 01", "Las SMAW 4/2026")


def test_a_change_an_undo_and_a_removal_are_found_at_once(people: Store) -> None:
    with people.read() as session:
        (found,) = find_people(session, "budi", limit=1)
    with people.write("Ganti nama") as session:
        trainees.update_trainee(session, found.id, {"name": "Bambang Santoso"})
    assert (names(people, "budi"), names(people, "bambang")) == ([], ["Bambang Santoso"])
    take_back(people)
    assert (names(people, "budi"), names(people, "bambang")) == (["Budi Santoso"], [])
    with people.write("Hapus") as session:
        session.get_one(Trainee, found.id).deleted = True
    assert names(people, "budi") == []


def test_what_was_not_stored_is_not_found(people: Store) -> None:
    def fail() -> None:
        with people.write("Gagal") as session:
            trainees.add_trainee(session, {"name": "Tidak Jadi"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert names(people, "tidak") == []


def test_the_lines_of_the_list_know_their_numbers(people: Store) -> None:
    with people.read() as session:
        wanted = matching(session, "nur")
        lines = trainee_lines(session, today=LATER.date())
    assert [line.name for line in lines if line.number in wanted] == ["Siti Nur'aini"]
