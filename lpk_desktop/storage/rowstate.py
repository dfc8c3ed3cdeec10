"""Between a table's row and its merge state: which values are live, with their stamps."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import Column, Table

from lpk_desktop.domain.changes import JsonValue, Stamp
from lpk_desktop.domain.merge import Live, RowState
from lpk_desktop.storage.tables import SYNCED, Base
from lpk_desktop.storage.tables.base import SINCE, STAMP_COLUMNS
from lpk_desktop.storage.types import from_wire, to_wire

Exceptions = dict[str, list[list[JsonValue]]]
"""Per field whose stamps differ from the row's: [[hlc, origin], [hlc, origin, value], …], shown first."""


@cache
def table_of(name: str) -> Table:
    """The table of a synced noun; raises KeyError for one this version does not know."""
    return Base.metadata.tables[_known(name)]


@cache
def fields_of(name: str) -> Mapping[str, Column[Any]]:
    """The columns of a table that changes carry."""
    return {column.name: column for column in table_of(name).columns if column.name not in STAMP_COLUMNS}


@cache
def later_fields(table: str, schema: int) -> frozenset[str]:
    """The fields of a table that rows of `schema` do not have from their making."""
    return frozenset(name for name, column in fields_of(table).items() if column.info.get(SINCE, 1) > schema)


def exceptions_of(stamps: str | None) -> Exceptions:
    """The `stamps` column read."""
    exceptions: Exceptions = msgspec.json.decode(stamps) if stamps else {}
    return exceptions


def stamps_of(
    row_stamp: Stamp, exceptions: Exceptions, name: str, *, unwritten: frozenset[str] = frozenset()
) -> tuple[Stamp, ...]:
    """The stamps of a field's live values; none for one of `unwritten` that nobody has written yet."""
    entries = exceptions.get(name)
    if entries:
        return tuple(_stamp(entry) for entry in entries)
    return () if name == "deleted" or name in unwritten else (row_stamp,)


def state_of(table: str, row: Mapping[str, Any]) -> RowState:
    """The merge state of a stored row."""
    row_stamp = Stamp(row["hlc"], row["origin"])
    exceptions = exceptions_of(row["stamps"])
    unwritten = later_fields(table, row["schema"] or 1)
    values: dict[str, JsonValue] = {
        name: to_wire(row[name])
        for name in fields_of(table)
        if name not in unwritten or name in exceptions or row[name] is not None
    }
    if row["extra"]:
        values |= msgspec.json.decode(row["extra"])
    fields: dict[str, tuple[Live, ...]] = {}
    for name, value in values.items():
        entries = exceptions.get(name)
        if not entries:
            fields[name] = (Live(row_stamp, value),)
        else:
            others = (Live(_stamp(entry), entry[2]) for entry in entries[1:])
            fields[name] = (Live(_stamp(entries[0]), value), *others)
    return RowState(
        table=table,
        row=row["id"],
        fields=fields,
        deletions=stamps_of(row_stamp, exceptions, "deleted"),
        schema=row["schema"] or 1,
    )


def columns_of(state: RowState) -> dict[str, Any]:
    """A row's columns from its merge state; raises as `from_wire` does if a value misfits its column."""
    known, unwritten = fields_of(state.table), later_fields(state.table, state.schema)
    stamps = [lives[0].stamp for lives in state.fields.values() if len(lives) == 1]
    row_stamp = max(set(stamps), key=lambda stamp: (stamps.count(stamp), stamp)) if stamps else Stamp(0, 0)
    exceptions: Exceptions = {}
    for name, lives in state.fields.items():
        if len(lives) > 1 or lives[0].stamp != row_stamp or name in unwritten:
            first, *others = lives
            exceptions[name] = [[*first.stamp], *([*live.stamp, live.value] for live in others)]
    if state.deletions:
        exceptions["deleted"] = [[*stamp] for stamp in state.deletions]
    shown = state.shown()
    extra = {name: value for name, value in shown.items() if name not in known}
    columns = {name: from_wire(column.type, shown[name]) for name, column in known.items() if name in shown}
    return columns | {
        "id": state.row,
        "deleted": state.deleted,
        "hlc": row_stamp.hlc,
        "origin": row_stamp.origin,
        "stamps": msgspec.json.encode(exceptions).decode() if exceptions else None,
        "extra": msgspec.json.encode(extra).decode() if extra else None,
        "schema": state.schema if state.schema > 1 else None,
    }


def _stamp(entry: list[JsonValue]) -> Stamp:
    hlc, origin = entry[0], entry[1]
    if not isinstance(hlc, int) or not isinstance(origin, int):
        raise TypeError("a stamp is two integers")
    return Stamp(hlc, origin)


def _known(name: str) -> str:
    if name not in SYNCED:
        raise KeyError(name)
    return name
