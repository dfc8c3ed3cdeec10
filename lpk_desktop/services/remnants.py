"""What merges left of people: removed rows, found by what the log says of them, else by likeness.

A merge writes no note of its own, but it removes a row and gives what that had to the row that stays, in
one act. That is read from what was written alone: what another computer undid arrives like any other act.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from lpk_desktop.domain.changes import Change, JsonValue, Op, Stamp
from lpk_desktop.services.doubles import Facts, Likeness, alike, likeness
from lpk_desktop.services.merging import FILLED
from lpk_desktop.storage.dependents import Place, parts
from lpk_desktop.storage.history import ActId, changes_of
from lpk_desktop.storage.ids import derived_id
from lpk_desktop.storage.recording import change_of
from lpk_desktop.storage.rowstate import table_of
from lpk_desktop.storage.tables import ActRow, ChangeRow, Enrolment, Trainee
from lpk_desktop.storage.types import to_wire

_COMES = frozenset(name for names in FILLED for name in names)
_UNDER = ("mark", "assessment", "certificate")
"""What hangs on a place."""


class _Spot(NamedTuple):
    """Whose place, in which cohort."""

    person: str
    cohort: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Removal:
    """An act that removed rows of people, and was no undo as far as this computer knows."""

    act: ActId
    changes: Sequence[Change]
    people: Collection[str]
    removed: Collection[Place]
    """All rows that it removed."""
    spots: Mapping[Place, _Spot]
    """The places that it wrote, or below which it wrote, by the row written."""


@dataclass(slots=True, kw_only=True)
class _Removed:
    """Everybody who is removed and not erased, and how they were."""

    people: Mapping[str, Trainee]
    removals: list[_Removal] = field(default_factory=list)
    into: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """By the row that stayed, the rows merged into it on record."""


def remnants(session: Session, people: Iterable[Trainee]) -> list[Trainee]:
    """Removed rows that are of these people too, by id: what was merged into them, and what is alike."""
    chosen = {row.id: row for row in people}
    removed = _removed(session)
    found: dict[str, Trainee] = {}
    open_rows = list(chosen.values())
    while open_rows:
        row = open_rows.pop()
        of_it = {*removed.into.get(row.id, ()), *_like(session, removed, row)}
        fresh = of_it - found.keys() - chosen.keys()
        found |= {each: removed.people[each] for each in fresh}
        open_rows += [found[each] for each in fresh]
    return [row for _id, row in sorted(found.items())]


def _removed(session: Session) -> _Removed:
    query = select(Trainee).where(Trainee.deleted, Trainee.erased_on.is_(None))
    found = _Removed(people={row.id: row for row in session.scalars(query)})
    for act, people in _deletions(session, found.people).items():
        if _is_undo(session, act):
            continue
        changes = _changes(session, act)
        gone = {(each.table, each.row) for each in changes if each.op is Op.DELETE}
        spots = _spots(session, changes)
        removal = _Removal(act=act, changes=changes, people=people, removed=gone, spots=spots)
        found.removals.append(removal)
        for kept, left in _heirs(session, removal, found.people):
            found.into[kept].add(left)
    return found


def _deletions(session: Session, people: Collection[str]) -> dict[ActId, set[str]]:
    """The acts that removed these rows, and did not see them come back."""
    of: defaultdict[str, set[ActId]] = defaultdict(set)
    for part in parts(sorted(people)):
        query = select(ChangeRow.row_id, ChangeRow.op, ChangeRow.origin, ChangeRow.tx).where(
            ChangeRow.row_id.in_(part), ChangeRow.table_name == "trainee", ChangeRow.op != Op.PUT
        )
        for row, op, origin, tx in session.execute(query.order_by(ChangeRow.hlc, ChangeRow.origin)):
            if op == Op.UNDELETE:
                of[row].clear()
            else:
                of[row].add((origin, tx))
    acts: defaultdict[ActId, set[str]] = defaultdict(set)
    for row, several in of.items():
        for act in several:
            acts[act].add(row)
    return acts


def _is_undo(session: Session, act: ActId) -> bool:
    """Whether an act took another back, as far as this computer knows; a redo did not."""
    undo = False
    head = session.get(ActRow, act)
    while head is not None and head.undoes_origin is not None and head.undoes_n is not None:
        undo = not undo
        head = session.get(ActRow, (head.undoes_origin, head.undoes_n))
    return undo


def _changes(session: Session, act: ActId) -> list[Change]:
    return [change_of(row, None) for row in changes_of(session, act)]


def _spots(session: Session, changes: Iterable[Change]) -> dict[Place, _Spot]:
    rows: defaultdict[str, set[str]] = defaultdict(set)
    for each in changes:
        rows[each.table].add(each.row)
    found: dict[Place, _Spot] = {}
    for part in parts(sorted(rows["enrolment"])):
        query = select(Enrolment.id, Enrolment.trainee_id, Enrolment.cohort_id)
        for row, *spot in session.execute(query.where(Enrolment.id.in_(part))):
            found["enrolment", row] = _Spot(*spot)
    for name in _UNDER:
        table = table_of(name)
        below = select(table.c.id, Enrolment.trainee_id, Enrolment.cohort_id)
        below = below.join(Enrolment, Enrolment.id == table.c.enrolment_id)
        for part in parts(sorted(rows[name])):
            for row, *spot in session.execute(below.where(table.c.id.in_(part))):
                found[name, row] = _Spot(*spot)
    return found


def _heirs(session: Session, removal: _Removal, people: Mapping[str, Trainee]) -> Iterator[tuple[str, str]]:
    """Who got in this act what somebody had whom it removed: (kept, gone)."""
    for change in removal.changes:
        if change.op is Op.DELETE:
            continue
        for gone in removal.people:
            kept = _heir(session, removal, change, people[gone])
            if kept is not None and kept != gone:
                yield kept, gone


def _heir(session: Session, removal: _Removal, change: Change, gone: Trainee) -> str | None:
    if change.table == "trainee":
        return change.row if _is_fill(session, change, gone) else None
    if change.table == "document":
        moved = "trainee_id" in change.patch and gone.id in _before(session, change)["trainee_id"]
        return str(change.patch["trainee_id"]) if moved else None
    spot = removal.spots.get((change.table, change.row))
    if spot is None:
        return None
    left = derived_id("enrolment", gone.id, spot.cohort)
    if ("enrolment", left) not in removal.removed:
        return None
    if change.table == "enrolment":
        # Else taking back an import, which may have changed the place of one and made that of another.
        place = session.get_one(Enrolment, left)
        said = change.patch.keys() - {"trainee_id"}
        if any(to_wire(getattr(place, name)) != change.patch[name] for name in said if hasattr(place, name)):
            return None
    return spot.person


def _is_fill(session: Session, change: Change, gone: Trainee) -> bool:
    """Whether all that a row got is what the removed one has and it lacked itself."""
    said = change.patch.keys() - {"nik_state"}
    if not said or not said <= _COMES:
        return False
    same = (None is not change.patch[name] == to_wire(getattr(gone, name)) for name in said)
    return all(same) and all(value is None for name in said for value in _before(session, change)[name])


def _before(session: Session, change: Change) -> dict[str, list[JsonValue]]:
    """The values that a change replaced, by field, as far as the log knows them."""
    values = {Stamp(each.hlc, each.origin): each.patch for each in _story(session, change.row)}
    return {
        name: [values[stamp].get(name) for stamp in change.base.get(name, ()) if stamp in values]
        for name in change.patch
    }


def _story(session: Session, row: str) -> list[Change]:
    """All changes of a row, the oldest first."""
    query = select(ChangeRow).where(ChangeRow.row_id == row).order_by(ChangeRow.hlc, ChangeRow.origin)
    return [change_of(each, None) for each in session.scalars(query)]


def _like(session: Session, removed: _Removed, row: Trainee) -> Iterator[str]:
    """Removed rows that are like a row, or were when they were removed: a merge may have nothing to fill."""
    story = [each for each in _story(session, row.id) if each.table == "trainee"]
    named = {str(each.patch["name"]).casefold() for each in story if "name" in each.patch}
    names = named | {row.name.casefold()}
    niks = {row.nik, *(each.patch.get("nik") for each in story)} - {None}
    candidates = {
        each.id for each in removed.people.values() if each.name.casefold() in names or each.nik in niks
    } - {row.id}
    yield from (each for each in candidates if alike(session, row, removed.people[each]) is not None)
    for removal in removed.removals:
        for gone in candidates.intersection(removal.people):
            if _were_like(session, removal, story, removed.people[gone]):
                yield gone


def _were_like(session: Session, removal: _Removal, story: Iterable[Change], gone: Trainee) -> bool:
    """Whether the row with this story was like one that this act removed."""
    kept, values = "", dict[str, Any]()
    for each in story:
        if each.stamp < removal.changes[0].stamp:
            kept = each.row
            values.update(each.patch)
    if "name" not in values:
        return False
    left = _facts({name: to_wire(getattr(gone, name)) for name in Facts._fields})
    why = likeness(_facts(values), left, shared=_shared(session, removal, kept, gone))
    # Two in one class may bear one name: of them an import taken back elsewhere would look like a merge.
    return why is not None and not (why is Likeness.COHORT and _may_be_undo(session, removal, gone))


def _may_be_undo(session: Session, removal: _Removal, gone: Trainee) -> bool:
    """Whether an act of another computer wrote nothing but what the act that made this row had written."""
    head = session.get(ActRow, removal.act)
    made = _story(session, gone.id)[0]
    if head is None or head.source != "central" or made.origin != head.origin:
        return False
    before = {(each.table, each.row) for each in _changes(session, (made.origin, made.tx))}
    return before.issuperset((each.table, each.row) for each in removal.changes)


def _shared(session: Session, removal: _Removal, kept: str, gone: Trainee) -> bool:
    """Whether the removed row lost a place in a cohort in which the other had one."""
    for place, spot in removal.spots.items():
        if place[0] == "enrolment" and place in removal.removed and spot.person == gone.id:
            other = session.get(Enrolment, derived_id("enrolment", kept, spot.cohort))
            if other is not None and other.hlc < removal.changes[0].hlc:
                return True
    return False


def _facts(values: Mapping[str, Any]) -> Facts:
    return Facts(values["name"], values.get("nik"), values.get("birth_date"), values.get("phone"))
