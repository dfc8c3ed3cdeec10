"""The sticks and other disks that people carry, as the system tells of them."""

from __future__ import annotations

from pathlib import Path

CARRIED = ("/media/", "/run/media/", "/Volumes/")
"""Where Linux and macOS mount what is plugged in."""


def carried_disks() -> list[Path]:
    """The roots of the disks plugged in now."""
    import psutil  # noqa: PLC0415  not needed before somebody asks for a second place

    return [
        Path(each.mountpoint)
        for each in psutil.disk_partitions()
        if each.mountpoint.startswith(CARRIED) or "removable" in each.opts.split(",")
    ]
