"""Rows written past the ORM leave the same behind as rows written through it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import bindparam, func, select

from lpk_desktop.domain.changes import Op
from lpk_desktop.storage.capture import GuardError
from lpk_desktop.storage.checking import check
from lpk_desktop.storage.direct import Prepared, add_rows, put_rows
from lpk_desktop.storage.findings import Problem
from lpk_desktop.storage.history import next_undo, undo
from lpk_desktop.storage.ids import new_id
from lpk_desktop.storage.outbox import unsent
from lpk_desktop.storage.store import Changes, Session, Store
from lpk_desktop.storage.tables import Access, ChangeRow, NikState, Trainee
from tests.storage.conftest import AUTHOR
from tests.storage.test_capture import add

FULL: dict[str, Any] = {
    "name": "Sri", "nik": "9901010101900001", "nik_state": NikState.VALID, "birth_date": date(2000, 2, 29),
    "phone": "+6281",
}  # fmt: skip
ROWS = {Problem.ROW_DIFFERS, Problem.ROW_MISSING, Problem.ROW_UNRECORDED, Problem.CHAIN_BROKEN}


def added(store: Store, **values: Any) -> str:
    row = {"id": new_id(), **FULL, **values}
    with store.write("Impor") as session:
        add_rows(session, "trainee", [row])
    return str(row["id"])


def put(store: Store, *rows: dict[str, Any]) -> list[bool]:
    with store.write("Impor") as session:
        return put_rows(session, "trainee", rows)


def fields(store: Store, row: str) -> dict[str, Any]:
    with store.read() as session:
        found = session.get_one(Trainee, row)
        return {name: getattr(found, name) for name in [*FULL, "deleted", "stamps", "schema", "consent_on"]}


def sound(store: Store) -> bool:
    return not {each.code for each in check(store).findings} & ROWS


def test_a_new_row_and_its_change_are_those_of_a_flush(store: Store) -> None:
    through = Trainee(**FULL)
    with store.write("Lewat ORM") as session:
        session.add(through)
    row = added(store)
    assert fields(store, row) == fields(store, through.id)
    with store.read() as session:
        first, second = (act.changes[0] for act in unsent(session, after_n=0, limit=9))
    assert (first.op, first.patch, first.base, first.schema) == (
        second.op, second.patch, second.base, second.schema,
    )  # fmt: skip
    assert sound(store)


def test_an_edit_records_what_changed_and_what_it_replaces(store: Store) -> None:
    row = added(store)
    assert put(store, {"id": row, "name": "Sri", "phone": "+6282"}) == [True]
    with store.read() as session:
        first, second = (act.changes[0] for act in unsent(session, after_n=0, limit=9))
    assert (second.patch, second.base) == ({"phone": "+6282"}, {"phone": (first.stamp,)})
    assert fields(store, row)["phone"] == "+6282"
    assert sound(store)


def test_nothing_is_written_where_nothing_changed(store: Store) -> None:
    row = added(store)
    assert put(store, {"id": row, **FULL, "deleted": False}) == [False]
    with store.read() as session:
        assert session.scalar(select(func.count()).select_from(ChangeRow)) == 1


def test_a_row_is_put_whether_it_is_there_or_not(store: Store) -> None:
    old, new = added(store), new_id()
    assert put(store, {"id": old, "name": "Lama"}, {"id": new, "name": "Baru"}) == [True, True]
    assert (fields(store, old)["name"], fields(store, new)["name"]) == ("Lama", "Baru")


def test_a_deleted_row_comes_back_before_it_is_edited(store: Store) -> None:
    row = added(store)
    assert put(store, {"id": row, "deleted": True}) == [True]
    with pytest.raises(GuardError):
        put(store, {"id": row, "name": "Diam-diam"})
    assert put(store, {"id": row, "deleted": False, "name": "Kembali"}) == [True]
    assert (fields(store, row)["name"], fields(store, row)["deleted"]) == ("Kembali", False)
    with store.read() as session:
        ops = [each.op for act in unsent(session, after_n=0, limit=9) for each in act.changes]
    assert ops == [Op.PUT, Op.DELETE, Op.PUT, Op.UNDELETE]
    assert sound(store)


def test_it_is_undone_like_any_other_act(store: Store) -> None:
    row = added(store)
    put(store, {"id": row, "name": "Lain"})
    with store.read() as session:
        act = next_undo(session, AUTHOR)
    assert act
    with store.write("Urungkan", source="undo", undoes=act) as session:
        undo(session, act)
    assert fields(store, row)["name"] == "Sri"


def test_what_the_session_holds_comes_first_and_is_read_again_afterwards(store: Store) -> None:
    row = add(store, "Satu")
    with store.write("Bersama") as session:
        person = session.get_one(Trainee, row)
        person.phone = "+6299"
        put_rows(session, "trainee", [{"id": row, "name": "Dua"}])
        assert (person.name, person.phone) == ("Dua", "+6299")
        person.name = "Tiga"
    with store.read() as session:
        assert session.get_one(Trainee, row).name == "Tiga"
        numbers = session.scalars(select(ChangeRow.n).order_by(ChangeRow.n)).all()
    assert numbers == [1, 2, 3, 4]
    assert sound(store)


def test_what_fails_leaves_no_trace(store: Store) -> None:
    row = added(store)
    with pytest.raises(KeyError), store.write("Salah") as session:
        put_rows(session, "trainee", [{"id": row, "name": "Lain"}, {"id": new_id(), "kota": "X"}])
    assert fields(store, row)["name"] == "Sri"


def test_a_row_needs_what_its_table_needs(store: Store) -> None:
    with pytest.raises(KeyError), store.write("Salah") as session:
        add_rows(session, "trainee", [{"id": new_id(), "nik": None}])


@pytest.mark.parametrize("write", [add_rows, put_rows])
def test_a_field_that_the_table_does_not_have_is_none_of_its(
    store: Store, write: Callable[[Session, str, list[dict[str, object]]], object]
) -> None:
    with pytest.raises(KeyError, match="kota"), store.write("Salah") as session:
        write(session, "trainee", [{"id": new_id(), "name": "Baru", "kota": "X"}])
    with store.read() as session:
        assert session.scalars(select(Trainee)).all() == []


def test_listeners_hear_of_it(store: Store) -> None:
    heard: list[Changes] = []
    store.committed.append(heard.append)
    row = added(store)
    assert [(each.rows, each.act) for each in heard] == [({"trainee": frozenset({row})}, (1, 1))]


def test_a_read_session_writes_nothing(store: Store) -> None:
    with store.read() as session, pytest.raises(GuardError):
        add_rows(session, "trainee", [{"id": new_id(), "name": "Diam-diam"}])


def test_who_saw_what_is_written_once(store: Store) -> None:
    row = {"id": new_id(), "at": datetime(2026, 7, 6, tzinfo=UTC), "kind": "reveal", "persons": "[]"}
    with store.write("Lihat") as session:
        add_rows(session, "access", [row])
    with pytest.raises(GuardError), store.write("Tutupi") as session:
        put_rows(session, "access", [{"id": row["id"], "kind": "export"}])
    with store.read() as session:
        assert session.get_one(Access, row["id"]).kind == "reveal"


def test_a_prepared_query_gives_python_values(store: Store) -> None:
    row = added(store)
    query = Prepared(
        select(Trainee.id, Trainee.nik_state, Trainee.birth_date, Trainee.deleted).where(
            Trainee.id == bindparam("row"), ~Trainee.deleted, Trainee.nik_state == NikState.VALID
        )
    )
    with store.read() as session:
        wanted = (row, NikState.VALID, date(2000, 2, 29), False)
        assert query.first(session, row=row) == wanted
        assert query.all(session, row=row) == [wanted]
        assert query.first(session, row=new_id()) is None
        with pytest.raises(KeyError):
            query.first(session)


def test_a_prepared_query_sees_what_the_session_holds(store: Store) -> None:
    query = Prepared(select(Trainee.name).where(Trainee.id == bindparam("row")))
    with store.write("Tambah") as session:
        person = Trainee(name="Belum ditulis")
        session.add(person)
        assert query.first(session, row=person.id) == ("Belum ditulis",)
