"""Which rows would lose what they refer to if an act were taken back."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Select, or_, select

from lpk_desktop.domain.changes import Op
from lpk_desktop.storage.rowstate import table_of
from lpk_desktop.storage.tables import SYNCED, ChangeRow


def still_needed(connection: Connection, act: tuple[int, int]) -> bool:
    """Whether rows that stand now, and are not of the act `(origin, n)` itself, refer to rows it made."""
    return any(connection.execute(query.limit(1)).first() for query in _references(connection, act))


def _references(connection: Connection, act: tuple[int, int]) -> Iterator[Select[tuple[str]]]:
    touched = select(ChangeRow.row_id).where(ChangeRow.origin == act[0], ChangeRow.tx == act[1])
    fresh = or_(ChangeRow.op == Op.UNDELETE.value, (ChangeRow.op == Op.PUT.value) & ChangeRow.base.is_(None))
    made = touched.where(fresh)
    parents = set(connection.execute(made.with_only_columns(ChangeRow.table_name).distinct()).scalars())
    for name in SYNCED:
        table = table_of(name)
        for key in table.foreign_keys:
            parent = key.column.table.name
            if parent in parents:
                yield select(table.c.id).where(
                    ~table.c.deleted,
                    key.parent.in_(made.where(ChangeRow.table_name == parent)),
                    table.c.id.not_in(touched),
                )
