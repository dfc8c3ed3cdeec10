"""The database's own lock on synced rows and the log: what no session sees, SQLite itself refuses.

`storage.capture` refuses what passes through SQLAlchemy's hooks; here every statement is met, raw
text and a bare cursor too. Each connection gets temporary triggers that ask which door is open, and
an authorizer under which nothing can take the triggers, or the file's tables, away.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.pool import PoolProxiedConnection

from lpk_desktop.storage.tables import SYNCED, ActRow, ChangeRow

_DOOR, _LOCKED = "lpk_door", "lpk_locked"
Guarded = Connection | PoolProxiedConnection
"""A connection to the file, with or without SQLAlchemy around it; both know the same door."""


class Door(IntEnum):
    """What the statements of a connection may write at the moment."""

    CLOSED = 0
    ROWS = 1
    """Synced rows, and new records of the log."""
    LOG = 2
    """The log anew: to rename stamps, at pairing, after a wrong clock, and where two copies went on; and
    to take out the values of people who are erased."""


def door_of(connection: Guarded) -> Door:
    """The door that stands open."""
    door: Door = connection.info.get(_DOOR, Door.CLOSED)
    return door


def set_door(connection: Guarded, door: Door) -> None:
    """Open or close; whoever opens also closes, and `opened` does both."""
    gone = connection.invalidated if isinstance(connection, Connection) else not connection.is_valid
    if not gone:  # else the file failed, and the connection went with it
        connection.info[_DOOR] = door


@contextmanager
def opened(connection: Guarded, door: Door) -> Iterator[None]:
    """A stretch of code with a door open; only for code that records the changes itself."""
    before = door_of(connection)
    set_door(connection, door)
    try:
        yield
    finally:
        set_door(connection, before)


def lock(engine: Engine) -> None:
    """Guard every connection of `engine` from its next use on; the file must have its tables by now."""

    @event.listens_for(engine, "checkout")
    def _lock(connection: Any, record: Any, _proxy: Any) -> None:
        if _LOCKED not in record.info:
            _install(connection, record.info)
            record.info[_LOCKED] = True
        record.info[_DOOR] = Door.CLOSED

    @event.listens_for(engine, "begin")
    @event.listens_for(engine, "rollback")
    def _close(connection: Connection) -> None:
        set_door(connection, Door.CLOSED)


def _install(connection: Any, info: dict[Any, Any]) -> None:
    connection.create_function(_DOOR, 0, lambda: info.get(_DOOR, Door.CLOSED))
    # Without it REPLACE removes rows past the triggers on DELETE.
    connection.execute("PRAGMA recursive_triggers = ON")
    connection.executescript(_TRIGGERS)
    connection.set_authorizer(_authorize)


def _rules() -> Iterator[tuple[str, str, int, str]]:
    """(table, statement, the least door it needs, why it is refused else)."""
    never = max(Door) + 1
    for table in SYNCED:
        for act in ("INSERT", "UPDATE"):
            yield table, act, Door.ROWS, "rows change together with the log"
        yield table, "DELETE", never, "rows are marked deleted, never removed"
    # Whether a received change still waits is not part of what it says.
    told = ", ".join(column.name for column in ChangeRow.__table__.columns if column.name != "parked")
    act, change = ActRow.__tablename__, ChangeRow.__tablename__
    for table in (act, change):
        yield table, "INSERT", Door.ROWS, "the log grows with what is recorded"
        yield table, "DELETE", Door.LOG, "the log is never rewritten"
    yield act, "UPDATE", Door.LOG, "the log is never rewritten"
    yield change, f"UPDATE OF {told}", Door.LOG, "the log is never rewritten"
    yield change, "UPDATE OF parked", Door.ROWS, "the log is never rewritten"


_TRIGGERS = "BEGIN; {} COMMIT;".format(
    " ".join(
        f'CREATE TEMP TRIGGER lpk_{number} BEFORE {act} ON main."{table}" WHEN {_DOOR}() < {least:d} '
        f"BEGIN SELECT RAISE(ABORT, '{table}: {why}'); END;"
        for number, (table, act, least, why) in enumerate(_rules())
    )
)
_ALLOWED, _DENIED = 0, 1
_PRAGMA = 19
_SHAPE = frozenset({*range(1, 9), *range(10, 18), 24, 25, 26, 29, 30})
"""Codes of sqlite3_set_authorizer for all that creates, drops, alters, attaches or detaches."""
_SAVEPOINT = 32
"""An act is whole or not at all: what is rolled back in part would stand in its record."""
_LOOSENING = frozenset(
    {
        "writable_schema", "foreign_keys", "defer_foreign_keys", "ignore_check_constraints", "trusted_schema",
        "recursive_triggers", "journal_mode", "synchronous", "key", "rekey", "hexkey", "hexrekey",
        "schema_version", "temp_store",
    }
)  # fmt: skip
"""Pragmas that take a guard away when they are given a value; `temp_store` drops all our triggers."""


def _authorize(action: int, first: str | None, second: str | None, *_where: str | None) -> int:
    if action == _PRAGMA:
        return _DENIED if second is not None and str(first).lower() in _LOOSENING else _ALLOWED
    return _DENIED if action in _SHAPE or action == _SAVEPOINT else _ALLOWED
