"""The house rules in figures (CONTRIBUTING.md): each rule is one sentence, each answer a list of places."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.sources import assert_none, place, python_files, tracked_texts
from tools import ROOT

FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef
GIVEN_ROSTERS = ROOT / "tests" / "exchange" / "rosters"


def found(pattern: str, files: list[Path]) -> list[str]:
    """Places where `pattern` occurs, with what was found."""
    texts = ((file, file.read_text(encoding="utf-8", errors="replace")) for file in files)
    return [
        f"{place(file, text.count(chr(10), 0, hit.start()) + 1)} {hit.group()}"
        for file, text in texts
        for hit in re.finditer(pattern, text)
    ]


def under(*folders: str) -> list[Path]:
    """The text files in `folders` of the checkout."""
    return [file for file in tracked_texts() if file.relative_to(ROOT).parts[0] in folders]


def test_no_file_is_longer_than_400_lines() -> None:
    lengths = {file: file.read_text(encoding="utf-8").count("\n") for file in python_files()}
    assert_none([place(file, length) for file, length in lengths.items() if length > 400])


def test_no_function_is_longer_than_50_lines() -> None:
    long = [
        f"{place(file, node.lineno)} {node.name}"
        for file in python_files()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, FUNCTION) and (node.end_lineno or 0) - node.lineno + 1 > 50
    ]
    assert_none(long)


def test_nothing_is_left_for_later() -> None:
    assert_none(found(r"#\s*(?:TODO|FIXME|XXX|HACK)\b|raise\s+NotImplementedError\b", python_files()))


def test_tests_neither_sleep_nor_skip() -> None:
    waiting = r"\btime\.sleep\(|\bqtbot\.wait\("
    evading = r"\bpytest\.(?:skip|xfail|importorskip)\(|\bmark\.(?:skip|skipif|xfail)\b"
    assert_none(found(f"{waiting}|{evading}", under("tests")))


def test_colours_of_the_window_stand_in_tokens_json_alone() -> None:
    window = [
        file
        for file in tracked_texts()
        if file.is_relative_to(ROOT / "lpk_desktop" / "ui") or file.suffix == ".qss"
    ]
    assert_none(found(r"#(?:[0-9A-Fa-f]{8}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\b", window))


def test_no_number_in_tests_or_examples_could_be_somebodys_nik() -> None:
    files = [file for file in under("tests", "docs", "resources") if file.parent != GIVEN_ROSTERS]
    # Provinces begin at 11; 10 serves where a number must stay below 2^53 to survive a spreadsheet.
    assert_none(found(r"(?<![0-9A-Za-z])(?!00|10|99)[0-9]{16}(?![0-9A-Za-z])", files))


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param(
            r"(?<![\w.~-])/(?:home|root|work|opt|Users)/\w|[A-Z]:\\+Users\\", id="path of a machine"
        ),
        pytest.param(
            r"--(?:extra-)?index-url|--(?:find-links)|https?://\S*(?:pypi|pythonhosted)", id="index"
        ),
    ],
)
def test_no_file_names_the_machine_it_was_made_on(pattern: str) -> None:
    assert_none(found(pattern, list(tracked_texts())))
