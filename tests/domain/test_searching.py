import pytest

from lpk_desktop.domain.searching import OWN, PHONE, indexed, question, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Budi SANTOSO", ["budi", "santoso"]),
        ("Nur'aini", ["nuraini", "nur", "aini"]),
        ("M.Rizki, S.Kom.", ["mrizki", "m", "rizki", "skom", "s", "kom"]),
        ("José Müller", ["jose", "muller"]),
        ("%_ -", []),
    ],
)
def test_words_are_folded_alike(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_a_person_is_indexed_by_name_and_by_the_digits_people_know() -> None:
    line = indexed(name="Sri W", nik="9901010101900001", kpj=None, phone="+628123")
    assert line == f"sri w {OWN}1000091010101099 {PHONE}8123"


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("bud san", '("bud"*) AND ("san"*)'),
        ("nur'a", '("nura"*)'),
        ("0001", f'("0001"* OR "{OWN}1000"* OR "{PHONE}001"*)'),
        ("+62", f'("62"* OR "{OWN}26"*)'),
        ("+62 812", f'("62812"* OR "{OWN}21826"* OR "{PHONE}812"*)'),
        ("budi 08 12", f'("budi"*) AND ("0812"* OR "{OWN}2180"* OR "{PHONE}812"*)'),
        ("2 budi", f'("2"* OR "{OWN}2"* OR "{PHONE}2"*) AND ("budi"*)'),
        ("8 1b", f'("8"* OR "{OWN}8"* OR "{PHONE}8"*) AND ("1b"*)'),
        ("0812-3", f'("08123"* OR "{OWN}32180"* OR "{PHONE}8123"*)'),
        ("6281", f'("6281"* OR "{OWN}1826"* OR "{PHONE}81"*)'),
        ("budi %", '("budi"*)'),
        ("%", None),
        ("", None),
        ('"; DROP', '("drop"*)'),
    ],
)
def test_what_is_typed_becomes_beginnings_of_words(typed: str, asked: str | None) -> None:
    assert question(typed) == asked
