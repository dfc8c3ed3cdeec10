"""`kill -9` at any moment: the next start opens, the check is clean, no acknowledged act is missing."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from signal import SIGKILL

import pytest

from lpk_desktop.services import access
from lpk_desktop.services.sample import counts
from lpk_desktop.storage.checking import check
from tests.crash import story
from tests.crash.conftest import Arena, Outcome, Told
from tests.crash.story import ACTS, ONCE, STORY
from tests.crash.worker import FOUND
from tests.factory import ADMIN, PASSWORD, make_centre

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


def test_killed_while_a_centre_is_founded_there_is_none_or_a_whole_one(
    arena: Arena, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    points = arena.run(tmp_path / "lengkap", [FOUND]).points
    assert points
    whole = held(tmp_path / "lengkap")
    # Until the keys are written all points are alike; those at the end decide.
    step = max(1, 8 * points // pytestconfig.getoption("crash"))
    for point in {*range(0, points, step), *range(points - 18, points)}:
        folder = tmp_path / str(point)
        outcome = arena.run(folder, [FOUND], at=point)
        assert outcome.signal == SIGKILL
        assert access.has_centre(folder) or not outcome.acknowledged
        if not access.has_centre(folder):
            make_centre(folder).close()
        assert held(folder) == whole
        shutil.rmtree(folder)


def held(folder: Path) -> dict[str, int]:
    """How many rows of each kind a folder holds that is clean."""
    store = access.sign_in(folder, name=ADMIN, password=PASSWORD)
    try:
        assert check(store).clean
        return counts(store)
    finally:
        store.close()


def test_work_goes_on_after_each_kill(arena: Arena, told: Told, tmp_path: Path) -> None:
    folder = told.copy(0, tmp_path)
    done, points = 0, 0
    while done < len(STORY):
        # Each life is longer, so that the longest act has its turn.
        points += 40
        outcome = arena.run(folder, list(range(done, len(STORY))), at=points)
        assert_whole(folder, told, first=done, outcome=outcome)
        store = story.open_folder(folder)
        done = told.pictures.index(story.picture(store))
        store.close()
