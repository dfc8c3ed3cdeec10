"""The numbers that a damaged file still tells, whatever page is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from lpk_desktop.domain.backups import Reason
from lpk_desktop.errors import UserError
from lpk_desktop.storage.backup import make, restore
from lpk_desktop.storage.backup.salvage import given_in
from lpk_desktop.storage.engine import FILE
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import Certificate
from tests.factory import pair
from tests.storage.backup.conftest import AT
from tests.storage.backup.pages import readable, root_of, spoil
from tests.storage.backup.test_numbers import issue, opened, without_wal, work
from tests.storage.backup.test_salvage import LONG, PAGE, key_for

PAPER = json.dumps(LONG * 4)
"""Content of which few stand on one page of the file."""


def test_whatever_page_is_lost_the_others_tell(store: Store) -> None:
    for _ in range(5):
        issue(store, text=PAPER)
    again = opened(without_wal(store, work, issue))
    issue(again, text=PAPER)
    again.close()
    told = list(told_without_one_page(again))
    assert len(told) > 30
    assert all(serials == {1, 2, 3, 4, 5, 6, 7} for serials in told)


@pytest.mark.parametrize("lost", ["change", "certificate"])
def test_where_one_place_tells_nothing_the_other_is_read_from_both_ends(store: Store, lost: str) -> None:
    for _ in range(7):
        issue(store, text=PAPER)
    store.close()
    spoil(store.path.parent, root_of(store, lost))
    told = list(told_without_one_page(store))
    assert {1, 2, 3, 4, 5, 6, 7} in told
    assert any(4 not in serials and {1, 7} <= serials for serials in told)


@pytest.mark.parametrize("paired", [False, True], ids=["alone", "paired"])
def test_a_file_that_does_not_say_its_version_comes_back(store: Store, *, paired: bool) -> None:
    if paired:
        pair(store)
    folder = store.path.parent
    made = make(folder, key=store.key, reason=Reason.ASKED, at=AT)
    number = issue(store)
    store.close()
    spoil(folder, root_of(store, "alembic_version"))
    with pytest.raises(UserError, match="data-damaged"):
        opened(folder)
    restore(folder, made.path, key_for=key_for, at=AT)
    again = opened(folder)
    with again.read() as session:
        assert session.scalars(select(Certificate.number)).all() == [number]
    again.close()


def told_without_one_page(store: Store) -> Iterator[set[int]]:
    """The serials that are told with each page spoilt in turn but those of the schema."""
    content, trial = store.path.read_bytes(), store.path.parent.parent / "salinan"
    trial.mkdir()
    for start in range(PAGE, len(content), PAGE):
        spoilt = bytearray(content)
        spoilt[start + PAGE // 2] ^= 1
        (trial / FILE).write_bytes(spoilt)
        if len(readable(trial / FILE, store.key, "SELECT name FROM sqlite_master")) > 50:
            yield {each.serial for each in given_in(trial, store.key)}
