"""Undo as people read it: before it, what will happen; after it, what happened; both in the same words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from lpk_desktop.domain.roles import Right
from lpk_desktop.errors import UserError
from lpk_desktop.services.centre import local_now
from lpk_desktop.services.computers import Computer, computer
from lpk_desktop.services.history import shown_values, telling
from lpk_desktop.services.permissions import require
from lpk_desktop.services.subjects import Place, Subject, subjects
from lpk_desktop.storage import history
from lpk_desktop.storage.history import ActId, Kept, Outcome, Touched, Undone, Why
from lpk_desktop.storage.tables import ActRow, Assessment, ChangeRow, Mark

__all__ = ["Left", "Line", "Outcome", "Undoing", "Why", "look_ahead", "take_back"]


TO_WRITE: Mapping[str, Right] = {
    "centre": Right.EDIT_CENTRE,
    "signatory": Right.EDIT_CENTRE,
    "staff": Right.MANAGE_STAFF,
    "unit": Right.EDIT_CENTRE,
    "programme": Right.EDIT_CENTRE,
    "block": Right.EDIT_CENTRE,
    "cohort": Right.MAKE_COHORT,
    "trainee": Right.EDIT_TRAINEE,
    "enrolment": Right.ENROL,
    "session": Right.EDIT_SESSION,
    "mark": Right.MARK,
    "assessment": Right.ASSESS,
    "certificate": Right.REVOKE,
    "blob": Right.EDIT_TRAINEE,
    "holiday": Right.EDIT_CENTRE,
    "setting": Right.EDIT_CENTRE,
    "document": Right.EDIT_TRAINEE,
    "printing": Right.ISSUE,
    "access": Right.REVEAL,
}
"""The right that writing rows of a table takes; whoever has lost it takes nothing back there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that undo does; a CHANGED one says which field, from what to what."""

    outcome: Outcome
    subject: Subject
    field: str = ""
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """One thing that stays as it is, and why."""

    why: Why
    subject: Subject
    fields: tuple[str, ...] = ()
    """Empty for the row as a whole."""
    by: str | None = None
    at: datetime | None = None
    """The centre's wall clock."""
    computer: Computer | None = None
    needed: tuple[tuple[str, int], ...] = ()
    """(table, count) of the rows that rest on it."""
    other: tuple[Subject, ...] = ()
    """The certificates among those; or what is gone, or what has the number now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undoing:
    """What taking an act back does; `rows` counts the rows it changes."""

    act: ActId
    label: str
    at: datetime
    """When it was done, on the centre's wall clock."""
    rows: int
    lines: tuple[Line, ...]
    left: tuple[Left, ...]


def look_ahead(session: Session, act: ActId) -> Undoing:
    """What `take_back` would do now; reads only, raises as it does."""
    if _is_others(session, act):
        require(session, Right.UNDO_OTHERS)
    _check_rows(session, act)
    return _told(session, act, history.plan_undo(session, act))


def take_back(session: Session, act: ActId) -> Undoing:
    """Undo an act in the open transaction of Store.write(…, source="undo", undoes=act); of an undo: redo.

    One's own with the right to do it, other people's with a right of its own. Raises UserError as
    `require` does, for the act and for each table it touched; "no-such-act", "cannot-be-undone",
    "done-elsewhere", and "keys-not-undone" for what says who can sign in.
    """
    if _is_others(session, act):
        require(session, Right.UNDO_OTHERS)
    _check_rows(session, act)
    return _told(session, act, history.undo(session, act))


def _is_others(session: Session, act: ActId) -> bool:
    found = session.get(ActRow, act)
    return found is not None and found.author != session.info["author"]


def _check_rows(session: Session, act: ActId) -> None:
    """Refuse what the person may not do, today, there where it was done; and what says who can sign in."""
    for table, rows in _rows_of(session, act).items():
        _require_rows(session, table, rows)
    if any("locked" in patch and base for patch, base in _patches(session, act, "session")):
        require(session, Right.LOCK_SESSION)
    if _touches_keys(session, act):
        raise UserError("keys-not-undone", label=history.label_of(session, act))


def _rows_of(session: Session, act: ActId) -> Mapping[str, set[str]]:
    query = select(ChangeRow.table_name, ChangeRow.row_id).where(
        ChangeRow.origin == act[0], ChangeRow.tx == act[1]
    )
    rows: dict[str, set[str]] = defaultdict(set)
    for table, row in session.execute(query):
        rows[table].add(row)
    return rows


def _touches_keys(session: Session, act: ActId) -> bool:
    """Whether the act gave or took somebody a role or a way in; naming a person is no such thing."""
    return any(
        patch.get("public_key") or (base and {"public_key", "role", "active"} & patch.keys())
        for patch, base in _patches(session, act, "staff")
    )


def _patches(session: Session, act: ActId, table: str) -> Iterator[tuple[dict[str, object], str | None]]:
    """What the act wrote in rows of a table, each with the base of its change; none for a new row."""
    query = select(ChangeRow.patch, ChangeRow.base).where(
        ChangeRow.origin == act[0], ChangeRow.tx == act[1], ChangeRow.table_name == table
    )
    for text, base in session.execute(query):
        yield msgspec.json.decode(text), base


def _require_rows(session: Session, table: str, rows: set[str]) -> None:
    right = TO_WRITE[table]
    if table == "session":
        require(session, right, meetings=rows)
    elif table == "mark":
        meetings = session.scalars(select(Mark.session_id).where(Mark.id.in_(rows)))
        require(session, right, meetings=set(meetings))
    elif table == "assessment":
        enrolments = session.scalars(select(Assessment.enrolment_id).where(Assessment.id.in_(rows)))
        require(session, right, enrolments=set(enrolments))
    else:
        require(session, right)


def _told(session: Session, act: ActId, undone: Undone) -> Undoing:
    places = {(each.table, each.row) for each in undone.touched}
    places |= {(each.table, each.row) for each in undone.left}
    places |= {place for each in undone.left for place in each.needed_by}
    about = subjects(session, places)
    return Undoing(
        act=act,
        label=undone.label,
        at=local_now(session, undone.at),
        rows=len(undone.touched),
        lines=tuple(_lines(session, undone.touched, about)),
        left=tuple(_lefts(session, undone.left, about)),
    )


def _lines(session: Session, touched: Iterable[Touched], about: dict[Place, Subject]) -> Iterator[Line]:
    touched = list(touched)
    values = [(each.table, name, value) for each in touched for name, *pair in each.fields for value in pair]
    texts = shown_values(session, values)
    whole = {(each.row, each.outcome) for each in touched if each.table == "trainee"}
    for each in touched:
        subject = about[each.table, each.row]
        if each.outcome is Outcome.CHANGED:
            for name, before, after in each.fields:
                if telling(each.table, [name]):
                    yield Line(
                        outcome=each.outcome,
                        subject=subject,
                        field=name,
                        before=texts[each.table, name, before],
                        after=texts[each.table, name, after],
                    )
        # A person who goes or comes whole does so with the place in the class.
        elif each.table != "enrolment" or (subject.trainee, each.outcome) not in whole:
            yield Line(outcome=each.outcome, subject=subject)


def _lefts(session: Session, left: Iterable[Kept], about: dict[Place, Subject]) -> Iterator[Left]:
    """Per person, or per row that is nobody's, and reason one."""
    left = list(left)
    kept = {(each.table, each.row) for each in left}
    found: dict[tuple[object, ...], Left] = {}
    for each in left:
        subject = about[each.table, each.row]
        rests = [place for place in each.needed_by if place not in kept]
        key = (subject.trainee or subject.place, each.why, each.by, each.at, bool(each.fields))
        one = Left(
            why=each.why,
            subject=subject,
            fields=tuple(telling(each.table, each.fields)),
            by=each.by,
            at=None if each.at is None else local_now(session, each.at),
            computer=None if each.origin is None else computer(session, each.origin),
            needed=tuple(Counter(table for table, _row in rests).items()),
            other=tuple(
                about[place] for place in rests if place[0] == "certificate" or each.why is not Why.NEEDED
            ),
        )
        found[key] = _merged(found[key], one) if key in found else one
    yield from found.values()


def _merged(first: Left, second: Left) -> Left:
    """Two things left for one reason, told as one under the name of the first."""
    counts = Counter(dict(first.needed))
    counts.update(dict(second.needed))
    return replace(
        first,
        fields=tuple(dict.fromkeys((*first.fields, *second.fields))),
        needed=tuple(counts.items()),
        other=tuple(dict.fromkeys((*first.other, *second.other))),
    )
