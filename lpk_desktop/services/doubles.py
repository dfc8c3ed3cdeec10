"""What two computers that worked apart may each have made: a person, a cohort number, a list number.

Sync merges rows by their id, so the same roster imported twice stands here twice until somebody decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import combinations
from typing import NamedTuple

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from lpk_desktop.domain.clock import moment_of
from lpk_desktop.domain.roles import Right
from lpk_desktop.services import cohorts
from lpk_desktop.services.centre import local_now
from lpk_desktop.services.cohort_list import next_batch
from lpk_desktop.services.permissions import limited
from lpk_desktop.storage.device import device
from lpk_desktop.storage.tables import (
    Cohort,
    Enrolment,
    EnrolmentStatus,
    Programme,
    Trainee,
)


class Likeness(StrEnum):
    """What two rows of people have in common."""

    NIK = "nik"
    BIRTH_DATE = "birth-date"
    """And the name."""
    PHONE = "phone"
    """And the name."""
    COHORT = "cohort"
    """And the name."""


class Facts(NamedTuple):
    """What of a person counts for likeness, as a row of the log has it."""

    name: str
    nik: str | None
    birth_date: str | None
    phone: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """One of two rows that may be one person."""

    trainee: str
    name: str
    places: tuple[str, ...]
    """Short titles of the cohorts."""
    noted_at: datetime
    """When the row was made: the centre's wall clock."""
    noted_here: bool
    """Whether this computer made it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SamePerson:
    """Two rows that may be one person; `first` is the one that a merge would keep."""

    first: Twin
    second: Twin
    why: Likeness


@dataclass(frozen=True, slots=True, kw_only=True)
class Namesake:
    """One of the cohorts that go by one number."""

    cohort: str
    title: str
    starts: date
    trainees: int
    noted_here: bool
    """Whether this computer made it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedCohortNumber:
    """A number that several cohorts go by, the one made first first."""

    number: str
    cohorts: tuple[Namesake, ...]
    free_batch: int
    """The batch after the highest that their programme has had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedListNumber:
    """A list number that several active people of one cohort have."""

    cohort: str
    short: str
    number: int
    names: tuple[str, ...]


def people_twice(session: Session, *, of: str | None = None) -> list[SamePerson]:
    """Rows of people that may be one person, by name; those of one person alone with its id in `of`.

    The same NIK; or the same name, nothing against it (another NIK, another birth date), and one
    thing more for it: birth date, phone, or a cohort. Each later row stands once, beside the first
    that is like it.
    """
    people = list(session.scalars(limited(session, Right.READ_TRAINEE, _suspects(of), trainee=Trainee.id)))
    places = _places(session, [row.id for row in people])
    own = device(session).origin
    found: dict[str, SamePerson] = {}
    for group in _groups(people):
        for first, second in combinations(group, 2):
            why = likeness(first, second, shared=not places[first.id].keys().isdisjoint(places[second.id]))
            if why is not None and second.id not in found:
                twins = [_twin(session, row, places[row.id], own=own) for row in (first, second)]
                found[second.id] = SamePerson(first=twins[0], second=twins[1], why=why)
    pairs = [pair for pair in found.values() if of in {None, pair.first.trainee, pair.second.trainee}]
    return sorted(pairs, key=lambda pair: (pair.first.name.casefold(), pair.second.trainee))


def alike(session: Session, one: Trainee, other: Trainee) -> Likeness | None:
    """What says that two rows are one person; None if nothing does, or something speaks against it."""
    places = _places(session, [one.id, other.id])
    return likeness(one, other, shared=not places[one.id].keys().isdisjoint(places[other.id]))


def cohorts_twice(session: Session, *, today: date) -> list[SharedCohortNumber]:
    """Numbers that several cohorts go by, of those that one may see."""
    number = func.upper(Cohort.number)
    shared = select(number).where(~Cohort.deleted).group_by(number).having(func.count() > 1)
    query = (
        select(Cohort, Programme.code)
        .join(Programme, Programme.id == Cohort.programme_id)
        .where(~Cohort.deleted, number.in_(shared))
        .order_by(number, Cohort.id)
    )
    query = limited(session, Right.READ_CLASS, query, cohort=Cohort.id)
    own = device(session).origin
    groups: dict[tuple[str, str], list[Namesake]] = defaultdict(list)
    for row, code in session.execute(query):
        head = cohorts.head(session, row.id, today=today)
        groups[row.number.upper(), code].append(
            Namesake(
                cohort=row.id,
                title=head.title,
                starts=row.starts,
                trainees=head.trainees,
                noted_here=row.origin == own,
            )
        )
    return [
        SharedCohortNumber(number=number, cohorts=tuple(found), free_batch=next_batch(session, code))
        for (number, code), found in groups.items()
        if len(found) > 1
    ]


def numbers_twice(session: Session, *, cohort: str | None = None) -> list[SharedListNumber]:
    """List numbers that several active people of one cohort have.

    Where all of them may be one person, merging the person settles it, so it is not named here.
    """
    key = (Enrolment.cohort_id, Enrolment.list_number)
    active = (~Enrolment.deleted, Enrolment.status == EnrolmentStatus.ACTIVE)
    shared = select(*key).where(*active).group_by(*key).having(func.count() > 1).subquery()
    query = (
        select(Cohort.id, Programme.short, Cohort.batch, Cohort.year, Enrolment.list_number, Trainee)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Programme, Programme.id == Cohort.programme_id)
        .join(Trainee, Trainee.id == Enrolment.trainee_id)
        .join(shared, (shared.c[0] == Enrolment.cohort_id) & (shared.c[1] == Enrolment.list_number))
        .where(*active, ~Cohort.deleted)
        .order_by(Cohort.starts, Cohort.id, Enrolment.list_number, func.lower(Trainee.name), Enrolment.id)
    )
    query = limited(session, Right.READ_CLASS, query, cohort=Cohort.id)
    if cohort is not None:
        query = query.where(Cohort.id == cohort)
    groups: dict[tuple[str, str, int], list[Trainee]] = defaultdict(list)
    for row, short, batch, year, number, person in session.execute(query):
        groups[row, f"{short} {batch}/{year}", number].append(person)
    return [
        SharedListNumber(
            cohort=row, short=short, number=number, names=tuple(person.name for person in people)
        )
        for (row, short, number), people in groups.items()
        if not all(likeness(one, other, shared=True) for one, other in combinations(people, 2))
    ]


def _suspects(of: str | None) -> Select[Trainee]:
    """People who share a NIK or a name with somebody."""
    there = ~Trainee.deleted & Trainee.erased_on.is_(None)
    name = func.lower(Trainee.name)
    if of is None:
        niks = select(Trainee.nik).where(there).group_by(Trainee.nik).having(func.count() > 1)
        names = select(name).where(there).group_by(name).having(func.count() > 1)
    else:
        niks = select(Trainee.nik).where(Trainee.id == of)
        names = select(name).where(Trainee.id == of)
    return select(Trainee).where(there, or_(Trainee.nik.in_(niks), name.in_(names)))


def _places(session: Session, people: Collection[str]) -> dict[str, dict[str, str]]:
    """The cohorts of each person: short titles by id."""
    query = (
        select(Enrolment.trainee_id, Cohort.id, Programme.short, Cohort.batch, Cohort.year)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Programme, Programme.id == Cohort.programme_id)
        .where(Enrolment.trainee_id.in_(people), ~Enrolment.deleted, ~Cohort.deleted)
        .order_by(Cohort.starts, Cohort.id)
    )
    query = limited(session, Right.READ_CLASS, query, cohort=Cohort.id)
    found: dict[str, dict[str, str]] = {person: {} for person in people}
    for person, cohort, short, batch, year in session.execute(query):
        found[person][cohort] = f"{short} {batch}/{year}"
    return found


def _groups(people: Iterable[Trainee]) -> Iterator[list[Trainee]]:
    """Those with one NIK, then those with one name; in each the row that a merge would keep first."""
    by_nik: dict[str, list[Trainee]] = defaultdict(list)
    by_name: dict[str, list[Trainee]] = defaultdict(list)
    for row in sorted(people, key=rank):
        if row.nik:
            by_nik[row.nik].append(row)
        by_name[row.name.casefold()].append(row)
    yield from by_nik.values()
    yield from by_name.values()


def rank(person: Trainee) -> str:
    """Which of several rows of one person stays: the one made first, on every computer the same."""
    return person.id


def likeness(first: Trainee | Facts, second: Trainee | Facts, *, shared: bool) -> Likeness | None:
    """As `alike`, where it is known whether the two share a cohort."""
    if first.nik and second.nik:
        return Likeness.NIK if first.nik == second.nik else None
    if first.name.casefold() != second.name.casefold():
        return None
    if first.birth_date and second.birth_date:
        return Likeness.BIRTH_DATE if first.birth_date == second.birth_date else None
    if first.phone and first.phone == second.phone:
        return Likeness.PHONE
    return Likeness.COHORT if shared else None


def _twin(session: Session, row: Trainee, places: Mapping[str, str], *, own: int) -> Twin:
    return Twin(
        trainee=row.id,
        name=row.name,
        places=tuple(places.values()),
        noted_at=local_now(session, moment_of(row.hlc)),
        noted_here=row.origin == own,
    )
