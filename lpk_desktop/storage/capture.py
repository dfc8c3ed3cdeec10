"""Change capture: every flush appends what really changed to the log, in the same transaction.

Nothing else writes synced tables: bulk statements on them are refused, deletion of a row too
(rows are marked deleted). `storage.applying` and `storage.history` write rows through
`writing_rows`, each with changes of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import msgspec
from sqlalchemy import Connection, Delete, Engine, Insert, Update, event, inspect
from sqlalchemy.orm import Mapper, ORMExecuteState, Session, UOWTransaction, attributes
from sqlalchemy.pool import PoolProxiedConnection

from lpk_desktop.domain.changes import JsonValue, Op, Stamp
from lpk_desktop.storage.doors import Door, Guarded, door_of, lock, opened, set_door
from lpk_desktop.storage.engine import Driver, driver_of
from lpk_desktop.storage.recording import Recording
from lpk_desktop.storage.rowstate import Exceptions, exceptions_of, fields_of, later_fields, stamps_of
from lpk_desktop.storage.tables import APPEND_ONLY, SYNCED, Synced
from lpk_desktop.storage.types import to_wire

_NAMES = {kind: name for name, kind in SYNCED.items()}
_ORDER = {kind: index for index, kind in enumerate(SYNCED.values())}


class GuardError(RuntimeError):
    """Somebody tried to change synced rows around the log: our bug."""


class CapturingSession(Session):
    """A session whose flushes are recorded in `info["recording"]`.

    With `held`, a connection on which a transaction has begun: it joins that one, and builds what
    SQLAlchemy needs around it only when something asks for it. A mark does not.
    """

    def __init__(
        self, engine: Engine, *, held: PoolProxiedConnection | None = None, expire_on_commit: bool = True
    ) -> None:
        super().__init__(engine, expire_on_commit=expire_on_commit)
        self._engine = engine
        self._held = held
        self._driver: Driver = held and held.driver_connection
        self._around: Connection | None = None

    def get_bind(self, *_for: Any, **_what: Any) -> Engine | Connection:
        """The connection of this transaction, or the engine to take one from."""
        if self._held is None:
            return super().get_bind()
        if self._around is None:
            self._around = Connection(self._engine, connection=self._held)
        return self._around

    @property
    def driver(self) -> Driver:
        """The driver's own connection, within this transaction."""
        return self._driver or driver_of(self.connection())

    def close(self) -> None:
        """Let go of what was begun and loaded; a mark does neither, and a mark is what has to be quick."""
        if self.in_transaction() or self.identity_map:
            super().close()

    def serves(self, held: PoolProxiedConnection) -> bool:
        """Whether another act on `held` may use it as if new: nothing was loaded in it."""
        return self._held is held and self._around is None and not self.identity_map

    @property
    def guarded(self) -> Guarded:
        """Where the door of this transaction is."""
        return self._held or self.connection()

    @property
    def recording(self) -> Recording:
        """The act of this transaction; raises GuardError in a read session."""
        recording = self.info.get("recording")
        if not isinstance(recording, Recording):
            raise GuardError("write through Store.write, with a label")
        return recording


def recording_of(session: Session) -> Recording:
    """The act that `session` records; raises GuardError outside Store.write."""
    if not isinstance(session, CapturingSession):
        raise GuardError("not a session of the store")
    return session.recording


@contextmanager
def writing_rows(connection: Connection) -> Iterator[None]:
    """Let statements write synced tables; only for code that records the changes itself."""
    with opened(connection, Door.ROWS):
        yield


@contextmanager
def rewriting_log(connection: Connection) -> Iterator[None]:
    """Let statements rewrite the log; only for renaming stamps, which keeps every value, and for erasing."""
    with opened(connection, Door.LOG):
        yield


def guard(engine: Engine) -> None:
    """Refuse statements on synced tables that capture does not know of, here and in the database."""
    lock(engine)

    @event.listens_for(engine, "before_execute")
    def _refuse(connection: Connection, statement: Any, *_rest: Any) -> None:
        if isinstance(statement, Insert | Update | Delete):
            name = getattr(statement.table, "name", "")
            if name in SYNCED and door_of(connection) is Door.CLOSED:
                raise GuardError(f"a statement on {name} would not be recorded")


@event.listens_for(CapturingSession, "do_orm_execute")
def _refuse_bulk(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        mapper = state.bind_mapper
        if mapper is not None and issubclass(mapper.class_, Synced):
            raise GuardError(f"a bulk statement on {mapper.class_.__name__} would not be recorded")


@event.listens_for(CapturingSession, "before_flush")
def _stamp_rows(session: CapturingSession, _context: UOWTransaction, _instances: object) -> None:
    if any(isinstance(row, Synced) for row in session.deleted):
        raise GuardError("synced rows are marked deleted, never removed")
    fresh = [row for row in session.new if isinstance(row, Synced)]
    edited = [row for row in session.dirty if isinstance(row, Synced) and session.is_modified(row)]
    if not fresh and not edited:
        return
    recording = session.recording
    connection = session.connection()
    recording.begin(connection)
    for row in sorted(fresh, key=_arrival):
        _record_new(recording, row)
    for row in sorted(edited, key=lambda row: (_ORDER[type(row)], row.id)):
        _record_edit(recording, row)
    set_door(connection, Door.ROWS)


@event.listens_for(CapturingSession, "after_flush")
def _append(session: CapturingSession, _context: UOWTransaction) -> None:
    recording = session.info.get("recording")
    if isinstance(recording, Recording):
        connection = session.connection()
        recording.write(connection)
        set_door(connection, Door.CLOSED)


def _arrival(row: Synced) -> tuple[int, int]:
    return _ORDER[type(row)], inspect(row).insert_order or 0


def _record_new(recording: Recording, row: Synced) -> None:
    table = _NAMES[type(row)]
    patch = {name: to_wire(getattr(row, name)) for name in fields_of(table)}
    change = recording.record(table=table, row=row.id, op=Op.PUT, patch=patch, base={}, old={})
    row.hlc, row.origin = change.stamp


def _record_edit(recording: Recording, row: Synced) -> None:
    table = _NAMES[type(row)]
    mapper: Mapper[Any] = inspect(row).mapper
    patch: dict[str, JsonValue] = {}
    old: dict[str, JsonValue] = {}
    for name in fields_of(table):
        before = _value_before(row, mapper.get_property_by_column(fields_of(table)[name]).key)
        now = to_wire(getattr(row, name))
        if before is not _UNCHANGED and before != now:
            patch[name], old[name] = now, before
    was = _value_before(row, "deleted")
    kept = Kept(
        table=table, id=row.id, hlc=row.hlc, origin=row.origin, stamps=row.stamps, extra=row.extra,
        schema=row.schema, deleted=row.deleted if was is _UNCHANGED else was,
    )  # fmt: skip
    row.stamps = record_edit(recording, kept, patch=patch, old=old, deleted=row.deleted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A row as it stood before an edit, but for its fields."""

    table: str
    id: str
    hlc: int
    origin: int
    stamps: str | None
    extra: str | None
    schema: int | None
    deleted: bool

    def seen(self, exceptions: Exceptions, names: Iterable[str]) -> dict[str, tuple[Stamp, ...]]:
        """The stamps of the values that stand in fields."""
        stamp, unwritten = Stamp(self.hlc, self.origin), later_fields(self.table, self.schema or 1)
        return {name: stamps_of(stamp, exceptions, name, unwritten=unwritten) for name in names}


def record_edit(
    recording: Recording,
    kept: Kept,
    *,
    patch: Mapping[str, JsonValue],
    old: Mapping[str, JsonValue],
    deleted: bool,
) -> str | None:
    """Record new values of a row, and whether it is `deleted` from now on; gives its new `stamps`.

    Raises GuardError for a row that is written once, and for a deleted one that stays deleted.
    """
    if kept.table in APPEND_ONLY and (patch or deleted != kept.deleted):
        raise GuardError(f"rows of {kept.table} are written once")
    if patch and deleted and kept.deleted:
        # Elsewhere an edit brings a row back, so here it would only look removed.
        raise GuardError("bring a deleted row back before editing it")
    exceptions = exceptions_of(kept.stamps)
    record = partial(recording.record, table=kept.table, row=kept.id)
    if patch:
        change = record(op=Op.PUT, patch=patch, base=kept.seen(exceptions, patch), old=old)
        stamp: list[JsonValue] = [*change.stamp]
        exceptions |= {name: [stamp] for name in patch}
    if deleted and not kept.deleted:
        names = [*fields_of(kept.table), *(msgspec.json.decode(kept.extra) if kept.extra else ())]
        change = record(op=Op.DELETE, patch={}, base=kept.seen(exceptions, names), old={})
        exceptions["deleted"] = [[*change.stamp]]
    elif kept.deleted and not deleted:
        record(op=Op.UNDELETE, patch={}, base=kept.seen(exceptions, ["deleted"]), old={})
        exceptions.pop("deleted", None)
    return msgspec.json.encode(exceptions).decode() if exceptions else None


_UNCHANGED = object()


def _value_before(row: Synced, key: str) -> Any:
    history = attributes.get_history(row, key)
    if not history.added:
        return _UNCHANGED
    if history.deleted:
        return to_wire(history.deleted[0])
    raise GuardError(f"{key} was overwritten without being read first")
