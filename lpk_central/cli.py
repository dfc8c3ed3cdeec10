"""The entry `lpk-central`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from lpk_desktop.terminal.arguments import choose_language, hoisted


def main(argv: Sequence[str] | None = None) -> None:
    """Run one command and exit with its status: 0 done, 1 user, 2 usage, 3 bug (commands.md)."""
    arguments = hoisted(list(sys.argv[1:] if argv is None else argv), with_value=("--lang",))
    choose_language(arguments)
    from lpk_central.commands import run  # noqa: PLC0415  loads every command

    sys.exit(run(arguments))
