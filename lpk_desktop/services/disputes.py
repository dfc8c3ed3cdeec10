"""Rows that hold two values because two people wrote without seeing each other."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Table, and_, literal, select, union
from sqlalchemy.orm import Session

from lpk_desktop.storage.rowstate import state_of, table_of
from lpk_desktop.storage.tables import SYNCED


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """One row with the fields somebody has to decide about."""

    table: str
    row: str
    fields: tuple[str, ...]


def disputes(session: Session) -> list[Dispute]:
    """Every disputed row that is not marked deleted, table by table."""
    names = set(session.scalars(_SUSPECTS))
    return [found for name in SYNCED if name in names for found in _of_table(session, name)]


def _suspect(table: Table) -> ColumnElement[bool]:
    # Two entries of one field stand beside each other in the JSON; hardly a row has such.
    return and_(table.c.stamps.like("%],[%"), ~table.c.deleted)


_SUSPECTS = union(
    *(select(literal(name)).select_from(table_of(name)).where(_suspect(table_of(name))) for name in SYNCED)
)
"""Tables that may hold a disputed row: one query on an ordinary day, when there are none."""


def _of_table(session: Session, name: str) -> list[Dispute]:
    table = table_of(name)
    query = select(table).where(_suspect(table)).order_by(table.c.id)
    states = [state_of(name, dict(row)) for row in session.execute(query).mappings()]
    return [
        Dispute(table=name, row=state.row, fields=tuple(sorted(state.disputed())))
        for state in states
        if state.disputed()
    ]
