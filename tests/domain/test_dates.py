from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpk_desktop.domain.dates import Kind, Order, Written, order_of, parse, read_date, resolve

TODAY = date(2026, 11, 2)
NAMES = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"


def born(cell: object) -> date | None:
    return read_date(cell, kind=Kind.BIRTH, today=TODAY)


@pytest.mark.parametrize(
    "cell",
    [
        "3 Mei 1990",
        "03-05-1990",
        "3/5/90",
        "03.05.1990",
        "1990-05-03",
        "1990/05/03",
        "19900503",
        "03051990",
        "030590",
        "3051990",
        3051990.0,
        "3-Mei-90",
        "3Mei1990",
        "3 MEI '90",
        "3 mei’90",
        "Kamis, 3 Mei 1990",
        "Kamis Pon 3 Mei 1990",
        "tgl. 3 Mei 1990",
        "1990-05-03 00:00:00",
        "1990-05-03T00:00:00",
        "03/05/1990 7:30",
        "3 - 5 - 1990",
        "03 05 1990",
        "May 3, 1990",
        "3rd May 1990",
        "3 V 1990",
        "3,5,1990",
        " 3  Mei  1990. ",
        "32996",
        32996.0,
        date(1990, 5, 3),
        datetime(1990, 5, 3, 8, tzinfo=UTC),
        "90-05-03",
        "1990 Mei 3",
        "(3 Mei 1990)",
    ],
)
def test_every_spelling_of_one_day(cell: object) -> None:
    assert born(cell) == date(1990, 5, 3)


@pytest.mark.parametrize(
    ("word", "month"),
    [
        ("Pebruari", 2),
        ("Peb", 2),
        ("Nopember", 11),
        ("Nop", 11),
        ("Agt", 8),
        ("Agu", 8),
        ("Ags", 8),
        ("Okt", 10),
        ("Des", 12),
        ("Sept", 9),
        ("July", 7),
        ("Oct", 10),
        ("Dec", 12),
        ("Mar", 3),
        ("Agusuts", 8),
        ("Desembr", 12),
    ],
)
def test_names_of_months_old_short_english_and_misspelt(word: str, month: int) -> None:
    assert born(f"9 {word} 1988") == date(1988, month, 9)


@pytest.mark.parametrize(
    "cell",
    ["31/02/1994", "29-02-1995", "0/5/1990", "3 Mei", "1990", 1990.0, "Mei 1990", "kemarin", "3 Foo 1990"],
)
def test_what_is_no_day_is_none(cell: object) -> None:
    assert born(cell) is None


@pytest.mark.parametrize(
    "cell",
    ["3/5/199", "3 Mei 0990", "", "-", True, float("nan"), float("inf"), -5.0, 1e300, timedelta(days=1)],
)
def test_nonsense_is_none(cell: object) -> None:
    assert born(cell) is None


@pytest.mark.parametrize(
    ("short", "year"), [("94", 1994), ("04", 2004), ("10", 2010), ("51", 1951), ("48", 1948), ("12", 2012)]
)
def test_two_digit_year_makes_a_person_of_15_to_75_or_nearly(short: str, year: int) -> None:
    assert born(f"1-1-{short}") == date(year, 1, 1)


def test_two_digit_year_of_an_event_is_the_nearest() -> None:
    assert read_date("3-5-26", kind=Kind.EVENT, today=TODAY) == date(2026, 5, 3)


def test_two_digit_leap_day_takes_the_century_that_has_it() -> None:
    assert born("29-02-00") == date(2000, 2, 29)


@given(st.dates(date(1951, 11, 3), date(2011, 11, 2)))
def test_two_digit_year_of_anybody_of_15_to_75_is_read_right(day: date) -> None:
    assert born(f"{day.day} {NAMES.split()[day.month - 1]} {day:%y}") == day


@given(st.dates(date(1930, 1, 1), date(2021, 12, 31)))
def test_serial_number_is_the_day_excel_shows(day: date) -> None:
    assert born(float((day - date(1899, 12, 30)).days)) == day


@given(st.text(max_size=25))
def test_any_text_is_a_date_or_none(text: str) -> None:
    assert isinstance(born(text), date | None)


def written(text: str) -> Written:
    found = parse(text, kind=Kind.BIRTH, today=TODAY)
    assert found is not None
    return found


def column(*texts: str) -> list[date | None]:
    dates = [written(text) for text in texts]
    order = order_of(dates)
    return [resolve(one, order=order, kind=Kind.BIRTH, today=TODAY) for one in dates]


def test_day_comes_first() -> None:
    assert column("04/05/1990", "23/05/1990") == [date(1990, 5, 4), date(1990, 5, 23)]


def test_column_that_proves_month_first_leaves_equal_claims_open() -> None:
    assert column("04/05/1990", "05/23/1990", "06/06/1991", "3 Mei 1990") == [
        None,
        date(1990, 5, 23),
        date(1991, 6, 6),
        date(1990, 5, 3),
    ]


def test_mixed_column_reads_only_what_is_proved() -> None:
    assert column("04/05/1990", "05/23/1990", "23/05/1990") == [None, date(1990, 5, 23), date(1990, 5, 23)]


def test_one_stray_among_twenty_proofs_is_a_typing_error() -> None:
    proofs = [f"{day}/01/1990" for day in range(13, 32)] + ["13/02/1990"]
    assert order_of([written(text) for text in [*proofs, "01/13/1990"]]) is Order.STRAY
    assert column(*proofs, "01/13/1990", "04/05/1990")[-2:] == [None, date(1990, 5, 4)]


def test_impossible_date_proves_nothing() -> None:
    assert order_of([written("02/30/1990"), written("31/02/1990")]) is Order.DAY_FIRST
