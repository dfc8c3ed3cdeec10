"""Consent to the processing of personal data: the text, who agreed, and when (UU 27/2022, article 20)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from lpk_desktop.domain.privacy import stands
from lpk_desktop.domain.roles import Right
from lpk_desktop.errors import UserError
from lpk_desktop.language import RESOURCES
from lpk_desktop.services.permissions import require
from lpk_desktop.services.trainees import person_of
from lpk_desktop.storage.tables import Enrolment, EnrolmentStatus, Trainee

CURRENT = "1"
"""The version of the text that is signed now; one that was signed once never changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentText:
    """What a person signs, in one language, with the centre's name in it."""

    version: str
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Somebody on a sheet to sign."""

    trainee: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Consented:
    """What became of a signed paper: for whom it is recorded, and whom it does not change."""

    given: tuple[str, ...]
    """Ids of those for whom it now stands."""
    withdrew_since: tuple[str, ...]
    """Names of those who have withdrawn consent on that day or later: they are left as they are."""


class _Text(msgspec.Struct):
    title: str
    paragraphs: list[str]


class _File(msgspec.Struct):
    version: str
    texts: dict[str, _Text]


def consent_text(centre: str, *, language: str, version: str = CURRENT) -> ConsentText:
    """The bundled text of a version; raises UserError("no-such-consent", version)."""
    file = RESOURCES / "consent" / f"{version}.json"
    if not version.isalnum() or not file.exists():
        raise UserError("no-such-consent", version=version[:20])
    found = msgspec.json.decode(file.read_bytes(), type=_File)
    text = found.texts[language]
    return ConsentText(
        version=found.version,
        title=text.title,
        paragraphs=tuple(each.format(centre=centre) for each in text.paragraphs),
    )


def signers(session: Session, *, trainee: str | None = None, cohort: str | None = None) -> list[Signer]:
    """One person, or those who take part in a class in the order of its list, to sign a paper.

    Raises UserError: "unknown-trainee", "cohort-without-people".
    """
    require(session, Right.EDIT_TRAINEE)
    if trainee is not None:
        return [Signer(trainee=trainee, name=person_of(session, trainee).name)]
    query = (
        select(Trainee.id, Trainee.name)
        .join(Enrolment, Enrolment.trainee_id == Trainee.id)
        .where(Enrolment.cohort_id == cohort, ~Enrolment.deleted, ~Trainee.deleted)
        .where(Enrolment.status != EnrolmentStatus.WITHDRAWN)
        .order_by(Enrolment.list_number, Enrolment.id)
    )
    found = [Signer(trainee=row, name=name) for row, name in session.execute(query)]
    if not found:
        raise UserError("cohort-without-people")
    return found


def record_consent(
    session: Session, trainees: Collection[str], *, on: date, today: date, version: str = CURRENT
) -> Consented:
    """These people signed this version of the text on that day.

    Who has withdrawn since is left alone: an older paper does not undo a withdrawal. Nobody's later
    consent is put back to an earlier day. Raises UserError: "consent-in-future" (day), "no-such-consent"
    (version), "unknown-trainee".
    """
    require(session, Right.EDIT_TRAINEE)
    consent_text("", language="id", version=version)
    _refuse_future(on, today)
    given, left = [], []
    for person in [person_of(session, each) for each in dict.fromkeys(trainees)]:
        if person.consent_withdrawn_on is not None and person.consent_withdrawn_on >= on:
            left.append(person.name)
            continue
        given.append(person.id)
        before = person.consent_on
        if before is None or before < on or not stands(before, person.consent_withdrawn_on):
            person.consent_version, person.consent_on, person.consent_withdrawn_on = version, on, None
    return Consented(given=tuple(given), withdrew_since=tuple(left))


def withdraw_consent(session: Session, trainee: str, *, on: date, today: date) -> None:
    """A person withdrew consent on that day.

    Raises UserError: "no-consent" (name), "consent-later" (name, day) for a day before it was given,
    "consent-in-future" (day), "unknown-trainee".
    """
    require(session, Right.EDIT_TRAINEE)
    person = person_of(session, trainee)
    _refuse_future(on, today)
    given = person.consent_on
    if given is None or not stands(given, person.consent_withdrawn_on):
        raise UserError("no-consent", name=person.name)
    if on < given:
        raise UserError("consent-later", name=person.name, day=given)
    person.consent_withdrawn_on = on


def _refuse_future(on: date, today: date) -> None:
    if on > today:
        raise UserError("consent-in-future", day=on)
