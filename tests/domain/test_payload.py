from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpk_desktop.domain import packing
from lpk_desktop.domain.certificates import CertificateContent, SignedUnit, UnitLine, signed_content
from lpk_desktop.domain.competency import Result
from lpk_desktop.domain.payload import (
    PayloadError,
    assemble,
    decode,
    from_text,
    link_host,
    to_text,
    unsigned,
)
from tests.papers import (
    BASE,
    DEVICE_KEY,
    FORKLIFT,
    LONGEST_25,
    WELDING,
    confirmation,
    content,
    signed,
    unit,
)

LONG_NAME = "Muhammad Abdurrahman Wahyu Kusumaningrat Ar-Rasyid Al-Banjar"

words = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=24)
codes = (
    st.none() | st.from_regex(r"[A-Z]\.[0-9]{2}[A-Z]{3}[0-9]{2}\.0[0-4][0-9]\.[12]", fullmatch=True) | words
)
units = st.builds(UnitLine, title=words, jp=st.integers(0, 999), result=st.sampled_from(Result), code=codes)
days = st.dates(date(1990, 1, 1), date(2200, 1, 1))
contents = st.builds(
    content,
    name=words,
    number=words,
    programme=words,
    centre_name=words,
    result=words,
    jp=st.integers(0, 5000),
    minutes_per_jp=st.integers(0, 120),
    starts=days,
    ends=days,
    issued_on=days,
    units=st.lists(units, max_size=5).map(tuple),
    sample=st.booleans(),
)
confirmations = st.none() | st.builds(
    confirmation,
    centre=words | st.uuids().map(lambda each: each.hex),
    centre_name=words,
    device=st.integers(0, 10**6),
)


@given(paper=contents, given_=confirmations, base=st.sampled_from([None, BASE, "http://10.0.0.7:8080/lpk/"]))
def test_a_qr_says_what_was_signed(paper: CertificateContent, given_: object, base: str | None) -> None:
    text = signed(paper, given=given_, base=base)  # type: ignore[arg-type]
    found = decode(from_text(text))
    expected = signed_content(paper)
    assert replace(found.content, units=()) == replace(expected, units=())
    # Where room is short, titles of subjects without a code are left out.
    for got, unit_ in zip(found.content.units, expected.units, strict=True):
        assert got in (unit_, replace(unit_, title=None))
    assert found.device_key == DEVICE_KEY
    assert found.confirmation == given_


def test_a_confirmed_certificate_is_a_link_of_digits() -> None:
    text = signed(content(), given=confirmation(), base=BASE + "/")
    assert re.fullmatch(r"https://pusat\.example/c/\d+", text)
    assert link_host(text) == "pusat.example"


def test_without_a_central_the_same_payload_stands_as_text() -> None:
    text = signed(content())
    assert re.fullmatch(r"LPK1:\d+", text)
    assert link_host(text) is None
    assert from_text(to_text(from_text(text), base=BASE)) == from_text(text)


@pytest.mark.parametrize(
    ("paper", "most"),
    [
        (content(), 285),
        (content(name=LONG_NAME, units=LONGEST_25), 330),
        (content(units=tuple(unit(f"G.45TSM01.{n:03}.2", "x") for n in range(18, 43))), 275),
        (content(units=FORKLIFT * 12), 400),
    ],
    ids=["usual", "long name and 25 units", "25 units that run on", "36 subjects without a code"],
)
def test_a_payload_is_small_enough_for_23_millimetres(paper: CertificateContent, most: int) -> None:
    assert len(from_text(signed(paper, given=confirmation(), base=BASE))) <= most


def test_titles_of_subjects_without_a_code_stay_while_there_is_room() -> None:
    few = decode(from_text(signed(content(units=FORKLIFT)))).content
    subjects = tuple(unit(None, sha256(bytes([n])).hexdigest()) for n in range(12))
    many = decode(from_text(signed(content(units=subjects)))).content
    assert [each.title for each in few.units] == [each.title for each in FORKLIFT]
    assert many.units == (SignedUnit(code=None, title=None, result=Result.COMPETENT),) * 12


@pytest.mark.parametrize("secret", ["1994", "Hesti", "Bambang", "LAS-4-01", "Melaksanakan"])
def test_a_qr_leaves_out_what_a_stranger_need_not_know(secret: str) -> None:
    payload = from_text(signed(content(units=WELDING), given=confirmation(), base=BASE))
    assert secret.encode() not in payload
    assert secret not in str(decode(payload).content)


def test_line_breaks_and_blanks_in_a_pasted_text_do_not_matter() -> None:
    text = signed(content())
    pasted = "\n ".join(text[at : at + 40] for at in range(0, len(text), 40))
    assert from_text(f"  {pasted}\n") == from_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "LPK1:",
        "LPK1:12a4",
        "LPK1:0123",
        "LPK2:123",
        "7K4M-Q9TD",
        "https://pusat.example/",
        "https://pusat.example/c/",
        "https://pusat.example/x/123",
        "ftp://pusat.example/c/123",
        "LPK1:" + "9" * 5000,
        "LPK1:٣٤٥",
    ],
)
def test_a_text_without_a_payload_is_refused(text: str) -> None:
    with pytest.raises(PayloadError):
        from_text(text)


@given(st.binary(max_size=600))
def test_any_bytes_are_either_a_payload_or_refused(data: bytes) -> None:
    try:
        decode(b"\x01" + data)
    except PayloadError:
        return
    assert len(data) > 100


@given(cut=st.integers(1, 270))
def test_a_payload_cut_short_is_refused(cut: int) -> None:
    payload = from_text(signed(content(), given=confirmation(), base=BASE))
    with pytest.raises(PayloadError):
        decode(payload[:-cut])


def test_a_crafted_code_cannot_fill_the_memory() -> None:
    bomb = packing.squeeze(bytes(10_000_000))
    head = unsigned(content(units=()), device_key=DEVICE_KEY, confirmation=None)[:44]
    with pytest.raises(PayloadError):
        decode(assemble(head + bomb, bytes(64)))


def test_a_payload_of_another_version_is_refused() -> None:
    payload = from_text(signed(content()))
    with pytest.raises(PayloadError, match="version"):
        decode(b"\x02" + payload[1:])


def test_codes_issued_today_are_read_by_every_later_version() -> None:
    assert sha256(packing.DICTIONARY).hexdigest()[:16] == "8099c11848cf368e"
    assert decode(from_text(GOLDEN)).content == signed_content(content())


GOLDEN = (
    "https://pusat.example/c/2879672080737136331059612009952036678839282977397781048499592673398342046704"
    "0397223037687967324479400261620849901320071194092389429759964127027523910188724307245984144330473804"
    "7130721028279221943251428741504224289226328156378940757855203958519230780833828395773082553203070723"
    "0008665753597816868922752276422055803408223706810378982103110962575224403307148500047181697170416625"
    "8686150074430438602980022444145620804645569309232438112242028508807113442612153690573908306277489746"
    "7257074356727341781648643955283346377826841613888713106078367261713215709627942444433820068882110294"
    "7398898443642477361038006917472406347304169163320742055767999058022605907798000384"
)
