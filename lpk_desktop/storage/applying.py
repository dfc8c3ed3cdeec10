"""Taking over the changes of other devices: log and rows in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, exc, func, insert, select, update
from sqlalchemy.orm import Session

from lpk_desktop.domain.changes import Act, Change, Stamp
from lpk_desktop.domain.merge import RowState, apply, causally
from lpk_desktop.storage.capture import recording_of, writing_rows
from lpk_desktop.storage.recording import Recording, chained, change_of, log_row
from lpk_desktop.storage.rowstate import columns_of, fields_of, state_of, table_of
from lpk_desktop.storage.tables import APPEND_ONLY, SYNCED, ActRow, ChangeRow
from lpk_desktop.storage.types import from_wire

ORPHAN, ROWLESS, EARLY = "parent-missing", "row-missing", "base-missing"
WAITING = (ORPHAN, ROWLESS, EARLY)
"""Why a change is parked that may still join: a row it names, its own row, or a change that its author saw
is not here yet."""
UNKNOWN, MISFIT = "unknown-table", "misfit"
NEWER = (UNKNOWN, MISFIT)
"""Why a change is parked that a newer version may understand."""
UNFIT = (ValueError, TypeError, OverflowError)
"""What a value raises that its column does not take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What became of a batch of received changes."""

    new: int = 0
    duplicate: int = 0
    parked: int = 0
    """Kept in the log, not in its table: unknown here, a misfit, or waiting for a row it needs."""
    disputed: int = 0
    """Rows that now hold different values of people who had not seen each other."""


def apply_remote(session: Session, acts: Sequence[Act]) -> Applied:
    """Merge the changes of `acts`, in the centre's order, into the open transaction of Store.write.

    A change already known is dropped. Raises nothing for a change it cannot use: that one is
    parked and the rest flows. One that only waits for another row joins once that row is here.
    """
    recording = recording_of(session)
    connection = session.connection()
    counts = {"new": 0, "duplicate": 0, "parked": 0}
    disputed: set[tuple[str, str]] = set()
    with writing_rows(connection):
        for act in acts:
            known = _known(connection, act)
            fresh = [change for change in act.changes if change.n not in known]
            counts["duplicate"] += len(act.changes) - len(fresh)
            if not fresh:
                continue
            _remember_act(connection, act)
            for change in fresh:
                recording.clock.observe(change.hlc)
                state, problem = apply_one(connection, change)
                counts["parked" if problem else "new"] += 1
                _remember(connection, change, problem)
                if state is not None:
                    _note(recording, state, disputed)
        for state, joined in join_waiting(connection):
            _note(recording, state, disputed)
            counts["parked"] = max(0, counts["parked"] - joined)
            counts["new"] += joined
    session.expire_all()
    return Applied(disputed=len(disputed), **counts)


def _note(recording: Recording, state: RowState, disputed: set[tuple[str, str]]) -> None:
    recording.touched[state.table].add(state.row)
    pair = (state.table, state.row)
    if state.disputed():
        disputed.add(pair)
    else:
        disputed.discard(pair)


def apply_one(connection: Connection, change: Change) -> tuple[RowState | None, str | None]:
    """Merge one change into its row; gives the row, or why the change has to be parked."""
    if change.table not in SYNCED:
        return None, UNKNOWN
    try:
        current = load(connection, change.table, change.row)
        return _merged(connection, current, change, exists=current is not None)
    except UNFIT:
        return None, MISFIT


def _merged(
    connection: Connection, current: RowState | None, change: Change, *, exists: bool
) -> tuple[RowState | None, str | None]:
    """The row after `change`, written; or why the change cannot join, and nothing is written."""
    try:
        if _is_orphan(connection, change):
            return None, ORPHAN
        if current is None and change.base:
            return None, ROWLESS
        if current is not None and change.table in APPEND_ONLY:
            return None, MISFIT
        state = apply(current, change)
        save(connection, state, fresh=not exists)
    except UNFIT:
        return None, MISFIT
    return state, None


def _is_orphan(connection: Connection, change: Change) -> bool:
    """Whether the change names a row that is not here: the file would refuse it at commit."""
    for name, column in fields_of(change.table).items():
        wanted = change.patch.get(name)
        for key in column.foreign_keys if isinstance(wanted, str) else ():
            parent = key.column.table
            from_wire(column.type, wanted)
            if connection.execute(select(parent.c.id).where(parent.c.id == wanted)).first() is None:
                return True
    return False


def is_early(connection: Connection, change: Change) -> bool:
    """Whether the log lacks a change that the author of this one saw, or has it parked.

    The central tells everything in its order; what is salvaged of one device may precede what it rests on.
    """
    seen = {stamp for stamps in change.base.values() for stamp in stamps}
    if not seen:  # a new row rests on nothing
        return False
    query = select(ChangeRow.hlc, ChangeRow.origin).where(
        ChangeRow.row_id == change.row, ChangeRow.table_name == change.table, ChangeRow.parked.is_(None)
    )
    return not seen <= {Stamp(*found) for found in connection.execute(query)}


def understand(connection: Connection) -> None:
    """After an upgrade: take in what the version before had to put aside.

    Fields move from `extra` to their new columns, changes of tables that were unknown join. Writes
    no change of its own: the log has told all this already.
    """
    with writing_rows(connection):
        for name in SYNCED:
            table = table_of(name)
            several = connection.execute(select(table.c.id).where(table.c.extra.is_not(None))).scalars()
            for row in several.all():
                with suppress(*UNFIT):  # a value that fits its column no better now stays where it is
                    state = load(connection, name, row)
                    if state is not None:
                        save(connection, state, fresh=False)
        for _ in _join_parked(connection, NEWER):
            pass
        for _ in join_waiting(connection):
            pass


def join_waiting(connection: Connection) -> Iterator[tuple[RowState, int]]:
    """Join parked changes whose rows are here by now; gives rows and how many changes joined."""
    return _join_parked(connection, WAITING)


def _join_parked(connection: Connection, reasons: Sequence[str]) -> Iterator[tuple[RowState, int]]:
    """Join changes parked for one of `reasons` until no more can; gives rows and how many joined."""
    query = (
        select(ChangeRow.table_name, ChangeRow.row_id)
        .where(ChangeRow.parked.in_(reasons), ChangeRow.table_name.in_(SYNCED))
        .group_by(ChangeRow.table_name, ChangeRow.row_id)
        .order_by(func.min(ChangeRow.hlc))
    )
    more = True
    while more:
        more = False
        for table, row in connection.execute(query).all():
            state, joined = _rejoin(connection, table, row)
            if state is not None and joined:
                more = True
                yield state, joined


def _rejoin(connection: Connection, table: str, row: str) -> tuple[RowState | None, int]:
    """Put a row together anew from its whole log, with the parked changes that fit by now.

    From the beginning, because what came after a parked change may have replaced it. Gives the row
    and how many changes are parked no longer.
    """
    query = select(*ChangeRow.__table__.columns).where(ChangeRow.row_id == row)
    found = connection.execute(query.where(ChangeRow.table_name == table)).all()
    parked = {(each.origin, each.n): each.parked for each in found if each.parked}
    exists, state, joined = load(connection, table, row) is not None, None, 0
    for change in causally(change_of(each, None) for each in found):
        if parked.get((change.origin, change.n)) == EARLY and is_early(connection, change):
            continue
        after, problem = _merged(connection, state, change, exists=exists)
        if after is not None:
            state, exists = after, True
        key = (change.origin, change.n)
        if key in parked and problem != parked[key]:
            place = (ChangeRow.origin == change.origin, ChangeRow.n == change.n)
            connection.execute(update(ChangeRow).where(*place).values(parked=problem))
            joined += problem is None
    return state, joined


def load(connection: Connection, name: str, row: str) -> RowState | None:
    """The merge state of a row, None if there is none."""
    table = table_of(name)
    found = connection.execute(select(table).where(table.c.id == row)).mappings().first()
    return None if found is None else state_of(name, dict(found))


def save(connection: Connection, state: RowState, *, fresh: bool) -> None:
    """Write a row from its merge state; raises ValueError, TypeError or OverflowError if it misfits."""
    table = table_of(state.table)
    columns: dict[str, Any] = columns_of(state)
    if any(columns.get(column.name) is None for column in table.columns if not column.nullable):
        raise ValueError("fields are missing")
    try:
        if fresh:
            connection.execute(insert(table).values(**columns))
        else:
            connection.execute(update(table).where(table.c.id == state.row).values(**columns))
    except exc.IntegrityError as error:
        raise ValueError("a rule of the table") from error


def _known(connection: Connection, act: Act) -> set[int]:
    numbers = [change.n for change in act.changes]
    query = select(ChangeRow.n).where(
        ChangeRow.origin == act.origin, ChangeRow.n >= min(numbers), ChangeRow.n <= max(numbers)
    )
    return set(connection.execute(query).scalars())


def _remember_act(connection: Connection, act: Act) -> None:
    exists = connection.execute(
        select(ActRow.n).where(ActRow.origin == act.origin, ActRow.n == act.n)
    ).first()
    if exists is None:
        row = {
            "origin": act.origin, "n": act.n, "label": act.label, "author": act.author, "hlc": act.at,
            "source": "central",
        }  # fmt: skip
        connection.execute(insert(ActRow).values(**row))


def _remember(connection: Connection, change: Change, problem: str | None) -> None:
    before = connection.execute(
        select(ChangeRow.hash).where(ChangeRow.origin == change.origin, ChangeRow.n == change.n - 1)
    ).scalar()
    connection.execute(
        insert(ChangeRow).values(**log_row(change, chained(before or b"", change), parked=problem))
    )
