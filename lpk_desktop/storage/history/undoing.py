"""Taking an act back: the inverse of what still stands of it, as a new act that syncs like any other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, bindparam, update
from sqlalchemy.orm import Session

from lpk_desktop.domain.changes import Op, Stamp
from lpk_desktop.domain.merge import RowState, apply
from lpk_desktop.errors import UserError
from lpk_desktop.storage.capture import recording_of, writing_rows
from lpk_desktop.storage.history.deciding import Step
from lpk_desktop.storage.history.planning import Plan, plan
from lpk_desktop.storage.history.reading import FINAL, FOUNDING, ActId, PastAct, past_act
from lpk_desktop.storage.history.results import Outcome, Touched, Undone
from lpk_desktop.storage.recording import Recording
from lpk_desktop.storage.rowstate import columns_of, table_of


def plan_undo(session: Session, act: ActId) -> Undone:
    """What `undo` would do now; raises as it does."""
    return _told(_undoable(session, act), plan(session, act))


def undo(session: Session, act: ActId) -> Undone:
    """Write the inverse of `act` into the open transaction of Store.write.

    What somebody has changed since, what later work rests on and what a certificate says stays, and
    is told. Where everything stays nothing is written. Undoing an undo brings everything back.
    Raises UserError: "no-such-act", "cannot-be-undone" for what has left the computer,
    "done-elsewhere" for another computer's.
    """
    past = _undoable(session, act)
    planned = plan(session, act)
    recording = recording_of(session)
    connection = session.connection()
    recording.begin(connection)
    after = [_recorded(recording, step) for step in planned.steps]
    with writing_rows(connection):
        _save(connection, after)
        recording.write(connection)
    session.expire_all()
    return _told(past, planned)


def _undoable(session: Session, act: ActId) -> PastAct:
    past = past_act(session, act)
    if past.source in {FINAL, FOUNDING}:
        raise UserError("cannot-be-undone", label=past.label)
    if past.source == "central":
        raise UserError("done-elsewhere", label=past.label)
    return past


def _recorded(recording: Recording, step: Step) -> RowState:
    """Record the changes of one row; gives its state after them.

    A value is written while the row stands: on a deleted row it would bring that back elsewhere.
    """
    state = step.state
    if step.deleted is False:
        state = _record(recording, state, Op.UNDELETE)
    if step.patch:
        state = _record(recording, state, Op.PUT, step)
    if step.deleted:
        state = _record(recording, state, Op.DELETE)
    return state


def _record(recording: Recording, state: RowState, op: Op, step: Step | None = None) -> RowState:
    patch = dict(step.patch) if step else {}
    names = state.fields if op is Op.DELETE else patch
    base: dict[str, tuple[Stamp, ...]] = {
        name: tuple(live.stamp for live in state.fields.get(name, ())) for name in names
    }
    if op is Op.UNDELETE:
        base = {"deleted": state.deletions}
    shown = state.shown()
    old = {name: shown[name] for name in patch if name in shown}
    made = recording.record(table=state.table, row=state.row, op=op, patch=patch, base=base, old=old)
    return apply(state, made)


def _save(connection: Connection, states: Iterable[RowState]) -> None:
    rows: defaultdict[str, list[dict[str, object]]] = defaultdict(list)
    for state in states:
        rows[state.table].append({f"new_{name}": value for name, value in columns_of(state).items()})
    for name, several in rows.items():
        table = table_of(name)
        values: dict[Any, Any] = {
            column: bindparam(f"new_{column.name}") for column in table.columns if column.name != "id"
        }
        connection.execute(update(table).where(table.c.id == bindparam("new_id")).values(values), several)


def _told(past: PastAct, planned: Plan) -> Undone:
    # The plan goes backwards through the act; people read it forwards.
    return Undone(
        label=past.label,
        at=past.at,
        touched=tuple(_touched(step) for step in reversed(planned.steps)),
        left=tuple(reversed(planned.left)),
    )


def _touched(step: Step) -> Touched:
    outcome = {True: Outcome.REMOVED, False: Outcome.RESTORED, None: Outcome.CHANGED}[step.deleted]
    shown = step.state.shown()
    fields = tuple((name, shown.get(name), value) for name, value in step.patch.items())
    return Touched(table=step.effect.table, row=step.effect.row, outcome=outcome, fields=fields)
