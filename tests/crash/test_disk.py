"""A disk that is full, fails or loses power: a sentence, and nothing acknowledged is lost."""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from lpk_desktop.errors import UserError
from lpk_desktop.storage.checking import check
from lpk_desktop.storage.direct import driver_of
from lpk_desktop.storage.store import Store
from tests.crash import story
from tests.crash.conftest import Told
from tests.crash.disk import OPERATION, Event, Trouble, cut_power, watched
from tests.crash.story import STORY

NAMES = [act.__name__ for act, _ in STORY]
MARK, PASSWORD = NAMES.index("mark_two_absent"), NAMES.index("change_password")
SENTENCES = {"disk-full", "disk-error", "data-not-reachable", "database-damaged", "not-a-database"}
"""What may be said; none of these writes to a file that is damaged only for this reader."""
SAVED = "slots-not-written"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diary:
    """What reached the disk, and how far it was when each step was acknowledged."""

    events: list[Event]
    acknowledged: list[int]
    slots: list[bytes]


def assert_holds(folder: Path, told: Told, done: int) -> list[object]:
    """The folder is whole, and holds the story up to `done` or the one act after it too."""
    store = story.open_folder(folder)
    try:
        report, found = check(store), story.picture(store)
    finally:
        store.close()
    assert report.clean, report
    assert found in told.pictures[done : done + 2]
    return found


def played(store: Store, step: int) -> bool:
    """Whether the step was acknowledged, if only in the words for keys that wait; a refusal has words."""
    try:
        story.play(store, step)
    except UserError as error:
        if error.code not in {*SENTENCES, SAVED}:
            raise
        return error.code == SAVED
    return True


def suffer(told: Told, folder: Path, step: int, trouble: Trouble, *, after: int, forever: bool) -> bool:
    """Do a step on a disk with trouble; gives whether the trouble was met."""
    told.copy(step, folder)
    with watched(folder) as disk:
        store = story.open_folder(folder / "data")
        disk.fail(trouble, after=after, forever=forever, torn=after % 2 == 1)
        acknowledged = played(store, step)
        disk.mend()
        met = disk.met
        # The same window goes on once there is room again.
        if not acknowledged:
            assert played(store, step)
        store.close()
    assert assert_holds(folder / "data", told, step) == told.pictures[step + 1]
    return met


@pytest.mark.parametrize("step", [MARK, PASSWORD], ids=["mark", "password"])
@pytest.mark.parametrize("trouble", list(Trouble), ids=[trouble.name for trouble in Trouble])
def test_an_act_survives_trouble_at_any_operation(
    trouble: Trouble, step: int, told: Told, tmp_path: Path
) -> None:
    after = 0
    while suffer(told, tmp_path / str(after), step, trouble, after=after, forever=after % 4 > 1):
        after += 1
    # Reads come from SQLite's memory here, and nothing is truncated while people work.
    assert after or OPERATION[trouble] in ("read", "truncate")


def test_reading_past_the_orm_tells_of_the_disk_and_works_once_it_does(told: Told, tmp_path: Path) -> None:
    told.copy(MARK, tmp_path)
    query = "SELECT patch FROM change"
    with watched(tmp_path) as disk:
        store = story.open_folder(tmp_path / "data")
        disk.fail(Trouble.READ, after=0, forever=True)
        with pytest.raises(UserError, match="disk-error"), store.read() as session:
            driver_of(session).execute(query).fetchall()
        disk.mend()
        with store.read() as session:
            assert driver_of(session).execute(query).fetchall()
        store.close()


def test_trouble_at_any_act_loses_nothing(kill: int, told: Told, tmp_path: Path) -> None:
    chance = random.Random()
    step, trouble = chance.randrange(len(STORY)), chance.choice(list(Trouble))
    suffer(told, tmp_path, step, trouble, after=chance.randrange(30), forever=chance.random() < 0.5)


@pytest.mark.parametrize("trouble", list(Trouble), ids=[trouble.name for trouble in Trouble])
def test_what_was_acknowledged_before_the_trouble_is_there_after_a_crash(
    trouble: Trouble, told: Told, tmp_path: Path
) -> None:
    """The disk stays broken and the process dies: no closing, no second try."""
    told.copy(MARK - 1, tmp_path / "kerja")
    with watched(tmp_path / "kerja") as disk:
        store = story.open_folder(tmp_path / "kerja" / "data")
        story.play(store, MARK - 1)
        disk.fail(trouble, after=1, forever=True)
        acknowledged = played(store, MARK)
        shutil.copytree(tmp_path / "kerja", tmp_path / "sisa", ignore=shutil.ignore_patterns("*-shm"))
        disk.mend()
        store.close()
    assert_holds(tmp_path / "sisa" / "data", told, MARK + acknowledged)


@pytest.fixture(scope="package")
def diary(told: Told, tmp_path_factory: pytest.TempPathFactory) -> Diary:
    """The whole story with everything that reached the disk."""
    folder = tmp_path_factory.mktemp("buku")
    told.copy(0, folder)
    slots = [(folder / "data" / "slots.json").read_bytes()]
    acknowledged = []
    with watched(folder) as disk:
        store = story.open_folder(folder / "data")
        for step in range(len(STORY)):
            story.play(store, step)
            acknowledged.append(len(disk.events))
            slots.append((folder / "data" / "slots.json").read_bytes())
        store.close()
    return Diary(events=disk.events, acknowledged=acknowledged, slots=slots)


def test_a_power_cut_at_any_moment_loses_nothing_acknowledged(
    kill: int, diary: Diary, told: Told, tmp_path: Path
) -> None:
    chance = random.Random()
    moment = chance.randrange(len(diary.events) + 1)
    done = sum(at <= moment for at in diary.acknowledged)
    told.copy(0, tmp_path)
    cut_power(tmp_path, diary.events[:moment], chance)
    (tmp_path / "data" / "slots.json").write_bytes(diary.slots[done])
    assert_holds(tmp_path / "data", told, done)
