"""Consent: which text, since when, and until when; nothing is guessed, and no paper undoes a withdrawal."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest
from sqlalchemy import select

from lpk_desktop.errors import UserError
from lpk_desktop.language import RESOURCES
from lpk_desktop.messages.privacy import consent_words
from lpk_desktop.services import enrolments, trainees
from lpk_desktop.services.consent import (
    CURRENT,
    Consented,
    consent_text,
    record_consent,
    signers,
    withdraw_consent,
)
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import Enrolment
from tests.factory import take_back

MAY, JUNE, TODAY = date(2026, 5, 18), date(2026, 6, 9), date(2026, 7, 6)
SIGNED = {"1": "2fbaaa9d3107c13be14195b36d54a975ae56a05ae6493a8a19f47052e1d3f900"}
"""Digests of the texts: what people signed never changes; other words are another version."""


@pytest.fixture
def people(store: Store, cohort: str) -> list[str]:
    with store.read() as session:
        return [each.trainee for each in signers(session, cohort=cohort)]


def give(store: Store, people: list[str], on: date) -> Consented:
    with store.write("Persetujuan") as session:
        return record_consent(session, people, on=on, today=TODAY)


def withdraw(store: Store, person: str, on: date) -> None:
    with store.write("Penarikan") as session:
        withdraw_consent(session, person, on=on, today=TODAY)


def known(store: Store, person: str) -> tuple[str | None, date | None, date | None]:
    with store.read() as session:
        card = trainees.card(session, person)
    return card.consent_version, card.consent_on, card.consent_withdrawn_on


def test_a_text_that_people_signed_never_changes() -> None:
    files = {file.stem: file.read_bytes() for file in (RESOURCES / "consent").glob("*.json")}
    assert {name: hashlib.sha256(text).hexdigest() for name, text in files.items()} == SIGNED
    assert CURRENT in SIGNED


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_text_names_the_centre_and_says_as_much_in_both_languages(language: str) -> None:
    text = consent_text("LPK Serayu", language=language)
    assert text.paragraphs[0].startswith("LPK Serayu ")
    assert len(text.paragraphs) == 5


def test_nobody_consents_until_somebody_says_so(store: Store, people: list[str]) -> None:
    assert known(store, people[0]) == (None, None, None)
    assert consent_words(None, None, None) == "belum ada"


def test_one_paper_that_a_class_signed_is_one_act(store: Store, people: list[str]) -> None:
    assert give(store, people, MAY).given == tuple(people)
    assert {known(store, each) for each in people} == {(CURRENT, MAY, None)}
    take_back(store)
    assert {known(store, each) for each in people} == {(None, None, None)}


def test_withdrawing_keeps_what_was_given_and_since_when_not(store: Store, people: list[str]) -> None:
    give(store, people[:1], MAY)
    withdraw(store, people[0], JUNE)
    assert known(store, people[0]) == (CURRENT, MAY, JUNE)
    assert consent_words(CURRENT, MAY, JUNE) == "ditarik 9 Jun 2026, diberikan 18 Mei 2026"


def test_an_older_paper_does_not_undo_a_withdrawal_a_newer_one_does(store: Store, people: list[str]) -> None:
    give(store, people[:1], MAY)
    withdraw(store, people[0], JUNE)
    assert give(store, people, JUNE).withdrew_since == ("Peserta 01",)
    assert known(store, people[0]) == (CURRENT, MAY, JUNE)
    give(store, people[:1], TODAY)
    assert known(store, people[0]) == (CURRENT, TODAY, None)


def test_an_older_paper_does_not_put_consent_back(store: Store, people: list[str]) -> None:
    give(store, people[:1], JUNE)
    give(store, people, MAY)
    assert [known(store, each)[1] for each in people[:2]] == [JUNE, MAY]


def test_who_left_the_class_is_not_on_its_paper(store: Store, cohort: str, people: list[str]) -> None:
    with store.write("Keluar") as session:
        place = session.scalars(select(Enrolment.id).where(Enrolment.trainee_id == people[0])).one()
        enrolments.withdraw(session, [place])
    with store.read() as session:
        assert [each.trainee for each in signers(session, cohort=cohort)] == people[1:]


def test_days_that_cannot_be_are_refused(store: Store, people: list[str]) -> None:
    with pytest.raises(UserError, match="consent-in-future"):
        give(store, people, date(2026, 7, 7))
    with pytest.raises(UserError, match="no-consent"):
        withdraw(store, people[0], JUNE)
    give(store, people, JUNE)
    with pytest.raises(UserError, match="consent-later"):
        withdraw(store, people[0], MAY)


def test_a_version_that_was_never_printed_is_refused(store: Store, people: list[str]) -> None:
    with store.write("Persetujuan") as session, pytest.raises(UserError, match="no-such-consent"):
        record_consent(session, people, on=MAY, today=TODAY, version="../1")
