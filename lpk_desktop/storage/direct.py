"""Rows read and written past the ORM, for what people do many times: marking, importing, opening a grid.

Statements are prepared once, values go as the file holds them, and every change is recorded as a
flush would record it. What is in the session unflushed is flushed first; what it has loaded is read
again when it is next asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache, partial
from typing import Any, TypeVar

from sqlalchemy import Boolean, Column, LargeBinary, Select
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql.schema import ScalarElementColumnDefault
from sqlalchemy.types import TypeDecorator, TypeEngine

from lpk_desktop.domain.changes import SCHEMA, JsonValue, Op
from lpk_desktop.storage.capture import CapturingSession, Kept, record_edit, recording_of
from lpk_desktop.storage.doors import Door, opened
from lpk_desktop.storage.engine import Driver
from lpk_desktop.storage.recording import Recording
from lpk_desktop.storage.rowstate import fields_of, table_of
from lpk_desktop.storage.types import Id, to_wire

_DIALECT = sqlite.dialect()
Convert = Callable[[Any], Any]
T = TypeVar("T")


class _Once(dict[Any, Any]):
    """Values by what the file holds: a column says few different things, each is converted once."""

    def __init__(self, convert: Convert) -> None:
        super().__init__()
        self._convert = convert

    def __missing__(self, stored: Any) -> Any:
        value = self._convert(stored)
        if not isinstance(value, list | dict):  # which rows must not share
            self[stored] = value
        return value


def _to_file(kind: TypeEngine[Any]) -> Convert | None:
    """How a value goes into the file; of our types the bare rule, without what SQLAlchemy wraps around it."""
    if isinstance(kind, TypeDecorator):
        return partial(kind.process_bind_param, dialect=_DIALECT)
    return kind.dialect_impl(_DIALECT).bind_processor(_DIALECT)


def _from_file(kind: TypeEngine[Any]) -> Convert | None:
    """The same the other way."""
    if isinstance(kind, TypeDecorator):
        return partial(kind.process_result_value, dialect=_DIALECT)
    return kind.dialect_impl(_DIALECT).result_processor(_DIALECT, None)


class Prepared:
    """A query compiled once; it gives plain tuples of Python values.

    Its parameters are `bindparam`s with a name; a list of values is not one of them.
    """

    def __init__(self, query: Select[*tuple[Any, ...]]) -> None:
        self._query = query

    def all(self, session: Session, **values: Any) -> list[tuple[Any, ...]]:
        """All rows."""
        rows = self._run(session, values).fetchall()
        columns: list[Iterable[Any]] = list(zip(*rows, strict=True))
        for place, convert in self._results if rows else ():
            columns[place] = map(_Once(convert).__getitem__, columns[place])
        return list(zip(*columns, strict=True))

    def first(self, session: Session, **values: Any) -> tuple[Any, ...] | None:
        """The first row, None if there is none."""
        row = self._run(session, values).fetchone()
        if row is None:
            return None
        found = list(row)
        for place, convert in self._results:
            found[place] = convert(found[place])
        return tuple(found)

    def _run(self, session: Session, values: Mapping[str, Any]) -> Any:
        session.flush()
        bound = [
            (convert(values[name]) if convert else values[name]) if name else constant
            for name, constant, convert in self._binds
        ]
        return driver_of(session).execute(self._text, bound)

    @cached_property
    def _compiled(self) -> Any:
        return self._query.compile(dialect=_DIALECT)

    @cached_property
    def _text(self) -> str:
        return str(self._compiled)

    @cached_property
    def _binds(self) -> list[tuple[str, Any, Convert | None]]:
        """In their order: the name, or none and the value as the file holds it."""
        found: list[tuple[str, Any, Convert | None]] = []
        for name in self._compiled.positiontup:
            bind = self._compiled.binds[name]
            convert = _to_file(bind.type)
            if bind.required:
                found.append((name, None, convert))
            else:
                found.append(("", convert(bind.value) if convert else bind.value, None))
        return found

    @cached_property
    def _results(self) -> list[tuple[int, Convert]]:
        converters = [_from_file(column.type) for column in self._query.selected_columns]
        return [(place, convert) for place, convert in enumerate(converters) if convert]


def driver_of(session: Session) -> Driver:
    """The driver's connection, in the transaction of `session`."""
    return _ours(session).driver


def _ours(session: Session) -> CapturingSession:
    if not isinstance(session, CapturingSession):
        raise TypeError("not a session of the store")
    return session


def add_rows(session: Session, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows of a synced table that are new for sure: "id" and fields; a field left out has its default.

    In the open transaction of Store.write. Raises KeyError for a field that the table does not have
    and for one that is missing.
    """
    _write(session, name, lambda writing: writing.add(rows))


def put_rows(
    session: Session, name: str, rows: Sequence[Mapping[str, Any]], *, aside: frozenset[str] = frozenset()
) -> list[bool]:
    """Add rows or change them where they differ; a deleted row comes back with "deleted": False.

    Fields of `aside` come along with a change and are none by themselves: who says so, and when. In the
    open transaction of Store.write; says of each whether anything changed. Raises as `add_rows`.
    """
    return _write(session, name, lambda writing: writing.put(rows, aside))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """What writing a table needs to know of it."""

    fields: tuple[str, ...]
    places: Mapping[str, int]
    """Where a field stands in what `select` gives."""
    defaults: Mapping[str, JsonValue]
    bytes: frozenset[str]
    """Fields that are hex digits on the wire and bytes in the file."""
    truths: frozenset[str]
    select: str
    insert: str


_BESIDE = frozenset({"id", "deleted"})
"""What a row says besides its fields."""
_STAMPED = ("id", "deleted", "hlc", "origin", "stamps", "extra", "schema")


@cache
def _layout(name: str) -> _Layout:
    columns = fields_of(name)
    names = (*_STAMPED, *columns)
    quoted = ", ".join(f'"{each}"' for each in names)
    return _Layout(
        fields=tuple(columns),
        places={name: place for place, name in enumerate(names) if name in columns},
        defaults={key: None for key, column in columns.items() if column.nullable}
        | {
            key: to_wire(column.default.arg)
            for key, column in columns.items()
            if isinstance(column.default, ScalarElementColumnDefault)
        },
        bytes=frozenset(key for key, column in columns.items() if _is_bytes(column)),
        truths=frozenset(key for key, column in columns.items() if isinstance(column.type, Boolean)),
        select=f'SELECT {quoted}, rowid FROM "{table_of(name).name}" WHERE id = ?',  # noqa: S608  our own
        insert=f'INSERT INTO "{name}" ({quoted}) VALUES ({", ".join("?" * len(names))})',  # noqa: S608
    )


@lru_cache(maxsize=1000)
def _update(name: str, *fields: str) -> str:
    changes = ", ".join(f'"{each}" = ?' for each in ("stamps", "deleted", *fields))
    return f'UPDATE "{name}" SET {changes} WHERE rowid = ?'  # noqa: S608  our own names


def _is_bytes(column: Column[Any]) -> bool:
    return isinstance(column.type, Id | LargeBinary)


def _write(session: Session, name: str, act: Callable[[_Writing], T]) -> T:
    """Let `act` write rows of a table, and append its changes; gives what `act` gives."""
    session.flush()
    recording, ours = recording_of(session), _ours(session)
    driver = ours.driver
    recording.start(driver)
    with opened(ours.guarded, Door.ROWS):
        done = act(_Writing(name, recording, driver))
        recording.append(driver)
    if session.identity_map:
        session.expire_all()
    return done


class _Writing:
    """Rows of one table being written."""

    def __init__(self, name: str, recording: Recording, driver: Driver) -> None:
        self._name, self._recording, self._driver = name, recording, driver
        self._layout = _layout(name)

    def add(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Insert them all."""
        self._driver.executemany(self._layout.insert, [self._new(row) for row in rows])

    def put(self, rows: Iterable[Mapping[str, Any]], aside: frozenset[str]) -> list[bool]:
        """Insert or update each."""
        return [self._put(row, aside) for row in rows]

    def _put(self, row: Mapping[str, Any], aside: frozenset[str]) -> bool:
        found = self._driver.execute(self._layout.select, (bytes.fromhex(row["id"]),)).fetchone()
        if found is not None:
            return self._edited(row, found, aside)
        self._driver.execute(self._layout.insert, self._new(row))
        return True

    def _new(self, row: Mapping[str, Any]) -> tuple[Any, ...]:
        given = {key: to_wire(value) for key, value in row.items() if key not in _BESIDE}
        patch = {
            key: given.pop(key) if key in given else self._layout.defaults[key] for key in self._layout.fields
        }
        if given:
            raise KeyError(*given)
        change = self._recording.record(
            table=self._name, row=row["id"], op=Op.PUT, patch=patch, base={}, old={}
        )
        stamped = (bytes.fromhex(row["id"]), False, change.hlc, change.origin, None, None, SCHEMA)
        return (*stamped, *(self._stored(key, value) for key, value in patch.items()))

    def _edited(self, row: Mapping[str, Any], found: tuple[Any, ...], aside: frozenset[str]) -> bool:
        deleted, hlc, origin, stamps, extra, schema = found[1:7]
        patch: dict[str, JsonValue] = {}
        old: dict[str, JsonValue] = {}
        places, truths = self._layout.places, self._layout.truths
        for key, given in row.items():
            if key in _BESIDE:
                continue
            value, before = to_wire(given), found[places[key]]
            if type(before) is bytes:
                before = before.hex()
            elif key in truths and before is not None:
                before = bool(before)
            if before != value:
                patch[key], old[key] = value, before
        becomes = bool(row.get("deleted", deleted))
        if patch.keys() <= aside and becomes == bool(deleted):
            return False
        kept = Kept(
            table=self._name, id=row["id"], hlc=hlc, origin=origin, stamps=stamps, extra=extra,
            schema=schema, deleted=bool(deleted),
        )  # fmt: skip
        fresh = record_edit(self._recording, kept, patch=patch, old=old, deleted=becomes)
        stored = [self._stored(key, value) for key, value in patch.items()]
        self._driver.execute(_update(self._name, *patch), (fresh, becomes, *stored, found[-1]))
        return True

    def _stored(self, key: str, value: JsonValue) -> Any:
        return bytes.fromhex(value) if key in self._layout.bytes and isinstance(value, str) else value
