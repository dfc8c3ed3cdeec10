"""What a row is about, as people call it: whose, in which class, on which day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from lpk_desktop.storage import tables as t
from lpk_desktop.storage.dependents import parts
from lpk_desktop.storage.tables import (
    SYNCED,
    Access,
    Assessment,
    Block,
    Certificate,
    Cohort,
    Enrolment,
    Mark,
    Programme,
    Signatory,
    Staff,
    Trainee,
    Unit,
)

Place = tuple[str, str]
"""(table, row)."""
Found = Iterator[tuple[str, "Subject"]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What one row is about; `kind` is its table."""

    kind: str
    row: str
    name: str = ""
    """The person, or what the row itself is called."""
    trainee: str = ""
    """The person's id, where it is about one."""
    cohort: str = ""
    """"Las SMAW 4/2026"."""
    day: date | None = None
    detail: str = ""
    """Code or title of a block, number of a certificate; of an access what was seen, or where data went."""
    way: str = ""
    """How data was seen or left (`domain.privacy.Way`), of a line of the access log."""

    @property
    def place(self) -> Place:
        """Table and row."""
        return self.kind, self.row


def subjects(session: Session, places: Iterable[Place]) -> dict[Place, Subject]:
    """What each row is about, deleted ones too; a row that is not here has a bare subject."""
    wanted: defaultdict[str, list[str]] = defaultdict(list)
    for table, row in dict.fromkeys(places):
        wanted[table].append(row)
    found: dict[Place, Subject] = {}
    for table, rows in wanted.items():
        read = _READERS.get(table)
        for part in parts(rows):
            found |= {(table, row): Subject(kind=table, row=row) for row in part}
            if read is not None:
                found |= {(table, row): subject for row, subject in read(session, part)}
    return found


def _trainees(session: Session, rows: list[str]) -> Found:
    for row, name in session.execute(select(Trainee.id, Trainee.name).where(Trainee.id.in_(rows))):
        yield row, Subject(kind="trainee", row=row, name=name, trainee=row)


def _looks(session: Session, rows: list[str]) -> Found:
    query = select(Access.id, Access.persons, Access.kind, Access.detail).where(Access.id.in_(rows))
    found = [
        (row, msgspec.json.decode(persons, type=list[str]), way, detail)
        for row, persons, way, detail in session.execute(query)
    ]
    alone = {persons[0] for _row, persons, *_how in found if len(persons) == 1}
    of = dict(_trainees(session, list(alone)))
    for row, persons, way, detail in found:
        one = of.get(persons[0]) if len(persons) == 1 else None
        subject = one or Subject(kind="access", row=row)
        yield row, replace(subject, kind="access", row=row, way=way, detail=detail or "")


def _cohorts(session: Session, rows: list[str]) -> Found:
    query = (
        select(Cohort.id, Programme.short, Cohort.batch, Cohort.year)
        .join(Programme, Programme.id == Cohort.programme_id)
        .where(Cohort.id.in_(rows))
    )
    for row, programme, batch, year in session.execute(query):
        title = f"{programme} {batch}/{year}"
        yield row, Subject(kind="cohort", row=row, name=title, cohort=title)


def _enrolments(session: Session, rows: list[str]) -> Found:
    query = (
        select(Enrolment.id, Enrolment.cohort_id, Trainee.id, Trainee.name)
        .join(Trainee, Trainee.id == Enrolment.trainee_id)
        .where(Enrolment.id.in_(rows))
    )
    found = session.execute(query).all()
    titles = dict(_cohorts(session, list({cohort for _row, cohort, *_person in found})))
    for row, cohort, person, name in found:
        yield (
            row,
            Subject(kind="enrolment", row=row, name=name, trainee=person, cohort=titles[cohort].cohort),
        )


def _marks(session: Session, rows: list[str]) -> Found:
    query = (
        select(Mark.id, Mark.enrolment_id, t.Session.day)
        .join(t.Session, t.Session.id == Mark.session_id)
        .where(Mark.id.in_(rows))
    )
    found = session.execute(query).all()
    of = dict(_enrolments(session, list({enrolment for _row, enrolment, _day in found})))
    for row, enrolment, day in found:
        yield row, replace(of[enrolment], kind="mark", row=row, day=day)


def _assessments(session: Session, rows: list[str]) -> Found:
    query = (
        select(Assessment.id, Assessment.enrolment_id, func.coalesce(Unit.code, Block.title))
        .join(Block, Block.id == Assessment.block_id)
        .outerjoin(Unit, Unit.id == Block.unit_id)
        .where(Assessment.id.in_(rows))
    )
    found = session.execute(query).all()
    of = dict(_enrolments(session, list({enrolment for _row, enrolment, _block in found})))
    for row, enrolment, block in found:
        yield row, replace(of[enrolment], kind="assessment", row=row, detail=block)


def _certificates(session: Session, rows: list[str]) -> Found:
    query = select(Certificate.id, Certificate.enrolment_id, Certificate.number)
    found = session.execute(query.where(Certificate.id.in_(rows))).all()
    of = dict(_enrolments(session, list({enrolment for _row, enrolment, _number in found})))
    for row, enrolment, number in found:
        yield row, replace(of[enrolment], kind="certificate", row=row, detail=number)


def _sessions(session: Session, rows: list[str]) -> Found:
    query = select(t.Session.id, t.Session.cohort_id, t.Session.day).where(t.Session.id.in_(rows))
    found = session.execute(query).all()
    titles = dict(_cohorts(session, list({cohort for _row, cohort, _day in found})))
    for row, cohort, day in found:
        yield row, Subject(kind="session", row=row, cohort=titles[cohort].cohort, day=day)


def _named(kind: str, name: InstrumentedAttribute[str]) -> Callable[[Session, list[str]], Found]:
    key = SYNCED[kind].id

    def read(session: Session, rows: list[str]) -> Found:
        for found in session.execute(select(key, name).where(key.in_(rows))):
            yield found[0], Subject(kind=kind, row=found[0], name=found[1])

    return read


_READERS: dict[str, Callable[[Session, list[str]], Found]] = {
    "trainee": _trainees,
    "access": _looks,
    "enrolment": _enrolments,
    "mark": _marks,
    "assessment": _assessments,
    "certificate": _certificates,
    "cohort": _cohorts,
    "session": _sessions,
    "programme": _named("programme", Programme.name),
    "block": _named("block", Block.title),
    "unit": _named("unit", Unit.code),
    "staff": _named("staff", Staff.name),
    "signatory": _named("signatory", Signatory.name),
    "centre": _named("centre", t.Centre.name),
}
