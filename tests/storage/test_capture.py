import pytest
from sqlalchemy import func, insert, select, update

from lpk_desktop.domain.changes import Op
from lpk_desktop.storage.capture import GuardError
from lpk_desktop.storage.outbox import unsent
from lpk_desktop.storage.rowstate import table_of
from lpk_desktop.storage.store import Changes, Store
from lpk_desktop.storage.tables import ChangeRow, Trainee


def add(store: Store, name: str = "Budi Santoso") -> str:
    trainee = Trainee(name=name, phone="+628110000001")
    with store.write("Tambah peserta") as session:
        session.add(trainee)
    return trainee.id


def test_a_new_row_records_all_its_fields(store: Store) -> None:
    row = add(store)
    with store.read() as session:
        (act,) = unsent(session, after_n=0, limit=100)
    (change,) = act.changes
    assert (act.label, change.op, change.row) == ("Tambah peserta", Op.PUT, row)
    assert change.patch["name"] == "Budi Santoso"
    assert change.patch["nik"] is None
    assert change.base == {}


def test_an_edit_records_only_what_really_changed_and_what_it_replaces(store: Store) -> None:
    row = add(store)
    with store.write("Ubah") as session:
        trainee = session.get_one(Trainee, row)
        trainee.name = "Budi Santoso"
        trainee.phone = "+628110000002"
    with store.read() as session:
        first, second = unsent(session, after_n=0, limit=100)
    (change,) = second.changes
    assert change.patch == {"phone": "+628110000002"}
    assert change.base == {"phone": (first.changes[0].stamp,)}


def test_nothing_is_written_where_nothing_changed(store: Store) -> None:
    row = add(store)
    with store.write("Tidak mengubah apa pun") as session:
        session.get_one(Trainee, row).name = "Budi Santoso"
    with store.read() as session:
        assert len(unsent(session, after_n=0, limit=100)) == 1


def test_what_is_rolled_back_leaves_no_trace(store: Store) -> None:
    def fail() -> None:
        with store.write("Gagal") as session:
            session.add(Trainee(name="Tidak jadi"))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with store.read() as session:
        assert session.scalar(select(func.count()).select_from(ChangeRow)) == 0
        assert session.scalar(select(func.count()).select_from(Trainee)) == 0


def test_marking_deleted_and_back_are_changes(store: Store) -> None:
    row = add(store)
    for deleted in (True, False):
        with store.write("Hapus") as session:
            session.get_one(Trainee, row).deleted = deleted
    with store.read() as session:
        ops = [act.changes[0].op for act in unsent(session, after_n=0, limit=100)]
        assert ops == [Op.PUT, Op.DELETE, Op.UNDELETE]
        assert not session.get_one(Trainee, row).deleted


def test_listeners_hear_what_was_committed(store: Store) -> None:
    heard: list[Changes] = []
    store.committed.append(heard.append)
    row = add(store)
    assert heard[0].rows == {"trainee": frozenset({row})}


def test_a_bulk_statement_of_the_orm_is_refused(store: Store) -> None:
    with store.write("Sekaligus") as session, pytest.raises(GuardError):
        session.execute(update(Trainee).values(name="Semua"))


def test_a_bulk_statement_of_the_core_is_refused(store: Store) -> None:
    with store.write("Sekaligus") as session, pytest.raises(GuardError):
        session.connection().execute(insert(table_of("trainee")).values(id="b" * 32, name="Diam-diam"))


def test_a_row_cannot_be_removed(store: Store) -> None:
    row = add(store)
    with pytest.raises(GuardError), store.write("Buang") as session:
        session.delete(session.get_one(Trainee, row))


def test_a_read_session_cannot_write(store: Store) -> None:
    with store.read() as session:
        session.add(Trainee(name="Lewat pintu baca"))
        with pytest.raises(GuardError):
            session.flush()


def test_numbers_of_changes_have_no_gap(store: Store) -> None:
    for _ in range(3):
        add(store)
    with store.read() as session:
        assert list(session.scalars(select(ChangeRow.n).order_by(ChangeRow.n))) == [1, 2, 3]


def test_a_deleted_row_is_not_edited_as_if_it_still_stood(store: Store) -> None:
    row = add(store)
    with store.write("Hapus") as session:
        session.get_one(Trainee, row).deleted = True
    with pytest.raises(GuardError), store.write("Ubah") as session:
        session.get_one(Trainee, row).name = "Lain"
