"""The log as a list of acts, and as the story of single rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import Session, aliased

from lpk_desktop.domain.changes import Change, JsonValue, Op, Stamp
from lpk_desktop.domain.clock import moment_of
from lpk_desktop.errors import UserError
from lpk_desktop.storage.dependents import parts
from lpk_desktop.storage.recording import change_of, replaced_by
from lpk_desktop.storage.tables import ActRow, ChangeRow, Staff

ActId = tuple[int, int]
"""(origin, n) of an act."""

FINAL = "final"
"""Source of acts that nothing takes back: issued numbers leave the computer, all rests on the founding."""
FOUNDING = "founding"
"""Source of the acts that make a centre: undoing them would leave nothing to work in."""
KEYS = "keys"
"""Source of the acts that say who can sign in: a key that was taken away never comes back by undo."""
SEEN = "seen"
"""Source of the acts that showed somebody's hidden data: what was seen stays seen, and on record."""
SYSTEM = frozenset({"central", FINAL, FOUNDING, KEYS, SEEN})

ENDLESS = 1 << 62


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAct:
    """One act as history shows it."""

    id: ActId
    label: str
    author: str | None
    """The person's name."""
    author_id: str | None
    at: datetime
    source: str
    changes: int
    undoes: ActId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field of one row as somebody changed it; values are JSON values.

    A row's removal or return has no field; neither has an undo that brought one back.
    """

    act: ActId
    n: int
    """Which change of its device: the order within an act."""
    at: datetime
    author: str | None
    label: str
    source: str
    table: str
    row: str
    op: Op
    made: bool
    """Whether this change made the row."""
    field: str | None
    before: JsonValue
    after: JsonValue


def acts(
    session: Session,
    *,
    limit: int = 50,
    rows: Collection[str] | None = None,
    source: str | None = None,
    author: str | None = None,
) -> list[PastAct]:
    """The latest acts of all devices, newest first: all, or those that touched `rows`, or of one source.

    With `author` (id) that person's alone.
    """
    query = _acts()
    if author is not None:
        query = query.where(ActRow.author == author)
    if source is not None:
        query = query.where(ActRow.source == source)
    if rows is not None:
        query = query.where(tuple_(ActRow.origin, ActRow.n).in_(_touching(session, rows, limit)))
    found = session.execute(query.order_by(ActRow.hlc.desc()).limit(limit))
    return [_past(act, name, changes) for act, name, changes in found]


def past_act(session: Session, act: ActId) -> PastAct:
    """One act; raises UserError("no-such-act")."""
    found = session.execute(_acts().where(ActRow.origin == act[0], ActRow.n == act[1])).first()
    if found is None:
        raise UserError("no-such-act")
    return _past(*found)


def _acts() -> Select[ActRow, str, int]:
    """Acts with the name of their author and how many rows they changed."""
    later = aliased(ActRow)
    end = select(func.min(later.n)).where(later.origin == ActRow.origin, later.n > ActRow.n).correlate(ActRow)
    count = (
        select(func.count())
        .where(
            ChangeRow.origin == ActRow.origin,
            ChangeRow.n >= ActRow.n,
            ChangeRow.n < func.coalesce(end.scalar_subquery(), ENDLESS),
        )
        .correlate(ActRow)
        .scalar_subquery()
    )
    return select(ActRow, Staff.name, count).outerjoin(Staff, Staff.id == ActRow.author)


def changes_of(session: Session, act: ActId) -> Sequence[ChangeRow]:
    """The changes of an act that stand in their tables, in order."""
    following = select(func.min(ActRow.n)).where(ActRow.origin == act[0], ActRow.n > act[1])
    query = select(ChangeRow).where(
        ChangeRow.origin == act[0],
        ChangeRow.n >= act[1],
        ChangeRow.n < func.coalesce(following.scalar_subquery(), ENDLESS),
        ChangeRow.parked.is_(None),
    )
    return session.scalars(query.order_by(ChangeRow.n)).all()


def row_history(session: Session, *, row: str) -> list[FieldChange]:
    """Every change of a row, newest first, a line per field."""
    return rows_history(session, [row])


def rows_history(session: Session, rows: Collection[str]) -> list[FieldChange]:
    """Every change of some rows, newest first, a line per field.

    What a change of another computer replaced is not sent along; it is looked up in the log, and
    stands as None where the log no longer has it.
    """
    told: list[tuple[int, FieldChange]] = []
    for part in parts(rows):
        query = (
            select(ChangeRow, ActRow, Staff.name)
            .join(ActRow, (ActRow.origin == ChangeRow.origin) & (ActRow.n == ChangeRow.tx))
            .outerjoin(Staff, Staff.id == ActRow.author)
            .where(ChangeRow.row_id.in_(part), ChangeRow.parked.is_(None))
        )
        values: dict[tuple[str, Stamp], dict[str, JsonValue]] = {}
        found = [
            (change_of(row, None), replaced_by(row), act, name) for row, act, name in session.execute(query)
        ]
        for change, *_rest in found:
            values[change.row, change.stamp] = dict(change.patch)
        for change, old, act, name in found:
            before = _replaced(change, values) if old is None else old
            told += [(change.hlc, line) for line in _lines(change, before, act, name)]
    return [line for _hlc, line in sorted(told, key=lambda each: (-each[0], -each[1].n))]


def act_history(session: Session, act: ActId, *, most: int | None = None) -> list[FieldChange]:
    """The changes of an act in its order, the first `most` of them, a line per field."""
    rows = {change.row_id for change in changes_of(session, act)[:most]}
    lines = [line for line in rows_history(session, rows) if line.act == act]
    return sorted(lines, key=lambda line: line.n)


def label_of(session: Session, act: ActId) -> str:
    """What an act is called; raises UserError("no-such-act")."""
    found = session.get(ActRow, act)
    if found is None:
        raise UserError("no-such-act")
    return found.label


def _touching(session: Session, rows: Collection[str], limit: int) -> list[ActId]:
    """The latest acts that touched some of the rows."""
    newest: dict[ActId, int] = {}
    for part in parts(rows):
        query = select(ChangeRow.origin, ChangeRow.tx, func.max(ChangeRow.hlc))
        grouped = query.where(ChangeRow.row_id.in_(part)).group_by(ChangeRow.origin, ChangeRow.tx)
        for origin, tx, hlc in session.execute(grouped):
            newest[origin, tx] = max(hlc, newest.get((origin, tx), 0))
    return sorted(newest, key=lambda act: newest[act], reverse=True)[:limit]


def _past(act: ActRow, name: str | None, changes: int) -> PastAct:
    undoes = None
    if act.undoes_origin is not None and act.undoes_n is not None:
        undoes = act.undoes_origin, act.undoes_n
    return PastAct(
        id=(act.origin, act.n),
        label=act.label,
        author=name,
        author_id=act.author,
        at=moment_of(act.hlc),
        source=act.source,
        changes=changes,
        undoes=undoes,
    )


def _replaced(change: Change, values: dict[tuple[str, Stamp], dict[str, JsonValue]]) -> dict[str, JsonValue]:
    """The values that a change says it replaced, as far as the log knows them; the one shown counts."""
    return {
        name: values.get((change.row, max(stamps)), {}).get(name)
        for name, stamps in change.base.items()
        if stamps
    }


def _lines(
    change: Change, before: dict[str, JsonValue], act: ActRow, name: str | None
) -> Iterator[FieldChange]:
    made = change.op is Op.PUT and not change.base
    fields: list[str | None] = [*change.patch]
    for field in fields or [None]:
        yield FieldChange(
            act=(act.origin, act.n),
            n=change.n,
            at=moment_of(change.hlc),
            author=name,
            label=act.label,
            source=act.source,
            table=change.table,
            row=change.row,
            op=change.op,
            made=made,
            field=field,
            before=before.get(field) if field else None,
            after=change.patch.get(field) if field else None,
        )
