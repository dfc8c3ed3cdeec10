"""The rows of a centre: what its log adds up to, by the same merge as on every desktop."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

import msgspec
from sqlalchemy import Connection, bindparam, select, update

from lpk_central.database import as_text, insert_all, parts
from lpk_central.tables import row_state
from lpk_desktop.domain import merge
from lpk_desktop.domain.changes import Change

RowKey = tuple[str, str]
"""Table and row id."""


def merge_in(connection: Connection, centre_id: str, changes: Sequence[Change]) -> list[merge.RowState]:
    """Merge `changes` into their rows, in order; gives these rows as they are afterwards."""
    keys = list(dict.fromkeys((each.table, each.row) for each in changes))
    known = states(connection, centre_id, keys)
    after: dict[RowKey, merge.RowState] = dict(known)
    for each in changes:
        key = (each.table, each.row)
        after[key] = merge.apply(after.get(key), each)
    insert_all(connection, row_state, [_state_row(centre_id, after[key]) for key in keys if key not in known])
    touched = [
        {f"old_{name}": value for name, value in _state_row(centre_id, after[key]).items()}
        for key in keys
        if key in known
    ]
    if touched:
        statement = (
            update(row_state)
            .where(
                row_state.c.centre == bindparam("old_centre"),
                row_state.c.table_name == bindparam("old_table_name"),
                row_state.c.row_id == bindparam("old_row_id"),
            )
            .values(state=bindparam("old_state"))
        )
        connection.execute(statement, touched)
    return list(after.values())


def replace(connection: Connection, centre_id: str, state: merge.RowState) -> None:
    """Put a row in the place of the one that is there."""
    place = (row_state.c.table_name == state.table, row_state.c.row_id == state.row)
    values = _state_row(centre_id, state)
    connection.execute(
        update(row_state).where(row_state.c.centre == centre_id, *place).values(state=values["state"])
    )


def _state_row(centre_id: str, state: merge.RowState) -> dict[str, str]:
    return {
        "centre": centre_id,
        "table_name": state.table,
        "row_id": state.row,
        "state": as_text(merge.to_json(state)),
    }


def states(connection: Connection, centre_id: str, keys: Iterable[RowKey]) -> dict[RowKey, merge.RowState]:
    """The rows among `keys` that exist, deleted ones too."""
    found: dict[RowKey, merge.RowState] = {}
    for table, group in groupby(sorted(keys), key=lambda key: key[0]):
        rows = [row for _, row in group]
        for part in parts(rows):
            chosen = select(row_state.c.row_id, row_state.c.state).where(
                row_state.c.centre == centre_id,
                row_state.c.table_name == table,
                row_state.c.row_id.in_(part),
            )
            for row, text in connection.execute(chosen):
                found[table, row] = merge.from_json(table, row, msgspec.json.decode(text))
    return found
