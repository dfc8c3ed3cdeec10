"""Where a data folder may lie: on a disk of this computer.

SQLite's write-ahead log needs memory that its readers share, which file servers do not give
("All processes using a database must be on the same host", sqlite.org/wal.html): two computers
on one file would damage it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lpk_desktop.errors import UserError

REMOTE = frozenset({
    "9p", "afpfs", "afs", "ceph", "cifs", "coda", "davfs", "fuse.davfs", "fuse.gcsfuse", "fuse.glusterfs",
    "fuse.rclone", "fuse.s3fs", "fuse.sshfs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "smb2", "smb3",
    "smbfs", "webdav",
})  # fmt: skip
"""Kinds of file system that lie on another computer, as Linux and macOS call them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disk:
    """One place where files lie, as the system tells of it."""

    point: str
    kind: str
    options: str = ""


def refuse_remote(folder: Path) -> None:
    """Raise UserError("data-on-network") where `folder`, which need not exist, is on another computer."""
    there = next(each for each in (folder.absolute(), *folder.absolute().parents) if each.exists())
    if is_remote(os.fspath(there.resolve()), _disks()):
        raise UserError("data-on-network", folder=str(folder))


def is_remote(folder: str, disks: Iterable[Disk]) -> bool:
    """Whether `folder`, an absolute path without links, lies on another computer's disk."""
    if folder.startswith("\\\\"):
        return True
    around = [disk for disk in disks if _inside(folder, disk.point)]
    if not around:
        return False
    # Of two mounts on one point the later covers the earlier.
    nearest = max(reversed(around), key=lambda disk: len(disk.point))
    return nearest.kind.lower() in REMOTE or "remote" in nearest.options.split(",")


def _disks() -> list[Disk]:
    import psutil  # noqa: PLC0415  not needed before a folder is opened

    found = psutil.disk_partitions(all=True)
    return [Disk(point=each.mountpoint, kind=each.fstype, options=each.opts) for each in found]


def _inside(folder: str, point: str) -> bool:
    stem = point.rstrip("/\\")
    return folder == stem or folder.startswith((stem + "/", stem + "\\"))
