from __future__ import annotations

import json
from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpk_desktop.domain.certificates import (
    CODE_LETTERS,
    CertificateContent,
    ContentProblem,
    UnknownContentError,
    canonical,
    digest,
    from_json,
    normalise_code,
    problems,
    signed_content,
    to_json,
    verification_code,
)
from tests.papers import FORKLIFT, WELDING, content, unit


def test_a_content_comes_back_from_its_json() -> None:
    assert from_json(json.loads(json.dumps(to_json(content())))) == content()


def test_a_bare_content_comes_back_too() -> None:
    bare = content(units=FORKLIFT, decrees=(), born=None, birth_place=None, rate=None, assessor=None)
    assert from_json(to_json(bare)) == bare


def test_fields_at_their_default_stay_out_so_that_new_fields_change_no_old_digest() -> None:
    assert not {"logo", "photo", "sample"} & to_json(content()).keys()


def test_the_digest_of_an_issued_certificate_never_changes() -> None:
    assert digest(content()).hex() == "257b874a7a0d1328ccd1"


def test_a_content_of_a_newer_version_is_not_read_as_if_it_were_known() -> None:
    with pytest.raises(UnknownContentError, match="hologram"):
        from_json(to_json(content()) | {"hologram": "x"})


@pytest.mark.parametrize("field", [each.name for each in fields(CertificateContent)])
def test_every_field_on_the_paper_is_bound_by_the_digest(field: str) -> None:
    value = getattr(content(), field)
    changed: object = {
        str: f"{value}x",
        int: (value or 0) + 1 if isinstance(value, int) else 1,
        bool: True,
        date: date(2001, 2, 3),
        tuple: value[:-1] if isinstance(value, tuple) else (),
        type(None): "x",
    }[type(value)]
    assert digest(content(**{field: changed})) != digest(content())


def test_nothing_on_paper_could_hold_a_nik_or_kpj() -> None:
    names = {each.name for each in fields(CertificateContent)}
    assert not {name for name in names if "nik" in name.split("_") or "kpj" in name.split("_")}


def test_a_code_for_people_has_eight_letters_that_are_not_mistaken() -> None:
    code = verification_code(digest(content()))
    assert len(code) == 9
    assert code[4] == "-"
    assert set(code.replace("-", "")) <= set(CODE_LETTERS)
    assert not set("ILOU") & set(CODE_LETTERS)


@given(st.binary(min_size=10, max_size=10), st.sampled_from(["{}", " {} ", "{}\n"]))
def test_a_code_is_found_however_it_is_typed(given_digest: bytes, around: str) -> None:
    code = verification_code(given_digest)
    sloppy = around.format(code.lower().replace("-", " ").replace("0", "o").replace("1", "l"))
    assert normalise_code(sloppy) == code


@pytest.mark.parametrize("text", ["", "7K4M", "7K4M-Q9TDX", "7K4M-Q9T!", "LPK1:123456"])
def test_what_is_no_code_is_none(text: str) -> None:
    assert normalise_code(text) is None


def test_a_good_content_has_no_problems() -> None:
    assert problems(content()) == ()


@pytest.mark.parametrize(
    ("changes", "problem", "field"),
    [
        ({"name": " "}, ContentProblem.EMPTY, "name"),
        ({"programme": ""}, ContentProblem.EMPTY, "programme"),
        ({"units": ()}, ContentProblem.EMPTY, "units"),
        ({"name": "a" * 121}, ContentProblem.TOO_LONG, "name"),
        ({"name": "Agus\tPriyanto"}, ContentProblem.UNPRINTABLE, "name"),
        ({"trainee_number": "9901010101990001"}, ContentProblem.PRIVATE, "trainee_number"),
        ({"name": "Agus 00.0101.010199.0001"}, ContentProblem.PRIVATE, "name"),
        ({"trainee_number": "00123456789"}, ContentProblem.PRIVATE, "trainee_number"),
        ({"units": (unit("C.1", "Judul " * 60),)}, ContentProblem.TOO_LONG, "units"),
        ({"units": WELDING * 13}, ContentProblem.TOO_MANY_UNITS, "units"),
        ({"ends": date(2026, 1, 1)}, ContentProblem.DATES, "ends"),
    ],
)
def test_a_content_that_must_not_be_issued_says_why(
    changes: dict[str, object], problem: ContentProblem, field: str
) -> None:
    assert (problem, field) in problems(content(**changes))


def test_a_place_and_a_signatory_may_be_left_to_be_written_by_hand() -> None:
    assert problems(content(place="", signatory="")) == ()


def test_a_licence_number_with_eleven_digits_is_no_kpj() -> None:
    assert problems(content(licence="Izin No. 12345678901")) == ()


def test_the_code_in_the_qr_is_the_code_on_the_paper() -> None:
    assert signed_content(content()).code == verification_code(digest(content()))


def test_names_are_canonical_as_they_are_written() -> None:
    assert "Nur'aini Ömer".encode() in canonical(content(name="Nur'aini Ömer"))
