"""The command line: `lpk-desktop` with a command works without Qt, without one it opens the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from lpk_desktop.terminal.arguments import choose_language, hoisted

_WITH_VALUE = ("--data", "--user", "--password-file", "--lang")


def main(argv: Sequence[str] | None = None) -> None:
    """Run one command and exit with its status (commands.md): 0 done, 1 user, 2 usage, 3 bug."""
    given = list(sys.argv[1:] if argv is None else argv)
    arguments = hoisted(given, with_value=_WITH_VALUE, flags=("--json",))
    known = choose_language(arguments)
    if known and _wants_window(arguments):
        from lpk_desktop.cli.window import open_window  # noqa: PLC0415  loads Qt and no command

        sys.exit(open_window(arguments))
    from lpk_desktop.cli.app import run  # noqa: PLC0415  loads every command

    sys.exit(run(arguments))


def _wants_window(arguments: Sequence[str]) -> bool:
    """Whether nothing is asked but the window: common options at most, and no --json."""
    index = 0
    while index < len(arguments):
        if arguments[index] not in _WITH_VALUE or index + 1 >= len(arguments):
            return False
        index += 2
    return True
