"""A page that does not open can come as zeros within a row: nothing rests on them or stops there."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlcipher3 import dbapi2 as sqlcipher

from lpk_desktop.domain.backups import Reason
from lpk_desktop.errors import UserError
from lpk_desktop.services import trainees
from lpk_desktop.storage import journal
from lpk_desktop.storage.backup import make, restore, restoring
from lpk_desktop.storage.backup.archive import unpack
from lpk_desktop.storage.backup.salvage import told_since
from lpk_desktop.storage.checking import check
from lpk_desktop.storage.engine import FILE, connect
from lpk_desktop.storage.findings import Problem
from lpk_desktop.storage.history import acts, row_history
from lpk_desktop.storage.store import Store, open_store
from lpk_desktop.storage.tables import ChangeRow
from tests.storage.backup.conftest import AT
from tests.storage.backup.test_salvage import LONG, PAGE, Desk, key_for

LABELS = [f"Sesudah {number}" for number in range(4)]
LETTER = LONG * 30
"""Of which each row runs on into pages of its own."""


@pytest.fixture
def desk(store: Store) -> Desk:
    made = make(store.path.parent, key=store.key, reason=Reason.ASKED, at=AT)
    for label in LABELS:
        with store.write(label) as session:
            trainees.add_trainee(session, {"name": label, "address": LETTER})
    store.close()
    return Desk(store.path.parent, made.path, LABELS)


def test_a_page_that_comes_as_zeros_costs_nothing_the_journal_has(desk: Desk) -> None:
    desk.spoil(*pages_of_zeros(desk))
    assert desk.restored() == (len(LABELS), LABELS)


def test_without_a_journal_it_costs_only_what_it_is_part_of(desk: Desk) -> None:
    desk.spoil(*pages_of_zeros(desk))
    for segment in journal.segments(desk.folder):
        segment.unlink()
    assert desk.restored() == (len(LABELS) - 1, LABELS[:-1])


def test_whatever_page_is_spoilt_the_journal_makes_up_for_it(desk: Desk, tmp_path: Path) -> None:
    fresh, broken, key = tmp_path / "salinan", tmp_path / "rusak", key_for(desk.folder)
    fresh.mkdir()
    broken.mkdir()
    unpack(desk.backup, fresh)
    with closing(open_store(fresh, key=key, author=None)) as copy, copy.read() as session:
        for spoilt in each_page_spoilt(desk):
            (broken / FILE).write_bytes(spoilt)
            told, _renames = told_since(session, desk.folder, broken, key)
            assert [act.act["label"] for act in told] == LABELS


def test_what_cannot_be_told_at_all_is_said_and_stays_for_the_next_start(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (desk.folder / FILE).unlink()
    before = [entry.act for entry in journal.entries(desk.folder, key_for(desk.folder))]
    with monkeypatch.context() as broken, caplog.at_level(logging.WARNING):
        broken.setattr(restoring, "salvage", lambda *_args: 1 / 0)
        broken.setattr(restoring, "retell_from", lambda *_args: 1 / 0)
        done = restore(desk.folder, desk.backup, key_for=key_for, at=AT)
    assert (done.salvaged, done.untold) == (0, True)
    assert caplog.text == ""  # the command line would show it
    assert done.aside
    for folder in (desk.folder, done.aside):
        assert [entry.act for entry in journal.entries(folder, key_for(folder))] == before
    assert labels(desk.open()) == LABELS


def test_where_only_the_file_is_in_the_way_the_journal_tells(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.spoil(*pages_of_zeros(desk))
    monkeypatch.setattr(restoring, "salvage", lambda *_args: 1 / 0)
    assert desk.restored() == (len(LABELS), LABELS)


def test_zeros_in_a_file_in_use_are_told_as_damage(desk: Desk) -> None:
    with closing(desk.open()) as store, store.read() as session:
        first = session.scalars(select(ChangeRow).where(ChangeRow.patch.contains(LABELS[0]))).one()
        row, n = first.row_id, first.n
    desk.spoil(*pages_of_zeros(desk, f"SELECT patch FROM change WHERE origin = 1 AND n = {n}"))  # noqa: S608
    with closing(desk.open()) as store, pytest.raises(UserError, match="database-damaged"):
        told_of(store, row)
    with closing(desk.open()) as store:
        assert Problem.FILE_DAMAGED in {finding.code for finding in check(store).findings}


@pytest.mark.parametrize("field", ["patch", "old"])
def test_a_change_that_says_nothing_is_no_crash(desk: Desk, field: str) -> None:
    """As where the zeros were sealed again, when the page was written anew."""
    with closing(connect(desk.folder / FILE, key_for(desk.folder))) as driver:
        row = driver.execute("SELECT row_id FROM change WHERE table_name = 'trainee'").fetchone()[0]
        driver.execute(f"UPDATE change SET {field} = '{{' || char(0) WHERE row_id = ?", (row,))  # noqa: S608
    with closing(desk.open()) as store, pytest.raises(UserError, match="database-damaged"):
        told_of(store, row.hex())


def test_who_meets_it_at_the_door_is_led_to_the_backup(desk: Desk) -> None:
    desk.spoil(*pages_of_zeros(desk))
    with pytest.raises(UserError, match="data-damaged"):
        desk.open()


def told_of(store: Store, row: str) -> None:
    with store.read() as session:
        row_history(session, row=row)


def labels(store: Store) -> list[str]:
    with closing(store), store.read() as session:
        told = [act.label for act in acts(session, limit=50)]
    return [label for label in LABELS if label in told]


def pages_of_zeros(desk: Desk, query: str = "SELECT patch FROM change") -> list[int]:
    """The pages that come as zeros in what `query` gives."""
    trial, key = desk.folder.parent / "salinan.db", key_for(desk.folder)
    found = []
    for page, spoilt in enumerate(each_page_spoilt(desk), start=1):
        trial.write_bytes(spoilt)
        with suppress(sqlcipher.Error), closing(connect(trial, key)) as driver:
            rows = driver.execute(query).fetchall()
            if any("\0" in patch for (patch,) in rows):
                found.append(page)
    assert found
    return found


def each_page_spoilt(desk: Desk) -> Iterator[bytes]:
    content = (desk.folder / FILE).read_bytes()
    for start in range(0, len(content), PAGE):
        spoilt = bytearray(content)
        spoilt[start + PAGE // 2] ^= 1
        yield bytes(spoilt)
