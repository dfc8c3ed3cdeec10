"""What happened to a person's data, a row or in an act: who, when, on which computer, from what to what.

Values come in their codes, what rows name by name; NIK and KPJ are masked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from lpk_desktop.domain.changes import JsonValue, Op
from lpk_desktop.domain.people import mask
from lpk_desktop.domain.roles import Reach, Right
from lpk_desktop.services.centre import local_now
from lpk_desktop.services.computers import Computer, computer
from lpk_desktop.services.permissions import limited, may, require
from lpk_desktop.services.subjects import Place, Subject, subjects
from lpk_desktop.storage.dependents import CONTENT, foreign_keys
from lpk_desktop.storage.erasing import erased_rows
from lpk_desktop.storage.history import (
    ActId,
    FieldChange,
    PastAct,
    act_history,
    acts,
    past_act,
    rows_history,
)
from lpk_desktop.storage.tables import Access, Assessment, Certificate, Enrolment, EnrolmentStatus, Mark

SECRET = frozenset({"nik", "kpj"})
SILENT: dict[str, frozenset[str]] = {
    "trainee": frozenset({"nik_state"}),
    "enrolment": frozenset({"trainee_id", "cohort_id"}),
    "mark": frozenset({"session_id", "enrolment_id", "by", "at", "method"}),
    "assessment": frozenset({"enrolment_id", "block_id", "attempt"}),
    "session": frozenset({"cohort_id"}),
    "block": frozenset({"programme_id"}),
    "certificate": frozenset(
        {"enrolment_id", "series", "period", "letter", "serial", "content", "payload", "code"}
    ),
    "staff": frozenset({"public_key"}),
}
"""Fields that tell people nothing besides what the line says anyway."""
_REFERENCES = {(child, field): parent for child, field, parent in foreign_keys()}


class Event(StrEnum):
    """What one line of history tells."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    RESTORED = "restored"
    ENROLLED = "enrolled"
    WITHDREW = "withdrew"
    CAME_BACK = "came-back"
    ERASED = "erased"
    """A change of somebody whose data is erased: its values are gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastEvent:
    """One line; `field` for CHANGED and ERASED, `before` and `after` for CHANGED only."""

    at: datetime
    """The centre's wall clock."""
    by: str | None
    computer: Computer
    kind: Event
    subject: Subject
    field: str = ""
    before: str | None = None
    after: str | None = None
    act: ActId
    label: str
    """What the act was called."""
    source: str
    """here, central, import, undo, keys, seen, final or founding."""

    @property
    def first_mark(self) -> bool:
        """Whether it tells of a mark where none was: what every day brings."""
        return self.subject.kind == "mark" and self.kind is Event.CHANGED and self.before is None


def whose_acts(session: Session) -> str | None:
    """Whose acts the person may read: None for everybody's, the own id for one's own alone."""
    everybodys = may(session, Right.READ_LOG) is Reach.ALL
    return None if everybodys else session.info["author"]


def latest_acts(session: Session, *, limit: int = 50) -> list[PastAct]:
    """What was done, newest first; one's own alone for somebody who may not read what others did."""
    return acts(session, limit=limit, author=whose_acts(session))


def trainee_history(session: Session, trainee: str) -> list[PastEvent]:
    """Everything about a person that one may see, from data to certificates; newest first."""
    require(session, Right.READ_TRAINEE, trainee=trainee)
    return _told(session, rows_history(session, trainee_rows(session, trainee)))


def trainee_rows(session: Session, trainee: str) -> list[str]:
    """The rows that belong to a person, in the classes one may see; and who looked at hidden data."""
    every = select(Enrolment.id).where(Enrolment.trainee_id == trainee)
    places = limited(session, Right.READ_CLASS, every, cohort=Enrolment.cohort_id)
    rows = [trainee, *session.scalars(places)]
    for kind in (Mark, Assessment, Certificate):
        rows += session.scalars(select(kind.id).where(kind.enrolment_id.in_(places)))
    if whose_acts(session) is None:
        rows += session.scalars(select(Access.id).where(Access.persons.contains(trainee)))
    return rows


def row_events(session: Session, row: str) -> list[PastEvent]:
    """Everything about one row, newest first."""
    require(session, Right.READ_LOG)
    return _told(session, rows_history(session, [row]))


def act_events(session: Session, act: ActId, *, most: int | None = None) -> list[PastEvent]:
    """What one act did, in its order; of its changes the first `most`."""
    if past_act(session, act).author_id != session.info["author"]:
        require(session, Right.READ_LOG)
    return _told(session, act_history(session, act, most=most))


def shown_values(
    session: Session, values: Collection[tuple[str, str, JsonValue]]
) -> dict[tuple[str, str, JsonValue], str | None]:
    """(table, field, value) triples as text: names for ids, NIK and KPJ masked, codes as they are."""
    named = {
        (parent, value)
        for table, field, value in values
        if isinstance(value, str) and (parent := _REFERENCES.get((table, field)))
    }
    names = subjects(session, named)
    return {each: _shown(*each, names) for each in values}


def telling(table: str, fields: Iterable[str]) -> list[str]:
    """The fields that are worth a line."""
    return [field for field in fields if field not in SILENT.get(table, frozenset())]


def _told(session: Session, lines: Iterable[FieldChange]) -> list[PastEvent]:
    lines = [line for line in lines if _tells(line)]
    erased = erased_rows(session.connection(), {(line.table, line.row) for line in lines})
    about = subjects(session, ((line.table, line.row) for line in lines))
    values = [
        (line.table, line.field, value) for line in lines if line.field for value in (line.before, line.after)
    ]
    texts = shown_values(session, values)
    computers = {origin: computer(session, origin) for origin in {line.act[0] for line in lines}}
    return [
        PastEvent(
            at=local_now(session, line.at),
            by=line.author,
            computer=computers[line.act[0]],
            kind=kind,
            subject=about[line.table, line.row],
            field=(line.field or "") if kind in {Event.CHANGED, Event.ERASED} else "",
            before=texts[line.table, line.field, line.before]
            if kind is Event.CHANGED and line.field
            else None,
            after=texts[line.table, line.field, line.after] if kind is Event.CHANGED and line.field else None,
            act=line.act,
            label=line.label,
            source=line.source,
        )
        for line, kind in _kinds(lines, erased)
    ]


def _tells(line: FieldChange) -> bool:
    return line.made or line.field is None or bool(telling(line.table, [line.field]))


def _kinds(lines: Iterable[FieldChange], erased: Collection[Place]) -> Iterator[tuple[FieldChange, Event]]:
    """Each line that is told and as what; the making of a row once."""
    made: set[tuple[ActId, Place]] = set()
    for line in lines:
        key = (line.act, (line.table, line.row))
        if line.op is not Op.PUT:
            yield line, _presence(line)
        elif key[1] in erased and not line.made and line.before is None and line.after is None:
            yield line, Event.ERASED
        elif not line.made:
            yield line, _status(line) or Event.CHANGED
        elif line.table in CONTENT:
            # A row that stands for a cell is what it says: its making is told as the change of that.
            if line.field in CONTENT[line.table] and line.after is not None:
                yield line, Event.CHANGED
        elif key not in made:
            made.add(key)
            yield line, Event.ENROLLED if line.table == "enrolment" else Event.ADDED


def _presence(line: FieldChange) -> Event:
    gone = line.op is Op.DELETE
    if line.table == "enrolment":
        return Event.WITHDREW if gone else Event.CAME_BACK
    return Event.REMOVED if gone else Event.RESTORED


def _status(line: FieldChange) -> Event | None:
    if (line.table, line.field) != ("enrolment", "status"):
        return None
    return Event.WITHDREW if line.after == EnrolmentStatus.WITHDRAWN.value else Event.CAME_BACK


def _shown(table: str, field: str, value: JsonValue, names: dict[Place, Subject]) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, str) and (table, field) in _REFERENCES:
        subject = names[_REFERENCES[table, field], value]
        return subject.name or subject.detail or subject.cohort or "–"
    if field in SECRET:
        return mask(str(value))
    return str(value)
