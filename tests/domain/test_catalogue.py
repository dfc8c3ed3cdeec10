from __future__ import annotations

from typing import Any

import pytest

from lpk_desktop.domain.attendance import Code
from lpk_desktop.domain.catalogue import (
    Catalogue,
    normalise_unit_code,
    parse_catalogue,
)
from lpk_desktop.errors import UserError


def decree(**changes: Any) -> dict[str, Any]:
    return {
        "citation": "Kepmenaker 98/2018",
        "number": "98",
        "year": 2018,
        "subject": "Pengelasan",
        "superseded_by": [],
        "verified": True,
        "source": "contoh",
    } | changes


def unit(**changes: Any) -> dict[str, Any]:
    return {
        "code": "C.24LAS01.001.1",
        "title": "Melaksanakan Persiapan Tempat Kerja",
        "decree": "Kepmenaker 98/2018",
        "verified": True,
        "source": "contoh",
    } | changes


def programme(**changes: Any) -> dict[str, Any]:
    return {
        "code": "LAS",
        "version": "1",
        "title": "Pengelasan",
        "name": "Las SMAW 3G",
        "short": "Las SMAW",
        "field": "Teknik Las",
        "jp": 32,
        "minutes_per_jp": 45,
        "minimum_attendance": 75,
        "counted": ["H", "T", "S"],
        "all_blocks": False,
        "licence": None,
        "verified": True,
        "source": "contoh",
        "blocks": [
            {"unit": "C.24LAS01.001.1", "jp": 4, "core": True},
            {"title": "Materi umum", "jp": 28, "core": False},
        ],
    } | changes


def parse(
    *, d: dict[str, Any] | None = None, u: dict[str, Any] | None = None, p: dict[str, Any] | None = None
) -> Catalogue:
    return parse_catalogue(
        decrees=[decree(**(d or {}))], units=[unit(**(u or {}))], programmes=[programme(**(p or {}))]
    )


def test_a_programme_knows_its_units_and_what_it_takes_to_pass() -> None:
    las = parse().programmes["LAS"]
    assert [each.code for each in las.units] == ["C.24LAS01.001.1"]
    assert las.attendance.counted == {Code.PRESENT, Code.LATE, Code.SICK}
    assert (las.policy.minimum_attendance, las.policy.all_blocks) == (75, False)


def test_a_block_takes_its_title_from_its_unit_or_has_its_own() -> None:
    blocks = parse().programmes["LAS"].blocks
    assert [(each.title, each.jp, each.core) for each in blocks] == [
        ("Melaksanakan Persiapan Tempat Kerja", 4, True),
        ("Materi umum", 28, False),
    ]


def test_the_edition_of_a_unit_is_the_year_of_its_decree() -> None:
    assert parse().units["C.24LAS01.001.1"].edition == "2018"
    assert parse(u={"decree": None}).units["C.24LAS01.001.1"].edition is None


def test_blanks_copied_from_the_portal_are_tidied() -> None:
    (found,) = parse(
        u={"code": "c.24las01.001.1\u00a0", "title": "Melaksanakan\u00a0 Persiapan "}
    ).units.values()
    assert (found.code, found.title) == ("C.24LAS01.001.1", "Melaksanakan Persiapan")


def test_training_hours_that_nobody_knows_stay_unknown() -> None:
    las = parse(p={"jp": None, "blocks": [{"title": "Materi", "jp": None, "core": True}], "verified": False})
    assert (las.programmes["LAS"].jp, las.programmes["LAS"].blocks[0].jp) == (None, None)


def test_a_unit_code_of_no_known_shape_is_kept() -> None:
    odd = parse(u={"code": "LOG.OO09.002.00"}, p={"blocks": [{"unit": "LOG.OO09.002.00", "core": True}]})
    assert odd.programmes["LAS"].units[0].code == "LOG.OO09.002.00"


def test_a_licence_keeps_its_classes() -> None:
    classes = [{"name": "II", "covers": "sampai 15 ton", "minimum_age": 19, "education": "SMP"}]
    found = parse(p={"licence": {"kind": "SIO", "basis": None, "classes": classes}}).programmes["LAS"].licence
    assert found is not None
    assert (found.kind, found.classes[0].minimum_age, found.classes[0].education) == ("SIO", 19, "SMP")


@pytest.mark.parametrize(
    ("where", "problem", "changes"),
    [
        ("decrees[0].year", "wrong-type", {"d": {"year": "2018"}}),
        ("decrees[0].year", "wrong-type", {"d": {"year": True}}),
        ("decrees[0].superseded_by", "unknown-decree", {"d": {"superseded_by": ["Kepmenaker 1/2099"]}}),
        ("decrees[0].superseded_by", "wrong-type", {"d": {"superseded_by": [121]}}),
        ("units[0].title", "missing", {"u": {"title": ""}}),
        ("units[0].decree", "unknown-decree", {"u": {"decree": "Kepmenaker 1/2099"}}),
        ("programmes[0].name", "missing", {"p": {"name": None}}),
        ("programmes[0].jp", "not-positive", {"p": {"jp": 0}}),
        ("programmes[0].jp", "jp-exceeds-total", {"p": {"jp": 31}}),
        ("programmes[0].minutes_per_jp", "missing", {"p": {"minutes_per_jp": None}}),
        ("programmes[0].minimum_attendance", "not-a-percentage", {"p": {"minimum_attendance": 101}}),
        ("programmes[0].counted", "unknown-code", {"p": {"counted": ["H", "X"]}}),
        ("programmes[0].blocks", "no-blocks", {"p": {"blocks": []}}),
        ("programmes[0].blocks", "wrong-type", {"p": {"blocks": ["C.24LAS01.001.1"]}}),
        ("programmes[0].blocks[0].unit", "unknown-unit", {"p": {"blocks": [{"unit": "X", "core": True}]}}),
        ("programmes[0].blocks[0].title", "missing", {"p": {"blocks": [{"core": True}]}}),
        ("programmes[0].verified", "verified-from-unverified", {"u": {"verified": False}}),
    ],
)
def test_a_flaw_is_told_with_its_place(where: str, problem: str, changes: dict[str, Any]) -> None:
    with pytest.raises(UserError) as refused:
        parse(**changes)
    assert refused.value.code == "catalogue-invalid"
    assert refused.value.facts == {"where": where, "problem": problem}


def test_a_unit_stands_in_a_programme_only_once() -> None:
    block = {"unit": "C.24LAS01.001.1", "jp": 4, "core": True}
    with pytest.raises(UserError, match="duplicate"):
        parse(p={"blocks": [block, block]})


def test_a_code_stands_in_a_list_only_once() -> None:
    with pytest.raises(UserError) as refused:
        parse_catalogue(decrees=[decree()], units=[unit(), unit()], programmes=[])
    assert refused.value.facts == {"where": "units[1]", "problem": "duplicate"}


def test_an_entry_that_is_no_object_is_told() -> None:
    with pytest.raises(UserError) as refused:
        parse_catalogue(decrees=["Kepmenaker 98/2018"], units=[], programmes=[])  # type: ignore[list-item]
    assert refused.value.facts == {"where": "decrees[0]", "problem": "wrong-type"}


def test_a_programme_without_units_cannot_call_itself_verified() -> None:
    with pytest.raises(UserError, match="verified-from-unverified"):
        parse(p={"blocks": [{"title": "Materi", "core": True}]})


def test_a_code_is_tidied_but_its_letters_o_stay() -> None:
    assert normalise_unit_code(" log.oo09. 002.00.\u00a0") == "LOG.OO09.002.00"
