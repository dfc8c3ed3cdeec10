from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lpk_desktop.domain.numbering import (
    Flaw,
    NumberFacts,
    Reset,
    counter_scope,
    device_letter,
    flaws,
    parse,
    position_of,
    render,
    roman,
)
from lpk_desktop.errors import UserError

JULY = date(2026, 7, 6)
OTHERS = ("series", "centre", "course", "cohort", "roman", "month", "year", "device")


def facts(serial: int = 147, **changes: object) -> NumberFacts:
    usual = {"series": "ST-LAS", "centre": "LPK.01", "course": "LAS", "cohort": "4", "day": JULY}
    return NumberFacts(serial=serial, **(usual | changes))  # type: ignore[arg-type]


def number(template: str, serial: int = 147, **changes: object) -> str:
    return render(parse(template), facts(serial, **changes))


@pytest.mark.parametrize(
    ("template", "position", "expected"),
    [
        ("{serial:04}/{series}/{roman}/{year}", 0, "0147/ST-LAS/VII/2026"),
        ("{serial:04}/{series}/{roman}/{year}", 1, "0147B/ST-LAS/VII/2026"),
        ("CERT-{year}-{serial:04}", 0, "CERT-2026-0147"),
        ("CERT-{year}-{serial:04}", 2, "CERT-2026-0147C"),
        ("{centre}/{year}/{device}-{serial:04}", 0, "LPK.01/2026/A-0147"),
        ("{centre}/{year}/{device}-{serial:04}", 1, "LPK.01/2026/B-0147"),
        ("{nomor:4}/{seri}/{romawi}/{tahun}", 0, "0147/ST-LAS/VII/2026"),
        ("{ NOMOR }/{Program}-{angkatan}/{bulan}", 0, "147/LAS-4/07"),
    ],
)
def test_a_template_becomes_a_number(template: str, position: int, expected: str) -> None:
    assert number(template, position=position) == expected


def test_a_serial_longer_than_its_width_stays_whole() -> None:
    assert number("{serial:02}/{year}", 12345) == "12345/2026"


@pytest.mark.parametrize(
    ("template", "flaw"),
    [
        ("", Flaw.EMPTY),
        ("   ", Flaw.EMPTY),
        ("ST/{year}", Flaw.NO_SERIAL),
        ("{serial}/{serial}", Flaw.TWICE),
        ("{serial}/{device}/{device}", Flaw.TWICE),
        ("{serial}/{tanggal}", Flaw.UNKNOWN_TOKEN),
        ("{serial:04/{year}", Flaw.BRACES),
        ("{serial}/{year:2}", Flaw.WIDTH),
        ("{serial}{course}", Flaw.NOT_SET_OFF),
        ("{cohort}X{serial}", Flaw.NOT_SET_OFF),
        ("{serial}{year}{course}", Flaw.NOT_SET_OFF),
        ("{device}{roman}/{serial}", Flaw.NOT_SET_OFF),
        ("{serial}\n{year}", Flaw.CHARACTER),
        ("{serial}" + "-" * 60, Flaw.TOO_LONG),
    ],
)
def test_a_template_that_cannot_be_used_says_why(template: str, flaw: Flaw) -> None:
    assert flaw in [each.flaw for each in flaws(template)]
    with pytest.raises(UserError) as caught:
        parse(template)
    assert caught.value.code == flaws(template)[0].flaw


def test_every_flaw_is_named_at_once() -> None:
    found = {each.flaw for each in flaws("{foo}/{year:2}")}
    assert found == {Flaw.UNKNOWN_TOKEN, Flaw.WIDTH, Flaw.NO_SERIAL}


def test_a_series_starts_again_each_year_only_where_the_year_is_in_the_number() -> None:
    assert parse("{serial}/{year}").reset is Reset.YEARLY
    assert parse("{serial}/{series}").reset is Reset.NEVER


def test_a_counter_belongs_to_a_series_a_device_and_a_year() -> None:
    assert counter_scope(parse("{serial}/{year}"), facts(position=1)) == ("ST-LAS", "B", 2026)
    assert counter_scope(parse("{serial}/{series}"), facts()) == ("ST-LAS", "A", None)


def test_device_letters_leave_out_those_that_read_as_digits() -> None:
    letters = [device_letter(position) for position in range(26)]
    assert letters[:3] == ["A", "B", "C"]
    assert letters[23:] == ["Z", "AA", "AB"]
    assert not {"I", "O"} & set(letters)


def test_a_centre_that_pairs_its_only_desktop_keeps_its_numbers() -> None:
    assert [position_of(device) for device in (0, 1, 2, 3)] == [0, 0, 1, 2]


def test_a_part_without_a_code_is_asked_for() -> None:
    with pytest.raises(UserError) as caught:
        number("{serial}/{course}", course="")
    assert (caught.value.code, caught.value.facts) == ("number-part-missing", {"part": "course"})


def test_serials_begin_at_one() -> None:
    with pytest.raises(ValueError, match="serial 0"):
        number("{serial}", 0)


def test_months_are_written_in_roman_digits() -> None:
    assert [roman(month) for month in (1, 4, 7, 9, 12)] == ["I", "IV", "VII", "IX", "XII"]
    with pytest.raises(ValueError, match="no month 13"):
        roman(13)


codes = st.text("ABCDST0123456789", min_size=1, max_size=6)


@st.composite
def templates(draw: st.DrawFn) -> str:
    """Templates with one serial, some of them with tokens that touch."""
    tokens = draw(st.lists(st.sampled_from(OTHERS), unique=True, max_size=5))
    tokens.insert(draw(st.integers(0, len(tokens))), draw(st.sampled_from(["serial", "serial:04"])))
    signs = draw(st.lists(st.sampled_from(["/", "-", "/ST-", "", "X", "7"]), min_size=6, max_size=6))
    return "".join(f"{{{token}}}{sign}" for token, sign in zip(tokens, signs, strict=False))


issues = st.fixed_dictionaries(
    {
        "serial": st.integers(1, 30) | st.integers(1, 99999),
        "position": st.integers(0, 30),
        "day": st.dates(date(2026, 1, 1), date(2029, 12, 31)),
        "cohort": codes,
        "course": codes,
    }
)


@given(template=templates(), first=issues, second=issues)
def test_no_two_devices_serials_or_years_ever_share_a_number(
    template: str, first: dict[str, object], second: dict[str, object]
) -> None:
    assume(not flaws(template))
    parsed = parse(template)
    one, other = facts(**first), facts(**second)  # type: ignore[arg-type]
    scopes = [(counter_scope(parsed, each), each.serial) for each in (one, other)]
    assume(scopes[0] != scopes[1])
    assert render(parsed, one) != render(parsed, other)
