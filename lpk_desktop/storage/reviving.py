"""What somebody removed while another, elsewhere, built on it comes back: nothing stands on what is gone."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from lpk_desktop.domain.changes import Op
from lpk_desktop.domain.merge import apply
from lpk_desktop.storage.applying import load, save
from lpk_desktop.storage.capture import recording_of, writing_rows
from lpk_desktop.storage.dependents import Place, foreign_keys, has_content, parts, references
from lpk_desktop.storage.recording import Recording
from lpk_desktop.storage.rowstate import table_of


def bring_back_needed(session: Session) -> int:
    """Mark rows undeleted that rows of this transaction name, or that it removed in vain; gives how many.

    An import undone here and a mark made there meanwhile leave a mark whose person is gone, in every
    file alike; each device writes the same ordinary change, which the merge takes as one. Runs after
    `apply_remote`, in the same open transaction of Store.write.
    """
    recording = recording_of(session)
    connection = session.connection()
    back: set[Place] = set()
    while needed := _needed(connection, recording) - back:
        recording.begin(connection)
        with writing_rows(connection):
            for table, row in sorted(needed):
                _bring_back(connection, recording, table, row)
            recording.write(connection)
        back |= needed
    session.expire_all()
    return len(back)


def _needed(connection: Connection, recording: Recording) -> set[Place]:
    """Removed rows that standing ones name, where this transaction has touched either."""
    removed: defaultdict[str, list[str]] = defaultdict(list)
    found: set[Place] = set()
    for name, rows in recording.touched.items():
        table = table_of(name)
        for part in parts(rows):
            query = select(table.c.id).where(table.c.id.in_(part), table.c.deleted)
            removed[name] += connection.execute(query).scalars()
    found |= {reference.parent for reference in references(connection, removed)}
    for child, field, parent in foreign_keys():
        table, above = table_of(child), table_of(parent).alias("above")
        for part in parts(recording.touched.get(child, ())):
            query = (
                select(above.c.id)
                .join(table, table.c[field] == above.c.id)
                .where(table.c.id.in_(part), ~table.c.deleted, above.c.deleted, has_content(table))
            )
            found |= {(parent, row) for row in connection.execute(query).scalars()}
    return found


def _bring_back(connection: Connection, recording: Recording, table: str, row: str) -> None:
    state = load(connection, table, row)
    if state is not None:
        base = {"deleted": state.deletions}
        made = recording.record(table=table, row=row, op=Op.UNDELETE, patch={}, base=base, old={})
        save(connection, apply(state, made), fresh=False)
