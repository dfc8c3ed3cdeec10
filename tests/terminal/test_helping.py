"""Help of every command, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from lpk_desktop.language import set_language
from lpk_desktop.terminal.helping import Command, Group
from tests.architecture.sources import assert_none
from tests.terminal.programs import FOREIGN, contexts
from tools import words

COMMAND_NAME = re.compile(r"--[\w-]+|^  \w+(?=  )|^(?:Cara pakai|Usage): [\w -]+", re.MULTILINE)
"""What is typed is the same in both languages."""


@pytest.fixture(params=["id", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    set_language(request.param)
    yield request.param
    set_language("id")


def shown(ctx: Any) -> list[str]:
    """The texts of a command's own: its help, and the help and name of what it takes."""
    texts = [ctx.command.help]
    for each in ctx.command.params:
        texts += [each.help, None if getattr(each, "is_flag", False) else each.metavar]
    return [text for text in texts if text]


def test_every_command_gives_its_help_our_way() -> None:
    assert_none(ctx.command_path for ctx in contexts() if not isinstance(ctx.command, Command | Group))


def test_every_command_and_all_that_it_takes_is_explained() -> None:
    assert_none(ctx.command_path for ctx in contexts() if not ctx.command.help)
    assert_none(
        f"{ctx.command_path} {each.name}"
        for ctx in contexts()
        for each in ctx.command.params
        if not each.help
    )


def test_every_value_to_be_typed_has_a_name() -> None:
    assert_none(
        f"{ctx.command_path} {each.name}"
        for ctx in contexts()
        for each in ctx.command.params
        if not getattr(each, "is_flag", False) and not each.metavar
    )


def test_every_text_of_help_is_translated() -> None:
    known = {message.text for message in words.messages()}
    assert_none(
        f"{ctx.command_path}: {text}" for ctx in contexts() for text in shown(ctx) if text not in known
    )


def test_help_speaks_one_language(language: str) -> None:
    mixed = [
        f"{ctx.command_path}: {found.group()}"
        for ctx in contexts()
        for found in FOREIGN[language].finditer(COMMAND_NAME.sub("", ctx.get_help()))
    ]
    assert_none(mixed)


def test_what_a_command_takes_is_named_in_the_language_too(language: str) -> None:
    pattern = {"id": "JADWAL", "en": "SCHEDULE"}[language]
    default = {"id": "Sen-Jum 08:00-15:30", "en": "Mon-Fri 08:00-15:30"}[language]
    told = next(ctx.get_help() for ctx in contexts() if ctx.command_path == "lpk-desktop cohort new")
    assert f"--pattern {pattern}" in told
    assert default in told
