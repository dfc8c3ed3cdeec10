"""What a row's stamps tell the screens: not sent yet, or disputed."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from lpk_desktop.storage.device import sync_state
from lpk_desktop.storage.epochs import unsent_changes
from lpk_desktop.storage.rowstate import exceptions_of
from lpk_desktop.storage.tables import ChangeRow
from lpk_desktop.storage.types import to_wire


def unsent_rows(session: Session, table: str) -> set[str]:
    """Rows of a table that this device changed and the centre has not acknowledged.

    Empty before pairing: a computer that works alone has nobody to send to.
    """
    if sync_state(session) is None:
        return set()
    query = select(ChangeRow.row_id).where(unsent_changes(session), ChangeRow.table_name == table)
    return set(session.scalars(query))


def disputed(stamps: str | None, shown: Mapping[str, object]) -> frozenset[str]:
    """Fields that hold another value besides the one in `shown`, written by somebody who had not seen it."""
    if not stamps:
        return frozenset()
    exceptions = exceptions_of(stamps)
    return frozenset(
        name
        for name, value in shown.items()
        if any(entry[2] != to_wire(value) for entry in exceptions.get(name, [])[1:])
    )
