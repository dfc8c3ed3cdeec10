from __future__ import annotations

import re

import pytest

from lpk_desktop.domain.catalogue import Catalogue
from lpk_desktop.services.catalogue import bundled_catalogue


@pytest.fixture
def catalogue() -> Catalogue:
    return bundled_catalogue()


def test_the_programmes_of_the_field_are_there(catalogue: Catalogue) -> None:
    assert list(catalogue.programmes) == ["LAS", "HP", "MOTOR", "KOM", "FKL", "CRN", "K3L", "BAR"]


def test_welding_rests_on_its_decree_and_tells_the_successor(catalogue: Catalogue) -> None:
    decrees = {unit.decree for unit in catalogue.programmes["LAS"].units}
    assert {(each.citation, each.superseded_by) for each in decrees if each} == {
        ("Kepmenaker 98/2018", ("Kepmenaker 121/2025",))
    }
    assert all(unit.verified for unit in catalogue.programmes["LAS"].units)


def test_phone_repair_adds_up_to_its_260_training_hours(catalogue: Catalogue) -> None:
    phone = catalogue.programmes["HP"]
    jp = [block.jp or 0 for block in phone.blocks]
    assert (sum(jp), sum(jp[:-1]), phone.jp) == (260, 232, 260)


def test_what_one_unofficial_source_shows_is_flagged(catalogue: Catalogue) -> None:
    flagged = {unit.code[:9] for unit in catalogue.units.values() if not unit.verified}
    assert flagged == {"S.951200.", "J.63OPR00", "M.71KKK02"}


@pytest.mark.parametrize("code", ["FKL", "CRN"])
def test_lifting_has_no_unit_codes_and_needs_a_licence(catalogue: Catalogue, code: str) -> None:
    programme = catalogue.programmes[code]
    assert programme.units == ()
    assert programme.licence is not None
    assert programme.licence.kind == "SIO"


def test_training_hours_of_units_are_given_only_where_a_source_gives_them(catalogue: Catalogue) -> None:
    known = {
        (programme.code, block.unit.code)
        for programme in catalogue.programmes.values()
        for block in programme.blocks
        if block.unit and block.jp is not None and programme.code != "HP"
    }
    assert known == {("LAS", "C.24LAS01.001.1")}


def test_every_entry_says_where_it_comes_from(catalogue: Catalogue) -> None:
    sources = [
        *(decree.source for decree in catalogue.decrees.values()),
        *(unit.source for unit in catalogue.units.values()),
        *(programme.source for programme in catalogue.programmes.values()),
    ]
    assert all(len(source) > 10 for source in sources)


SHAPES = (
    r"[A-Z]\.\d{2}[A-Z]{3}\d{2}\.\d{3}\.\d",
    r"[A-Z]\.\d{5,6}\.\d{3}\.\d{2}",
    r"[A-Z]{3}\.[A-Z]{2}\d{2}\.\d{3}\.\d{2}",
)
"""Unit codes from about 2016, from 2012 to 2015, and before (domain.md section 3.2)."""


def test_every_code_has_a_known_shape_and_no_twin(catalogue: Catalogue) -> None:
    assert all(any(re.fullmatch(shape, code, re.ASCII) for shape in SHAPES) for code in catalogue.units)
    spellings = {re.sub(r"[\W_]+", "", code).replace("O", "0") for code in catalogue.units}
    assert len(spellings) == len(catalogue.units)


def test_each_programme_asks_for_80_percent_of_45_minute_hours(catalogue: Catalogue) -> None:
    assert {(each.attendance.minimum, each.minutes_per_jp) for each in catalogue.programmes.values()} == {
        (80, 45)
    }
