"""The list of people: who they are, where they stand, and finding them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lpk_desktop.domain.people import mask
from lpk_desktop.domain.roles import Right
from lpk_desktop.services.doubles import people_twice
from lpk_desktop.services.permissions import limited, require
from lpk_desktop.services.presence import presences
from lpk_desktop.storage.search import NUMBER
from lpk_desktop.storage.tables import (
    Certificate,
    CertificateState,
    Cohort,
    Enrolment,
    EnrolmentStatus,
    NikState,
    Programme,
    Trainee,
)


class Standing(StrEnum):
    """Where a person stands, by the latest place."""

    APPLICANT = "applicant"
    """No place in a cohort, or not yet taking part."""
    ACTIVE = "active"
    ENDED = "ended"
    """The cohort is over, no certificate yet."""
    CERTIFIED = "certified"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class TraineeLine:
    """One person in the list; NIK shows its last four digits."""

    id: str
    number: int
    """Of the row, as searching gives it."""
    name: str
    nik: str
    nik_state: NikState
    phone: str | None
    cohort: str | None
    """Short title of the latest cohort."""
    cohort_id: str | None
    programme: str | None
    """Code of its programme."""
    standing: Standing
    rate: Fraction | None
    minimum: int
    """Percent; 0 without a cohort."""
    below: bool
    twins: tuple[str, ...] = ()
    """Names of others who may be the same person."""


def trainee_lines(session: Session, *, today: date) -> list[TraineeLine]:
    """Everybody one may see, by name, as of `today`."""
    standings = presences(session)
    twins = _twins(session)
    places = _latest_places(session)
    certified = set(
        session.scalars(
            select(Certificate.enrolment_id).where(
                ~Certificate.deleted, Certificate.state == CertificateState.ISSUED
            )
        )
    )
    here = (~Trainee.deleted, Trainee.erased_on.is_(None))
    query = select(NUMBER, Trainee).where(*here).order_by(func.lower(Trainee.name), Trainee.id)
    people = session.execute(limited(session, Right.READ_TRAINEE, query, trainee=Trainee.id))
    lines = []
    for number, person in people:
        place = places.get(person.id)
        presence = standings.get(place.enrolment) if place else None
        lines.append(
            TraineeLine(
                id=person.id,
                number=number,
                name=person.name,
                nik=mask(person.nik or "") if person.nik else "",
                nik_state=person.nik_state,
                phone=person.phone,
                cohort=place.short if place else None,
                cohort_id=place.cohort if place else None,
                programme=place.programme if place else None,
                standing=_standing(place, certified=certified, today=today),
                rate=presence.rate if presence else None,
                minimum=presence.minimum if presence else 0,
                below=presence.below if presence else False,
                twins=twins.get(person.id, ()),
            )
        )
    return lines


def _twins(session: Session) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for pair in people_twice(session):
        for one, other in ((pair.first, pair.second), (pair.second, pair.first)):
            found[one.trainee] = (*found.get(one.trainee, ()), other.name)
    return found


def holder_of_nik(session: Session, nik: str, *, other_than: str | None = None) -> tuple[str, str] | None:
    """Id and name of the person who has this NIK already, None when nobody else has."""
    require(session, Right.EDIT_TRAINEE)
    query = select(Trainee.id, Trainee.name).where(~Trainee.deleted, Trainee.nik == nik)
    if other_than is not None:
        query = query.where(Trainee.id != other_than)
    row = session.execute(query.order_by(Trainee.id).limit(1)).first()
    return None if row is None else (row[0], row[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    enrolment: str
    cohort: str
    short: str
    programme: str
    status: EnrolmentStatus
    ends: date


def _latest_places(session: Session) -> dict[str, _Place]:
    query = (
        select(Enrolment, Cohort, Programme.code, Programme.short)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Programme, Programme.id == Cohort.programme_id)
        .where(~Enrolment.deleted, ~Cohort.deleted)
        .order_by(Cohort.starts)
    )
    query = limited(session, Right.READ_CLASS, query, cohort=Cohort.id)
    return {
        row.trainee_id: _Place(
            enrolment=row.id,
            cohort=cohort.id,
            short=f"{short} {cohort.batch}/{cohort.year}",
            programme=code,
            status=row.status,
            ends=cohort.ends,
        )
        for row, cohort, code, short in session.execute(query)
    }


def standing_in(status: EnrolmentStatus, *, ends: date, certified: bool, today: date) -> Standing:
    """Where a person stands in one cohort that ends on `ends`."""
    if certified:
        return Standing.CERTIFIED
    if status is EnrolmentStatus.APPLICANT:
        return Standing.APPLICANT
    if status is EnrolmentStatus.WITHDRAWN:
        return Standing.WITHDRAWN
    return Standing.ACTIVE if today <= ends else Standing.ENDED


def _standing(place: _Place | None, *, certified: set[str], today: date) -> Standing:
    if place is None:
        return Standing.APPLICANT
    return standing_in(place.status, ends=place.ends, certified=place.enrolment in certified, today=today)
