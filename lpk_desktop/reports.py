"""Reports about bugs: what is needed to mend them, and nobody's data."""

from __future__ import annotations

import platform
import tempfile
import traceback
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from lpk_desktop.errors import UserError
from lpk_desktop.paths import log_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a bug leaves behind: where in our code it happened, and on what system.

    It holds neither the exception's text nor any value: those may hold names or numbers of people.
    """

    at: datetime
    kind: str
    frames: tuple[str, ...]
    system: tuple[str, ...]

    @property
    def text(self) -> str:
        """The report as a person sends it."""
        head = [f"{self.at:%Y-%m-%d %H:%M:%S} UTC", self.kind]
        return "\n".join([*head, "", *self.frames, "", *self.system, ""])


def report_of(error: BaseException) -> Report:
    """The report about an exception, without its text and without its values."""
    frames = traceback.extract_tb(error.__traceback__)
    places = tuple(f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames)
    return Report(at=datetime.now(UTC), kind=_chain(error), frames=places, system=_system())


def save_report(report: Report, path: Path) -> None:
    """Write the report to a file; UserError file-not-written (name) where that is impossible."""
    try:
        path.write_text(report.text, encoding="utf-8")
    except OSError as error:
        raise UserError("file-not-written", name=path.name) from error


def _chain(error: BaseException) -> str:
    """The kinds of the exception and of those that led to it."""
    kinds: list[str] = []
    cause: BaseException | None = error
    while cause is not None:
        kinds.append(type(cause).__name__)
        cause = cause.__cause__ or cause.__context__
    return " < ".join(kinds)


def _short(path: str) -> str:
    """The end of a path: its start names the person whose computer it is."""
    return "/".join(Path(path).parts[-3:])


def _system() -> tuple[str, ...]:
    try:
        own = version("lpk-desktop")
    except PackageNotFoundError:
        own = "?"
    return (
        f"LPK Desktop {own}",
        f"Python {platform.python_version()}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
    )


def write_report(error: BaseException) -> Path | None:
    """Write the report about `error` to a file of its own; gives its path, None if no disk takes it."""
    report = report_of(error)
    for folder in (log_folder(), Path(tempfile.gettempdir())):
        path = folder / f"laporan-{report.at:%Y%m%d-%H%M%S}.txt"
        with suppress(OSError, UserError):
            folder.mkdir(parents=True, exist_ok=True)
            save_report(report, path)
            return path
    return None
