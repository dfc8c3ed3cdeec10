"""Everything the centre holds about one person, for that person (UU 27/2022, article 7)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from lpk_desktop.domain.privacy import Way
from lpk_desktop.domain.roles import Right
from lpk_desktop.services.centre import centre, local_now
from lpk_desktop.services.computers import Computer
from lpk_desktop.services.history import PastEvent, trainee_history
from lpk_desktop.services.permissions import require
from lpk_desktop.services.privacy import Permit, accesses, record
from lpk_desktop.services.trainees import person_of
from lpk_desktop.storage import tables as t
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import (
    Assessment,
    Block,
    Certificate,
    Cohort,
    Document,
    Enrolment,
    Mark,
    Printing,
    Programme,
    Staff,
    Synced,
    Unit,
)
from lpk_desktop.storage.tables.base import STAMP_COLUMNS

Values = Mapping[str, str | None]
"""Fields of one row, each as text: days and moments in ISO form, codes as they are stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPlace:
    """One enrolment, with all that was recorded in it."""

    cohort: str
    programme: str
    values: Values
    marks: tuple[Values, ...]
    results: tuple[Values, ...]
    certificates: tuple[Values, ...]
    printings: tuple[Values, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAccess:
    """One line of the access log, without the other people whose data it may have been too."""

    at: datetime
    by: str | None
    computer: Computer
    way: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnData:
    """One person's data, identifiers whole; in the history they are masked."""

    centre: str
    made_at: datetime
    """The centre's wall clock."""
    person: Values
    documents: tuple[Values, ...]
    places: tuple[OwnPlace, ...]
    events: tuple[PastEvent, ...]
    accesses: tuple[OwnAccess, ...]


def take_own_data(store: Store, trainee: str, *, where: str, at: datetime) -> tuple[OwnData, Permit]:
    """Put on record that everything about a person leaves into the file `where`, then read it.

    Raises UserError("unknown-trainee") and as Store.write does.
    """
    with store.read() as session:
        require(session, Right.REVEAL, trainee=trainee)
        person_of(session, trainee)
    permit = record(store, Way.OWN_DATA, [trainee], where=where, at=at)
    with store.read() as session:
        return _gather(session, trainee, at), permit


def _gather(session: Session, trainee: str, at: datetime) -> OwnData:
    person = person_of(session, trainee)
    documents = session.scalars(select(Document).where(Document.trainee_id == trainee, ~Document.deleted))
    events = [each for each in trainee_history(session, trainee) if each.subject.kind != "access"]
    return OwnData(
        centre=centre(session).name,
        made_at=local_now(session, at),
        person=_values(person),
        documents=tuple(_values(row, leave={"trainee_id"}, staff=_staff(session)) for row in documents),
        places=tuple(_places(session, trainee)),
        events=tuple(events),
        accesses=tuple(
            OwnAccess(at=each.at, by=each.by, computer=each.computer, way=each.way, detail=each.detail)
            for each in accesses(session, trainee=trainee, limit=None)
        ),
    )


def _places(session: Session, trainee: str) -> Iterable[OwnPlace]:
    query = (
        select(Enrolment, Cohort, Programme)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Programme, Programme.id == Cohort.programme_id)
        .where(Enrolment.trainee_id == trainee, ~Enrolment.deleted)
        .order_by(Cohort.starts.desc())
    )
    for enrolment, cohort, programme in session.execute(query):
        values = _values(enrolment, leave={"trainee_id", "cohort_id"})
        yield OwnPlace(
            cohort=f"{programme.short} {cohort.batch}/{cohort.year}",
            programme=programme.name,
            values={**values, "starts": cohort.starts.isoformat(), "ends": cohort.ends.isoformat()},
            marks=tuple(_marks(session, enrolment.id)),
            results=tuple(_results(session, enrolment.id)),
            certificates=tuple(_certificates(session, enrolment.id)),
            printings=tuple(_printings(session, enrolment.id)),
        )


def _marks(session: Session, enrolment: str) -> Iterable[Values]:
    staff = _staff(session)
    query = (
        select(Mark, t.Session)
        .join(t.Session, t.Session.id == Mark.session_id)
        .where(Mark.enrolment_id == enrolment, ~Mark.deleted, Mark.code.is_not(None))
        .order_by(t.Session.day, t.Session.start)
    )
    for mark, meeting in session.execute(query):
        held = {"day": meeting.day.isoformat(), "start": _text(meeting.start), "end": _text(meeting.end)}
        yield {**held, **_values(mark, leave={"enrolment_id", "session_id"}, staff=staff)}


def _results(session: Session, enrolment: str) -> Iterable[Values]:
    query = (
        select(Assessment, Block.title, Unit.code)
        .join(Block, Block.id == Assessment.block_id)
        .outerjoin(Unit, Unit.id == Block.unit_id)
        .where(Assessment.enrolment_id == enrolment, ~Assessment.deleted)
        .order_by(Block.position, Assessment.attempt)
    )
    for row, title, code in session.execute(query):
        yield {"unit": code, "title": title, **_values(row, leave={"enrolment_id", "block_id"})}


def _certificates(session: Session, enrolment: str) -> Iterable[Values]:
    query = select(Certificate).where(Certificate.enrolment_id == enrolment, ~Certificate.deleted)
    for row in session.scalars(query.order_by(Certificate.issued_on, Certificate.number)):
        yield _values(row, leave={"enrolment_id"})


def _printings(session: Session, enrolment: str) -> Iterable[Values]:
    staff = _staff(session)
    query = (
        select(Printing, Certificate.number)
        .join(Certificate, Certificate.id == Printing.certificate_id)
        .where(Certificate.enrolment_id == enrolment, ~Printing.deleted)
        .order_by(Printing.at)
    )
    for row, number in session.execute(query):
        values = _values(row, leave={"certificate_id", "at"}, staff=staff)
        yield {"number": number, "at": local_now(session, row.at).isoformat(), **values}


def as_json(data: OwnData) -> bytes:
    """The same for another program: one UTF-8 document."""
    document = {
        "centre": data.centre,
        "made_at": data.made_at.isoformat(),
        "person": data.person,
        "documents": data.documents,
        "places": [
            {
                "cohort": place.cohort, "programme": place.programme, **place.values, "marks": place.marks,
                "results": place.results, "certificates": place.certificates, "printings": place.printings,
            }
            for place in data.places
        ],
        "history": [
            {
                "at": each.at.isoformat(), "by": each.by, "kind": each.kind.value, "table": each.subject.kind,
                "row": each.subject.row, "field": each.field, "before": each.before, "after": each.after,
            }
            for each in data.events
        ],
        "access": [
            {"at": each.at.isoformat(), "by": each.by, "way": each.way, "detail": each.detail}
            for each in data.accesses
        ],
    }  # fmt: skip
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _staff(session: Session) -> dict[str, str]:
    return {row.id: row.name for row in session.execute(select(Staff.id, Staff.name))}


def _values(
    row: Synced, *, leave: Iterable[str] = (), staff: Mapping[str, str] | None = None
) -> dict[str, str | None]:
    """Every field of a row but those of `leave`; people who work here by name."""
    names, left = staff or {}, STAMP_COLUMNS.union(leave)
    found = {
        column.key: _text(getattr(row, column.key))
        for column in inspect(type(row)).column_attrs
        if column.key not in left
    }
    return {key: names.get(text or "", text) for key, text in found.items()}


def _text(value: object) -> str | None:
    if value is None or (isinstance(value, str) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Enum):
        return str(value.value)
    return value.isoformat() if isinstance(value, date | time) else str(value)
