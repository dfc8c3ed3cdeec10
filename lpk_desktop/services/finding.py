"""Finding people while somebody types: a few of them, or which of a list."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from lpk_desktop.storage.search import numbers_meant, people_meant
from lpk_desktop.storage.tables import Cohort, Enrolment, Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPerson:
    """Somebody whom the words may mean."""

    id: str
    name: str
    cohort: str | None
    """Short title of the latest cohort."""


def find_people(session: Session, words: str, *, limit: int) -> list[FoundPerson]:
    """Whom `words` may mean, the latest to come first: in any order, as beginnings of names.

    Digits may also begin a phone number or end a NIK or KPJ.
    """
    query = people_meant(words)
    if query is None:
        return []
    found = session.execute(query.limit(limit)).all()
    cohorts = _latest_cohorts(session, [person for person, _name in found])
    return [FoundPerson(id=person, name=name, cohort=cohorts.get(person)) for person, name in found]


def names_meant(session: Session, words: str) -> dict[str, str]:
    """The names, by id, of everybody whom `words` may mean, as in `find_people`."""
    query = people_meant(words)
    return {} if query is None else {found.id: found.name for found in session.execute(query)}


def matching(session: Session, words: str) -> frozenset[int]:
    """The numbers (`TraineeLine.number`) of everybody whom `words` may mean, as in `find_people`."""
    return numbers_meant(session, words)


def _latest_cohorts(session: Session, people: Collection[str]) -> dict[str, str]:
    query = (
        select(Enrolment.trainee_id, Programme.short, Cohort.batch, Cohort.year)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Programme, Programme.id == Cohort.programme_id)
        .where(Enrolment.trainee_id.in_(people), ~Enrolment.deleted, ~Cohort.deleted)
        .order_by(Cohort.starts)
    )
    return {trainee: f"{short} {batch}/{year}" for trainee, short, batch, year in session.execute(query)}
