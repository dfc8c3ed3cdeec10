from collections.abc import Iterator

import pytest

from lpk_desktop.language import C_, counted, set_language


@pytest.fixture
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("id")


@pytest.mark.parametrize(("count", "said"), [(0, "0 trainees"), (1, "1 trainee"), (2, "2 trainees")])
def test_english_has_a_word_for_one_and_a_word_for_several(english: None, count: int, said: str) -> None:
    assert counted("{count} peserta", count) == said


def test_indonesian_has_one_form() -> None:
    assert [counted("{count} peserta", count) for count in (1, 2)] == ["1 peserta", "2 peserta"]


def test_a_count_is_grouped_by_thousands_as_each_language_does(english: None) -> None:
    assert counted("{count} peserta", 2664) == "2,664 trainees"
    set_language("id")
    assert counted("{count} peserta", 2664) == "2.664 peserta"


def test_the_other_placeholders_are_filled_beside_the_count(english: None) -> None:
    assert counted("{attended} dari {count} tanda", 1, attended="1") == "1 of 1 mark"


def test_one_indonesian_word_with_two_meanings_is_two_english_ones(english: None) -> None:
    assert (C_("act", "Keluar"), C_("status", "Keluar")) == ("Sign out", "Withdrawn")


def test_a_context_never_shows_in_indonesian() -> None:
    assert C_("act", "Keluar") == "Keluar"
