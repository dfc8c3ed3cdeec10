"""Small files beside the data: one that is spoilt, or a folder in its place, counts as none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lpk_desktop.errors import UserError
from lpk_desktop.storage import door, epochs, erasures, slots
from lpk_desktop.storage.backup import second
from lpk_desktop.storage.backup.keeping import folder_of

READ: dict[str, tuple[Callable[[Path], object], object]] = {
    door.FILE: (door.read, door.Door()),
    epochs.FILE: (epochs.beside, None),
    erasures.FILE: (erasures.remembered, {}),
    second.FILE: (second.second_place, None),
}
SPOILT = [b"", b"{", b'{"lineage": "\xff"}', b'{"people": {"\x80": true}}', b"[" * 100_000, b"\xff\xfe"]


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("content", [*SPOILT, None], ids=repr)
def test_what_makes_no_sense_counts_as_none(tmp_path: Path, name: str, content: bytes | None) -> None:
    read, none = READ[name]
    file = (folder_of(tmp_path) if name == second.FILE else tmp_path) / name
    file.parent.mkdir(exist_ok=True)
    if content is None:
        file.mkdir()
    else:
        file.write_bytes(content)
    assert read(tmp_path) == none


@pytest.mark.parametrize("content", SPOILT, ids=repr)
def test_slots_that_make_no_sense_are_damaged(tmp_path: Path, content: bytes) -> None:
    (tmp_path / slots.FILE).write_bytes(content)
    with pytest.raises(UserError, match="slots-damaged"):
        slots.load(tmp_path)
