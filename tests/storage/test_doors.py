"""Ways around the change log, tried from inside the process: each is refused and leaves nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

import pytest
from sqlalchemy import exc, select, text
from sqlcipher3 import dbapi2 as sqlcipher

from lpk_desktop.storage.capture import GuardError, rewriting_log, writing_rows
from lpk_desktop.storage.checking import check
from lpk_desktop.storage.direct import add_rows, driver_of, put_rows
from lpk_desktop.storage.findings import Problem
from lpk_desktop.storage.store import Session, Store
from lpk_desktop.storage.tables import ActRow, ChangeRow, Trainee
from tests.storage.test_capture import add

REFUSED = (GuardError, exc.DBAPIError, sqlcipher.Error)
UPDATE = "UPDATE trainee SET name = 'Diam-diam'"
INSERT = (
    "INSERT INTO trainee (id, name, nik_state, deleted, hlc, origin) "
    "VALUES (x'000102030405060708090a0b0c0d0e0f', 'Diam-diam', 'missing', 0, 1, 1)"
)
DELETE = "DELETE FROM trainee"
REPLACE = "INSERT OR REPLACE" + INSERT.removeprefix("INSERT")
ROWS = (UPDATE, INSERT, DELETE, REPLACE)
LOG = (
    "UPDATE change SET patch = '{}'",
    "UPDATE change SET old = NULL",
    "UPDATE change SET hash = zeroblob(16), parked = 'misfit'",
    "DELETE FROM change",
    "UPDATE act SET label = 'Bukan saya'",
    "UPDATE act SET author = NULL",
    "DELETE FROM act",
    "INSERT OR REPLACE INTO act SELECT origin, n, 'Bukan saya', author, hlc, source, NULL, NULL FROM act",
)
APPENDED = (
    "INSERT INTO act SELECT origin, n + 100, label, author, hlc, source, NULL, NULL FROM act",
    "INSERT INTO change SELECT origin, n + 100, hlc, tx, table_name, row_id, op, patch, base, old, schema, "
    "hash, parked FROM change",
    "UPDATE change SET parked = 'misfit'",
)
SHAPE = (
    "ATTACH DATABASE 'lpk.db' AS lain",
    "PRAGMA writable_schema = ON",
    "PRAGMA main.writable_schema = 1",
    "PRAGMA foreign_keys = OFF",
    "PRAGMA recursive_triggers = OFF",
    "PRAGMA ignore_check_constraints = ON",
    "PRAGMA synchronous = OFF",
    "PRAGMA temp_store = 1",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA rekey = 'lain'",
    "DROP TRIGGER temp.lpk_0",
    "DROP TABLE change",
    "DROP INDEX ix_change_row_id_hlc",
    "ALTER TABLE trainee RENAME TO orang",
    "ALTER TABLE trainee DROP COLUMN email",
    "CREATE TEMP TABLE trainee AS SELECT * FROM main.trainee",
    "CREATE TEMP VIEW trainee AS SELECT * FROM main.trainee",
    "CREATE TRIGGER lewat AFTER INSERT ON trainee BEGIN SELECT 1; END",
    "VACUUM",
)


@pytest.fixture
def person(store: Store) -> str:
    return add(store, "Siti")


@contextmanager
def cursor(store: Store) -> Iterator[Any]:
    """A bare cursor of the driver, past SQLAlchemy."""
    connection = store._engine.raw_connection()
    try:
        yield connection.cursor()
    finally:
        connection.close()


def contents(store: Store) -> list[tuple[Any, ...]]:
    with store.read() as session:
        return [
            tuple(row) for kind in (Trainee, ActRow, ChangeRow)
            for row in session.execute(select(kind.__table__).order_by("origin", "hlc"))
        ]  # fmt: skip


def tried(store: Store, around: Callable[[], None]) -> None:
    """The way is refused, and the file is as it was."""
    before = contents(store)
    with pytest.raises(REFUSED):
        around()
    assert contents(store) == before
    assert {finding.code for finding in check(store).findings} <= {
        Problem.SLOTS_UNREADABLE, Problem.NOBODY_CAN_SIGN_IN, Problem.NO_RECOVERY,
    }  # fmt: skip


def test_plain_text_through_the_session_is_refused(store: Store, person: str) -> None:
    def around(statement: str) -> None:
        with store.write("Lewat teks") as session:
            session.execute(text(statement))

    for statement in (*ROWS, *LOG, *APPENDED):
        tried(store, partial(around, statement))


def test_a_bare_cursor_is_refused(store: Store, person: str) -> None:
    def around(statement: str) -> None:
        with cursor(store) as bare:
            bare.execute(statement)

    for statement in (*ROWS, *LOG, *APPENDED, *SHAPE):
        tried(store, partial(around, statement))


def test_many_rows_at_once_are_refused(store: Store, person: str) -> None:
    def many() -> None:
        with cursor(store) as bare:
            bare.executemany("UPDATE trainee SET name = ?", [("A",), ("B",)])

    def script() -> None:
        with cursor(store) as bare:
            bare.executescript(f"BEGIN; {UPDATE}; COMMIT;")

    def through_the_connection() -> None:
        with store.write("Sekaligus") as session:
            session.connection().execute(text("UPDATE trainee SET name = :name"), [{"name": "A"}])

    for around in (many, script, through_the_connection):
        tried(store, around)


def test_the_bulk_ways_of_the_orm_are_refused(store: Store, person: str) -> None:
    def inserted() -> None:
        with store.write("Sekaligus") as session:
            session.bulk_save_objects([Trainee(name="Diam-diam")])

    def mapped() -> None:
        with store.write("Sekaligus") as session:
            session.bulk_update_mappings(Trainee, [{"id": person, "name": "Diam-diam"}])

    for around in (inserted, mapped):
        tried(store, around)


def test_a_statement_prepared_while_the_door_was_open_is_refused_later(store: Store, person: str) -> None:
    with store._engine.execution_options(writes=True).connect() as connection:
        connection.begin()
        with writing_rows(connection):
            connection.exec_driver_sql(UPDATE)
        with pytest.raises(exc.IntegrityError, match="together with the log"):
            connection.exec_driver_sql(UPDATE)
        connection.rollback()


def test_even_code_that_records_rows_removes_none_and_rewrites_no_log(store: Store, person: str) -> None:
    def around(statement: str) -> None:
        with store.write("Dari dalam") as session, writing_rows(session.connection()):
            session.execute(text(statement))

    for statement in (DELETE, *LOG):
        tried(store, partial(around, statement))


def test_renaming_stamps_opens_the_log_and_nothing_else_stays_open(store: Store, person: str) -> None:
    with store.write("Cap") as session:
        connection = session.connection()
        with rewriting_log(connection):
            connection.exec_driver_sql("UPDATE act SET label = label")
        with pytest.raises(exc.IntegrityError, match="never rewritten"):
            connection.exec_driver_sql("UPDATE act SET label = label")


def test_a_flush_that_failed_leaves_no_door_open(store: Store, person: str) -> None:
    with pytest.raises(exc.IntegrityError), store.write("Dua kali") as session:
        session.add(Trainee(id=person, name="Siti lagi"))
    with cursor(store) as bare, pytest.raises(sqlcipher.IntegrityError, match="together with the log"):
        bare.execute(UPDATE)


def test_no_part_of_an_act_is_rolled_back_by_itself(store: Store, person: str) -> None:
    def nested() -> None:
        with store.write("Sebagian") as session:
            session.add(Trainee(name="Budi"))
            session.flush()
            with suppress(ValueError), session.begin_nested():
                session.add(Trainee(name="Citra"))
                session.flush()
                raise ValueError

    def bare() -> None:
        with store.write("Sebagian") as session:
            driver_of(session).execute("SAVEPOINT di_sini")

    for around in (nested, bare):
        tried(store, around)


@pytest.mark.parametrize("write", [add_rows, put_rows])
def test_rows_written_past_the_orm_leave_no_door_open(
    store: Store, person: str, write: Callable[[Session, str, list[dict[str, str]]], object]
) -> None:
    new = {"id": "0" * 32, "name": "Siti lagi", "nik_state": "missing"}
    with store.write("Langsung") as session:
        write(session, "trainee", [new])
        with pytest.raises(sqlcipher.IntegrityError, match="together with the log"):
            driver_of(session).execute(UPDATE)


def test_rows_that_failed_past_the_orm_leave_no_door_open_and_end_the_act(store: Store, person: str) -> None:
    def fail() -> None:
        new = {"id": "0" * 32, "name": "Siti lagi", "nik_state": "missing", "sex": "X"}
        with store.write("Langsung") as session:
            with pytest.raises(sqlcipher.IntegrityError, match="sex"):
                add_rows(session, "trainee", [new])
            with pytest.raises(sqlcipher.IntegrityError, match="together with the log"):
                driver_of(session).execute(UPDATE)

    before = contents(store)
    with pytest.raises(GuardError, match="would stand in the log"):
        fail()
    assert contents(store) == before


def test_every_connection_of_the_store_is_guarded(store: Store, person: str) -> None:
    with cursor(store) as first, cursor(store) as second, cursor(store) as third:
        for bare in (first, second, third):
            with pytest.raises(sqlcipher.IntegrityError, match="together with the log"):
                bare.execute(UPDATE)


def test_a_copy_merged_into_the_session_is_recorded_like_any_edit(store: Store, person: str) -> None:
    with store.read() as session:
        copy = session.get_one(Trainee, person)
    with store.write("Gabung") as session:
        session.merge(copy)
        copy.name = "Siti Aminah"
        session.merge(copy)
    with store.read() as session:
        assert session.get_one(Trainee, person).name == "Siti Aminah"
        assert [act.label for act in session.query(ActRow).order_by(ActRow.n)] == ["Tambah peserta", "Gabung"]
        assert session.query(ChangeRow).count() == 2
