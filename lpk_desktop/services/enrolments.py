"""Places in a cohort: the class list, who could still join, leaving and coming back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lpk_desktop.domain.people import mask
from lpk_desktop.domain.roles import Right
from lpk_desktop.errors import UserError
from lpk_desktop.services.permissions import require
from lpk_desktop.services.presence import presences
from lpk_desktop.storage.tables import Enrolment, EnrolmentStatus, NikState, Trainee

__all__ = [
    "EnrolmentStatus",
    "Free",
    "ListLine",
    "NikState",
    "class_list",
    "free_people",
    "give_new_number",
    "take_back",
    "withdraw",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLine:
    """One line of a class list; NIK shows its last four digits."""

    enrolment: str
    trainee: str
    number: int
    name: str
    nik: str
    nik_state: NikState
    phone: str | None
    status: EnrolmentStatus
    rate: Fraction | None
    minimum: int
    """Percent."""
    below: bool
    number_shared: bool
    """Whether two active people have this list number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Free:
    """Somebody who is not in the cohort; NIK shows its last four digits."""

    trainee: str
    name: str
    nik: str
    phone: str | None
    placed: bool
    """Whether the person has a place in another cohort."""


def class_list(session: Session, cohort: str) -> list[ListLine]:
    """The people of a cohort in list order, those who withdrew too."""
    require(session, Right.READ_CLASS, cohort=cohort)
    standings = presences(session, cohorts=[cohort])
    query = (
        select(Enrolment, Trainee)
        .join(Trainee, Trainee.id == Enrolment.trainee_id)
        .where(Enrolment.cohort_id == cohort, ~Enrolment.deleted)
        .order_by(Enrolment.list_number, Enrolment.id)
    )
    found = session.execute(query).all()
    numbers = Counter(row.list_number for row, _person in found if row.status is EnrolmentStatus.ACTIVE)
    return [
        ListLine(
            enrolment=row.id,
            trainee=person.id,
            number=row.list_number,
            name=person.name,
            nik=mask(person.nik or ""),
            nik_state=person.nik_state,
            phone=person.phone,
            status=row.status,
            rate=standings[row.id].rate,
            minimum=standings[row.id].minimum,
            below=standings[row.id].below,
            number_shared=row.status is EnrolmentStatus.ACTIVE and numbers[row.list_number] > 1,
        )
        for row, person in found
    ]


def free_people(session: Session, cohort: str) -> list[Free]:
    """Everybody without a place in this cohort: first those without any place, then the others, by name."""
    require(session, Right.ENROL, cohort=cohort)
    inside = select(Enrolment.trainee_id).where(
        Enrolment.cohort_id == cohort, ~Enrolment.deleted, Enrolment.status != EnrolmentStatus.WITHDRAWN
    )
    elsewhere = (
        select(Enrolment.id)
        .where(
            Enrolment.trainee_id == Trainee.id, ~Enrolment.deleted, Enrolment.status == EnrolmentStatus.ACTIVE
        )
        .exists()
    )
    query = (
        select(Trainee, elsewhere)
        .where(~Trainee.deleted, Trainee.erased_on.is_(None), Trainee.id.not_in(inside))
        .order_by(elsewhere, func.lower(Trainee.name), Trainee.id)
    )
    return [
        Free(
            trainee=person.id,
            name=person.name,
            nik=mask(person.nik or ""),
            phone=person.phone,
            placed=bool(placed),
        )
        for person, placed in session.execute(query)
    ]


def withdraw(session: Session, enrolments: Collection[str]) -> None:
    """Take people out of their cohort; marks, results and list numbers stay for when they come back.

    Raises UserError("unknown-enrolment").
    """
    require(session, Right.ENROL, enrolments=enrolments)
    _set_status(session, enrolments, EnrolmentStatus.WITHDRAWN)


def take_back(session: Session, enrolments: Collection[str]) -> None:
    """Let people who withdrew take part again; raises UserError("unknown-enrolment")."""
    require(session, Right.ENROL, enrolments=enrolments)
    _set_status(session, enrolments, EnrolmentStatus.ACTIVE)


def give_new_number(session: Session, enrolment: str) -> int:
    """Give one of two people with one list number the next that nobody has had; gives that number.

    Raises UserError("unknown-enrolment").
    """
    require(session, Right.ENROL, enrolments=[enrolment])
    row = _place(session, enrolment)
    highest = select(func.max(Enrolment.list_number)).where(Enrolment.cohort_id == row.cohort_id)
    row.list_number = session.scalars(highest).one() + 1
    return row.list_number


def _place(session: Session, enrolment: str) -> Enrolment:
    row = session.get(Enrolment, enrolment)
    if row is None or row.deleted:
        raise UserError("unknown-enrolment")
    return row


def _set_status(session: Session, enrolments: Collection[str], status: EnrolmentStatus) -> None:
    for enrolment in enrolments:
        _place(session, enrolment).status = status
