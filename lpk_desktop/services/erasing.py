"""Erasing people's data after its time, or when they ask; it cannot be undone (UU 27/2022)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lpk_desktop.domain.clock import moment_of
from lpk_desktop.domain.erasing import KEPT, YEARS, Life, Reason, due_on, is_due
from lpk_desktop.domain.roles import Right
from lpk_desktop.domain.zones import to_local
from lpk_desktop.errors import UserError
from lpk_desktop.services.centre import centre, local_now
from lpk_desktop.services.permissions import require
from lpk_desktop.services.remnants import remnants
from lpk_desktop.storage import tables as t
from lpk_desktop.storage.dependents import parts
from lpk_desktop.storage.erasures import erase
from lpk_desktop.storage.rowstate import exceptions_of, fields_of
from lpk_desktop.storage.tables import (
    CENTRE_ID,
    Access,
    Centre,
    Certificate,
    Cohort,
    Enrolment,
    EnrolmentStatus,
    Trainee,
)

ERASED = "erase"
"""The kind of record that the access log keeps of it."""
LONGEST = 50
"""Years; more is a slip of the keyboard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Somebody whose data the centre no longer needs."""

    trainee: str
    name: str
    since: date
    """From when on it should no longer be kept."""
    last_class: date | None
    certificates: int
    """How many stay in the register, with the name."""
    removed: bool
    """Whether the person was taken out of the list before; the data stayed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Person:
    trainee: str
    name: str
    removed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What erasing these people does."""

    names: tuple[str, ...]
    fields: int
    """Facts of theirs that go: each filled field of the person counts."""
    certificates: int
    """How many stay in the register, with their names."""
    nameless: int
    """How many lose their name too, since no certificate needs it."""
    also: int
    """Removed rows of the same people that go with them."""


def retention_years(session: Session) -> int:
    """How many years data is kept after the last thing that happened."""
    require(session, Right.ERASE)
    years = session.scalar(select(Centre.retention_years).where(Centre.id == CENTRE_ID))
    return YEARS if years is None else years


def set_retention(session: Session, years: int) -> None:
    """Say how long data is kept; raises UserError("retention-out-of-range")."""
    require(session, Right.ERASE)
    if not 1 <= years <= LONGEST:
        raise UserError("retention-out-of-range", longest=LONGEST)
    session.get_one(Centre, CENTRE_ID).retention_years = years


def due(session: Session, *, now: datetime) -> list[Due]:
    """Everybody whose data should be erased today, those who have waited longest first."""
    require(session, Right.ERASE)
    years, today = retention_years(session), local_now(session, now).date()
    lives = [each for each in _lives(session, today) if is_due(each[1], years=years, today=today)]
    papers = _certificates(session, [person.trainee for person, _life in lives])
    found = [
        Due(
            trainee=person.trainee,
            name=person.name,
            since=due_on(life, years=years),
            last_class=life.last_class,
            certificates=papers.get(person.trainee, 0),
            removed=person.removed,
        )
        for person, life in lives
    ]
    return sorted(found, key=lambda each: (each.since, each.name.casefold(), each.trainee))


def whom(session: Session, words: str) -> str:
    """The id of the person with this id or whole name, removed ones too.

    Raises UserError: "unknown-trainee", "erase-unclear" (name, ids) for several of one name.
    """
    require(session, Right.ERASE)
    asked = words.strip()
    if re.fullmatch(r"[0-9a-f]{32}", asked):
        return asked
    query = select(Trainee.id).where(Trainee.erased_on.is_(None), func.lower(Trainee.name) == asked.lower())
    found = list(session.scalars(query.order_by(Trainee.deleted, Trainee.id)))
    if not found:
        raise UserError("unknown-trainee")
    if len(found) > 1:
        raise UserError("erase-unclear", name=asked, ids=", ".join(found))
    return found[0]


def preview(session: Session, people: Collection[str], *, now: datetime) -> Preview:
    """What `erase_people` would do; raises as it does, and changes nothing."""
    require(session, Right.ERASE)
    rows = _checked(session, people, now=now)
    chosen = [session.get_one(Trainee, each) for each in people]
    papers = _certificates(session, [row.id for row in rows])
    going = fields_of("trainee").keys() - KEPT["trainee"].keys() - {"nik_state"}
    return Preview(
        names=tuple(row.name for row in chosen),
        fields=sum(getattr(row, name) is not None for row in rows for name in going),
        certificates=sum(papers.values()),
        nameless=sum(not papers.get(row.id) for row in rows),
        also=len(rows) - len(chosen),
    )


def erase_people(session: Session, people: Collection[str], *, reason: Reason, now: datetime) -> int:
    """Erase these people for good, in the open transaction of Store.write(…, source=FINAL); gives how many.

    Removed rows that were merged into theirs, or are alike, go with them. Who did it, whose data and why
    stays in the access log. Raises UserError: "unknown-trainee", "person-erased", "erase-nobody", and
    "erase-in-class" (name, cohort) while a class of the person's goes on.
    """
    require(session, Right.ERASE)
    rows = _checked(session, people, now=now)
    papers = _certificates(session, [row.id for row in rows])
    whose = msgspec.json.encode([row.id for row in rows]).decode()
    author = session.info["author"]
    session.add(Access(at=now, staff=author, kind=ERASED, persons=whose, detail=reason.value))
    today = local_now(session, now).date()
    erase(session, {row.id: not papers.get(row.id) for row in rows}, on=today)
    return len(people)


def _checked(session: Session, people: Collection[str], *, now: datetime) -> list[Trainee]:
    """The rows to erase; raises UserError where they must not be."""
    if not people:
        raise UserError("erase-nobody")
    today = local_now(session, now).date()
    chosen = []
    for each in dict.fromkeys(people):
        row = session.get(Trainee, each)
        if row is None:
            raise UserError("unknown-trainee")
        if row.erased_on is not None:
            raise UserError("person-erased")
        running = _running(session, row.id, today)
        if running is not None:
            raise UserError("erase-in-class", name=row.name, cohort=running)
        chosen.append(row)
    return [*chosen, *remnants(session, chosen)]


def _running(session: Session, trainee: str, today: date) -> str | None:
    """The number of a class of the person's that goes on or is to come."""
    last = func.max(t.Session.day)
    query = (
        select(Cohort.number)
        .join(Enrolment, Enrolment.cohort_id == Cohort.id)
        .outerjoin(t.Session, (t.Session.cohort_id == Cohort.id) & ~t.Session.deleted)
        .where(Enrolment.trainee_id == trainee, ~Enrolment.deleted, ~Cohort.deleted)
        .where(Enrolment.status != EnrolmentStatus.WITHDRAWN)
        .group_by(Cohort.id)
        .having(func.max(Cohort.ends, func.coalesce(last, Cohort.ends)) >= today)
    )
    return session.scalar(query.limit(1))


def _certificates(session: Session, people: Collection[str]) -> dict[str, int]:
    """How many certificates each person has, whatever became of them: their numbers stay used."""
    found: dict[str, int] = {}
    query = select(Enrolment.trainee_id, func.count()).group_by(Enrolment.trainee_id)
    for part in parts(people):
        joined = query.join(Certificate, Certificate.enrolment_id == Enrolment.id)
        rows = session.execute(joined.where(Enrolment.trainee_id.in_(part)))
        found |= {row: count for row, count in rows}  # noqa: C416  rows are no pairs to mypy
    return found


def _lives(session: Session, today: date) -> Iterator[tuple[_Person, Life]]:
    """Everybody who is not erased yet, and what counts of their time here."""
    last_class, in_class = _classes(session, today)
    query = (
        select(Enrolment.trainee_id, func.max(Certificate.issued_on))
        .join(Certificate, Certificate.enrolment_id == Enrolment.id)
        .group_by(Enrolment.trainee_id)
    )
    last_certificate = {row: day for row, day in session.execute(query)}  # noqa: C416  rows are no pairs
    zone = centre(session).zone
    people = select(Trainee.id, Trainee.name, Trainee.deleted, Trainee.hlc, Trainee.stamps)
    for row, name, removed, hlc, stamps in session.execute(people.where(Trainee.erased_on.is_(None))):
        newest = max([hlc, *(int(str(entries[0][0])) for entries in exceptions_of(stamps).values())])
        yield (
            _Person(trainee=row, name=name, removed=removed),
            Life(
                last_class=last_class.get(row),
                last_certificate=last_certificate.get(row),
                last_edit=to_local(moment_of(newest), zone).date(),
                in_class=row in in_class,
            ),
        )


def _classes(session: Session, today: date) -> tuple[dict[str, date], set[str]]:
    """The last day of each person's last class, and who has a place in one that has not ended."""
    meetings = (
        select(Cohort.id, Cohort.deleted, Cohort.ends, func.max(t.Session.day))
        .outerjoin(t.Session, (t.Session.cohort_id == Cohort.id) & ~t.Session.deleted)
        .group_by(Cohort.id)
    )
    ends = {row: (max(end, day or end), gone) for row, gone, end, day in session.execute(meetings)}
    last: dict[str, date] = {}
    going: set[str] = set()
    places = select(Enrolment.trainee_id, Enrolment.cohort_id, Enrolment.status, Enrolment.deleted)
    for person, cohort, status, removed in session.execute(places):
        end, gone = ends[cohort]
        last[person] = max(end, last.get(person, end))
        if end >= today and not (gone or removed) and status is not EnrolmentStatus.WITHDRAWN:
            going.add(person)
    return last, going
