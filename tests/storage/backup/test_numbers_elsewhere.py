"""Numbers that only another backup tells: of an older one that comes back none is given again."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from lpk_desktop.domain.backups import Reason
from lpk_desktop.storage import journal
from lpk_desktop.storage.backup import folder_of, make, newest_sound, restore, second
from lpk_desktop.storage.engine import FILE
from lpk_desktop.storage.store import Store
from tests.factory import make_centre, pair
from tests.storage.backup.conftest import AT
from tests.storage.backup.test_numbers import coming, issue, opened
from tests.storage.backup.test_salvage import key_for


def back_up(store: Store, hours: int = 0) -> Path:
    at = AT + timedelta(hours=hours)
    return make(store.path.parent, key=store.key, reason=Reason.ASKED, at=at).path


def lose(folder: Path) -> None:
    """The file, and the journal, which is thinned after some days."""
    (folder / FILE).unlink()
    shutil.rmtree(folder / journal.FOLDER)


def next_after(folder: Path, backup: Path) -> int:
    """The serial that comes next once `backup` was put back."""
    restore(folder, backup, key_for=key_for, at=AT)
    store = opened(folder)
    try:
        return coming(store)[2]
    finally:
        store.close()


@pytest.fixture(params=[False, True], ids=["alone", "paired"])
def issued(store: Store, request: pytest.FixtureRequest) -> tuple[Path, Path, Path]:
    """A folder that lost all but two backups: one from before two certificates, one from after."""
    if request.param:
        pair(store)
    before = back_up(store)
    issue(store)
    issue(store)
    after = back_up(store, 1)
    store.close()
    lose(store.path.parent)
    return store.path.parent, before, after


def test_a_newer_backup_in_the_folder_tells_them(issued: tuple[Path, Path, Path]) -> None:
    folder, before, _after = issued
    assert next_after(folder, before) == 3


def test_one_beside_that_which_comes_back(issued: tuple[Path, Path, Path], tmp_path: Path) -> None:
    folder, before, after = issued
    stick = tmp_path / "stik"
    stick.mkdir()
    for backup in (before, after):
        backup.replace(stick / backup.name)
    assert next_after(folder, stick / before.name) == 3


def test_one_in_the_second_place(issued: tuple[Path, Path, Path], tmp_path: Path) -> None:
    folder, before, after = issued
    stick = tmp_path / "stik"
    stick.mkdir()
    second.choose(folder, stick)
    after.replace(stick / second.NAME / after.name)
    assert next_after(folder, before) == 3


def test_with_a_file_that_is_damaged(store: Store) -> None:
    folder, before = store.path.parent, back_up(store)
    issue(store)
    back_up(store, 1)
    store.close()
    shutil.rmtree(folder / journal.FOLDER)
    store.path.write_bytes(b"rusak" * 5000)
    assert next_after(folder, before) == 2


def test_one_that_cannot_be_read_is_passed_over(issued: tuple[Path, Path, Path]) -> None:
    folder, before, after = issued
    spoilt = bytearray(after.read_bytes())
    spoilt[len(spoilt) // 2] ^= 1
    after.write_bytes(spoilt)
    assert next_after(folder, before) == 1


def test_another_computers_numbers_are_its_own(issued: tuple[Path, Path, Path], tmp_path: Path) -> None:
    folder, before, after = issued
    after.unlink()
    other = make_centre(tmp_path / "lain")
    theirs = make(tmp_path / "lain", key=other.key, reason=Reason.ASKED, at=AT).path
    other.close()
    shutil.copy(theirs, folder_of(folder) / "lain.lpkbackup")
    assert next_after(folder, before) == 1


def test_only_what_goes_further_is_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of two days' backups lie there, and each would have to be unpacked."""
    folder = store.path.parent
    for hour in range(3):
        issue(store)
        newest = back_up(store, hour)
    store.close()
    lose(folder)
    monkeypatch.setattr("lpk_desktop.storage.backup.others.unpack", lambda *_args: 1 / 0)
    assert next_after(folder, newest) == 4


@pytest.mark.parametrize("issues", [0, 1], ids=["the same in both", "more in the later"])
def test_a_clock_that_was_set_back_makes_no_old_backup_the_newest(store: Store, issues: int) -> None:
    back_up(store)
    for _ in range(issues):
        issue(store)
    later = back_up(store, 24 * 15)
    past = back_up(store, 24 * 5)
    found = newest_sound(folder_of(store.path.parent), now=AT + timedelta(days=5))
    assert found
    assert found.path == past  # what is there now, by whatever clock
    past.unlink()
    found = newest_sound(folder_of(store.path.parent), now=AT + timedelta(days=5))
    assert found
    assert (found.path == later) is (issues > 0)
