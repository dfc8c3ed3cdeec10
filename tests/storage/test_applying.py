from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from lpk_desktop.domain.changes import JsonValue
from lpk_desktop.domain.merge import RowState
from lpk_desktop.storage.applying import Applied, apply_remote, load
from lpk_desktop.storage.device import adopt, device
from lpk_desktop.storage.outbox import unsent, waiting
from lpk_desktop.storage.rowstate import columns_of, state_of
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import ChangeRow, Cohort, Enrolment, Programme, Trainee
from tests.storage.test_capture import add
from tests.storage.test_history import name_of, rename

Make = Callable[[str], Store]


def pair(store: Store, number: int) -> None:
    with store.write("Pasangkan") as session:
        adopt(session, number=number, letter=f"{number}")


def carry(source: Store, target: Store) -> Applied:
    """All changes of `source`'s own device to `target`, as a round would."""
    with source.read() as session:
        acts = unsent(session, after_n=0, limit=10_000)
    with target.write("Sinkron", source="central") as session:
        return apply_remote(session, acts)


@pytest.fixture
def two(make_store: Make) -> tuple[Store, Store]:
    stores = make_store("satu"), make_store("dua")
    pair(stores[0], 1)
    pair(stores[1], 2)
    return stores


def test_a_row_travels(two: tuple[Store, Store]) -> None:
    row = add(two[0], "Sri")
    assert carry(*two) == Applied(new=1)
    assert name_of(two[1], row) == "Sri"


def test_what_is_known_is_dropped(two: tuple[Store, Store]) -> None:
    add(two[0])
    carry(*two)
    assert carry(*two) == Applied(duplicate=1)


def test_edits_of_different_fields_both_survive(two: tuple[Store, Store]) -> None:
    first, second = two
    row = add(first, "Sri")
    carry(first, second)
    rename(first, row, "Sri Wahyuni")
    with second.write("Telepon") as session:
        session.get_one(Trainee, row).phone = "+628110000009"
    carry(first, second)
    carry(second, first)
    for store in two:
        with store.read() as session:
            trainee = session.get_one(Trainee, row)
            assert (trainee.name, trainee.phone) == ("Sri Wahyuni", "+628110000009")


def test_edits_of_one_field_are_disputed_alike_on_both_sides(two: tuple[Store, Store]) -> None:
    first, second = two
    row = add(first, "Sri")
    carry(first, second)
    rename(first, row, "Sri A")
    rename(second, row, "Sri B")
    assert carry(first, second).disputed == 1
    assert carry(second, first).disputed == 1
    assert name_of(first, row) == name_of(second, row) == "Sri B"
    assert state(first, row) == state(second, row)
    rename(first, row, "Sri C")
    assert carry(first, second).disputed == 0
    assert state(first, row) == state(second, row)


def state(store: Store, row: str, table: str = "trainee") -> RowState | None:
    with store.read() as session:
        return load(session.connection(), table, row)


def test_fields_of_a_newer_version_are_kept_and_an_unknown_table_is_parked(two: tuple[Store, Store]) -> None:
    row = add(two[0], "Sri")
    carry(*two)
    with two[0].read() as session:
        (act,) = unsent(session, after_n=0, limit=10)
    newer = replace(act.changes[0], n=2, hlc=act.at + 1, tx=2, patch={"blood": "O"})
    alien = replace(act.changes[0], n=3, hlc=act.at + 2, tx=2, table="allowance", patch={"x": 1})
    later = type(act)(
        origin=act.origin, n=2, label="Baru", author=None, at=act.at + 1, changes=(newer, alien)
    )
    with two[1].write("Sinkron", source="central") as session:
        assert apply_remote(session, [later]) == Applied(new=1, parked=1)
    merged = state(two[1], row)
    assert merged
    assert merged.shown()["blood"] == "O"


def test_pairing_retags_everything_written_before(make_store: Make) -> None:
    store = make_store("satu")
    row = add(store, "Sri")
    rename(store, row, "Sri W")
    with store.read() as session:
        count = waiting(session)
    pair(store, 7)
    with store.read() as session:
        own = device(session).origin
        assert waiting(session) == count
        assert set(session.scalars(select(ChangeRow.origin))) == {own}
        for act in unsent(session, after_n=0, limit=100):
            for change in act.changes:
                assert {stamp.origin for stamps in change.base.values() for stamp in stamps} <= {own}
    merged = state(store, row)
    assert merged
    assert {live.stamp.origin for lives in merged.fields.values() for live in lives} == {own}


names = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=30)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(name=names, phone=st.none() | names, birth=st.none() | st.dates())
def test_a_row_survives_its_merge_state(
    store: Store, name: str, phone: str | None, birth: date | None
) -> None:
    trainee = Trainee(name=name, phone=phone, birth_date=birth)
    with store.write("Tambah") as session:
        session.add(trainee)
    found = state(store, trainee.id)
    assert found
    assert state_of("trainee", columns_of(found)) == found


@pytest.mark.parametrize(
    "patch",
    [
        {"name": None},
        {"nik_state": "lain"},
        {"birth_date": "20260101"},
        {"birth_date": "kemarin"},
        {"name": 7},
    ],
    ids=["missing", "no member", "other spelling", "no date", "no text"],
)
def test_a_value_that_misfits_is_parked_and_the_rest_flows(
    two: tuple[Store, Store], patch: dict[str, JsonValue]
) -> None:
    row = add(two[0], "Sri")
    carry(*two)
    with two[0].read() as session:
        (act,) = unsent(session, after_n=0, limit=10)
    first = act.changes[0]
    poison = replace(first, n=2, hlc=act.at + 1, tx=2, patch=patch, base=dict.fromkeys(patch, (first.stamp,)))
    phone = replace(poison, n=3, hlc=act.at + 2, patch={"phone": "0"}, base={"phone": (first.stamp,)})
    later = replace(act, n=2, at=act.at + 1, changes=(poison, phone))
    with two[1].write("Sinkron", source="central") as session:
        assert apply_remote(session, [later]) == Applied(new=1, parked=1)
    assert name_of(two[1], row) == "Sri"


def test_a_moment_that_no_calendar_holds_is_parked(two: tuple[Store, Store]) -> None:
    add(two[0], "Sri")
    with two[0].read() as session:
        (act,) = unsent(session, after_n=0, limit=10)
    mark: dict[str, JsonValue] = {
        "session_id": "0" * 32, "enrolment_id": "0" * 32, "method": "manual", "at": 2**62
    }  # fmt: skip
    alien = replace(act.changes[0], n=2, hlc=act.at + 1, tx=2, table="mark", row="c" * 32, patch=mark)
    bent = replace(alien, n=3, hlc=act.at + 2, patch=mark | {"at": 0, "session_id": "bukan id"})
    later = replace(act, n=2, at=act.at + 1, changes=(alien, bent))
    with two[1].write("Sinkron", source="central") as session:
        assert apply_remote(session, [later]) == Applied(parked=2)


def test_deleting_a_row_takes_the_fields_of_a_newer_version_along(two: tuple[Store, Store]) -> None:
    row = add(two[0], "Sri")
    carry(*two)
    with two[0].read() as session:
        (act,) = unsent(session, after_n=0, limit=10)
    newer = replace(act.changes[0], n=2, hlc=act.at + 1, tx=2, patch={"blood": "O"})
    later = replace(act, n=2, at=act.at + 1, changes=(newer,))
    for store in two:
        with store.write("Sinkron", source="central") as session:
            apply_remote(session, [later])
    with two[1].write("Hapus") as session:
        session.get_one(Trainee, row).deleted = True
    carry(two[1], two[0])
    assert state(two[0], row) == state(two[1], row)
    with two[0].read() as session:
        assert session.get_one(Trainee, row).deleted


def test_a_child_waits_for_its_parent_and_then_joins(two: tuple[Store, Store]) -> None:
    first, second = two
    person = add(first, "Sri")
    with first.write("Kelas") as session:
        course = Programme(code="X", title="X", name="X", short="X")
        session.add(course)
        day = date(2026, 5, 18)
        cohort = Cohort(programme_id=course.id, number="X-1/2026", batch=1, year=2026, starts=day, ends=day)
        session.add(cohort)
        session.flush()
        place = Enrolment(trainee_id=person, cohort_id=cohort.id, list_number=1)
        session.add(place)
    with first.write("Ubah") as session:
        session.get_one(Enrolment, place.id).list_number = 2
    with first.read() as session:
        acts = unsent(session, after_n=0, limit=100)
    with second.write("Sinkron", source="central") as session:
        assert apply_remote(session, acts[1:]) == Applied(new=2, parked=2)
    with second.read() as session:
        assert session.get(Enrolment, place.id) is None
    with second.write("Sinkron", source="central") as session:
        apply_remote(session, acts[:1])
    with second.read() as session:
        assert session.get_one(Enrolment, place.id).list_number == 2
        assert session.scalar(select(ChangeRow.n).where(ChangeRow.parked.is_not(None))) is None
