"""A number that two rows bear: undo brings back what was, and gives away nothing that was taken since."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from lpk_desktop.domain.roles import Role
from lpk_desktop.services.trainees import add_trainee, update_trainee
from lpk_desktop.storage.history import ActId, Undone, Why, acts, undo
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import NikState, Staff, Trainee

NIK = "9901010101900001"


@pytest.fixture
def people(store: Store) -> tuple[str, str]:
    """Andi and Budi, who bear one NIK."""
    with store.write("Siapkan") as session:
        session.add(Staff(id=str(store.author), name="Bu Rina", role=Role.ADMIN))
    with store.write("Catat") as session:
        andi = add_trainee(session, {"name": "Andi", "nik": NIK})
        return andi, add_trainee(session, {"name": "Budi", "nik": NIK})


def remove(store: Store, person: str) -> ActId:
    with store.write("Hapus") as session:
        session.get_one(Trainee, person).deleted = True
    return latest(store)


def latest(store: Store) -> ActId:
    with store.read() as session:
        return acts(session, limit=1)[0].id


def take_back(store: Store, act: ActId) -> Undone:
    with store.write("Urungkan", source="undo", undoes=act) as session:
        return undo(session, act)


def niks(store: Store) -> list[tuple[str, str | None]]:
    with store.read() as session:
        query = select(Trainee.name, Trainee.nik).where(~Trainee.deleted).order_by(Trainee.name)
        return [(name, nik) for name, nik in session.execute(query)]


def test_a_row_comes_back_beside_one_that_bore_its_number_before(
    store: Store, people: tuple[str, str]
) -> None:
    assert take_back(store, remove(store, people[1])).left == ()
    assert niks(store) == [("Andi", NIK), ("Budi", NIK)]


def test_a_row_does_not_come_back_beside_one_that_came_back_first(
    store: Store, people: tuple[str, str]
) -> None:
    removed = [remove(store, person) for person in people]
    take_back(store, removed[0])
    assert [each.why for each in take_back(store, removed[1]).left] == [Why.TAKEN]
    assert niks(store) == [("Andi", NIK)]


def test_a_row_does_not_come_back_beside_one_that_got_its_number_since(
    store: Store, people: tuple[str, str]
) -> None:
    remove(store, people[0])
    removed = remove(store, people[1])
    with store.write("Catat") as session:
        add_trainee(session, {"name": "Citra", "nik": NIK})
    assert [each.why for each in take_back(store, removed).left] == [Why.TAKEN]


def test_a_row_comes_back_where_the_one_that_took_its_number_gives_it_back(
    store: Store, people: tuple[str, str]
) -> None:
    andi, budi = people
    with store.write("NIK lain") as session:
        update_trainee(session, andi, {"nik": None})
    with store.write("Pindah") as session:
        update_trainee(session, andi, {"nik": NIK})
        session.get_one(Trainee, budi).deleted = True
    assert take_back(store, latest(store)).left == ()
    assert niks(store) == [("Andi", None), ("Budi", NIK)]


def test_a_row_does_not_come_back_beside_one_that_keeps_the_number_the_act_gave_it(
    store: Store, people: tuple[str, str]
) -> None:
    andi, budi = people
    with store.write("NIK lain") as session:
        update_trainee(session, andi, {"nik": None})
    with store.write("Pindah") as session:
        update_trainee(session, andi, {"nik": NIK})
        session.get_one(Trainee, budi).deleted = True
    moved = latest(store)
    with store.write("NIK rusak") as session:
        session.get_one(Trainee, andi).nik_state = NikState.DAMAGED
    assert {each.why for each in take_back(store, moved).left} == {Why.CHANGED, Why.TAKEN}
    assert niks(store) == [("Andi", NIK)]
