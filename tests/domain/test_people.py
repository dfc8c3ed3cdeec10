from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpk_desktop.domain.people import (
    NOTHING,
    ProblemCode,
    Sex,
    is_missing,
    mask,
    parse_nik,
    read_kpj,
    read_name,
    read_nik,
    read_sex,
    split_birth,
    tidy,
)

TODAY = date(2026, 11, 2)
A_MAN = "9901010305900001"
A_WOMAN = "0001016512950002"


def test_nik_says_birth_date_and_sex_of_a_man() -> None:
    nik = parse_nik(A_MAN)
    assert nik is not None
    assert (nik.birth_date(TODAY), nik.sex) == (date(1990, 5, 3), Sex.MALE)


def test_nik_of_a_woman_adds_forty_to_the_day() -> None:
    nik = parse_nik(A_WOMAN)
    assert nik is not None
    assert (nik.birth_date(TODAY), nik.sex) == (date(1995, 12, 25), Sex.FEMALE)


def test_nik_has_region_and_serial() -> None:
    nik = parse_nik(A_MAN)
    assert nik is not None
    assert (nik.region, nik.serial) == ("990101", "0001")


@pytest.mark.parametrize(
    "digits",
    [
        "990101030590001",
        "99010103059000011",
        "9901013205900001",
        "9901010013900001",
        "9901017205900001",
        "9901012902950001",
        "9901010305900000",
        "990101030590000O",
        "٩٩٠١٠١٠٣٠٥٩٠٠٠٠١",
    ],
)
def test_other_digits_are_no_nik(digits: str) -> None:
    assert parse_nik(digits) is None


def test_leap_day_of_2000_is_a_birth_date() -> None:
    nik = parse_nik("9901012902000001")
    assert nik is not None
    assert nik.birth_date(TODAY) == date(2000, 2, 29)


def test_nik_knows_no_century() -> None:
    nik = parse_nik("9901010305120001")
    assert nik is not None
    assert nik.born_on(date(1912, 5, 3))
    assert nik.born_on(date(2012, 5, 3))
    assert not nik.born_on(date(2012, 5, 4))


@pytest.mark.parametrize(
    "cell",
    [
        A_MAN,
        "'" + A_MAN,
        "’" + A_MAN,
        " 9901 0103 0590 0001 ",
        "990101.030590.0001",
        "99-0101-030590-0001",
        "\u200b" + A_MAN + "\xa0",
        A_MAN + "\t",
        '"' + A_MAN + '"',
    ],
)
def test_nik_is_read_from_every_form_that_holds_all_digits(cell: str) -> None:
    assert read_nik(cell) == (A_MAN, None)


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("990101030590001", ProblemCode.WRONG_LENGTH),
        ("35.2318.00000000000", ProblemCode.WRONG_LENGTH),
        (990101030590001.0, ProblemCode.WRONG_LENGTH),
        ("3,47102E+15", ProblemCode.DIGITS_LOST),
        ("3.47102e15", ProblemCode.DIGITS_LOST),
        (1001010305900010.0, ProblemCode.DIGITS_LOST),
        ("1001010305900010.0", ProblemCode.DIGITS_LOST),
        ("1.001.010.305.900.010", ProblemCode.DIGITS_LOST),
        (9901010305900001.0, ProblemCode.DIGITS_LOST),
        (9901010305900018.0, ProblemCode.DIGITS_LOST),
        ("?", ProblemCode.NOT_A_NIK),
        ("KTP hilang", ProblemCode.NOT_A_NIK),
        ("99010103O5900001", ProblemCode.NOT_A_NIK),
        ("9901013205900001", ProblemCode.NOT_A_NIK),
        ("0000000000000000", ProblemCode.NOT_A_NIK),
        (A_MAN + "/" + A_WOMAN, ProblemCode.NOT_A_NIK),
        (1.5, ProblemCode.NOT_A_NIK),
        (float("nan"), ProblemCode.NOT_A_NIK),
        (float("inf"), ProblemCode.NOT_A_NIK),
        (True, ProblemCode.NOT_A_NIK),
    ],
)
def test_damaged_nik_is_named_and_not_guessed(cell: object, problem: ProblemCode) -> None:
    assert read_nik(cell) == (None, problem)


@pytest.mark.parametrize("cell", [1001010305900017.0, "1001010305900017.0", "1.001.010.305.900.017"])
def test_number_cell_below_2_to_the_53_with_a_last_digit_lost_nothing(cell: object) -> None:
    # No province has the number 10, and 99 lies above 2^53.
    assert read_nik(cell).value == "1001010305900017"


@pytest.mark.parametrize(
    "cell", ["", "  ", "-", "--", "0", 0, 0.0, "n/a", "N/A", "tidak ada", "Tidak  Ada", "(kosong)"]
)
def test_cell_that_says_nothing_is_no_problem(cell: object) -> None:
    assert read_nik(cell) == NOTHING
    assert read_kpj(cell) == NOTHING


@given(st.one_of(st.text(max_size=30), st.from_regex(r"[0-9OlI .'-]{14,20}"), st.integers(), st.floats()))
def test_no_digit_of_a_nik_is_invented(cell: str | float) -> None:
    value = read_nik(cell).value
    if value is not None:
        shown = cell if isinstance(cell, str) else str(int(cell))
        digits = iter(shown)
        assert all(digit in digits for digit in value)
        assert len([sign for sign in shown if sign.isdigit()]) >= 16


@pytest.mark.parametrize(
    "cell", ["16914788758", "16914 788758", "169-1478-8758", 16914788758.0, 16914788758, "'16914788758"]
)
def test_kpj_is_eleven_digits(cell: object) -> None:
    assert read_kpj(cell) == ("16914788758", None)


def test_kpj_keeps_its_leading_zeros() -> None:
    assert read_kpj("00012345678").value == "00012345678"


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("1691478875", ProblemCode.WRONG_KPJ),
        (1691478875.0, ProblemCode.WRONG_KPJ),
        ("belum terbit", ProblemCode.WRONG_KPJ),
        ("00000000000", ProblemCode.WRONG_KPJ),
        ("1,69148E+10", ProblemCode.DIGITS_LOST),
    ],
)
def test_damaged_kpj_is_named(cell: object, problem: ProblemCode) -> None:
    assert read_kpj(cell) == (None, problem)


@pytest.mark.parametrize(
    "word",
    [
        "L",
        "l",
        "Lk",
        "Lk.",
        "Laki-laki",
        "LAKI - LAKI",
        "laki2",
        "Pria",
        "M",
        "Male",
        "Laki-laki (L)",
        "Laki laki",
    ],
)
def test_words_for_a_man(word: str) -> None:
    assert read_sex(word) == ("L", None)


@pytest.mark.parametrize(
    "word",
    ["P", "p", "Pr", "Perempuan", "PEREMPUAN", "Wanita", "W", "F", "Female", "Permpuan", "P / Perempuan"],
)
def test_words_for_a_woman(word: str) -> None:
    assert read_sex(word) == ("P", None)


@pytest.mark.parametrize("word", ["L/P", "x", "1", "?L?P", "Laki-laki/Perempuan"])
def test_sex_that_is_not_understood_is_an_unknown_value(word: str) -> None:
    assert read_sex(word) == (None, ProblemCode.UNKNOWN_VALUE)


def test_p_beside_w_means_pria() -> None:
    assert [read_sex(letter, p_is_man=True).value for letter in ("P", "W")] == ["L", "P"]


@pytest.mark.parametrize(
    "name", ["Siti Nur'aini, S.Kom.", "H. M. Rizki", "NANDA", "Renée", "Ny. D'Souza-Lie"]
)
def test_name_stays_as_written(name: str) -> None:
    assert read_name(f"  {name.replace(' ', '   ')}\n") == (name, None)


@pytest.mark.parametrize("cell", ["", " ", "-", "…", "n/a"])
def test_name_is_the_one_value_that_must_not_be_missing(cell: str) -> None:
    assert read_name(cell) == (None, ProblemCode.MISSING)


@pytest.mark.parametrize(
    ("cell", "place", "day"),
    [
        ("Cilegon, 22 Oktober 2004", "Cilegon", "22 Oktober 2004"),
        ("Jakarta Selatan, 18-12-1980", "Jakarta Selatan", "18-12-1980"),
        ("PURWOKERTO,27/02/1996", "PURWOKERTO", "27/02/1996"),
        ("Kab. Semarang 3 Mei 1990", "Kab. Semarang", "3 Mei 1990"),
        ("Solo / Senin, 3 Mei 1990", "Solo", "Senin, 3 Mei 1990"),
        ("Desa 3 Ilir, 3 Mei 1990", "Desa 3 Ilir", "3 Mei 1990"),
        ("3 Mei 1990, Solo", "Solo", "3 Mei 1990, "),
        ("Solo", "Solo", ""),
        ("Solo, 31 Feb", "Solo", "31 Feb"),
        ("3 Mei 1990", "", "3 Mei 1990"),
        ("-, 3 Mei 1990", "", "3 Mei 1990"),
    ],
)
def test_place_and_date_of_birth_are_told_apart(cell: str, place: str, day: str) -> None:
    assert split_birth(cell, today=TODAY) == (place, day)


@given(st.text())
def test_tidy_text_has_single_blanks(text: str) -> None:
    assert "  " not in tidy(text)
    assert tidy(tidy(text)) == tidy(text)


def test_signs_without_a_letter_are_missing() -> None:
    assert all(map(is_missing, ["", "-", "…", "- -", "\u200b"]))


def test_mask_shows_the_last_four() -> None:
    assert mask(A_MAN) == "•••• 0001"


def test_mask_shows_nothing_of_a_short_text() -> None:
    assert mask("0001") == "••••"
