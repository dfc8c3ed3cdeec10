"""People: looking at, adding and changing them, and their places in cohorts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from lpk_desktop.domain.people import mask
from lpk_desktop.domain.privacy import Way, stands
from lpk_desktop.domain.roles import Right
from lpk_desktop.errors import UserError
from lpk_desktop.services.permissions import limited, require
from lpk_desktop.services.privacy import put_down
from lpk_desktop.storage.direct import Prepared, put_rows
from lpk_desktop.storage.ids import derived_id
from lpk_desktop.storage.tables import (
    Cohort,
    Enrolment,
    EnrolmentStatus,
    NikState,
    Programme,
    Trainee,
)

FIELDS = frozenset(
    {
        "name", "nik", "kpj", "sex", "birth_place", "birth_date", "phone", "email", "address", "education",
        "employer", "terminated",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One enrolment of a person."""

    enrolment: str
    cohort: str
    cohort_id: str
    number: int
    status: EnrolmentStatus
    starts: date
    ends: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TraineeCard:
    """One person in full, identifiers masked."""

    id: str
    name: str
    nik: str
    nik_state: NikState
    kpj: str
    sex: str | None
    birth_place: str | None
    birth_date: date | None
    phone: str | None
    email: str | None
    address: str | None
    education: str | None
    employer: str | None
    terminated: date | None
    consent_version: str | None
    consent_on: date | None
    consent_withdrawn_on: date | None
    places: tuple[Place, ...]

    @property
    def consents(self) -> bool:
        """Whether consent to the processing of the data stands."""
        return stands(self.consent_on, self.consent_withdrawn_on)


def card(session: Session, trainee: str) -> TraineeCard:
    """One person in full; raises UserError("unknown-trainee")."""
    require(session, Right.READ_TRAINEE, trainee=trainee)
    person = person_of(session, trainee)
    query = (
        select(Enrolment, Cohort, Programme.short)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Programme, Programme.id == Cohort.programme_id)
        .where(Enrolment.trainee_id == trainee, ~Enrolment.deleted)
        .order_by(Cohort.starts.desc())
    )
    query = limited(session, Right.READ_CLASS, query, cohort=Cohort.id)
    places = tuple(
        Place(
            enrolment=enrolment.id,
            cohort=f"{short} {cohort.batch}/{cohort.year}",
            cohort_id=cohort.id,
            number=enrolment.list_number,
            status=enrolment.status,
            starts=cohort.starts,
            ends=cohort.ends,
        )
        for enrolment, cohort, short in session.execute(query)
    )
    return TraineeCard(
        id=person.id,
        name=person.name,
        nik=mask(person.nik or ""),
        nik_state=person.nik_state,
        kpj=mask(person.kpj or ""),
        sex=person.sex,
        birth_place=person.birth_place,
        birth_date=person.birth_date,
        phone=person.phone,
        email=person.email,
        address=person.address,
        education=person.education,
        employer=person.employer,
        terminated=person.terminated,
        consent_version=person.consent_version,
        consent_on=person.consent_on,
        consent_withdrawn_on=person.consent_withdrawn_on,
        places=places,
    )


def identifier(session: Session, trainee: str, field: str, *, now: datetime) -> str | None:
    """The whole NIK or KPJ of one person, to show for a moment once Store.write(…, source=SEEN) has ended.

    Who saw whose, and when, is on record with it (UU 27/2022), unless there is nothing to see.
    """
    require(session, Right.REVEAL, trainee=trainee)
    person = person_of(session, trainee)
    whole = person.nik if field == "nik" else person.kpj
    if whole:
        put_down(session, Way.REVEAL, [trainee], detail=field, at=now)
    return whole


def add_trainee(session: Session, values: Mapping[str, object]) -> str:
    """Add a person from checked values; gives the id. Raises UserError: "name-missing", "unknown-field"."""
    require(session, Right.EDIT_TRAINEE)
    name = values.get("name")
    if not isinstance(name, str) or not name.strip():
        raise UserError("name-missing")
    person = Trainee(name=name)
    change_trainee(person, values)
    session.add(person)
    return person.id


def update_trainee(session: Session, trainee: str, values: Mapping[str, object]) -> None:
    """Change fields of a person; raises UserError: "unknown-trainee", "name-missing", "unknown-field"."""
    require(session, Right.EDIT_TRAINEE, trainee=trainee)
    change_trainee(person_of(session, trainee), values)


def change_trainee(person: Trainee, values: Mapping[str, object]) -> None:
    """Set `values` on a row; the state of the NIK follows the NIK."""
    for name, value in values.items():
        if name not in FIELDS:
            raise UserError("unknown-field", field=name)
        if name == "name" and not str(value or "").strip():
            raise UserError("name-missing")
        setattr(person, name, value)
    if "nik" in values:
        person.nik_state = NikState.VALID if values["nik"] else NikState.MISSING


_NUMBERS = Prepared(
    select(Enrolment.id, Enrolment.list_number).where(Enrolment.cohort_id == bindparam("cohort"))
)


def enrol(session: Session, *, trainee: str, cohort: str) -> str:
    """Give a person a place in a cohort with the next list number; gives the enrolment's id.

    Somebody who withdrew comes back to the old place.
    """
    require(session, Right.ENROL, cohort=cohort)
    enrol_all(session, trainees=[trainee], cohort=cohort)
    return derived_id("enrolment", trainee, cohort)


def enrol_all(session: Session, *, trainees: Iterable[str], cohort: str) -> None:
    """Give each of these people a place as `enrol` does, in this order."""
    require(session, Right.ENROL, cohort=cohort)
    highest, places = 0, set()
    for place, number in _NUMBERS.all(session, cohort=cohort):
        highest = max(highest, number)
        places.add(place)
    rows: list[dict[str, object]] = []
    for trainee in dict.fromkeys(trainees):
        row_id = derived_id("enrolment", trainee, cohort)
        row = {"id": row_id, "deleted": False, "status": EnrolmentStatus.ACTIVE}
        if row_id not in places:
            highest += 1
            row |= {"trainee_id": trainee, "cohort_id": cohort, "list_number": highest}
        rows.append(row)
    put_rows(session, "enrolment", rows)


def enrolment_numbers(session: Session, cohort: str) -> dict[int, str]:
    """The active enrolments of a cohort by list number, in order.

    Raises UserError("number-shared") where two computers gave one number while offline: it then says
    nothing about who is meant.
    """
    query = (
        select(Enrolment.list_number, Enrolment.id)
        .where(Enrolment.cohort_id == cohort, ~Enrolment.deleted, Enrolment.status == EnrolmentStatus.ACTIVE)
        .order_by(Enrolment.list_number, Enrolment.id)
    )
    found: dict[int, str] = {}
    for number, enrolment in session.execute(query):
        if number in found:
            raise UserError("number-shared", number=number)
        found[number] = enrolment
    return found


def enrolment_of(numbers: Mapping[int, str], number: int) -> str:
    """The enrolment with a list number, of those that `enrolment_numbers` gave.

    Raises UserError: "cohort-without-people", "no-such-number" (number, known).
    """
    if not numbers:
        raise UserError("cohort-without-people")
    if number not in numbers:
        raise UserError("no-such-number", number=number, known=f"{min(numbers)}–{max(numbers)}")
    return numbers[number]


def person_of(session: Session, trainee: str) -> Trainee:
    """The row of somebody who is not removed; raises UserError("unknown-trainee")."""
    person = session.get(Trainee, trainee)
    if person is None or person.deleted:
        raise UserError("unknown-trainee")
    return person
