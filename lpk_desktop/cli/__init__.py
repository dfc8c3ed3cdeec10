"""The command line: `lpk-desktop` with a command works without Qt, without one it opens the window."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from lpk_desktop.language import set_language

_WITH_VALUE = ("--data", "--user", "--password-file", "--new-password-file", "--lang")
_FLAGS = ("--json",)


def main(argv: Sequence[str] | None = None) -> None:
    """Run one command and exit with its status (commands.md): 0 done, 1 user, 2 usage, 3 bug."""
    arguments = hoisted(list(sys.argv[1:] if argv is None else argv))
    set_language(_language(arguments))
    if _wants_window(arguments):
        from lpk_desktop.cli.window import open_window  # noqa: PLC0415  loads Qt and no command

        sys.exit(open_window(arguments))
    # Help texts are translated when the commands are defined, so the language comes first.
    from lpk_desktop.cli.app import run  # noqa: PLC0415

    sys.exit(run(arguments))


def hoisted(arguments: Sequence[str]) -> list[str]:
    """The arguments with the common options in front, wherever they were typed."""
    front: list[str] = []
    rest: list[str] = []
    index = 0
    while index < len(arguments):
        word = arguments[index]
        if word == "--":
            rest.extend(arguments[index:])
            break
        if word in _WITH_VALUE and index + 1 < len(arguments):
            front.extend(arguments[index : index + 2])
            index += 1
        elif word in _FLAGS or word.startswith(tuple(f"{name}=" for name in _WITH_VALUE)):
            front.append(word)
        else:
            rest.append(word)
        index += 1
    return front + rest


def _wants_window(arguments: Sequence[str]) -> bool:
    """Whether nothing is asked but the window: common options at most, and no --json."""
    index = 0
    while index < len(arguments):
        if arguments[index] not in _WITH_VALUE or index + 1 >= len(arguments):
            return False
        index += 2
    return True


def _language(arguments: Sequence[str]) -> str:
    for index, word in enumerate(arguments):
        if word == "--lang" and index + 1 < len(arguments):
            return arguments[index + 1]
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
    return os.environ.get("LPK_LANG", "id")
