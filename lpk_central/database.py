"""The central's engine and its transactions: a SQLite file, or PostgreSQL by address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import msgspec
import sqlcipher3.dbapi2
from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, insert, make_url, select, update
from sqlalchemy.engine.interfaces import DBAPIConnection

from lpk_central import tables

IMMEDIATE = "lpk_immediate"
OUTSIDE = "lpk_outside"
"""For statements that no transaction may hold."""

T = TypeVar("T")

CHUNK = 500
"""Ids in one IN list: far below what any database takes."""


class Database:
    """Gives transactions: `read` sees one state, `write` also excludes other writers on SQLite."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only looks."""
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that commits at the end, or leaves nothing behind when anything fails."""
        with self.engine.connect().execution_options(**{IMMEDIATE: True}) as connection, connection.begin():
            yield connection

    def sweep(self) -> None:
        """Rewrite a SQLite file so that no free page holds what was erased since the last time.

        PostgreSQL gives such space back by itself (VACUUM).
        """
        swept = tables.erased_row.c.swept
        with self.read() as connection:
            if connection.execute(select(swept).where(swept == 0).limit(1)).first() is None:
                return
        if self.engine.dialect.name == "sqlite":
            with self.engine.connect() as connection, connection.execution_options(**{OUTSIDE: True}):
                connection.exec_driver_sql("VACUUM")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        with self.write() as connection:
            connection.execute(update(tables.erased_row).where(swept == 0).values(swept=1))

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()


def open_database(url: str | URL) -> Database:
    """The database at `url`, with its tables and its server row in place."""
    address = make_url(url)
    # Parameters hold people's data: they never enter an exception's text.
    if address.get_backend_name() == "sqlite":
        engine = create_engine(
            address, module=sqlcipher3.dbapi2, hide_parameters=True, connect_args={"timeout": 30}
        )
        _prepare_sqlite(engine)
    else:
        engine = create_engine(address, hide_parameters=True, pool_pre_ping=True)
    database = Database(engine)
    with database.write() as connection:
        tables.metadata.create_all(connection)
        if connection.execute(select(tables.server.c.one)).first() is None:
            connection.execute(insert(tables.server).values(one=1, server=uuid4().hex))
    return database


def open_file(path: Path) -> Database:
    """The SQLite database in the file `path`, made where there is none."""
    return open_database(URL.create("sqlite", database=str(path)))


def server_id(database: Database) -> str:
    """The id by which devices tell this server from any other."""
    with database.read() as connection:
        return str(connection.execute(select(tables.server.c.server)).scalar_one())


def _prepare_sqlite(engine: Engine) -> None:
    # sqlcipher3 (without a key: a plain file) brings a SQLite past the WAL-reset corruption of
    # 3.7.0-3.51.2; Python's own is older on most systems.
    @event.listens_for(engine, "connect")
    def _connected(connection: DBAPIConnection, _record: object) -> None:
        connection.isolation_level = None  # the driver must not begin on its own
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "trusted_schema=OFF"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        if connection.get_execution_options().get(OUTSIDE, False):
            return
        immediate = connection.get_execution_options().get(IMMEDIATE, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def insert_all(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert `rows`, if any."""
    if rows:
        connection.execute(insert(table), rows)


def parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values in pieces that fit into one statement."""
    return (values[start : start + CHUNK] for start in range(0, len(values), CHUNK))


def as_text(value: object) -> str:
    """JSON as the tables keep it."""
    return msgspec.json.encode(value).decode()
