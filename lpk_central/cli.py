"""The entry `lpk-central`."""

from __future__ import annotations

import os

from lpk_desktop.language import set_language


def main() -> None:
    """Run one command; `LPK_LANG=en` gives English words."""
    set_language(os.environ.get("LPK_LANG", "id"))
    # After the language is chosen: help texts are looked up as the commands are defined.
    from lpk_central.commands import app  # noqa: PLC0415

    app()
