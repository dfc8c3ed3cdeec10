import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpk_desktop.domain.people import NOTHING, ProblemCode
from lpk_desktop.domain.phones import is_foreign, read_phone

MOBILE = "+6281234567890"


@pytest.mark.parametrize(
    "cell",
    [
        "081234567890",
        "6281234567890",
        "+62 812-3456-7890",
        "0812.3456.7890",
        "(0812) 3456 7890",
        "81234567890",
        81234567890.0,
        6281234567890.0,
        81234567890,
        "'081234567890",
        "WA: 0812 3456 7890",
        "0812 3456 7890 (istri)",
        "0812-3456-7890 / 0813-1111-2222",
        "081234567890, 081311112222",
        "081234567890 081311112222",
        "081234567890\n081311112222",
        "081234567890 atau 081311112222",
        "- / 081234567890",
        "+62 (0)812 3456 7890",
        "006281234567890",
        "81234567890.0",
        "081234567890 - 081311112222",
        "HP.081234567890",
        "08 12 34 56 78 90",
    ],
)
def test_first_mobile_number_in_every_form(cell: object) -> None:
    assert read_phone(cell) == (MOBILE, None)


@pytest.mark.parametrize(
    "cell", ["(021) 555-1234", "021.5551234", "+62 21 5551234", 215551234.0, "021-5551234 ext 12"]
)
def test_land_line_in_every_form(cell: object) -> None:
    assert read_phone(cell) == ("+62215551234", None)


def test_land_line_may_have_a_slash_after_its_area_code() -> None:
    assert read_phone("0281/636363").value == "+62281636363"


def test_shortest_numbers_of_the_samples_count() -> None:
    assert read_phone("08122449194").value == "+628122449194"


def test_number_of_another_country_keeps_its_code() -> None:
    number = read_phone("+60 12-345 6789").value
    assert number == "+60123456789"
    assert is_foreign(number)


@pytest.mark.parametrize(
    "cell",
    [
        "081",
        "O81234567890",
        "5551234",
        "08123456789012345",
        "tanya HRD",
        62,
        True,
        1.5,
        None,
        "+1",
        "0800123456",
    ],
)
def test_what_is_no_number_is_named(cell: object) -> None:
    assert read_phone(cell) == (None, ProblemCode.NOT_A_PHONE)


def test_scientific_notation_has_lost_digits() -> None:
    assert read_phone("6,28123E+12") == (None, ProblemCode.DIGITS_LOST)


@pytest.mark.parametrize("cell", ["", "-", "0", 0, "tidak ada"])
def test_cell_that_says_nothing_is_no_problem(cell: object) -> None:
    assert read_phone(cell) == NOTHING


@given(st.text(max_size=40))
def test_any_text_gives_digits_that_stand_in_it(text: str) -> None:
    value = read_phone(text).value
    assert value is None or value.removeprefix("+62").removeprefix("+") in "".join(filter(str.isdigit, text))
