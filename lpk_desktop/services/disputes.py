"""Rows that hold two values because two people wrote without seeing each other."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
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
    return [found for name in SYNCED for found in _of_table(session, name)]


def _of_table(session: Session, name: str) -> list[Dispute]:
    table = table_of(name)
    # Two entries of one field stand beside each other in the JSON; hardly a row has such.
    query = select(table).where(table.c.stamps.like("%],[%"), ~table.c.deleted).order_by(table.c.id)
    states = [state_of(name, dict(row)) for row in session.execute(query).mappings()]
    return [
        Dispute(table=name, row=state.row, fields=tuple(sorted(state.disputed())))
        for state in states
        if state.disputed()
    ]
