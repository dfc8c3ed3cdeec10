"""`kill -9` at any moment: the next start opens, the check is clean, no acknowledged act is missing."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from signal import SIGKILL

import pytest

from lpk_desktop.storage.checking import check
from tests.crash import story
from tests.crash.conftest import Arena, Outcome, Told
from tests.crash.story import ACTS, ONCE, STORY

EVERY = [*range(len(ONCE) + len(ACTS))]
"""Each act once."""


def assert_whole(folder: Path, told: Told, *, first: int, outcome: Outcome) -> None:
    """The folder holds just what was acknowledged since step `first`, or the one act after it too."""
    done = first + len(outcome.acknowledged)
    store = story.open_folder(folder)
    try:
        report = check(store)
        found = story.picture(store)
    finally:
        store.close()
    assert report.clean, report
    assert outcome.acknowledged == list(range(first, done))
    assert found in told.pictures[done : done + 2]


@pytest.mark.parametrize("step", EVERY, ids=[act.__name__ for act, _ in STORY[: len(EVERY)]])
def test_killed_between_any_two_writes_an_act_is_whole_or_not_there(
    step: int, arena: Arena, told: Told, tmp_path: Path
) -> None:
    points = arena.run(told.copy(step, tmp_path / "lengkap"), [step]).points
    assert points
    for point in range(points):
        folder = told.copy(step, tmp_path / str(point))
        outcome = arena.run(folder, [step], at=point)
        assert outcome.signal == SIGKILL
        assert_whole(folder, told, first=step, outcome=outcome)
        shutil.rmtree(folder)


@pytest.fixture(scope="package")
def seconds(arena: Arena, told: Told, tmp_path_factory: pytest.TempPathFactory) -> float:
    """How long the whole story takes."""
    folder = told.copy(0, tmp_path_factory.mktemp("waktu"))
    outcome = arena.run(folder, list(range(len(STORY))))
    assert_whole(folder, told, first=0, outcome=outcome)
    return outcome.seconds


def test_killed_at_any_moment_nothing_acknowledged_is_lost(
    kill: int, arena: Arena, told: Told, seconds: float, tmp_path: Path
) -> None:
    folder = told.copy(0, tmp_path)
    outcome = arena.run(folder, list(range(len(STORY))), after=random.uniform(0, seconds))
    assert_whole(folder, told, first=0, outcome=outcome)


def test_work_goes_on_after_a_kill(arena: Arena, told: Told, tmp_path: Path) -> None:
    folder = told.copy(0, tmp_path)
    done = 0
    while done < len(STORY):
        outcome = arena.run(folder, list(range(done, len(STORY))), at=100)
        assert_whole(folder, told, first=done, outcome=outcome)
        store = story.open_folder(folder)
        done = told.pictures.index(story.picture(store))
        store.close()
