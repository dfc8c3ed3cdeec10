from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpk_desktop.domain.formatting import (
    Width,
    clock,
    date_full,
    date_long,
    date_range,
    date_short,
    echo,
    month_name,
    number,
    percent,
    rupiah,
    time_range,
    week_label,
    week_name,
    weekday_name,
)
from lpk_desktop.domain.zones import Zone

TUESDAY = date(2026, 6, 9)
languages = st.sampled_from(["id", "en"])
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))


def test_a_date_in_full_short_and_long() -> None:
    assert date_full(TUESDAY) == "Selasa, 9 Juni 2026"
    assert date_long(TUESDAY) == "9 Juni 2026"
    assert date_short(TUESDAY) == "9 Jun"
    assert date_short(TUESDAY, year=True) == "9 Jun 2026"


def test_a_date_in_english() -> None:
    assert date_full(TUESDAY, language="en") == "Tuesday, 9 June 2026"


def test_an_unknown_language_means_indonesian() -> None:
    assert date_long(TUESDAY, language="fr") == "9 Juni 2026"


@given(days, languages)
def test_a_long_date_can_be_read_back(day: date, language: str) -> None:
    months = [month_name(month, language=language) for month in range(1, 13)]
    number_, month, year = date_long(day, language=language).split()
    assert date(int(year), months.index(month) + 1, int(number_)) == day


@pytest.mark.parametrize("width", Width)
@pytest.mark.parametrize("language", ["id", "en"])
def test_names_of_months_and_weekdays_are_all_there_and_differ(language: str, width: Width) -> None:
    assert len({month_name(month, language=language, width=width) for month in range(1, 13)}) == 12
    assert len({weekday_name(weekday, language=language, width=width) for weekday in range(7)}) == 7


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 5, 18), date(2026, 7, 2), "18 Mei – 2 Jul 2026"),
        (date(2026, 5, 18), date(2026, 5, 22), "18–22 Mei 2026"),
        (date(2026, 12, 28), date(2027, 1, 3), "28 Des 2026 – 3 Jan 2027"),
        (TUESDAY, TUESDAY, "9 Jun 2026"),
    ],
)
def test_a_range_says_what_both_ends_share_once(first: date, last: date, expected: str) -> None:
    assert date_range(first, last) == expected


def test_a_range_of_one_month_and_another_year_is_no_range_of_days() -> None:
    assert date_range(date(2026, 5, 18), date(2027, 5, 18)) == "18 Mei 2026 – 18 Mei 2027"


def test_a_range_for_paper_writes_the_month_in_full() -> None:
    assert date_range(date(2026, 6, 8), date(2026, 6, 12), width=Width.LONG) == "8–12 Juni 2026"


def test_the_band_over_a_week() -> None:
    assert week_label(1, date(2026, 5, 18), date(2026, 5, 22)) == "Minggu 1 · 18–22 Mei"
    assert week_label(1, date(2026, 5, 18), date(2026, 5, 22), language="en") == "Week 1 · 18–22 May"
    assert week_name(5, width=Width.SHORT) == "Mg 5"


def test_a_time_with_and_without_its_zone() -> None:
    assert clock(time(8, 24)) == "08.24"
    assert clock(time(8, 24), Zone.WIB) == "08.24 WIB"
    assert clock(time(8, 24), language="en") == "08:24"
    assert time_range(time(8), time(15, 30), Zone.WIB) == "08.00–15.30 WIB"


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (2664, 0, "2.664"),
        (Decimal("0.8"), 1, "0,8"),
        (0.8, 1, "0,8"),
        (Fraction(5, 2), 0, "3"),
        (-1234567, 0, "−1.234.567"),
        (Fraction(-1, 4), 0, "0"),
        (Fraction(201, 100), 2, "2,01"),
    ],
)
def test_a_number_as_written_here(
    value: int | Fraction | Decimal | float, decimals: int, expected: str
) -> None:
    assert number(value, decimals=decimals) == expected


@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=3),
    st.integers(min_value=0, max_value=3),
    languages,
)
def test_a_number_can_be_read_back_to_its_last_place(value: Decimal, decimals: int, language: str) -> None:
    group, point = (",", ".") if language == "en" else (".", ",")
    text = number(value, decimals=decimals, language=language)
    back = Decimal(text.replace("−", "-").replace(group, "").replace(point, "."))
    assert abs(back - value) <= Decimal(5).scaleb(-decimals - 1)
    assert re.fullmatch(rf"−?\d{{1,3}}(\{group}\d{{3}})*(\{point}\d{{{decimals}}})?", text)


def test_a_share_in_percent() -> None:
    assert percent(Fraction(56, 87)) == "64%"
    assert percent(Fraction(10, 13)) == "77%"


def test_a_share_under_the_minimum_is_never_shown_at_it() -> None:
    assert percent(Fraction(797, 1000)) == "80%"
    assert percent(Fraction(797, 1000), minimum=80) == "79,7%"
    assert percent(Fraction(79999, 100000), minimum=80) == "79,9%"
    assert percent(Fraction(4, 5), minimum=80) == "80%"


@given(st.fractions(min_value=0, max_value=1), st.integers(min_value=0, max_value=100))
def test_what_is_shown_agrees_with_the_rule(share: Fraction, minimum: int) -> None:
    shown = Decimal(percent(share, minimum=minimum, language="en").rstrip("%"))
    assert (shown >= minimum) == (share * 100 >= minimum)


def test_money() -> None:
    assert rupiah(225_055_000) == "Rp225.055.000"
    assert rupiah(-5000) == "−Rp5.000"
    assert rupiah(225_055_000, language="en") == "Rp225,055,000"


def test_what_is_repeated_in_a_message_holds_no_long_number_and_has_an_end() -> None:
    assert echo("NIK 9902121708940031 salah") == "NIK … salah"
    assert len(echo("x" * 500)) == 60
