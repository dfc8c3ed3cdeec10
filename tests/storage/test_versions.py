"""Computers of different versions, and rows that this version did not make, end up with the same."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lpk_desktop.domain.changes import Act, JsonValue, Op
from lpk_desktop.storage.applying import Applied, apply_remote
from lpk_desktop.storage.capture import GuardError
from lpk_desktop.storage.checking import check
from lpk_desktop.storage.findings import Problem
from lpk_desktop.storage.outbox import unsent
from lpk_desktop.storage.rowstate import later_fields
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import Access, ChangeRow, Cohort, Enrolment, NikState, Programme, Trainee
from tests.storage.test_applying import carry, pair, state
from tests.storage.test_capture import add

Make = Callable[[str], Store]
ROWS = (Problem.ROW_DIFFERS, Problem.ROW_MISSING, Problem.ROW_UNRECORDED)


@pytest.fixture
def two(make_store: Make) -> tuple[Store, Store]:
    stores = make_store("satu"), make_store("dua")
    pair(stores[0], 1)
    pair(stores[1], 2)
    return stores


def receive(store: Store, acts: list[Act]) -> Applied:
    with store.write("Sinkron", source="central") as session:
        return apply_remote(session, acts)


def by_older_version(act: Act) -> Act:
    """The same act by a computer that still runs the first version."""
    changes = (
        replace(
            each,
            schema=1,
            patch={
                name: value for name, value in each.patch.items() if name not in later_fields(each.table, 1)
            },
        )
        for each in act.changes
    )
    return replace(act, changes=tuple(changes))


def sent(store: Store) -> list[Act]:
    with store.read() as session:
        return unsent(session, after_n=0, limit=10_000)


def row_of_an_older_computer(first: Store, second: Store) -> str:
    """A person made by the first version on a third computer, known to both."""
    row = add(first, "Sri")
    (act,) = (act for act in sent(first) if act.changes[0].row == row)
    elsewhere = replace(by_older_version(act), origin=3 << 16 | 1)
    change = replace(elsewhere.changes[0], origin=elsewhere.origin, row="5e" * 16)
    for store in (first, second):
        receive(store, [replace(elsewhere, changes=(change,))])
    return change.row


def consent(store: Store, row: str, version: str) -> None:
    with store.write("Persetujuan") as session:
        session.get_one(Trainee, row).consent_version = version


def test_a_row_of_an_older_computer_has_no_value_where_nobody_wrote_one(two: tuple[Store, Store]) -> None:
    row = row_of_an_older_computer(*two)
    merged = state(two[0], row)
    assert merged
    assert "consent_version" not in merged.fields
    assert not [each for each in check(two[0]).findings if each.code in ROWS]


EVERYTHING: dict[str, object] = {
    "name": "Sri W", "nik": "9901010101900001", "nik_state": NikState.VALID, "kpj": "1", "sex": "P",
    "birth_place": "B", "birth_date": date(2000, 1, 1), "phone": "0", "email": "e", "address": "a",
    "education": "SMA", "employer": "PT", "terminated": date(2026, 1, 1),
}  # fmt: skip


def write(store: Store, row: str, values: dict[str, object]) -> None:
    with store.write("Ubah") as session:
        person = session.get_one(Trainee, row)
        for name, value in values.items():
            assert getattr(person, name) != value
            setattr(person, name, value)


def test_the_first_value_of_a_later_field_disputes_nothing(two: tuple[Store, Store]) -> None:
    """Though the two rows do not hold the same stamp for their other fields."""
    first, second = two
    row = row_of_an_older_computer(first, second)
    write(first, row, EVERYTHING)
    carry(first, second)
    with second.read() as session:
        assert session.get_one(Trainee, row).stamps is None  # as the first version stores it too
    consent(second, row, "2026-1")
    assert carry(second, first).disputed == 0
    assert state(first, row) == state(second, row)
    assert not [each for store in two for each in check(store).findings if each.code in ROWS]


def test_a_later_field_that_was_emptied_stays_so_everywhere(two: tuple[Store, Store]) -> None:
    first, second = two
    row = row_of_an_older_computer(first, second)
    consent(first, row, "2026-1")
    write(first, row, EVERYTHING | {"consent_version": None})
    carry(first, second)
    assert state(first, row) == state(second, row)
    assert not [each for store in two for each in check(store).findings if each.code in ROWS]


def test_two_first_values_of_a_later_field_are_disputed(two: tuple[Store, Store]) -> None:
    first, second = two
    row = row_of_an_older_computer(first, second)
    consent(first, row, "2026-1")
    consent(second, row, "2026-2")
    assert carry(first, second).disputed == 1
    assert carry(second, first).disputed == 1
    assert state(first, row) == state(second, row)


def test_a_row_of_an_older_computer_can_be_deleted(two: tuple[Store, Store]) -> None:
    first, second = two
    row = row_of_an_older_computer(first, second)
    consent(second, row, "2026-1")
    with second.write("Hapus") as session:
        session.get_one(Trainee, row).deleted = True
    carry(second, first)
    assert state(first, row) == state(second, row)
    with first.read() as session:
        assert session.get_one(Trainee, row).deleted


def test_a_value_that_waited_does_not_come_back_over_the_one_that_replaced_it(
    two: tuple[Store, Store],
) -> None:
    """A class change names a class that is not here yet; by the time it is, the person is elsewhere."""
    first, second = two
    day = date(2026, 5, 18)
    with first.write("Program") as session:
        course = Programme(code="X", title="X", name="X", short="X")
        session.add(course)
    ids = []
    for batch in (1, 2, 3):
        with first.write("Kelas") as session:
            cohort = Cohort(
                programme_id=course.id, number=f"X-{batch}/2026", batch=batch, year=2026, starts=day, ends=day
            )
            session.add(cohort)
        ids.append(cohort.id)
    person = add(first, "Sri")
    place = Enrolment(trainee_id=person, cohort_id=ids[0], list_number=1)
    with first.write("Daftar") as session:
        session.add(place)
    for cohort_id in ids[1:]:
        with first.write("Pindah") as session:
            session.get_one(Enrolment, place.id).cohort_id = cohort_id
    acts = sent(first)
    (late,) = (act for act in acts if act.changes[0].row == ids[1])
    receive(second, [act for act in acts if act is not late])
    receive(second, [late])
    assert state(first, place.id, "enrolment") == state(second, place.id, "enrolment")
    with second.read() as session:
        assert session.get_one(Enrolment, place.id).cohort_id == ids[2]
        assert session.scalars(select(ChangeRow.n).where(ChangeRow.parked.is_not(None))).all() == []


def test_the_file_refuses_what_no_rule_allows(two: tuple[Store, Store]) -> None:
    with pytest.raises(IntegrityError), two[0].write("Salah") as session:
        session.add(Trainee(name="Sri", sex="X"))


@pytest.mark.parametrize("patch", [{"sex": "X"}, {"province_code": "3A"}, {"other_phones": "08"}])
def test_what_no_rule_allows_is_parked_and_the_rest_flows(
    two: tuple[Store, Store], patch: dict[str, JsonValue]
) -> None:
    first, second = two
    row = add(first, "Sri")
    carry(first, second)
    (act,) = sent(first)
    made = act.changes[0]
    poison = replace(made, n=2, hlc=act.at + 1, tx=2, patch=patch, base=dict.fromkeys(patch, (made.stamp,)))
    phone = replace(poison, n=3, hlc=act.at + 2, patch={"phone": "0"}, base={"phone": (made.stamp,)})
    later = replace(act, n=2, at=act.at + 1, changes=(poison, phone))
    assert receive(second, [later]) == Applied(new=1, parked=1)
    with second.read() as session:
        person = session.get_one(Trainee, row)
        assert (person.sex, person.phone) == (None, "0")


def test_rows_from_before_a_rule_are_taken_as_they_are(two: tuple[Store, Store]) -> None:
    first, second = two
    add(first, "Sri")
    (act,) = sent(first)
    (change,) = by_older_version(act).changes
    odd = replace(change, patch={**change.patch, "sex": "X"})
    assert receive(second, [replace(act, changes=(odd,))]) == Applied(new=1)


def seen(store: Store) -> str:
    row = Access(at=datetime(2026, 7, 6, tzinfo=UTC), kind="reveal", persons="[]")
    with store.write("Lihat") as session:
        session.add(row)
    return row.id


def test_who_saw_what_is_not_changed_afterwards(two: tuple[Store, Store]) -> None:
    row = seen(two[0])
    for field, value in (("kind", "export"), ("deleted", True)):
        with pytest.raises(GuardError), two[0].write("Tutupi") as session:
            setattr(session.get_one(Access, row), field, value)


@pytest.mark.parametrize("op", [Op.PUT, Op.DELETE])
def test_who_saw_what_is_not_changed_from_elsewhere_either(two: tuple[Store, Store], op: Op) -> None:
    first, second = two
    row = seen(first)
    carry(first, second)
    (act,) = sent(first)
    made = act.changes[0]
    patch: dict[str, JsonValue] = {"kind": "export"} if op is Op.PUT else {}
    base = dict.fromkeys(patch or made.patch, (made.stamp,))
    hidden = replace(made, n=2, hlc=act.at + 1, tx=2, op=op, patch=patch, base=base)
    assert receive(second, [replace(act, n=2, at=act.at + 1, changes=(hidden,))]) == Applied(parked=1)
    with second.read() as session:
        assert session.get_one(Access, row).kind == "reveal"
        assert not session.get_one(Access, row).deleted
