"""Everything about one person for that person: whole, nobody else's, and on record."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import select

from lpk_desktop.domain.privacy import Way
from lpk_desktop.domain.roles import Role
from lpk_desktop.errors import UserError
from lpk_desktop.services import trainees
from lpk_desktop.services.centre import add_person
from lpk_desktop.services.own_data import as_json, take_own_data
from lpk_desktop.services.privacy import accesses, record
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import Assessment, Certificate, Enrolment, Mark, Trainee
from lpk_desktop.storage.tables.base import STAMP_COLUMNS
from tests.certified import complete, issue
from tests.factory import ADMIN, LATER

SAID_OTHERWISE = {"trainee_id", "cohort_id", "enrolment_id", "session_id", "block_id"}
"""Ids of what the record stands under, which has its own words."""


@pytest.fixture
def person(store: Store, cohort: str) -> str:
    """The first of the class, with marks, results and a certificate."""
    complete(store, cohort)
    issue(store, cohort)
    with store.read() as session:
        return session.scalars(select(Trainee.id).order_by(Trainee.name)).first() or ""


def taken(store: Store, person: str) -> dict[str, Any]:
    data, _permit = take_own_data(store, person, where="data.json", at=LATER)
    found: dict[str, Any] = json.loads(as_json(data))
    return found


def fields(table: type[Trainee | Enrolment | Mark | Assessment | Certificate]) -> set[str]:
    return {column.key for column in table.__table__.columns} - STAMP_COLUMNS - SAID_OTHERWISE


def test_no_field_that_is_kept_about_a_person_is_left_out(store: Store, person: str) -> None:
    found = taken(store, person)
    [place] = found["places"]
    assert fields(Trainee) <= found["person"].keys()
    assert fields(Enrolment) <= place.keys()
    assert fields(Mark) <= place["marks"][0].keys()
    assert fields(Assessment) <= place["results"][0].keys()
    assert fields(Certificate) <= place["certificates"][0].keys()


def test_it_is_whole_where_the_screen_masks(store: Store, person: str) -> None:
    found = taken(store, person)
    assert found["person"]["nik"] == "9901010101900001"
    assert [len(found["places"][0][each]) for each in ("marks", "certificates")] == [5, 1]
    assert found["history"]


def test_it_names_nobody_else(store: Store, person: str) -> None:
    with store.read() as session:
        others = list(session.scalars(select(Trainee).where(Trainee.id != person)))
    record(store, Way.PRINT, [person, *(each.id for each in others)], where="Epson", at=LATER)
    text = json.dumps(taken(store, person))
    assert not [each.name for each in others if each.name in text or each.id in text]
    assert "Epson" in text


def test_that_it_leaves_is_on_record_and_stands_in_it(store: Store, person: str) -> None:
    found = taken(store, person)
    with store.read() as session:
        [entry] = accesses(session)
    assert (entry.by, entry.way, entry.detail, len(entry.persons)) == (ADMIN, "own-data", "data.json", 1)
    assert [each["way"] for each in found["access"]] == ["own-data"]


@pytest.mark.parametrize("role", [Role.INSTRUCTOR, Role.VIEWER])
def test_only_whoever_may_see_a_whole_nik_takes_it_out(store: Store, person: str, role: Role) -> None:
    with store.write("Orang") as session:
        member = add_person(session, name="Rudi", role=role)
    store.author, admin = member, store.author
    with pytest.raises(UserError, match="not-allowed"):
        take_own_data(store, person, where="data.pdf", at=LATER)
    store.author = admin
    with store.read() as session:
        assert accesses(session) == []


def test_who_works_here_is_named_in_words(store: Store, person: str) -> None:
    with store.write("Alamat") as session:
        trainees.update_trainee(session, person, {"address": "Jl. Kober 12"})
    assert taken(store, person)["history"][0]["by"] == ADMIN
