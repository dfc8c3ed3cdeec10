"""`kill -9` while the whole file is backed up, put back or mended: it is done, or as if not begun."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from signal import SIGKILL

import pytest

from lpk_desktop.services import backups, ways_in
from lpk_desktop.services.access import people
from lpk_desktop.storage.checking import check
from lpk_desktop.storage.engine import FILE, connect
from lpk_desktop.storage.repairing import repair
from tests.crash import story
from tests.crash.conftest import Arena, Told
from tests.crash.story import SAFEKEEPING, STORY
from tests.factory import ADMIN

BACK_UP, RESTORE, MEND = range(len(STORY), len(STORY) + len(SAFEKEEPING))
BEFORE = len(STORY)
"""The story's end."""


@pytest.fixture(scope="module")
def backed_up(arena: Arena, told: Told, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder at the end, with a backup of it."""
    folder = told.copy(BEFORE, tmp_path_factory.mktemp("cadangan"))
    assert arena.run(folder, [BACK_UP]).acknowledged == [BACK_UP]
    return folder


def killed(arena: Arena, stage: Path, step: int, place: Path, most: int) -> Iterator[tuple[Path, bool]]:
    """Copies of `stage` in which the step was killed, each at another point; whether it was acknowledged."""
    points = arena.run(shutil.copytree(stage, place / "lengkap"), [step]).points
    assert points
    # Copying a file page by page passes very many points that are all alike; those at the end decide.
    for point in sorted({*range(0, points, max(1, 8 * points // most)), *range(max(0, points - 18), points)}):
        folder = shutil.copytree(stage, place / str(point))
        outcome = arena.run(folder, [step], at=point)
        assert outcome.signal == SIGKILL
        yield folder, bool(outcome.acknowledged)
        shutil.rmtree(folder)


def held(folder: Path) -> list[object]:
    """What the folder holds, once it was opened as the window does; its check is clean."""
    people(folder)  # the door's first look ends a swap that broke off
    store = story.open_folder(folder)
    try:
        assert check(store).clean
        return story.picture(store)
    finally:
        store.close()


def test_a_backup_is_there_and_good_or_not_there(
    arena: Arena, told: Told, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    stage = told.folders[BEFORE]
    for folder, acknowledged in killed(arena, stage, BACK_UP, tmp_path, pytestconfig.getoption("crash")):
        found = backups.backups(folder)
        assert len(found) >= acknowledged
        way_in = ways_in.with_password(ADMIN, story.password_of(folder)[0])
        assert all(backups.verify(folder, each.path, way_in=way_in).clean for each in found)
        assert held(folder) == told.pictures[BEFORE]


def test_a_restoration_is_done_or_not_begun(
    arena: Arena, backed_up: Path, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    stage = shutil.copytree(backed_up, tmp_path / "data")
    store = story.open_folder(stage)
    story.play(store, [act.__name__ for act, _ in STORY].index("mark_two_absent"))
    store.close()
    before = held(stage)
    whole = shutil.copytree(stage, tmp_path / "whole")
    assert arena.run(whole, [RESTORE]).acknowledged == [RESTORE]
    after = held(whole)
    assert before != after
    for folder, acknowledged in killed(arena, stage, RESTORE, tmp_path, pytestconfig.getoption("crash")):
        assert held(folder) in ([after] if acknowledged else [before, after])


def test_a_repair_is_done_or_can_be_done_again(
    arena: Arena, told: Told, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    stage = told.copy(BEFORE, tmp_path)
    driver = connect(stage / FILE, story.password_of(stage)[1].key)
    driver.execute("UPDATE mark SET code = 'S'")
    driver.close()
    for folder, acknowledged in killed(arena, stage, MEND, tmp_path, pytestconfig.getoption("crash")):
        store = story.open_folder(folder)
        again = repair(store, "Perbaikan").mended
        store.close()
        assert not (acknowledged and again)
        assert held(folder) == told.pictures[BEFORE]
