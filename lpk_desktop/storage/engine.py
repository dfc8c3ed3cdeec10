"""The encrypted SQLite file: opening, settings, transactions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event, exc, text
from sqlalchemy.pool import PoolProxiedConnection, QueuePool
from sqlcipher3 import dbapi2 as sqlcipher

from lpk_desktop.errors import UserError
from lpk_desktop.storage import names
from lpk_desktop.storage.durable import is_full

FILE = names.DATABASE
Driver = Any
"""A connection of the driver itself, inside SQLAlchemy's: its module has no types."""
OLDEST_SQLITE = (3, 51, 3)
"""Before it, WAL files could be reset while in use and corrupt the database (sync.md section 6)."""

BUSY_S = 10
"""How long a writer waits for another one."""
_SETTINGS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    f"PRAGMA busy_timeout = {BUSY_S * 1000}",
)


def open_engine(path: Path, key: bytes) -> Engine:
    """An engine on the encrypted file at `path`, which is made if it does not exist.

    Raises UserError when the file is not ours, the key does not fit, or the folder cannot be used.
    """
    if sqlcipher.sqlite_version_info < OLDEST_SQLITE:
        raise UserError("sqlite-too-old", version=sqlcipher.sqlite_version)
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=lambda: connect(path, key),
        poolclass=QueuePool,
        pool_use_lifo=True,  # the connection that wrote last still knows the pages
        connect_args={},
        hide_parameters=True,  # a NIK must not stand in the text of an error
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _drop_broken)
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT count(*) FROM sqlite_master"))
    except exc.DBAPIError as error:
        engine.dispose()
        raise as_user_error(error, path) from error
    return engine


def connect(path: Path, key: bytes) -> Any:
    """A bare connection to the file at `path`; raises sqlcipher's errors."""
    connection = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False)
    try:
        # SQLCipher would write its own lines to standard error, where people read ours.
        connection.execute("PRAGMA cipher_log_level = NONE")
        # A raw key: SQLCipher derives nothing, so opening costs no time; the vault did the stretching.
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for statement in _SETTINGS:
            connection.execute(statement)
    except sqlcipher.Error:
        connection.close()
        raise
    return connection


def driver_of(connection: Connection) -> Driver:
    """What `connection` stands on, for statements that are run many times."""
    return connection.connection.driver_connection


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Errors of SQLAlchemy and of the driver inside it become what `as_user_error` makes of them."""
    try:
        yield
    except (exc.DBAPIError, sqlcipher.Error) as error:
        raise as_user_error(error, path) from error


@contextmanager
def held(engine: Engine, path: Path) -> Iterator[PoolProxiedConnection]:
    """A connection of the pool without SQLAlchemy around it; raises what `as_user_error` makes of errors."""
    try:
        connection = engine.raw_connection()
        try:
            yield connection
        except sqlcipher.Error as error:
            if is_broken(error):
                connection.invalidate(error)
            raise
        finally:
            connection.close()
    except (exc.DBAPIError, sqlcipher.Error) as error:
        raise as_user_error(error, path) from error


class Writer:
    """The one connection that a store writes through: taking one anew costs more than a mark's statement."""

    def __init__(self, engine: Engine, path: Path) -> None:
        self._engine, self._path = engine, path
        self._lock = Lock()
        self._kept: PoolProxiedConnection | None = None
        self._closed = False

    @contextmanager
    def transaction(self, ended: Callable[[bool], None] | None = None) -> Iterator[PoolProxiedConnection]:
        """Hold the write lock until the end, which commits; an exception rolls back.

        `ended` hears whether it was committed, before another transaction of this store can begin. A
        writer takes its lock at once: read-then-write under a deferred BEGIN loses updates. Raises
        UserError as `as_user_error` makes it; "database-busy" too when another thread writes for long.
        """
        if not self._lock.acquire(timeout=BUSY_S):
            raise UserError("database-busy", file=str(self._path))
        committed = False
        try:
            with in_words(self._path):
                connection = self._kept = self._kept or self._engine.raw_connection()
                driver: Driver = connection.driver_connection
                driver.execute("BEGIN IMMEDIATE")
                yield connection
                if driver.in_transaction:
                    driver.execute("COMMIT")
            committed = True
        except BaseException as error:
            self._give_back(error)
            raise
        finally:
            if ended is not None:
                ended(committed)
            if self._closed:
                self._give_back()
            self._lock.release()

    def close(self) -> None:
        """Give the connection back; a transaction that goes on for long does so at its end."""
        self._closed = True
        if self._lock.acquire(timeout=BUSY_S):
            try:
                self._give_back()
            finally:
                self._lock.release()

    def _give_back(self, error: BaseException | None = None) -> None:
        """To the pool, which rolls back what is open; one that is of no more use is dropped."""
        connection, self._kept = self._kept, None
        if connection is None:
            return
        cause = error.__cause__ if isinstance(error, UserError) else error
        broken = cause is not None and is_broken(cause)
        if (broken or self._closed) and connection.is_valid:
            connection.invalidate(cause)
        connection.close()


def _begin(connection: Connection) -> None:
    if not driver_of(connection).in_transaction:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _drop_broken(context: ExceptionContext) -> None:
    if is_broken(context.original_exception):
        context.is_disconnect = True


def is_broken(error: BaseException) -> bool:
    """Whether the connection that raised `error` is of no more use; SQLAlchemy drops those that it meets."""
    # SQLCipher never forgives a connection that failed to read; a fresh one works once the disk does.
    return "disk i/o error" in str(error).lower()


def fold(engine: Engine, path: Path) -> None:
    """Write the log beside the file into it; where the disk does not let us, the log goes on counting."""
    with suppress(UserError), held(engine, path) as connection:  # a checkpoint is no part of a transaction
        driver: Driver = connection.driver_connection
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def as_user_error(error: Exception, path: Path) -> Exception:
    """What a person can do about a failure of the file; the error itself if it is our bug."""
    message = str(error.orig if isinstance(error, exc.DBAPIError) else error).lower()
    for needle, code in (
        ("database or disk is full", "disk-full"),
        ("readonly database", "data-read-only"),
        ("unable to open database", "data-not-reachable"),
        ("file is not a database", "not-a-database"),
        ("database disk image is malformed", "database-damaged"),
        ("disk i/o error", "disk-error"),
        ("database is locked", "database-busy"),
    ):
        if needle in message:
            # SQLite names no cause where a full disk keeps it from what it makes or grows beside the file.
            full = code in {"disk-error", "data-not-reachable"} and is_full(path.parent)
            return UserError("disk-full" if full else code, file=str(path))
    return error
