"""Change capture: every flush appends what really changed to the log, in the same transaction.

Nothing else writes synced tables: bulk statements on them are refused, deletion of a row too
(rows are marked deleted). `storage.applying` and `storage.history` write rows through
`writing_rows`, each with changes of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
from sqlalchemy import Connection, Delete, Engine, Insert, Update, event, inspect
from sqlalchemy.orm import Mapper, ORMExecuteState, Session, UOWTransaction, attributes

from lpk_desktop.domain.changes import Change, JsonValue, Op, Stamp
from lpk_desktop.storage.doors import Door, door_of, lock, opened, set_door
from lpk_desktop.storage.recording import Recording
from lpk_desktop.storage.rowstate import Exceptions, exceptions_of, fields_of, stamps_of
from lpk_desktop.storage.tables import SYNCED, Synced
from lpk_desktop.storage.types import to_wire

_NAMES = {kind: name for name, kind in SYNCED.items()}
_ORDER = {kind: index for index, kind in enumerate(SYNCED.values())}


class GuardError(RuntimeError):
    """Somebody tried to change synced rows around the log: our bug."""


class CapturingSession(Session):
    """A session whose flushes are recorded in `info["recording"]`."""

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
    """Let statements rewrite the log; only for renaming stamps, which keeps every value."""
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
    exceptions = exceptions_of(row.stamps)
    row_stamp = Stamp(row.hlc, row.origin)
    patch: dict[str, JsonValue] = {}
    old: dict[str, JsonValue] = {}
    for name in fields_of(table):
        before = _value_before(row, mapper.get_property_by_column(fields_of(table)[name]).key)
        now = to_wire(getattr(row, name))
        if before is not _UNCHANGED and before != now:
            patch[name], old[name] = now, before
    if patch:
        base = {name: stamps_of(row_stamp, exceptions, name) for name in patch}
        change = recording.record(table=table, row=row.id, op=Op.PUT, patch=patch, base=base, old=old)
        for name in patch:
            exceptions[name] = [[*change.stamp]]
    deleted_before = _value_before(row, "deleted")
    if patch and row.deleted and deleted_before is _UNCHANGED:
        # Elsewhere an edit brings a row back, so here it would only look removed.
        raise GuardError("bring a deleted row back before editing it")
    if deleted_before is not _UNCHANGED and deleted_before != row.deleted:
        _record_deletion(recording, row, exceptions, row_stamp)
    row.stamps = msgspec.json.encode(exceptions).decode() if exceptions else None


def _record_deletion(recording: Recording, row: Synced, exceptions: Exceptions, row_stamp: Stamp) -> Change:
    table = _NAMES[type(row)]
    if row.deleted:
        names = [*fields_of(table), *(msgspec.json.decode(row.extra) if row.extra else ())]
        base = {name: stamps_of(row_stamp, exceptions, name) for name in names}
        change = recording.record(table=table, row=row.id, op=Op.DELETE, patch={}, base=base, old={})
        exceptions["deleted"] = [[*change.stamp]]
    else:
        base = {"deleted": stamps_of(row_stamp, exceptions, "deleted")}
        change = recording.record(table=table, row=row.id, op=Op.UNDELETE, patch={}, base=base, old={})
        exceptions.pop("deleted", None)
    return change


_UNCHANGED = object()


def _value_before(row: Synced, key: str) -> Any:
    history = attributes.get_history(row, key)
    if not history.added:
        return _UNCHANGED
    if history.deleted:
        return to_wire(history.deleted[0])
    raise GuardError(f"{key} was overwritten without being read first")
