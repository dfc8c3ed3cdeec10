"""The arena: a server of processes to be killed, and the story's folders and pictures before each step."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.crash import story
from tools import ROOT

# Windows knows neither fork nor SIGKILL; what is proved here is SQLite's and ours on every system.
collect_ignore_glob = [] if hasattr(os, "fork") else ["test_*.py"]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that takes `kill` runs once for each of `--crash N`."""
    if "kill" in metafunc.fixturenames:
        metafunc.parametrize("kill", range(metafunc.config.getoption("crash")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a job."""

    acknowledged: list[int]
    """Steps."""
    signal: int
    """That ended it; 0 when it came to its end."""
    points: int | None
    """How many points it passed, if it came to its end."""
    seconds: float


class Arena:
    """Runs jobs in children of one server process, which imports everything once."""

    def __init__(self, server: subprocess.Popen[str]) -> None:
        self._server = server

    def run(
        self, folder: Path, steps: list[int], *, at: int | None = None, after: float | None = None
    ) -> Outcome:
        """Do `steps` in `folder`; killed at a point, after some seconds, or not at all."""
        started = time.perf_counter()
        assert self._server.stdin
        assert self._server.stdout
        job = {"folder": str(folder), "steps": steps, "at": at, "after": after}
        self._server.stdin.write(json.dumps(job) + "\n")
        self._server.stdin.flush()
        said: dict[str, list[int]] = {"ack": [], "points": [], "end": []}
        while not said["end"]:
            word, number = self._server.stdout.readline().split()
            said[word].append(int(number))
        (signal,) = said["end"]
        assert signal >= 0, "the child failed: its traceback stands on standard error"
        return Outcome(
            acknowledged=said["ack"],
            signal=signal,
            points=said["points"][0] if said["points"] else None,
            seconds=time.perf_counter() - started,
        )


@pytest.fixture(scope="package")
def arena() -> Iterator[Arena]:
    command = [sys.executable, "-m", "tests.crash.worker"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        yield Arena(server)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The story without any crash: a folder before each step, and what it holds before and after."""

    folders: list[Path]
    pictures: list[list[object]]

    def copy(self, step: int, to: Path) -> Path:
        """The folder as it is before a step."""
        return shutil.copytree(self.folders[step], to / "data")


@pytest.fixture(scope="package")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    folder = tmp_path_factory.mktemp("cerita")
    story.set_the_stage(folder / "0")
    folders, pictures = [folder / "0"], []
    for step in range(len(story.STORY)):
        after = shutil.copytree(folders[-1], folder / str(step + 1))
        store = story.open_folder(after)
        pictures.append(story.picture(store))
        story.play(store, step)
        store.close()
        folders.append(after)
    store = story.open_folder(folders[-1])
    pictures.append(story.picture(store))
    store.close()
    return Told(folders=folders, pictures=pictures)
