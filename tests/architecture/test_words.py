"""Every word a person reads is an Indonesian msgid with an English translation."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator

from tests.architecture.sources import assert_none, place, python_files
from tools import words
from tools.words import Message

MARKS = {"_", "N_", "C_", "counted"}


def marked_words() -> list[tuple[str, ast.Call]]:
    return [
        (place(file, node.lineno), node)
        for file in python_files()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS
    ]


def pairs() -> Iterator[tuple[Message, str]]:
    """Each message with each form of its English."""
    return ((message, form) for message, forms in words.translations().items() for form in forms)


def name(message: Message) -> str:
    return f"{message.context}|{message.text}" if message.context else message.text


def test_every_msgid_has_its_english() -> None:
    english = words.translations()
    assert_none(name(message) for message in words.messages() if not all(english.get(message, ("",))))


def test_no_translation_is_left_of_a_msgid_that_is_gone() -> None:
    assert_none(map(name, words.translations().keys() - words.messages().keys()))


def test_a_translation_fills_the_same_placeholders() -> None:
    def holes(text: str) -> set[str]:
        return set(re.findall(r"\{(\w*)", text))

    assert_none(name(message) for message, form in pairs() if form and holes(message.text) != holes(form))


def test_a_translation_begins_and_ends_with_the_same_blanks() -> None:
    def edges(text: str) -> tuple[str, str]:
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]

    assert_none(name(message) for message, form in pairs() if form and edges(message.text) != edges(form))


def test_a_msgid_is_never_put_together_before_it_is_looked_up() -> None:
    composed = [
        where
        for where, call in marked_words()
        if any(isinstance(argument, ast.JoinedStr | ast.BinOp) for argument in call.args[:1])
    ]
    assert_none(composed)


def test_a_msgid_never_stands_inside_an_f_string_where_no_tool_finds_it() -> None:
    hidden = [
        place(file, outer.lineno)
        for file in python_files()
        for outer in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(outer, ast.JoinedStr)
        for inner in ast.walk(outer)
        if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name) and inner.func.id in MARKS
    ]
    assert_none(hidden)


def test_a_text_is_always_counted_or_never() -> None:
    uses = Counter((message.text, message.context) for message in words.messages())
    assert_none(text for (text, _context), count in uses.items() if count > 1)


def test_a_text_is_counted_just_where_it_shows_a_count() -> None:
    assert_none(
        name(message) for message in words.messages() if message.counted != ("{count}" in message.text)
    )


_NUMBERS = (
    "attended|blocks|capacity|changed|changes|count|days|done|hours|jp|least|left|length|marked|megabytes|minutes"
    "|needed|new|pages|parked|people|received|refused|rows|seats|seconds|sent|sessions|total|trainees|waiting"
    "|wanted"
)
_SEVERAL = re.compile(rf"\{{(?:{_NUMBERS})\}} (?:\w+ )?(?!(?:as|has|is|was)\b)\w+s\b")
"""A number of things, then their noun in the plural."""
_LIMITS = {
    "Jadwal ini lebih dari {days} hari.",
    "Kode sekali pakai terdiri dari {wanted} huruf dan angka, yang ditulis {length}.",
    "Pakai paling sedikit {least} huruf; beberapa kata lebih mudah diingat.",
}
"""Sentences whose number is a limit of ours, never one."""


def test_english_that_would_be_wrong_for_one_is_counted() -> None:
    assert_none(
        f"{name(message)} = {form}"
        for message, form in pairs()
        if not message.counted and _SEVERAL.search(form) and message.text not in _LIMITS
    )


def test_the_training_centre_and_the_central_server_are_never_mixed_up() -> None:
    """Glossary (ui.md section 9): alone, "pusat" could be either."""
    plain = re.compile(r"(?<!server )\bpusat\b(?! (?:pelatihan|contoh))", re.IGNORECASE)
    assert_none(name(message) for message in words.messages() if plain.search(message.text))


def test_the_central_server_has_one_english_name() -> None:
    assert_none(
        f"{name(message)} = {form}"
        for message, form in pairs()
        if ("server pusat" in message.text.lower()) != ("central server" in form.lower())
    )


def test_the_catalogue_keeps_its_english_when_it_is_made_again() -> None:
    present, new, old = Message("Hadir"), Message("Baru"), Message("Lama")
    left = Message("Keluar", "status")
    people = Message("{count} orang", counted=True)
    made = words.catalogue(
        {present: {"lpk_desktop/a.py"}, new: {"lpk_desktop/b.py"}, left: {"x.py"}, people: {"x.py"}},
        {present: ("Present",), old: ("Old",), left: ("Left",), people: ("{count} person", "{count} people")},
    )
    text = made.decode()
    assert 'msgid "Hadir"\nmsgstr "Present"' in text
    assert 'msgid "Baru"\nmsgstr ""' in text
    assert 'msgctxt "status"\nmsgid "Keluar"\nmsgstr "Left"' in text
    assert 'msgstr[0] "{count} person"\nmsgstr[1] "{count} people"' in text
    assert "Old" not in text
