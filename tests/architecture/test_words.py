"""Every word a person reads is an Indonesian msgid with an English translation."""

from __future__ import annotations

import ast
import re

from tests.architecture.sources import assert_none, place, python_files
from tools import words


def marked_words() -> list[tuple[str, ast.Call]]:
    return [
        (place(file, node.lineno), node)
        for file in python_files()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "N_"}
    ]


def test_every_msgid_has_its_english() -> None:
    english = words.translations()
    assert_none(msgid for msgid in words.msgids() if not english.get(msgid))


def test_no_translation_is_left_of_a_msgid_that_is_gone() -> None:
    assert_none(words.translations().keys() - words.msgids().keys())


def test_a_translation_fills_the_same_placeholders() -> None:
    def holes(text: str) -> set[str]:
        return set(re.findall(r"\{(\w*)", text))

    pairs = words.translations().items()
    assert_none([msgid for msgid, english in pairs if english and holes(msgid) != holes(english)])


def test_a_translation_begins_and_ends_with_the_same_blanks() -> None:
    def edges(text: str) -> tuple[str, str]:
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]

    pairs = words.translations().items()
    assert_none([msgid for msgid, english in pairs if english and edges(msgid) != edges(english)])


def test_a_msgid_is_never_put_together_before_it_is_looked_up() -> None:
    composed = [
        where for where, call in marked_words() if isinstance(call.args[0], ast.JoinedStr | ast.BinOp)
    ]
    assert_none(composed)


def test_the_catalogue_keeps_its_english_when_it_is_made_again() -> None:
    made = words.catalogue(
        {"Hadir": {"lpk_desktop/a.py"}, "Baru": {"lpk_desktop/b.py"}}, {"Hadir": "Present", "Lama": "Old"}
    )
    text = made.decode()
    assert 'msgid "Hadir"\nmsgstr "Present"' in text
    assert 'msgid "Baru"\nmsgstr ""' in text
    assert "Lama" not in text
