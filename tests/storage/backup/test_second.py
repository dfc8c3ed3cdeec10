"""The second place is used when it is plugged in, and nothing is said when it is not."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from lpk_desktop.domain.backups import Reason
from lpk_desktop.errors import UserError
from lpk_desktop.storage.backup import Kept, folder_of, kept_in, make, manifest_of
from lpk_desktop.storage.backup.second import MARK, NAME, carry, choose, copy_to, forget, found, second_place
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.types import to_milliseconds
from tests.storage.backup.conftest import AT
from tests.storage.backup.test_copying import files_up_to


@pytest.fixture
def data(store: Store) -> Path:
    return store.path.parent


@pytest.fixture
def backup(store: Store, data: Path) -> Kept:
    return make(data, key=store.key, reason=Reason.DAY, at=AT)


@pytest.fixture
def stick(tmp_path: Path, data: Path) -> Path:
    """A stick that was chosen."""
    (tmp_path / "STIK").mkdir()
    choose(data, tmp_path / "STIK")
    return tmp_path / "STIK"


def unplug(stick: Path) -> Path:
    return stick.rename(stick.with_name("di laci"))


def test_a_backup_is_carried_to_the_stick_bit_for_bit(stick: Path, data: Path, backup: Kept) -> None:
    carried = carry(data, backup, at=AT)
    assert carried == stick / NAME / backup.path.name
    assert carried.read_bytes() == backup.path.read_bytes()


def test_the_page_can_say_when_the_last_one_was_carried(stick: Path, data: Path, backup: Kept) -> None:
    carry(data, backup, at=AT)
    unplug(stick)
    assert carry(data, backup, at=AT + timedelta(days=1)) is None
    place = second_place(data)
    assert place
    assert place.last_at == to_milliseconds(AT)


def test_an_unplugged_stick_is_not_written_onto_the_own_disk(stick: Path, data: Path, backup: Kept) -> None:
    unplug(stick)
    stick.mkdir()  # the mount point, empty
    assert carry(data, backup, at=AT) is None
    assert list(stick.iterdir()) == []


def test_the_stick_is_found_under_another_letter(stick: Path, data: Path) -> None:
    elsewhere = unplug(stick)
    assert found(data, lambda: [data, elsewhere]) == elsewhere / NAME


def test_another_stick_in_its_place_is_not_taken_for_it(stick: Path, data: Path, backup: Kept) -> None:
    unplug(stick)
    (stick / NAME).mkdir(parents=True)
    (stick / NAME / MARK).write_text('{"mark": "lain"}')
    assert carry(data, backup, at=AT) is None


def test_two_computers_share_one_stick(stick: Path, data: Path, tmp_path: Path) -> None:
    first = second_place(data)
    choose(tmp_path / "lain", stick)
    other = second_place(tmp_path / "lain")
    assert first
    assert other
    assert first.mark == other.mark


def test_the_stick_is_thinned_of_our_own_backups_alone(stick: Path, data: Path, store: Store) -> None:
    for hour in (3, 2, 1):
        at = AT - timedelta(days=30, hours=hour)
        carry(data, make(data, key=store.key, reason=Reason.HOUR, at=at), at=at)
    assert len(kept_in(stick / NAME)) == 3
    newest = make(data, key=store.key, reason=Reason.DAY, at=AT)
    carry(data, newest, at=AT)
    assert [manifest_of(each.path).at for each in kept_in(stick / NAME)] == [
        AT, AT - timedelta(days=30, hours=1),
    ]  # fmt: skip


def test_a_full_stick_is_told_and_keeps_what_it_has(stick: Path, data: Path, backup: Kept) -> None:
    carry(data, backup, at=AT)
    backup.path.rename(backup.path.with_name("lain.lpkbackup"))
    again = kept_in(folder_of(data))[0]
    with files_up_to(1000), pytest.raises(UserError, match="disk-full"):
        carry(data, again, at=AT)
    assert [each.path.name for each in kept_in(stick / NAME)] == [backup.path.name]


def test_a_place_in_the_data_folder_is_none(data: Path, store: Store) -> None:
    with pytest.raises(UserError, match="second-place-inside"):
        choose(data, folder_of(data))
    assert second_place(data) is None


def test_a_place_can_be_given_up_and_what_lies_there_stays(stick: Path, data: Path, backup: Kept) -> None:
    carried = carry(data, backup, at=AT)
    forget(data)
    assert second_place(data) is None
    assert carried
    assert carried.exists()


def test_a_copy_for_a_person_never_replaces_a_file(tmp_path: Path, backup: Kept) -> None:
    (tmp_path / "x.lpkbackup").write_text("milik orang")
    with pytest.raises(UserError, match="backup-exists"):
        copy_to(backup.path, tmp_path / "x.lpkbackup")
    assert (tmp_path / "x.lpkbackup").read_text() == "milik orang"


def test_a_backup_that_went_bad_is_not_passed_on_as_a_good_one(stick: Path, data: Path, backup: Kept) -> None:
    content = bytearray(backup.path.read_bytes())
    content[len(content) // 2] ^= 1
    backup.path.write_bytes(bytes(content))
    with pytest.raises(UserError, match="backup-damaged"):
        carry(data, backup, at=AT)
    assert kept_in(stick / NAME) == []
