from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpk_desktop.documents.layout import Face, Style, fit, width, wrap
from lpk_desktop.errors import UserError

NAME = Style(face=Face.MEDIUM, size=36, colour="#000000", least=24)
CELL = Style(face=Face.REGULAR, size=10, colour="#000000")
TRACKED = Style(face=Face.SEMIBOLD, size=12, colour="#000000", tracking=1)

texts = st.lists(st.text("abcdefgABCDEFG.-'", min_size=1, max_size=30), min_size=1, max_size=12).map(" ".join)


def test_a_kerned_pair_is_narrower_than_its_letters() -> None:
    assert width("To", NAME) < width("T", NAME) + width("o", NAME)


def test_codes_are_set_without_kerning_so_that_they_line_up() -> None:
    code = Style(face=Face.SANS, size=9, colour="#000000", kern=False)
    assert width("C.24LAS01.001.1", code) == pytest.approx(
        sum(width(letter, code) for letter in "C.24LAS01.001.1")
    )


def test_tracking_stands_between_letters_and_shrinks_with_them() -> None:
    plain = Style(face=Face.SEMIBOLD, size=12, colour="#000000")
    assert width("LULUS", TRACKED) == pytest.approx(width("LULUS", plain) + 4)
    assert width("LULUS", TRACKED, 6) == pytest.approx(width("LULUS", TRACKED) / 2)


def test_what_fits_keeps_its_size() -> None:
    fitted = fit("Agus Priyanto", NAME, 236)
    assert (fitted.lines, fitted.size) == (("Agus Priyanto",), 36)


def test_a_line_shrinks_to_its_least_size_before_it_breaks() -> None:
    text = "Raden Ajeng Wulandari"
    one = fit(text, NAME, width(text, NAME) * 0.7)
    two = fit(text, NAME, width(text, NAME) * 0.6)
    assert len(one.lines) == 1
    assert 24 <= one.size < 36
    assert two.lines == ("Raden Ajeng", "Wulandari")
    assert two.size > width(text, NAME) * 0.6 / width(text, NAME) * 36


def test_a_word_without_a_break_shrinks_on() -> None:
    fitted = fit("a" * 200, NAME, 100)
    assert fitted.lines == ("a" * 200,)
    assert fitted.size < 24


@given(text=texts, room=st.floats(5, 300), lines=st.integers(1, 3))
def test_fitted_lines_are_inside_their_room_and_lose_nothing(text: str, room: float, lines: int) -> None:
    fitted = fit(text, NAME, room, lines=lines)
    assert "".join(fitted.lines).replace(" ", "") == text.replace(" ", "")
    assert len(fitted.lines) <= lines
    assert all(width(line, NAME, fitted.size) <= room + 1e-6 for line in fitted.lines)


@given(text=texts, room=st.floats(8, 200))
def test_wrapped_lines_are_inside_their_room_and_lose_nothing(text: str, room: float) -> None:
    wrapped = wrap(text, CELL, room)
    assert "".join(wrapped).replace(" ", "") == text.replace(" ", "")
    assert all(width(line, CELL) <= room + 1e-6 for line in wrapped)


def test_a_title_breaks_behind_a_comma_rather_than_in_a_phrase() -> None:
    text = "Pengelasan Pelat ke Pelat, Pipa ke Pipa"
    assert wrap(text, CELL, width("Pengelasan Pelat ke Pelat, Pipa", CELL)) == (
        "Pengelasan Pelat ke Pelat,",
        "Pipa ke Pipa",
    )


def test_no_single_word_is_left_for_the_second_line() -> None:
    text = "Membuat sambungan las sesuai dengan proses yang digunakan"
    first, second = wrap(text, CELL, width(text, CELL) - 1)
    assert len(second.split()) > 1
    assert first + " " + second == text


def test_an_empty_text_is_one_empty_line() -> None:
    assert wrap("", CELL, 50) == ("",)


def test_a_character_without_a_glyph_is_named() -> None:
    with pytest.raises(UserError) as caught:
        width("漢", CELL)
    assert caught.value.facts == {"character": "漢"}
