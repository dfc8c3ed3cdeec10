"""Every shipped file opens, keeps every value, and stays as it was when an upgrade fails."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, event, inspect, select, table, text

from lpk_desktop.errors import UserError
from lpk_desktop.storage.checking import check
from lpk_desktop.storage.engine import FILE, open_engine
from lpk_desktop.storage.migrating import HEAD, SCRIPTS, migrate, revision_of, run_scripts
from lpk_desktop.storage.rowstate import fields_of, later_fields
from lpk_desktop.storage.store import Store, open_store
from lpk_desktop.storage.tables import SYNCED, Base, Holiday, Trainee
from tests.crash.story import open_folder, password_of
from tests.storage.shipped.make import HERE, NEWER, make

KEY = bytes(32)
SHIPPED = sorted(folder.name for folder in HERE.iterdir() if (folder / FILE).exists())

Rows = dict[str, list[dict[str, Any]]]


def never(_revision: str) -> None:
    raise AssertionError("nothing to upgrade")


def rows_of(connection: Connection) -> Rows:
    """Every value of every table, as the file holds it."""
    names = inspect(connection).get_table_names()
    return {
        name: [dict(row) for row in connection.execute(select(text("*")).select_from(table(name))).mappings()]
        for name in names
    }


def schema_of(connection: Connection) -> set[str]:
    return set(connection.execute(text("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")).scalars())


@pytest.fixture(params=SHIPPED)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A data folder of each schema that has shipped."""
    return shutil.copytree(HERE / request.param, tmp_path / "data")


@pytest.fixture
def engine(folder: Path) -> Iterator[Engine]:
    """Its file, not upgraded."""
    opened = open_engine(folder / FILE, password_of(folder)[1].key)
    yield opened
    opened.dispose()


@pytest.fixture
def upgraded(folder: Path) -> Iterator[Store]:
    """The folder after a person has signed in with this version."""
    store = open_folder(folder)
    yield store
    store.close()


Shape = dict[str, dict[str, Any]]


def shape_of(engine: Engine) -> Shape:
    """Everything that the file says of its tables, whatever the order of their columns."""
    looking, found = inspect(engine), {}
    with engine.connect() as connection:
        query = text("SELECT type, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
        texts = connection.execute(query).all()
        for name, sql in [(name, sql) for kind, name, sql in texts if kind == "table"]:
            columns = looking.get_columns(name)
            keys = connection.execute(text(f"PRAGMA foreign_key_list({name})")).mappings().all()
            found[name] = {
                "columns": {each["name"]: each | {"type": str(each["type"])} for each in columns},
                "key": looking.get_pk_constraint(name),
                "rules": {each["name"]: each["sqltext"] for each in looking.get_check_constraints(name)},
                "indexes": [sql for kind, table, sql in texts if (kind, table) == ("index", name)],
                "references": {(each["from"], each["table"], each["to"], each["on_delete"]) for each in keys},
                "deferred": sql.count("DEFERRABLE INITIALLY DEFERRED") == len(keys),
                "without rowid": sql.endswith("WITHOUT ROWID"),
            }  # fmt: skip
    return found


@pytest.fixture
def migrated(tmp_path: Path) -> Iterator[Engine]:
    """A file that every script was run on, from the first."""
    engine = open_engine(tmp_path / "migrated.db", KEY)
    with engine.execution_options(writes=True).begin() as connection:
        run_scripts(connection, since=None)
    yield engine
    engine.dispose()


def alembic_can_compare(_object: object, name: str, kind: str, *_rest: object) -> bool:
    """Not deferred keys of added columns, nor virtual tables; the next test compares these too."""
    return "foreign" not in kind and not str(name).startswith("person_search")


def test_the_scripts_give_exactly_the_mapped_tables(migrated: Engine) -> None:
    with migrated.connect() as connection:
        opts = {"compare_type": True, "include_object": alembic_can_compare}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, Base.metadata) == []


def test_a_new_file_is_the_same_as_one_that_was_upgraded_all_along(migrated: Engine, tmp_path: Path) -> None:
    new = open_engine(tmp_path / "new.db", KEY)
    migrate(new, tmp_path, before_upgrade=never)
    assert shape_of(new) == shape_of(migrated)
    assert revision_of(new) == revision_of(migrated) == HEAD
    new.dispose()


def test_head_is_the_newest_script() -> None:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_a_file_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "lpk.db", KEY)
    migrate(engine, tmp_path, before_upgrade=never)
    with engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'later'"))
    with pytest.raises(UserError, match="file-too-new"):
        migrate(engine, tmp_path, before_upgrade=never)
    assert revision_of(engine) == "later"
    engine.dispose()


def test_a_shipped_file_has_rows_in_every_table_it_knows(engine: Engine) -> None:
    with engine.connect() as connection:
        assert [name for name, rows in rows_of(connection).items() if not rows] == []


def test_what_makes_the_shipped_files_fills_every_table_of_today(tmp_path: Path) -> None:
    store = make(tmp_path / "data")
    with store.read() as session:
        empty = [name for name, rows in rows_of(session.connection()).items() if not rows]
    store.close()
    assert empty == []


def test_an_upgrade_keeps_every_value(engine: Engine, folder: Path) -> None:
    with engine.connect() as connection:
        before = rows_of(connection)
    migrate(engine, folder, before_upgrade=lambda _revision: None)
    with engine.connect() as connection:
        after = rows_of(connection)
    del before["alembic_version"]
    for name, rows in before.items():
        assert len(after[name]) == len(rows)
        for old, new in zip(rows, after[name], strict=True):
            lost = {key: value for key, value in old.items() if new[key] != value}
            assert lost.keys() <= {"extra", "stamps", "parked"}, name  # what is understood now moves


def test_an_upgraded_folder_is_sound(upgraded: Store) -> None:
    """Replaying the log gives the tables, and everything else that `check` looks at."""
    report = check(upgraded)
    assert report.findings == ()
    assert report.counts["parked"] == 0


def test_what_a_newer_computer_had_sent_is_understood_after_the_upgrade(upgraded: Store) -> None:
    with upgraded.read() as session:
        consents = select(Trainee.consent_version).where(Trainee.consent_version.is_not(None))
        assert session.scalars(consents).all() == ["2026-1"]
        assert session.get_one(Holiday, NEWER).name == "Hari jadi pusat"
        assert session.scalars(select(Trainee.id).where(Trainee.extra.is_not(None))).all() == []


def test_before_an_upgrade_and_only_then_somebody_may_look_at_the_file(engine: Engine, folder: Path) -> None:
    seen = []

    def look(revision: str) -> None:
        seen.append((revision, revision_of(engine)))

    migrate(engine, folder, before_upgrade=look)
    migrate(engine, folder, before_upgrade=look)
    assert seen == [("0001", "0001")]


def test_an_upgrade_that_must_not_begin_changes_nothing(engine: Engine, folder: Path) -> None:
    def refuse(_revision: str) -> None:
        raise UserError("disk-full", file="lpk.db")

    with engine.connect() as connection:
        before = rows_of(connection)
    with pytest.raises(UserError, match="disk-full"):
        migrate(engine, folder, before_upgrade=refuse)
    with engine.connect() as connection:
        assert rows_of(connection) == before


@contextmanager
def failing(engine: Engine, at: int) -> Iterator[None]:
    """The statement number `at` fails."""
    count = 0

    def fail(*_rest: object) -> None:
        nonlocal count
        count += 1
        if count == at:
            raise ZeroDivisionError

    event.listen(engine, "before_cursor_execute", fail)
    yield
    event.remove(engine, "before_cursor_execute", fail)


def test_an_upgrade_that_fails_at_any_statement_leaves_the_old_file(engine: Engine, folder: Path) -> None:
    """Seen by another connection, whose data_version moves with every commit of somebody else's."""
    other = open_engine(folder / FILE, password_of(folder)[1].key).raw_connection()
    before = other.execute("PRAGMA data_version").fetchall()
    with engine.connect() as connection:
        old = rows_of(connection), schema_of(connection)
    failures, failed = 0, True
    while failed:
        with failing(engine, at=failures + 1):
            try:
                migrate(engine, folder, before_upgrade=lambda _revision: None)
                failed = False
            except ZeroDivisionError:
                failures += 1
                assert other.execute("PRAGMA data_version").fetchall() == before
        if failed and failures % 30 == 0:
            with engine.connect() as connection:
                assert (rows_of(connection), schema_of(connection)) == old
    assert failures > 90
    assert other.execute("PRAGMA data_version").fetchall() != before
    assert revision_of(engine) == HEAD
    other.close()


def test_columns_that_came_later_are_empty_until_somebody_fills_them() -> None:
    """Else a row of an older computer would lack a value, or show one that nobody wrote."""
    later = [(name, field) for name in SYNCED for field in later_fields(name, 1)]
    assert later
    assert [pair for pair in later if not fields_of(pair[0])[pair[1]].nullable] == []


def test_every_column_that_shipped_tables_lacked_says_since_when(engine: Engine) -> None:
    for name in inspect(engine).get_table_names():
        if name in SYNCED:
            shipped = {column["name"] for column in inspect(engine).get_columns(name)}
            assert later_fields(name, 1) == set(fields_of(name)) - shipped


def test_a_new_folder_needs_no_upgrade(tmp_path: Path) -> None:
    store = open_store(tmp_path, key=KEY, author=None)
    with store.read() as session:
        assert inspect(session.connection()).has_table("printing")
    store.close()
