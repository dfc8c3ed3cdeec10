"""The files that the house rules speak about."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from tools import ROOT

_TEXTS = {".py", ".md", ".toml", ".txt", ".json", ".csv", ".po", ".qss", ".html", ".cfg", ".sh", ".ini", ""}
_MADE_HERE = {"out", "build", "dist", "__pycache__"}


def tracked_texts() -> Iterator[Path]:
    """Every text file of the checkout that is kept, found without git: a release has none."""
    for folder, names, files in os.walk(ROOT):
        names[:] = [name for name in names if name not in _MADE_HERE and (name[0] != "." or name == ".ci")]
        yield from (Path(folder, file) for file in files if Path(file).suffix in _TEXTS and file[0] != ".")


def python_files() -> list[Path]:
    """All Python of the house: product, tools, benchmarks and tests."""
    return sorted(file for file in tracked_texts() if file.suffix == ".py")


def place(file: Path, line: int) -> str:
    """A place as editors understand it: path:line."""
    return f"{file.relative_to(ROOT).as_posix()}:{line}"


def assert_none(places: Iterable[str]) -> None:
    """Fail with every place on a line of its own, so that a run names all there is to mend."""
    named = sorted(places)
    assert not named, "\n" + "\n".join(named)
