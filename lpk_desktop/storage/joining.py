"""A computer that joins a centre brings what it was founded with; the centre's own word goes first."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from lpk_desktop.domain.changes import JsonValue, Op, Stamp
from lpk_desktop.domain.merge import RowState, apply
from lpk_desktop.storage.applying import load, save
from lpk_desktop.storage.capture import recording_of, writing_rows
from lpk_desktop.storage.device import device
from lpk_desktop.storage.epochs import own_logs
from lpk_desktop.storage.history import FOUNDING
from lpk_desktop.storage.rowstate import table_of
from lpk_desktop.storage.tables import ActRow, ChangeRow


def must_yield(session: Session) -> bool:
    """Whether some row shows a value of this computer's founding against one of the centre's."""
    return any(_patch(state, stamps) for state, stamps in _contested(session))


def yield_founding(session: Session) -> int:
    """Where a value of this computer's founding stands against another, take the other's; gives the rows.

    Without this the bundled catalogue and an empty centre form, written last, would show over what
    the centre has long corrected. An ordinary change naming all values it settles, in the open
    transaction of Store.write.
    """
    recording = recording_of(session)
    connection = session.connection()
    recording.begin(connection)
    settled = 0
    with writing_rows(connection):
        for state, stamps in _contested(session):
            patch = _patch(state, stamps)
            if not patch:
                continue
            base = {name: tuple(live.stamp for live in state.fields[name]) for name in patch}
            old = {name: state.fields[name][0].value for name in patch}
            made = recording.record(
                table=state.table, row=state.row, op=Op.PUT, patch=patch, base=base, old=old
            )
            save(connection, apply(state, made), fresh=False)
            settled += 1
        recording.write(connection)
    session.expire_all()
    return settled


def _contested(session: Session) -> Iterable[tuple[RowState, frozenset[Stamp]]]:
    """Rows of the founding that hold several values, with the stamps the founding gave."""
    own = device(session)
    if own.number <= 1:
        return
    query = (
        select(ChangeRow.table_name, ChangeRow.row_id, ChangeRow.hlc, ChangeRow.origin)
        .join(ActRow, (ActRow.origin == ChangeRow.origin) & (ActRow.n == ChangeRow.tx))
        .where(ChangeRow.origin.in_(own_logs(session)), ActRow.source == FOUNDING)
    )
    connection = session.connection()
    stamps: dict[tuple[str, str], set[Stamp]] = {}
    for table, row, hlc, origin in connection.execute(query):
        stamps.setdefault((table, row), set()).add(Stamp(hlc, origin))
    several = {name: _with_exceptions(connection, name) for name in {table for table, _row in stamps}}
    for (table, row), given in stamps.items():
        if row in several[table]:
            state = load(connection, table, row)
            if state is not None:
                yield state, frozenset(given)


def _with_exceptions(connection: Connection, name: str) -> set[str]:
    table = table_of(name)
    return set(connection.execute(select(table.c.id).where(table.c.stamps.is_not(None))).scalars())


def _patch(state: RowState, founding: frozenset[Stamp]) -> dict[str, JsonValue]:
    patch = {}
    for name in state.disputed():
        others = [live for live in state.fields[name] if live.stamp not in founding]
        if others and len(others) < len(state.fields[name]):
            patch[name] = others[0].value
    return patch
