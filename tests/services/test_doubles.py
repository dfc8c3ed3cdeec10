"""People, cohort numbers and list numbers that stand here twice, as after two computers worked apart."""

from __future__ import annotations

from datetime import date

import pytest

from lpk_desktop.errors import UserError
from lpk_desktop.services import cohorts, enrolments, trainees
from lpk_desktop.services.doubles import Likeness, cohorts_twice, numbers_twice, people_twice
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import Cohort, Enrolment
from tests.factory import make_cohort, take_back

NIK, OTHER = "9901011708940901", "9901011708940902"
BORN, PHONE = date(1994, 8, 17), "+628123456789"
TODAY = date(2026, 5, 20)


def add(store: Store, name: str, cohort: str | None = None, /, **values: object) -> str:
    with store.write("Catat") as session:
        person = trainees.add_trainee(session, {"name": name, **values})
        session.flush()
        if cohort is not None:
            trainees.enrol(session, trainee=person, cohort=cohort)
    return person


def pairs(store: Store) -> list[tuple[str, str, Likeness]]:
    with store.read() as session:
        return [(each.first.trainee, each.second.trainee, each.why) for each in people_twice(session)]


def namesakes(store: Store, cohort: str) -> str:
    """A second cohort of the same number, as sync brings it; gives its id."""
    other = make_cohort(store, people=0, batch=5)
    with store.write("Nomor sama") as session:
        rows = [session.get_one(Cohort, each) for each in (cohort, other)]
        rows[1].number, rows[1].batch = rows[0].number, rows[0].batch
    return other


def share_number(store: Store, cohort: str) -> list[str]:
    """The first two people of a cohort with one list number; gives their places."""
    with store.write("Nomor sama") as session:
        first, second = enrolments.class_list(session, cohort)[:2]
        session.get_one(Enrolment, second.enrolment).list_number = first.number
    return [first.enrolment, second.enrolment]


def test_one_nik_is_one_person_whatever_the_names(store: Store) -> None:
    first, second = add(store, "Budi Santoso", nik=NIK), add(store, "Sri Wahyuni", nik=NIK)
    assert pairs(store) == [(first, second, Likeness.NIK)]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ({"birth_date": BORN}, {"birth_date": BORN}, Likeness.BIRTH_DATE),
        ({"birth_date": BORN, "nik": NIK}, {"birth_date": BORN}, Likeness.BIRTH_DATE),
        ({"phone": PHONE}, {"phone": PHONE}, Likeness.PHONE),
    ],
)
def test_one_name_with_one_thing_more_may_be_one_person(
    store: Store, one: dict[str, object], other: dict[str, object], why: Likeness
) -> None:
    first, second = add(store, "Budi Santoso", **one), add(store, "BUDI SANTOSO", **other)
    assert pairs(store) == [(first, second, why)]


def test_one_name_in_one_cohort_may_be_one_person(store: Store) -> None:
    cohort = make_cohort(store, people=0)
    first, second = add(store, "Budi Santoso", cohort), add(store, "Budi Santoso", cohort)
    assert pairs(store) == [(first, second, Likeness.COHORT)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {}),
        ({"phone": PHONE, "nik": NIK}, {"phone": PHONE, "nik": OTHER}),
        ({"phone": PHONE, "birth_date": BORN}, {"phone": PHONE, "birth_date": date(1995, 8, 17)}),
    ],
)
def test_one_name_alone_or_with_something_against_it_is_two_people(
    store: Store, one: dict[str, object], other: dict[str, object]
) -> None:
    add(store, "Budi Santoso", **one)
    add(store, "Budi Santoso", **other)
    assert pairs(store) == []


def test_three_rows_stand_beside_the_first(store: Store) -> None:
    first, second, third = (add(store, "Budi", nik=NIK) for _row in range(3))
    assert {(one, other) for one, other, _why in pairs(store)} == {(first, second), (first, third)}


def test_one_person_can_be_asked_about_alone(store: Store) -> None:
    first, second = add(store, "Budi", nik=NIK), add(store, "Budi Santoso", nik=NIK)
    other, _twin = (add(store, "Sri Wahyuni", phone=PHONE) for _row in range(2))
    with store.read() as session:
        [budi], [sri] = people_twice(session, of=second), people_twice(session, of=other)
    assert (budi.first.trainee, budi.second.trainee, sri.first.name) == (first, second, "Sri Wahyuni")


def test_a_removed_person_is_nobodys_twin(store: Store) -> None:
    add(store, "Budi Santoso", nik=NIK)
    add(store, "Budi Santoso", nik=NIK)
    take_back(store)
    assert pairs(store) == []


def test_rows_say_where_they_belong_and_where_they_were_made(store: Store) -> None:
    cohort = make_cohort(store, people=0)
    add(store, "Budi Santoso", cohort, nik=NIK)
    add(store, "Budi Santoso", nik=NIK)
    with store.read() as session:
        [pair] = people_twice(session)
    assert (pair.first.places, pair.second.places) == (("Las SMAW 4/2026",), ())
    assert pair.first.noted_here


def test_a_cohort_number_that_two_cohorts_have_is_pointed_out(store: Store, cohort: str) -> None:
    other = namesakes(store, cohort)
    with store.read() as session:
        [shared] = cohorts_twice(session, today=TODAY)
    assert (shared.number, [each.cohort for each in shared.cohorts]) == ("LAS-4/2026", [cohort, other])
    assert [each.trainees for each in shared.cohorts] == [3, 0]


def test_such_a_number_names_neither_and_says_both(store: Store, cohort: str) -> None:
    other = namesakes(store, cohort)
    with store.read() as session, pytest.raises(UserError, match="cohort-ambiguous") as refused:
        cohorts.cohort_id(session, "las-4/2026")
    which = refused.value.facts["which"]
    assert "18 Mei 2026, 3 peserta" in which
    assert cohort in which
    assert other in which


def test_an_id_names_one_of_them(store: Store, cohort: str) -> None:
    other = namesakes(store, cohort)
    with store.read() as session:
        assert cohorts.cohort_id(session, other) == other


def test_a_new_number_tells_them_apart(store: Store, cohort: str) -> None:
    other = namesakes(store, cohort)
    with store.write("Nomor") as session:
        assert cohorts.renumber(session, other, 6) == "LAS-6/2026"
    with store.read() as session:
        assert cohorts_twice(session, today=TODAY) == []
        assert cohorts.head(session, other, today=TODAY).short == "Las SMAW 6/2026"


@pytest.mark.parametrize(("batch", "code"), [(4, "cohort-exists"), (0, "batch-invalid")])
def test_a_number_that_is_taken_or_none_is_refused(store: Store, cohort: str, batch: int, code: str) -> None:
    other = namesakes(store, cohort)
    with pytest.raises(UserError, match=code), store.write("Nomor") as session:
        cohorts.renumber(session, other, batch)


def test_a_list_number_that_two_people_have_is_pointed_out(store: Store, cohort: str) -> None:
    share_number(store, cohort)
    with store.read() as session:
        [shared] = numbers_twice(session)
    assert (shared.short, shared.number, shared.names) == (
        "Las SMAW 4/2026",
        1,
        ("Peserta 01", "Peserta 02"),
    )


def test_a_new_list_number_is_one_that_nobody_has_had(store: Store, cohort: str) -> None:
    _first, second = share_number(store, cohort)
    with store.write("Nomor") as session:
        assert enrolments.give_new_number(session, second) == 4
    with store.read() as session:
        assert numbers_twice(session) == []


def test_a_number_shared_with_oneself_is_settled_by_merging(store: Store) -> None:
    cohort = make_cohort(store, people=0)
    for _row in range(2):
        add(store, "Budi Santoso", cohort, nik=NIK)
    share_number(store, cohort)
    with store.read() as session:
        assert numbers_twice(session) == []


def test_somebody_who_left_shares_no_number(store: Store, cohort: str) -> None:
    _first, second = share_number(store, cohort)
    with store.write("Keluar") as session:
        enrolments.withdraw(session, [second])
    with store.read() as session:
        assert numbers_twice(session) == []
