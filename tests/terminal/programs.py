"""Every command of both programs, and the words of the other language that give a mix away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import typer

import lpk_central.commands
import lpk_desktop.cli.app

PROGRAMS = {
    lpk_desktop.cli.app.PROGRAM: lpk_desktop.cli.app.app,
    lpk_central.commands.PROGRAM: lpk_central.commands.app,
}

FOREIGN = {
    "id": re.compile(
        r"\b(?:an|and|are|arguments?|by|commands?|default|for|from|has|is|must|not|of|options?|or|person"
        r"|required|show|that|the|this|to|unknown|usage|with|without|you|your)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:ada|adalah|atau|bawaan|belum|bisa|dan|dari|dengan|di|harus|hari|ini|isi|itu|ke|lalu|nama|nomor"
        r"|pada|paling|perintah|pilihan|sudah|tidak|untuk|wajib|yang)\b",
        re.IGNORECASE,
    ),
}
"""Common words of the language that is not spoken."""


def contexts() -> Iterator[Any]:
    """The context of every group and command, as its help sees it."""
    for program, app in PROGRAMS.items():
        yield from _within(typer.main.get_command(app), program, None)


def paths() -> list[str]:
    """Every command as it is typed, `lpk-desktop cohort new`."""
    return [ctx.command_path for ctx in contexts()]


def _within(command: Any, name: str, parent: Any) -> Iterator[Any]:
    ctx = command.context_class(command, info_name=name, parent=parent)
    yield ctx
    for below, each in getattr(command, "commands", {}).items():
        yield from _within(each, below, ctx)
