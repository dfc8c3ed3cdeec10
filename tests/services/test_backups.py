"""Backups as people meet them: which is the newest, what is due, and what opens them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from lpk_desktop.domain.backups import Reason
from lpk_desktop.errors import UserError
from lpk_desktop.services import backups, ways_in
from lpk_desktop.services.access import NewCentre, found_centre
from lpk_desktop.storage.backup import folder_of
from lpk_desktop.storage.store import Store
from tests.factory import ADMIN, LATER, LIGHT, PASSWORD, make_centre
from tests.storage.test_capture import add
from tests.storage.test_checking import tamper

HOUR = timedelta(hours=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = make_centre(tmp_path / "data")
    yield made
    made.close()


@pytest.fixture
def stick(store: Store, tmp_path: Path) -> Path:
    (tmp_path / "stik").mkdir()
    backups.choose_second_place(store, tmp_path / "stik")
    return tmp_path / "stik"


def test_the_first_of_a_day_is_due_even_without_a_change(store: Store) -> None:
    first = backups.back_up_when_due(store, at=LATER)
    again = backups.back_up_when_due(store, at=LATER + HOUR)
    next_day = backups.back_up_when_due(store, at=LATER + 24 * HOUR)
    assert first is not None
    assert again is not None
    assert next_day is not None
    assert [each.line.reason for each in (first, again, next_day)] == [Reason.DAY] * 3
    assert (again.line.path, next_day.line.path == first.line.path) == (first.line.path, False)


def test_what_failed_its_check_is_not_the_newest_good_one(store: Store) -> None:
    good = backups.back_up(store, reason=Reason.ASKED, at=LATER).line
    tamper(store, "DELETE FROM change WHERE n = 5")
    bad = backups.back_up(store, reason=Reason.ASKED, at=LATER + HOUR).line
    newest = backups.newest_backup(store.path.parent, now=LATER + 2 * HOUR)
    assert newest is not None
    assert (bad.sound, newest.path) == (False, good.path)


def test_where_the_own_place_is_empty_the_second_has_the_newest(store: Store, stick: Path) -> None:
    made = backups.back_up(store, reason=Reason.ASKED, at=LATER)
    assert made.carried is not None
    made.line.path.unlink()
    newest = backups.newest_backup(store.path.parent, now=LATER)
    assert newest is not None
    assert newest.path == made.carried
    assert [each.path for each in backups.backups(store.path.parent)] == [made.carried]


def test_a_backup_in_both_places_is_listed_once(store: Store, stick: Path) -> None:
    made = backups.back_up(store, reason=Reason.ASKED, at=LATER)
    assert [each.path for each in backups.backups(store.path.parent)] == [made.line.path]


@pytest.fixture
def twice(store: Store, stick: Path) -> tuple[Path, Path]:
    """One backup, and its copy in the second place."""
    made = backups.back_up(store, reason=Reason.ASKED, at=LATER)
    backups.back_up(store, reason=Reason.ASKED, at=LATER - HOUR)
    assert made.carried is not None
    return made.line.path, made.carried


def test_of_one_that_is_damaged_here_the_sound_copy_is_listed(store: Store, twice: tuple[Path, Path]) -> None:
    here, away = twice
    here.write_bytes(here.read_bytes()[:-5000])
    found = backups.backups(store.path.parent)
    assert [(each.path == away, each.sound) for each in found] == [(True, True), (False, True)]


def test_one_that_is_damaged_in_both_places_is_listed_as_it_is_here(
    store: Store, twice: tuple[Path, Path]
) -> None:
    for path in twice:
        path.write_bytes(path.read_bytes()[:-5000])
    found = backups.backups(store.path.parent)
    assert [(each.path, each.sound) for each in found][1:] == [(twice[0], False)]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04" + b"\0" * 26 + b"backup.json", None])
def test_where_one_is_damaged_the_sound_copy_is_named(
    store: Store, twice: tuple[Path, Path], content: bytes | None
) -> None:
    here, away = twice
    data, whole = store.path.parent, here.read_bytes()
    middle = len(whole) // 2
    spoilt = bytes([whole[middle] ^ 1])
    here.write_bytes(whole[:middle] + spoilt + whole[middle + 1 :] if content is None else content)
    store.close()
    way_in = ways_in.with_password(ADMIN, PASSWORD)
    for tried in (
        lambda: backups.verify(data, here, way_in=way_in),
        lambda: backups.restore(data, here, way_in=way_in, at=LATER),
    ):
        with pytest.raises(UserError, match="backup-has-copy") as told:
            tried()
        assert told.value.facts == {"file": str(here), "other": str(away)}
    away.write_bytes(b"juga rusak")
    with pytest.raises(UserError, match=r"backup-damaged|not-a-backup"):
        backups.restore(data, here, way_in=way_in, at=LATER)


def test_a_damaged_copy_in_the_second_place_names_no_other(store: Store, twice: tuple[Path, Path]) -> None:
    away = twice[1]
    away.write_bytes(b"rusak")
    with pytest.raises(UserError, match="not-a-backup"):
        backups.people_in(store.path.parent, away)


def test_trouble_with_the_stick_does_not_undo_the_backup(store: Store, stick: Path) -> None:
    (place,) = stick.iterdir()
    (place / ".lock").mkdir()
    made = backups.back_up(store, reason=Reason.ASKED, at=LATER)
    assert made.line.path.exists()
    assert made.carried is None
    assert made.trouble is not None
    assert made.trouble.code == "backup-not-written"


def test_before_something_large_what_has_not_changed_is_not_copied_again(store: Store) -> None:
    for _again in range(2):
        assert backups.back_up_before(store, reason=Reason.IMPORT, at=LATER) is None
    assert len(backups.backups(store.path.parent)) == 1
    add(store, "Siti")
    backups.back_up_before(store, reason=Reason.IMPORT, at=LATER)
    assert len(backups.backups(store.path.parent)) == 2


def test_before_something_large_trouble_is_told_and_stops_nothing(store: Store) -> None:
    folder_of(store.path.parent).write_text("bukan folder")
    trouble = backups.back_up_before(store, reason=Reason.IMPORT, at=LATER)
    assert trouble is not None
    assert trouble.code == "backup-not-written"


def test_a_password_or_the_recovery_code_opens_one(tmp_path: Path) -> None:
    data = tmp_path / "data"
    centre = NewCentre(name="LPK", place="Purwokerto")
    founded = found_centre(data, centre, admin=ADMIN, password=PASSWORD, device="Laptop", cost=LIGHT)
    made = backups.back_up(founded.store, reason=Reason.ASKED, at=LATER).line.path
    founded.store.close()
    for secret in (PASSWORD, founded.recovery_code):
        assert backups.verify(data, made, way_in=ways_in.with_either(ADMIN, secret)).clean
    with pytest.raises(UserError, match="wrong-password"):
        backups.verify(data, made, way_in=ways_in.with_either(ADMIN, "sandi-yang-salah"))


def test_checking_one_needs_nothing_of_the_data_it_came_from(store: Store, tmp_path: Path) -> None:
    made = backups.back_up(store, reason=Reason.ASKED, at=LATER).line.path
    alone = Path(shutil.copy(made, tmp_path / "di-stik.lpkbackup"))
    report = backups.verify(tmp_path / "kosong", alone, way_in=ways_in.with_either(ADMIN, PASSWORD))
    assert report.clean
    assert not (tmp_path / "kosong").exists()


def test_how_it_stands_is_told_of_both_places(store: Store, stick: Path) -> None:
    before = backups.standing(store, now=LATER)
    made = backups.back_up(store, reason=Reason.ASKED, at=LATER)
    after = backups.standing(store, now=LATER)
    assert (before.newest, before.latest, before.sample) == (None, None, False)
    assert after.newest == after.latest == made.line
    assert after.second is not None
    assert after.second.here
    assert after.second.last_at == made.line.at
