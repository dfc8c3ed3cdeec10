"""One person in full: the card, places with attendance and certificate, and the latest changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from lpk_desktop.domain.clashes import ClashKind
from lpk_desktop.services.clashes import clashes_by_paper
from lpk_desktop.services.doubles import SamePerson, people_twice
from lpk_desktop.services.history import PastEvent, trainee_history
from lpk_desktop.services.presence import presences
from lpk_desktop.services.trainee_list import Standing, standing_in
from lpk_desktop.services.trainees import Place, TraineeCard, card
from lpk_desktop.storage.tables import Certificate, CertificateState, Cohort, Programme

SHOWN_EVENTS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileCertificate:
    """One certificate that stands, and what it clashes over with another."""

    number: str
    clashes: tuple[ClashKind, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfilePlace:
    """One place in a cohort."""

    place: Place
    trainee_number: str
    """As on the certificate: "LAS-4-07"."""
    standing: Standing
    rate: Fraction | None
    minimum: int
    """Percent."""
    below: bool
    certificates: tuple[ProfileCertificate, ...]
    """Those that stand: one, unless two computers issued apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TraineeProfile:
    """Everything the panel shows."""

    card: TraineeCard
    places: tuple[ProfilePlace, ...]
    """The latest first."""
    events: tuple[PastEvent, ...]
    """The latest changes, without the marks that every day brings."""
    twins: tuple[SamePerson, ...]
    """The pairs with those who may be the same person."""


def profile(session: Session, trainee: str, *, today: date) -> TraineeProfile:
    """One person as of `today`; raises UserError("unknown-trainee")."""
    person = card(session, trainee)
    cohorts = [place.cohort_id for place in person.places]
    standings = presences(session, cohorts=cohorts)
    papers = _certificates(session, [place.enrolment for place in person.places])
    codes = _codes(session, cohorts)
    places = tuple(
        ProfilePlace(
            place=place,
            trainee_number=f"{codes[place.cohort_id]}-{place.number:02}",
            standing=standing_in(
                place.status, ends=place.ends, certified=place.enrolment in papers, today=today
            ),
            rate=standings[place.enrolment].rate,
            minimum=standings[place.enrolment].minimum,
            below=standings[place.enrolment].below,
            certificates=papers.get(place.enrolment, ()),
        )
        for place in person.places
    )
    events = [each for each in trainee_history(session, trainee) if not each.first_mark][:SHOWN_EVENTS]
    twins = tuple(people_twice(session, of=trainee))
    return TraineeProfile(card=person, places=places, events=tuple(events), twins=twins)


def _certificates(session: Session, enrolments: list[str]) -> dict[str, tuple[ProfileCertificate, ...]]:
    query = (
        select(Certificate.enrolment_id, Certificate.id, Certificate.number)
        .where(
            Certificate.enrolment_id.in_(enrolments),
            ~Certificate.deleted,
            Certificate.state == CertificateState.ISSUED,
        )
        .order_by(Certificate.id)
    )
    contested = clashes_by_paper(session)
    found: dict[str, tuple[ProfileCertificate, ...]] = {}
    for enrolment, row, number in session.execute(query):
        kinds = tuple(clash.kind for clash in contested.get(row, ()))
        paper = ProfileCertificate(number=number, clashes=kinds)
        found[enrolment] = (*found.get(enrolment, ()), paper)
    return found


def _codes(session: Session, cohorts: list[str]) -> dict[str, str]:
    query = (
        select(Cohort.id, Programme.code, Cohort.batch)
        .join(Programme, Programme.id == Cohort.programme_id)
        .where(Cohort.id.in_(cohorts))
    )
    return {cohort: f"{code}-{batch}" for cohort, code, batch in session.execute(query)}
