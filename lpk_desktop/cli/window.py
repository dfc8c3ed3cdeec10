"""`lpk-desktop` without a command: the window, straight away."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from lpk_desktop.errors import UserError
from lpk_desktop.messages import sentence


def open_window(arguments: Sequence[str]) -> int:
    """Open the window on `--data`, or on this computer's centre; gives the exit status."""
    from lpk_desktop.ui.application import open_window as run  # noqa: PLC0415  Qt only for the window

    given = dict(zip(arguments[::2], arguments[1::2], strict=True))
    try:
        return run(Path(given["--data"]) if "--data" in given else None)
    except UserError as error:
        sys.stderr.write(sentence(error) + "\n")
        return 0 if error.code == "window-brought-forward" else 1
