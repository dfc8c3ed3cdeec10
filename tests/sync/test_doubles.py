"""The same roster on two computers that worked apart: pointed out after they met, and settled by one act."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from lpk_desktop.domain.attendance import Code
from lpk_desktop.errors import UserError
from lpk_desktop.exchange.importing import import_roster
from lpk_desktop.exchange.roster import check
from lpk_desktop.services import attendance, cohorts, enrolments
from lpk_desktop.services.attendance import Entry
from lpk_desktop.services.disputes import disputes
from lpk_desktop.services.doubles import SamePerson, cohorts_twice, numbers_twice, people_twice
from lpk_desktop.services.merging import merge
from lpk_desktop.storage.checking import check as check_store
from lpk_desktop.storage.store import Store, wall_clock
from lpk_desktop.storage.tables import Enrolment, Trainee
from lpk_desktop.sync.replica import pair_device, sync_now
from tests.central.served import Served
from tests.factory import LATER, make_centre, make_cohort, take_back

ROWS = ("Budi Santoso;9901011708940001;17-08-1994", "Sri Wahyuni;9901015708940002;17-08-1994")
TODAY = LATER.date()

Meet = Callable[[], None]


@pytest.fixture
def stores(tmp_path: Path, served: Served, centre: str) -> Iterator[tuple[Store, Store]]:
    served.time.ms = wall_clock()
    made = make_centre(tmp_path / "satu"), make_centre(tmp_path / "dua", device="Laptop dua")
    for store in made:
        pair_device(store, served.url, served.code(centre))
        sync_now(store)
    yield made
    for store in made:
        store.close()


@pytest.fixture
def meet(stores: tuple[Store, Store]) -> Meet:
    def both() -> None:
        for store in (*stores, stores[0]):
            sync_now(store)

    return both


def bring_in(store: Store, cohort: str, folder: Path, rows: tuple[str, ...] = ROWS) -> None:
    file = folder / "peserta.csv"
    file.write_text("\n".join(["Nama;NIK;Tanggal Lahir", *rows]), encoding="utf-8")
    with store.write("Impor", source="import") as session:
        import_roster(session, check(file, today=TODAY), cohort=cohort)


def twins(store: Store) -> list[SamePerson]:
    with store.read() as session:
        return people_twice(session)


def join(store: Store, one: str, other: str) -> None:
    with store.write("Gabungkan") as session:
        merge(session, one, other)


def mark(store: Store, cohort: str, person: str, column: int, code: Code) -> None:
    with store.write("Tandai") as session:
        query = select(Enrolment.id).where(Enrolment.trainee_id == person, Enrolment.cohort_id == cohort)
        cell = (
            attendance.sheet(session, cohort, now=LATER).sessions[column].id,
            session.scalars(query).one(),
        )
        attendance.mark(session, [cell], Entry(code=code), by=store.author, now=LATER)


def listed(store: Store, cohort: str) -> list[tuple[str, list[Code | None]]]:
    with store.read() as session:
        rows = attendance.sheet(session, cohort, now=LATER).rows
    return [(row.name, [cell.code if cell else None for cell in row.cells]) for row in rows]


@pytest.fixture
def shared(stores: tuple[Store, Store], meet: Meet, tmp_path: Path) -> str:
    """One cohort that both computers have; each imported the roster into it before they met again."""
    cohort = make_cohort(stores[0], people=0)
    meet()
    for store in stores:
        bring_in(store, cohort, tmp_path)
    meet()
    return cohort


def test_everybody_is_there_twice_and_pointed_out_on_both(stores: tuple[Store, Store], shared: str) -> None:
    for store in stores:
        assert [pair.first.name for pair in twins(store)] == ["Budi Santoso", "Sri Wahyuni"]
    assert [pair.first.noted_here for pair in twins(stores[0])] != [
        pair.first.noted_here for pair in twins(stores[1])
    ]


def test_the_roster_once_more_adds_nobody_while_that_is_open(
    stores: tuple[Store, Store], shared: str, tmp_path: Path
) -> None:
    bring_in(stores[0], shared, tmp_path)
    assert len(listed(stores[0], shared)) == 4


def test_two_cohorts_of_one_number_are_pointed_out_and_told_apart(
    stores: tuple[Store, Store], meet: Meet
) -> None:
    for store in stores:
        make_cohort(store, people=0)
    meet()
    for store in stores:
        with store.read() as session:
            [found] = cohorts_twice(session, today=TODAY)
            assert sorted(each.noted_here for each in found.cohorts) == [False, True]
            with pytest.raises(UserError, match="cohort-ambiguous"):
                cohorts.cohort_id(session, "LAS-4/2026")


def test_list_numbers_given_apart_are_pointed_out_and_settled(
    stores: tuple[Store, Store], meet: Meet, tmp_path: Path
) -> None:
    cohort = make_cohort(stores[0], people=0)
    meet()
    for store, row in zip(stores, ROWS, strict=True):
        bring_in(store, cohort, tmp_path, (row,))
    meet()
    with stores[1].read() as session:
        [found] = numbers_twice(session)
        last = enrolments.class_list(session, cohort)[-1].enrolment
    assert (found.number, sorted(found.names)) == (1, ["Budi Santoso", "Sri Wahyuni"])
    with stores[1].write("Nomor baru") as session:
        enrolments.give_new_number(session, last)
    meet()
    with stores[0].read() as session:
        assert numbers_twice(session) == []


def test_merging_once_settles_it_everywhere_with_the_marks_of_both(
    stores: tuple[Store, Store], shared: str, meet: Meet
) -> None:
    one, two = stores
    [budi, sri] = twins(one)
    mark(one, shared, budi.first.trainee, 0, Code.PRESENT)
    mark(two, shared, budi.second.trainee, 1, Code.SICK)
    meet()
    for pair in (budi, sri):
        join(two, pair.second.trainee, pair.first.trainee)
    meet()
    for store in stores:
        assert twins(store) == []
        assert dict(listed(store, shared)) == {
            "Budi Santoso": [Code.PRESENT, Code.SICK, None, None, None],
            "Sri Wahyuni": [None] * 5,
        }
        assert check_store(store).clean


def test_both_may_merge_the_same_pair_apart(stores: tuple[Store, Store], shared: str, meet: Meet) -> None:
    one, two = stores
    pair = twins(one)[0]
    mark(one, shared, pair.second.trainee, 0, Code.PRESENT)
    meet()
    join(one, pair.first.trainee, pair.second.trainee)
    join(two, pair.second.trainee, pair.first.trainee)
    meet()
    for store in stores:
        with store.read() as session:
            standing = select(Trainee.name).where(~Trainee.deleted).order_by(Trainee.name)
            assert session.scalars(standing).all() == [
                "Budi Santoso",
                "Sri Wahyuni",
                "Sri Wahyuni",
            ]
            assert disputes(session) == []
        assert listed(store, shared)[0] == ("Budi Santoso", [Code.PRESENT, None, None, None, None])
        assert check_store(store).clean


def test_what_another_computer_marked_meanwhile_is_pointed_out_and_fetched(
    stores: tuple[Store, Store], shared: str, meet: Meet
) -> None:
    one, two = stores
    pair = twins(one)[0]
    join(one, pair.first.trainee, pair.second.trainee)
    mark(two, shared, pair.second.trainee, 3, Code.ABSENT)
    meet()
    for store in stores:
        assert any(each.second.trainee == pair.second.trainee for each in twins(store))
    join(one, pair.first.trainee, pair.second.trainee)
    meet()
    for store in stores:
        assert listed(store, shared)[0] == ("Budi Santoso", [None, None, None, Code.ABSENT, None])
        assert all(each.second.trainee != pair.second.trainee for each in twins(store))


def test_a_merge_taken_back_brings_both_back_everywhere(
    stores: tuple[Store, Store], shared: str, meet: Meet
) -> None:
    pair = twins(stores[0])[0]
    join(stores[0], pair.first.trainee, pair.second.trainee)
    meet()
    take_back(stores[0])
    meet()
    for store in stores:
        assert len(twins(store)) == 2
