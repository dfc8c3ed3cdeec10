"""An import is undone on one computer while somebody works with its people on another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from lpk_desktop.domain.attendance import Code
from lpk_desktop.services import attendance, trainees
from lpk_desktop.services.attendance import Entry
from lpk_desktop.services.history import trainee_history
from lpk_desktop.services.undoing import Undoing, Why, look_ahead, take_back
from lpk_desktop.storage.checking import check
from lpk_desktop.storage.history import ActId, acts
from lpk_desktop.storage.store import Store, wall_clock
from lpk_desktop.storage.tables import Enrolment, Trainee
from lpk_desktop.storage.tables import Session as Meeting
from lpk_desktop.sync.replica import pair_device, sync_now
from tests.central.served import Served
from tests.factory import LATER, make_centre, make_cohort
from tests.storage.test_undo import loose_ends, names_in_class, people
from tests.sync.test_replica import rows


@pytest.fixture
def first(tmp_path: Path, served: Served, centre: str) -> Iterator[Store]:
    """The computer in the office."""
    served.time.ms = wall_clock()
    store = make_centre(tmp_path / "satu", device="Laptop Kantor")
    pair_device(store, served.url, served.code(centre))
    yield store
    store.close()


@pytest.fixture
def second(tmp_path: Path, served: Served, centre: str, first: Store) -> Iterator[Store]:
    """The computer in the workshop."""
    store = make_centre(tmp_path / "dua", device="Laptop Bengkel")
    pair_device(store, served.url, served.code(centre))
    yield store
    store.close()


@pytest.fixture
def imported(first: Store, second: Store) -> ActId:
    """Andi and Budi come into a class in the office; both computers know them."""
    cohort = make_cohort(first, people=0, sessions=1)
    with first.write("Impor peserta.xlsx", source="import") as session:
        for name in ("Andi", "Budi"):
            person = trainees.add_trainee(session, {"name": name})
            session.flush()
            trainees.enrol(session, trainee=person, cohort=cohort)
    with first.read() as session:
        act = acts(session, limit=1)[0].id
    meet(first, second)
    return act


def meet(first: Store, second: Store) -> None:
    """Both sync until they hold the same, and nothing is wrong anywhere."""
    for store in (first, second, first, second):
        sync_now(store)
    assert rows(first) == rows(second)
    for store in (first, second):
        assert check(store).findings == ()
        assert loose_ends(store) == []


def undo(store: Store, act: ActId) -> Undoing:
    with store.read() as session:
        planned = look_ahead(session, act)
    with store.write("Urungkan: Impor peserta.xlsx", source="undo", undoes=act) as session:
        assert take_back(session, act) == planned
    return planned


def phone(store: Store, name: str, number: str | None = None) -> str | None:
    """Somebody's phone; with a number it is changed to that."""
    if number is not None:
        with store.write(f"Data {name} diubah") as session:
            session.scalars(select(Trainee).where(Trainee.name == name)).one().phone = number
    with store.read() as session:
        return session.scalars(select(Trainee.phone).where(Trainee.name == name)).one()


def mark(store: Store, name: str) -> None:
    with store.write(f"{name} ditandai") as session:
        meeting = session.scalars(select(Meeting.id)).one()
        query = select(Enrolment.id).join(Trainee, Trainee.id == Enrolment.trainee_id)
        enrolled = session.scalars(query.where(Trainee.name == name)).one()
        entry = Entry(code=Code.PRESENT)
        attendance.mark(session, [(meeting, enrolled)], entry, by=store.author, now=LATER)


def test_undo_and_redo_travel_like_any_change(first: Store, second: Store, imported: ActId) -> None:
    undo(first, imported)
    meet(first, second)
    assert people(second) == []
    with first.read() as session:
        undone = acts(session, limit=1)[0].id
    undo(first, undone)
    meet(first, second)
    assert (people(second), names_in_class(second)) == (["Andi", "Budi"], ["Andi", "Budi"])


def test_what_another_computer_changed_before_is_left_and_named(
    first: Store, second: Store, imported: ActId
) -> None:
    phone(second, "Andi", "+628120000001")
    meet(first, second)
    (left,) = undo(first, imported).left
    assert (left.why, left.subject.name, left.fields) == (Why.CHANGED, "Andi", ("phone",))
    assert left.computer is not None
    assert (left.computer.letter, left.computer.here) == ("B", False)
    meet(first, second)
    assert people(second) == ["Andi"]


def test_a_field_changed_meanwhile_brings_its_person_back(
    first: Store, second: Store, imported: ActId
) -> None:
    phone(second, "Andi", "+628120000001")
    assert undo(first, imported).left == ()
    meet(first, second)
    for store in (first, second):
        assert people(store) == ["Andi"]
        assert phone(store, "Andi") == "+628120000001"


def test_a_mark_made_meanwhile_brings_person_and_place_back(
    first: Store, second: Store, imported: ActId
) -> None:
    mark(second, "Budi")
    assert undo(first, imported).left == ()
    meet(first, second)
    for store in (first, second):
        assert (people(store), names_in_class(store)) == (["Budi"], ["Budi"])
    with first.read() as session:
        budi = session.scalars(select(Trainee.id).where(Trainee.name == "Budi")).one()
        told = [(event.kind, event.computer.here) for event in trainee_history(session, budi)]
    assert ("restored", True) in told
    assert ("came-back", True) in told
