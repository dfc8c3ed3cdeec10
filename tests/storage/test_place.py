"""Which disks a data folder may lie on."""

from __future__ import annotations

from pathlib import Path

import pytest

from lpk_desktop.errors import UserError
from lpk_desktop.storage import place
from lpk_desktop.storage.place import Disk, is_remote, refuse_remote

HOME = Disk(point="/", kind="ext4")


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs", "9p"])
def test_a_share_is_another_computer(kind: str) -> None:
    assert is_remote("/mnt/lpk/data", [HOME, Disk(point="/mnt/lpk", kind=kind)])


def test_a_folder_beside_a_share_is_not_on_it() -> None:
    assert not is_remote("/mnt/lpk-lokal", [HOME, Disk(point="/mnt/lpk", kind="nfs")])


def test_a_disk_inside_a_share_is_here() -> None:
    disks = [HOME, Disk(point="/net", kind="nfs"), Disk(point="/net/usb", kind="vfat")]
    assert not is_remote("/net/usb/data", disks)


def test_a_later_mount_covers_an_earlier_one() -> None:
    disks = [HOME, Disk(point="/data", kind="ext4"), Disk(point="/data", kind="cifs")]
    assert is_remote("/data/pusat", disks)


def test_a_windows_network_drive_is_another_computer() -> None:
    disks = [
        Disk(point="C:\\", kind="NTFS", options="rw,fixed"),
        Disk(point="Z:\\", kind="NTFS", options="rw,remote"),
    ]
    assert is_remote("Z:\\lpk", disks)
    assert not is_remote("C:\\lpk", disks)
    assert is_remote("\\\\server\\lpk", disks)


def test_a_folder_not_made_yet_is_judged_by_where_it_will_lie(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "_disks", lambda: [HOME, Disk(point=str(tmp_path.resolve()), kind="cifs")])
    with pytest.raises(UserError, match="data-on-network"):
        refuse_remote(tmp_path / "baru" / "pusat")


def test_this_computers_own_disk_is_taken(tmp_path: Path) -> None:
    refuse_remote(tmp_path / "baru")
