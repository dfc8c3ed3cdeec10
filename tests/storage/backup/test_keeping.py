"""Backups of a folder: in one place, newest first, thinned only when a new one stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from lpk_desktop.domain.backups import Reason
from lpk_desktop.errors import UserError
from lpk_desktop.storage import slots
from lpk_desktop.storage.backup import Kept, folder_of, kept_in, make, manifest_of, newest_sound
from lpk_desktop.storage.backup.archive import pack
from lpk_desktop.storage.backup.copying import SCRATCH
from lpk_desktop.storage.backup.keeping import sole, thin
from lpk_desktop.storage.engine import FILE
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.types import to_milliseconds
from tests.storage.backup.conftest import AT
from tests.storage.backup.test_copying import files_up_to

Made = Callable[..., Path]


@pytest.fixture
def data(store: Store) -> Path:
    return store.path.parent


def back_up(store: Store, at: datetime = AT) -> Kept:
    return make(store.path.parent, key=store.key, reason=Reason.ASKED, at=at)


@pytest.fixture
def made(store: Store, tmp_path: Path) -> Made:
    """Backups of any day without the work of copying: the parts are those of one real backup."""
    parts = tmp_path / "bagian"
    parts.mkdir()
    real = back_up(store, datetime(2001, 1, 1, tzinfo=UTC))
    manifest = real.manifest
    assert manifest
    for name in manifest.parts:
        (parts / name).write_bytes(b"")
    real.path.unlink()

    def write(at: datetime, *, findings: int = 0, lineage: str = manifest.lineage) -> Path:
        path = folder_of(store.path.parent) / f"{to_milliseconds(at)}-{lineage}.lpkbackup"
        told = msgspec.structs.replace(
            manifest, made_at=to_milliseconds(at), findings=findings, lineage=lineage
        )
        pack(parts, told, path)
        return path

    return write


def test_a_backup_is_named_for_people_by_centre_and_local_time(store: Store) -> None:
    assert back_up(store).path.name == "LPK Contoh 2026-07-06 08.24.00.lpkbackup"


def test_two_in_one_second_stand_beside_each_other(store: Store) -> None:
    names = {back_up(store).path.name for _ in range(2)}
    assert names == {
        "LPK Contoh 2026-07-06 08.24.00.lpkbackup",
        "LPK Contoh 2026-07-06 08.24.00 (2).lpkbackup",
    }


@pytest.mark.parametrize("name", ['LPK "Maju/Jaya" <1>: baru?', "LPK ...", "A" * 200, "", "\n\t"])
def test_any_centres_name_makes_a_file_name(store: Store, name: str) -> None:
    keys = slots.load(store.path.parent)
    slots.save(store.path.parent, msgspec.structs.replace(keys, centre=name))
    made = back_up(store).path
    assert manifest_of(made).centre == name
    assert len(made.name) < 120


def test_the_newest_stands_first_and_what_is_odd_last(store: Store, made: Made, data: Path) -> None:
    days = [AT - timedelta(days=number) for number in (1, 3, 2)]
    for day in days:
        made(day)
    (folder_of(data) / "tugas.lpkbackup").write_text("bukan")
    (folder_of(data) / "catatan.txt").write_text("milik orang")
    found = kept_in(folder_of(data))
    assert [each.manifest.at if each.manifest else each.problem for each in found] == [
        *sorted(days, reverse=True), "not-a-backup",
    ]  # fmt: skip


def test_no_folder_holds_no_backups(tmp_path: Path) -> None:
    assert kept_in(tmp_path / "tidak ada") == []


def test_a_new_backup_thins_the_old_ones(store: Store, made: Made, data: Path) -> None:
    old = [made(AT - timedelta(days=30, hours=hour)) for hour in range(3)]
    new = back_up(store)
    assert {each.path for each in kept_in(folder_of(data))} == {old[0], new.path}


def test_without_a_new_backup_no_old_one_goes(store: Store, made: Made, data: Path) -> None:
    old = {made(AT - timedelta(days=30, hours=hour)) for hour in range(3)}
    with files_up_to(1000), pytest.raises(UserError, match=r"disk-(full|error)"):
        back_up(store)
    assert {each.path for each in kept_in(folder_of(data))} == old


def test_those_with_findings_never_push_out_a_sound_one(store: Store, made: Made, data: Path) -> None:
    sound = made(AT - timedelta(days=400))
    for day in range(3, 60):
        made(AT - timedelta(days=day), findings=1)
    thin(folder_of(data), _lineage(sound), now=AT)
    assert sound.exists()
    found = newest_sound(folder_of(data), now=AT)
    assert found
    assert found.path == sound


def test_what_others_put_there_stays(store: Store, made: Made, data: Path) -> None:
    theirs = [made(AT - timedelta(days=30, hours=hour), lineage="f" * 16) for hour in range(3)]
    odd = folder_of(data) / "rusak.lpkbackup"
    odd.write_bytes(b"PK\x03\x04")
    mine = made(AT)
    thin(folder_of(data), _lineage(mine), now=AT)
    assert all(path.exists() for path in (*theirs, odd, mine))


def test_one_from_the_future_is_the_newest_only_where_there_is_no_other(made: Made, data: Path) -> None:
    ahead = made(AT + timedelta(days=3650))
    alone = newest_sound(folder_of(data), now=AT)
    past = made(AT - timedelta(days=1))
    beside = newest_sound(folder_of(data), now=AT)
    assert alone
    assert beside
    assert (alone.path, beside.path) == (ahead, past)


def _lineage(path: Path) -> str:
    return manifest_of(path).lineage


def test_what_a_killed_backup_left_goes_with_the_next(store: Store, data: Path) -> None:
    left = folder_of(data) / f"{SCRATCH}abc"
    left.mkdir(parents=True)
    (left / FILE).write_bytes(b"setengah")
    back_up(store)
    assert not left.exists()


def test_only_one_process_makes_backups_at_a_time(store: Store, data: Path) -> None:
    with sole(folder_of(data)), pytest.raises(UserError, match="backup-running"):
        back_up(store)
    assert back_up(store).sound


def test_a_folder_without_its_file_gives_no_empty_backup(store: Store, data: Path) -> None:
    (data / FILE).rename(data / "di tempat lain")
    with pytest.raises(UserError, match="data-file-missing"):
        back_up(store)
    assert not (data / FILE).exists()
