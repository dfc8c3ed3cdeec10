"""Reports about bugs: what is needed to mend them, and nobody's data."""

from __future__ import annotations

import platform
import re
import tempfile
import time
import traceback
from contextlib import suppress
from pathlib import Path

from lpk_desktop.paths import log_folder

_LONG_NUMBER = re.compile(r"\d[\d .-]{7,}\d")


def write_report(error: BaseException) -> Path | None:
    """Write where and why `error` happened to a file of its own; gives its path, None if no disk takes it.

    Only our own lines and the error's kind are kept. Its text is kept with long numbers masked,
    because messages of libraries can quote what they were given.
    """
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    summary = _LONG_NUMBER.sub("[…]", str(error).splitlines()[0][:300] if str(error) else "")
    text = "\n".join(
        [
            f"{type(error).__module__}.{type(error).__name__}: {summary}",
            *lines,
            platform.platform(),
            platform.python_version(),
            "",
        ]
    )
    for folder in (log_folder(), Path(tempfile.gettempdir())):
        path = folder / f"laporan-{time.strftime('%Y%m%d-%H%M%S')}.txt"
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            return path
    return None
