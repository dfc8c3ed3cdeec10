"""Reading the log back: what was done, undo and redo.

Undo writes the inverse of an act as a new act, so it syncs and can be undone in turn. What
somebody has changed since is left alone and reported.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from lpk_desktop.domain.changes import Change, JsonValue, Op, Stamp
from lpk_desktop.domain.clock import moment_of
from lpk_desktop.domain.merge import RowState, apply
from lpk_desktop.errors import UserError
from lpk_desktop.storage.applying import load, save
from lpk_desktop.storage.capture import recording_of, writing_rows
from lpk_desktop.storage.dependents import still_needed
from lpk_desktop.storage.device import device
from lpk_desktop.storage.recording import Recording, change_of
from lpk_desktop.storage.tables import ActRow, ChangeRow, Staff

ActId = tuple[int, int]
"""(origin, n) of an act."""

FINAL = "final"
"""Source of acts that nothing takes back: issued numbers leave the computer, all rests on the founding."""
FOUNDING = "founding"
"""Source of the acts that make a centre: undoing them would leave nothing to work in."""
KEYS = "keys"
"""Source of the acts that say who can sign in: a key that was taken away never comes back by undo."""
SYSTEM = frozenset({"central", FINAL, FOUNDING, KEYS})

REACH = 1000
"""How many acts back undo and redo look for their next step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAct:
    """One act as history shows it."""

    id: ActId
    label: str
    author: str | None
    """The person's name."""
    at: datetime
    source: str
    changes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field of one row as somebody changed it; values are JSON values."""

    act: ActId
    at: datetime
    author: str | None
    label: str
    table: str
    row: str
    op: Op
    field: str | None
    before: JsonValue
    after: JsonValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What an undo touched, and the (table, row) pairs it left because somebody changed them since."""

    label: str
    touched: int
    left: tuple[tuple[str, str], ...]


def acts(session: Session, *, limit: int = 50, author: str | None = None) -> list[PastAct]:
    """The latest acts of all devices, newest first; with `author` (id) that person's alone."""
    count = (
        select(func.count())
        .where(ChangeRow.origin == ActRow.origin, ChangeRow.tx == ActRow.n)
        .scalar_subquery()
    )
    query = (
        select(ActRow, Staff.name, count)
        .outerjoin(Staff, Staff.id == ActRow.author)
        .order_by(ActRow.hlc.desc())
        .limit(limit)
    )
    if author is not None:
        query = query.where(ActRow.author == author)
    return [
        PastAct(
            id=(act.origin, act.n),
            label=act.label,
            author=name,
            at=moment_of(act.hlc),
            source=act.source,
            changes=changes,
        )
        for act, name, changes in session.execute(query)
    ]


def row_history(session: Session, *, row: str) -> list[FieldChange]:
    """Every change of a row, newest first, a line per field."""
    query = (
        select(ChangeRow, ActRow, Staff.name)
        .join(ActRow, (ActRow.origin == ChangeRow.origin) & (ActRow.n == ChangeRow.tx))
        .outerjoin(Staff, Staff.id == ActRow.author)
        .where(ChangeRow.row_id == row)
        .order_by(ChangeRow.hlc.desc())
    )
    return [line for found, act, name in session.execute(query) for line in _lines(found, act, name)]


def _lines(found: ChangeRow, act: ActRow, name: str | None) -> Iterator[FieldChange]:
    old = msgspec.json.decode(found.old) if found.old else {}
    patch = msgspec.json.decode(found.patch)
    for field in patch or [None]:
        yield FieldChange(
            act=(act.origin, act.n),
            at=moment_of(found.hlc),
            author=name,
            label=act.label,
            table=found.table_name,
            row=found.row_id,
            op=Op(found.op),
            field=field,
            before=old.get(field),
            after=patch.get(field),
        )


def next_undo(session: Session, author: str | None) -> ActId | None:
    """The act that undo would take back: this person's latest on this computer that still stands."""
    for act, cancelled in _own_acts(session, author):
        if act.source == FINAL:
            return None  # what came before is frozen in what has left the computer
        if not cancelled and act.source not in SYSTEM | {"undo"}:
            return act.origin, act.n
    return None


def next_redo(session: Session, author: str | None) -> ActId | None:
    """The undo that redo would take back; none once something new was done."""
    seen = list(_own_acts(session, author))
    undos = {(act.origin, act.n) for act, _ in seen if act.source == "undo"}
    for act, cancelled in seen:
        if act.source in SYSTEM:
            continue
        if act.source != "undo":
            return None
        is_redo = (act.undoes_origin, act.undoes_n) in undos
        if not cancelled and not is_redo:
            return act.origin, act.n
    return None


def label_of(session: Session, act: ActId) -> str:
    """What an act is called; raises UserError("no-such-act")."""
    found = session.get(ActRow, act)
    if found is None:
        raise UserError("no-such-act")
    return found.label


def undo(session: Session, act: ActId) -> Undone:
    """Write the inverse of `act` into the open transaction of Store.write.

    Raises UserError: "no-such-act", "cannot-be-undone" for what has left the computer, or
    "still-needed" when rows that stand now refer to rows the act made: attendance marked in an
    imported class would else vanish with its people.
    """
    label = label_of(session, act)
    if session.get_one(ActRow, act).source in {FINAL, FOUNDING}:
        raise UserError("cannot-be-undone", label=label)
    connection = session.connection()
    if still_needed(connection, act):
        raise UserError("still-needed", label=label)
    recording = recording_of(session)
    recording.begin(connection)
    query = select(ChangeRow).where(ChangeRow.origin == act[0], ChangeRow.tx == act[1])
    changes = [(change_of(row, None), row.old) for row in session.scalars(query.order_by(ChangeRow.n.desc()))]
    ours = {change.stamp for change, _ in changes}
    left: list[tuple[str, str]] = []
    touched = 0
    with writing_rows(connection):
        for change, old in changes:
            done, complete = _invert(connection, recording, change, old, ours)
            touched += done
            if not complete:
                left.append((change.table, change.row))
        recording.write(connection)
    session.expire_all()
    return Undone(label=label, touched=touched, left=tuple(dict.fromkeys(left)))


def _invert(
    connection: Connection, recording: Recording, change: Change, old: str | None, ours: set[Stamp]
) -> tuple[bool, bool]:
    state = load(connection, change.table, change.row)
    if state is None:
        return False, False
    standing = {name for name in state.fields if _stands(connection, state, name, change, ours)}
    op, patch, complete = _inverse(state, change, msgspec.json.decode(old) if old else {}, standing, ours)
    if op is None:
        return False, complete
    base = {name: _stamps(state, name) for name in (state.fields if op is Op.DELETE else patch)}
    if op is Op.UNDELETE:
        base["deleted"] = state.deletions
    before = {name: state.fields[name][0].value for name in patch if name in state.fields}
    made = recording.record(table=change.table, row=change.row, op=op, patch=patch, base=base, old=before)
    ours.add(made.stamp)
    save(connection, apply(state, made), fresh=False)
    return True, complete


def _inverse(
    state: RowState, change: Change, old: dict[str, JsonValue], standing: set[str], ours: set[Stamp]
) -> tuple[Op | None, dict[str, JsonValue], bool]:
    """The inverse of one change on the row as it is now, and whether nothing had to be left."""
    if change.op is Op.DELETE:
        mine = bool(state.deletions) and ours.issuperset(state.deletions)
        return (Op.UNDELETE, {}, True) if mine else (None, {}, not state.deleted)
    if change.op is Op.UNDELETE or not change.base:
        removable = change.op is Op.UNDELETE or standing.issuperset(state.fields)
        return (Op.DELETE, {}, True) if removable and not state.deleted else (None, {}, False)
    if state.deleted:
        # Removed by this very undo, or by somebody since: writing a value would bring it back.
        return None, {}, ours.issuperset(state.deletions)
    patch = {name: old.get(name) for name in change.patch if name in standing}
    return (Op.PUT if patch else None), patch, len(patch) == len(change.patch)


def _stands(connection: Connection, state: RowState, name: str, change: Change, ours: set[Stamp]) -> bool:
    """Whether a field still holds what `change` wrote: nobody has decided otherwise since.

    An undo that brought the same value back has not decided otherwise.
    """
    lives = state.fields[name]
    if all(live.stamp in ours for live in lives):
        return True
    if len(lives) != 1 or lives[0].value != change.patch.get(name):
        return False
    stamp = lives[0].stamp
    source = (
        select(ActRow.source)
        .join(ChangeRow, (ChangeRow.origin == ActRow.origin) & (ChangeRow.tx == ActRow.n))
        .where(ChangeRow.row_id == state.row, ChangeRow.hlc == stamp.hlc, ChangeRow.origin == stamp.origin)
    )
    return connection.execute(source).scalar() == "undo"


def _stamps(state: RowState, name: str) -> tuple[Stamp, ...]:
    return tuple(live.stamp for live in state.fields.get(name, ()))


def _own_acts(session: Session, author: str | None) -> Iterator[tuple[ActRow, bool]]:
    """This person's acts on this computer, newest first, and whether a later act took each back."""
    query = (
        select(ActRow)
        .where(ActRow.origin == device(session).origin, ActRow.author == author)
        .order_by(ActRow.n.desc())
        .limit(REACH)
    )
    cancelled: set[ActId] = set()
    for act in session.scalars(query):
        gone = (act.origin, act.n) in cancelled
        if act.undoes_origin is not None and act.undoes_n is not None and not gone:
            cancelled.add((act.undoes_origin, act.undoes_n))
        yield act, gone
