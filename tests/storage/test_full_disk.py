"""A full disk is called full, also where SQLite only says that reading or writing failed."""

from __future__ import annotations

from pathlib import Path

import pytest

from lpk_desktop.errors import UserError
from lpk_desktop.services.access import NewCentre, found_centre, sign_in
from lpk_desktop.storage.durable import is_full
from lpk_desktop.storage.engine import FILE
from tests.factory import ADMIN, LIGHT, PASSWORD, make_centre
from tests.storage.backup.test_copying import files_up_to

SMALL = 1000
"""Bytes: less than what SQLite shares between processes beside the file."""


def test_what_stands_beside_the_file_and_cannot_grow_tells_of_a_full_disk(tmp_path: Path) -> None:
    make_centre(tmp_path / "data").close()
    with files_up_to(SMALL), pytest.raises(UserError, match="disk-full") as told:
        sign_in(tmp_path / "data", name=ADMIN, password=PASSWORD)
    assert told.value.facts == {"file": str(tmp_path / "data" / FILE)}
    sign_in(tmp_path / "data", name=ADMIN, password=PASSWORD).close()


def test_a_file_that_cannot_be_made_on_a_disk_with_room_is_not_reachable(tmp_path: Path) -> None:
    make_centre(tmp_path / "data").close()
    (tmp_path / "data" / f"{FILE}-wal").mkdir()
    with pytest.raises(UserError, match="data-not-reachable"):
        sign_in(tmp_path / "data", name=ADMIN, password=PASSWORD)


def test_a_centre_founded_on_a_full_disk_is_told_so(tmp_path: Path) -> None:
    with files_up_to(SMALL), pytest.raises(UserError, match="disk-full"):
        found_centre(
            tmp_path / "data", NewCentre(name="LPK"), admin=ADMIN, password=PASSWORD, device="A", cost=LIGHT
        )


@pytest.mark.parametrize(("most", "full"), [(0, True), (SMALL, True), (1 << 24, False)])
def test_a_disk_is_full_when_next_to_nothing_fits(tmp_path: Path, most: int, *, full: bool) -> None:
    with files_up_to(most):
        assert is_full(tmp_path) is full
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone_is_not_full(tmp_path: Path) -> None:
    assert not is_full(tmp_path / "tidak ada")
