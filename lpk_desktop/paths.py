"""Where things are kept on this computer."""

from __future__ import annotations

import os
from pathlib import Path


def data_folder() -> Path:
    """The centre's data: LPK_DATA, else the platform's place."""
    given = os.environ.get("LPK_DATA")
    return Path(given) if given else _dirs("data") / "pusat"


def sample_folder() -> Path:
    """The sample centre, apart from any real one."""
    return _dirs("data") / "contoh"


def log_folder() -> Path:
    """Reports about bugs; never personal data."""
    given = os.environ.get("LPK_DATA")
    return Path(given) / "log" if given else _dirs("log")


def _dirs(kind: str) -> Path:
    from platformdirs import PlatformDirs  # noqa: PLC0415  only needed without LPK_DATA

    dirs = PlatformDirs("LPK Desktop", appauthor=False)
    return Path(dirs.user_data_dir if kind == "data" else dirs.user_log_dir)
