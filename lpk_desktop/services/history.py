"""What happened to a person's data: who changed what, from what to what; NIK and KPJ masked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from lpk_desktop.domain.changes import JsonValue, Op
from lpk_desktop.domain.people import MASK, mask
from lpk_desktop.domain.roles import Reach, Right
from lpk_desktop.services.centre import local_now
from lpk_desktop.services.permissions import limited, may, require
from lpk_desktop.storage.history import FieldChange, PastAct, acts, row_history
from lpk_desktop.storage.tables import Cohort, Enrolment, EnrolmentStatus, Programme

SECRET = frozenset({"nik", "kpj"})
_KEY = "public_key"
"""Not even its last characters are anybody's business."""
_SILENT = frozenset({"nik_state", "trainee_id", "list_number"})


class Event(StrEnum):
    """What one line of history tells."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    RESTORED = "restored"
    ENROLLED = "enrolled"
    WITHDREW = "withdrew"
    CAME_BACK = "came-back"


@dataclass(frozen=True, slots=True, kw_only=True)
class PastEvent:
    """One line; `field`, `before` and `after` for CHANGED only, `cohort` for places in classes."""

    at: datetime
    """The centre's wall clock."""
    by: str | None
    kind: Event
    field: str = ""
    before: str | None = None
    after: str | None = None
    cohort: str = ""


def latest_acts(session: Session, *, limit: int = 50) -> list[PastAct]:
    """What was done, newest first; one's own alone for somebody who may not read what others did."""
    everybodys = may(session, Right.READ_LOG) is Reach.ALL
    return acts(session, limit=limit, author=None if everybodys else session.info["author"])


def row_changes(session: Session, row: str) -> list[FieldChange]:
    """Every change of a row, newest first, a line per field; NIK, KPJ and keys masked."""
    require(session, Right.READ_LOG)
    return [
        replace(line, before=_masked(line.field, line.before), after=_masked(line.field, line.after))
        for line in row_history(session, row=row)
    ]


def trainee_history(session: Session, trainee: str) -> list[PastEvent]:
    """Everything about a person and the person's places in cohorts one may see, newest first."""
    require(session, Right.READ_TRAINEE, trainee=trainee)
    events = list(_person_events(session, row_history(session, row=trainee)))
    query = (
        select(Enrolment.id, Cohort, Programme.short)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Programme, Programme.id == Cohort.programme_id)
        .where(Enrolment.trainee_id == trainee)
    )
    query = limited(session, Right.READ_CLASS, query, cohort=Cohort.id)
    for enrolment, cohort, short in session.execute(query):
        title = f"{short} {cohort.batch}/{cohort.year}"
        events += _place_events(session, row_history(session, row=enrolment), title)
    return sorted(events, key=lambda event: (event.at, event.kind is not Event.ADDED), reverse=True)


def _person_events(session: Session, lines: Iterable[FieldChange]) -> Iterable[PastEvent]:
    lines = list(lines)
    first = lines[-1].act if lines else None
    told = set()
    for line in lines:
        at = local_now(session, line.at)
        kind = {Op.DELETE: Event.REMOVED, Op.UNDELETE: Event.RESTORED}.get(line.op)
        if kind is None and line.act == first:
            kind = Event.ADDED
        if kind is not None:
            if (line.act, kind) not in told:
                told.add((line.act, kind))
                yield PastEvent(at=at, by=line.author, kind=kind)
        elif line.field and line.field not in _SILENT:
            yield PastEvent(
                at=at,
                by=line.author,
                kind=Event.CHANGED,
                field=line.field,
                before=_shown(line.field, line.before),
                after=_shown(line.field, line.after),
            )


def _place_events(session: Session, lines: Iterable[FieldChange], cohort: str) -> Iterable[PastEvent]:
    lines = list(lines)
    first = lines[-1].act if lines else None
    for line in lines:
        kind = None
        if line.field == "cohort_id" and line.act == first:
            kind = Event.ENROLLED
        elif line.field == "status" and line.act != first:
            left = line.after == EnrolmentStatus.WITHDRAWN.value
            kind = Event.WITHDREW if left else Event.CAME_BACK
        elif line.op is Op.DELETE:
            kind = Event.WITHDREW
        if kind is not None:
            yield PastEvent(at=local_now(session, line.at), by=line.author, kind=kind, cohort=cohort)


def _masked(field: str | None, value: JsonValue) -> JsonValue:
    if field == _KEY:
        return MASK if value else None
    return mask(value) if field in SECRET and isinstance(value, str) else value


def _shown(field: str, value: JsonValue) -> str | None:
    if value is None or value == "":
        return None
    return mask(str(value)) if field in SECRET else str(value)
