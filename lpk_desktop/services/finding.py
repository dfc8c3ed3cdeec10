"""Finding people while somebody types: a few of them, or which of a list."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from lpk_desktop.domain.people import SHOWN
from lpk_desktop.domain.roles import Reach, Right
from lpk_desktop.services.permissions import limited, may
from lpk_desktop.storage.search import NUMBER, numbers_meant, people_meant
from lpk_desktop.storage.tables import Cohort, Enrolment, Programme, Trainee


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPerson:
    """Somebody whom the words may mean."""

    id: str
    name: str
    cohort: str | None
    """Short title of the latest cohort."""


def find_people(session: Session, words: str, *, limit: int) -> list[FoundPerson]:
    """Whom one may see and `words` may mean, the latest to come first: in any order, as beginnings of names.

    Digits may also begin a phone number or end a NIK or KPJ; no more of these than one may see.
    """
    query = people_meant(words, most=_most(session))
    if query is None:
        return []
    query = limited(session, Right.READ_TRAINEE, query, trainee=Trainee.id)
    found = session.execute(query.limit(limit)).all()
    cohorts = _latest_cohorts(session, [person for person, _name in found])
    return [FoundPerson(id=person, name=name, cohort=cohorts.get(person)) for person, name in found]


def names_meant(session: Session, words: str) -> dict[str, str]:
    """The names, by id, of everybody whom `words` may mean, as in `find_people`."""
    query = people_meant(words, most=_most(session))
    if query is None:
        return {}
    query = limited(session, Right.READ_TRAINEE, query, trainee=Trainee.id)
    return {found.id: found.name for found in session.execute(query)}


def matching(session: Session, words: str) -> frozenset[int]:
    """The numbers (`TraineeLine.number`) of everybody whom `words` may mean, as in `find_people`."""
    found = numbers_meant(session, words, most=_most(session))
    if may(session, Right.READ_TRAINEE) is Reach.ALL:
        return found
    theirs = limited(session, Right.READ_TRAINEE, select(NUMBER).select_from(Trainee), trainee=Trainee.id)
    return found.intersection(session.scalars(theirs))


def _most(session: Session) -> int | None:
    """How many digits of a NIK may be tried: what the mask shows, for whoever may not see it whole."""
    return None if may(session, Right.REVEAL) is Reach.ALL else SHOWN


def _latest_cohorts(session: Session, people: Collection[str]) -> dict[str, str]:
    query = (
        select(Enrolment.trainee_id, Programme.short, Cohort.batch, Cohort.year)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Programme, Programme.id == Cohort.programme_id)
        .where(Enrolment.trainee_id.in_(people), ~Enrolment.deleted, ~Cohort.deleted)
        .order_by(Cohort.starts)
    )
    query = limited(session, Right.READ_CLASS, query, cohort=Cohort.id)
    return {trainee: f"{short} {batch}/{year}" for trainee, short, batch, year in session.execute(query)}
