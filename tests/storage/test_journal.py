"""The acts written down beside the file: sealed, whole, gone with whoever is erased, and in nobody's way."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from lpk_desktop.domain.backups import Reason
from lpk_desktop.domain.erasing import Reason as Erased
from lpk_desktop.services import trainees
from lpk_desktop.services.erasing import erase_people
from lpk_desktop.storage import journal
from lpk_desktop.storage.backup import make
from lpk_desktop.storage.capture import CapturingSession
from lpk_desktop.storage.engine import driver_of
from lpk_desktop.storage.erasing import Traces, traces
from lpk_desktop.storage.store import Store, open_store
from lpk_desktop.storage.tables import ActRow, ChangeRow
from tests.factory import LATER, make_centre
from tests.storage.backup.conftest import AT

NIK = "9901010101900001"


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Store]:
    store = make_centre(tmp_path / "data")
    yield store
    store.close()


def add(store: Store, name: str) -> str:
    with store.write(f"Tambah {name}") as session:
        return trainees.add_trainee(session, {"name": name, "nik": NIK})


def told(store: Store) -> list[tuple[str, int]]:
    """Label and number of changes of each act in the journal that was committed."""
    found = journal.entries(store.path.parent, store.key)
    return [(str(each.act[2]), len(each.changes)) for each in found if each.committed]


def test_it_holds_each_act_of_the_log_with_all_its_changes(centre: Store) -> None:
    for name in ("Siti", "Budi"):
        add(centre, name)
    with centre.read() as session:
        acts = session.scalars(select(ActRow).order_by(ActRow.n)).all()
        sizes = [len(session.scalars(select(ChangeRow.n).where(ChangeRow.tx == act.n)).all()) for act in acts]
    assert told(centre) == [(act.label, size) for act, size in zip(acts, sizes, strict=True)]


def test_what_was_not_committed_is_not_in_it(centre: Store) -> None:
    before = told(centre)
    with pytest.raises(ZeroDivisionError):
        break_off(centre)
    assert told(centre) == before


def break_off(store: Store) -> None:
    with store.write("Gagal") as session:
        trainees.add_trainee(session, {"name": "Siti"})
        session.flush()
        raise ZeroDivisionError


def test_it_shows_nothing_without_the_key(centre: Store) -> None:
    add(centre, "Siti Rahmawati")
    content = b"".join(path.read_bytes() for path in journal.segments(centre.path.parent))
    assert b"Siti" not in content
    assert NIK.encode() not in content
    assert list(journal.entries(centre.path.parent, bytes(32))) == []


def test_whoever_is_erased_is_not_in_it(centre: Store) -> None:
    person = add(centre, "Siti Rahmawati")
    with centre.write("Hapus data pribadi", source="final") as session:
        erase_people(session, [person], reason=Erased.REQUESTED, now=LATER)
    add(centre, "Budi")
    assert told(centre) == [("Tambah Budi", 1)]


def test_another_store_goes_on_in_the_segment_that_an_erasure_emptied(centre: Store) -> None:
    person = add(centre, "Siti Rahmawati")
    other = open_store(centre.path.parent, key=centre.key, author=centre.author)
    with other.write("Hapus data pribadi", source="final") as session:
        erase_people(session, [person], reason=Erased.REQUESTED, now=LATER)
    assert told(centre) == []
    add(centre, "Budi")
    add(other, "Citra")
    assert told(centre) == [("Tambah Budi", 1), ("Tambah Citra", 1)]
    other.close()


def test_where_it_cannot_be_written_work_goes_on(centre: Store) -> None:
    folder = centre.path.parent
    centre.close()
    for path in journal.segments(folder):
        path.unlink()
    (folder / journal.FOLDER).rmdir()
    (folder / journal.FOLDER).write_text("di jalan")
    store = open_store(folder, key=centre.key, author=centre.author)
    add(store, "Siti")
    assert told(store) == []
    (folder / journal.FOLDER).unlink()
    add(store, "Budi")
    assert told(store) == [("Tambah Budi", 1)]
    store.close()


def test_after_half_a_record_the_next_act_can_be_found(
    centre: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = journal._sealed
    monkeypatch.setattr(journal, "_sealed", lambda *given: Cut(whole(*given)[:-3]))
    add(centre, "Siti")
    monkeypatch.setattr(journal, "_sealed", whole)
    add(centre, "Budi")
    assert told(centre)[-1] == ("Tambah Budi", 1)
    assert ("Tambah Siti", 1) not in told(centre)


class Cut(bytes):
    """What of a record reaches a full disk; it says how long the record would have been."""

    def __len__(self) -> int:
        return super().__len__() + 3


def test_a_segment_ends_when_it_is_large(centre: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "LARGEST", 100)
    before = len(journal.segments(centre.path.parent))
    centre.close()
    store = open_store(centre.path.parent, key=centre.key, author=centre.author)
    for name in ("Siti", "Budi"):
        add(store, name)
    assert len(journal.segments(centre.path.parent)) == before + 2
    assert told(store)[-2:] == [("Tambah Siti", 1), ("Tambah Budi", 1)]
    store.close()


def test_segments_that_backups_make_needless_go_with_a_good_backup(centre: Store) -> None:
    folder = centre.path.parent
    add(centre, "Siti")
    (old,) = journal.segments(folder)
    os.utime(old, (time.time() - journal.KEPT_S - 60,) * 2)
    centre.close()
    store = open_store(folder, key=centre.key, author=centre.author)
    add(store, "Budi")
    assert len(journal.segments(folder)) == 2
    make(folder, key=store.key, reason=Reason.ASKED, at=AT)
    assert old not in journal.segments(folder)
    assert told(store) == [("Tambah Budi", 1)]
    store.close()


def test_a_segment_that_a_backup_removed_while_the_computer_slept_is_not_written_to(
    centre: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(centre, "Siti")
    woken = time.time() + journal.KEPT_S + 60
    monkeypatch.setattr("time.time", lambda: woken)
    make(centre.path.parent, key=centre.key, reason=Reason.ASKED, at=AT)
    assert told(centre) == []
    add(centre, "Budi")
    assert told(centre) == [("Tambah Budi", 1)]


@pytest.mark.parametrize("error", [PermissionError, FileNotFoundError])
def test_an_erasure_ends_where_a_segment_cannot_be_emptied(
    centre: Store, monkeypatch: pytest.MonkeyPatch, error: type[OSError]
) -> None:
    person = add(centre, "Siti Rahmawati")

    def fail(path: Path, _length: int) -> None:
        if error is FileNotFoundError:
            path.unlink()
        raise error

    monkeypatch.setattr("os.truncate", fail)
    with centre.write("Hapus data pribadi", source="final") as session:
        erase_people(session, [person], reason=Erased.REQUESTED, now=LATER)
    assert told(centre) == []
    with centre.read() as session:
        assert traces(driver_of(session.connection())) is Traces.SWEPT


@pytest.mark.parametrize("left", [1, 3, 4, 5, 11, 12, 15, 16, 17, 30])
def test_a_torn_record_ends_its_segment(centre: Store, left: int) -> None:
    add(centre, "Siti")
    before = told(centre)
    (segment,) = journal.segments(centre.path.parent)
    size = segment.stat().st_size
    add(centre, "Budi")
    os.truncate(segment, size + left)
    assert told(centre) == before


@pytest.mark.parametrize("length", [0, 5, 2**31])
def test_a_length_that_cannot_be_ends_its_segment(centre: Store, length: int) -> None:
    add(centre, "Siti")
    before = told(centre)
    (segment,) = journal.segments(centre.path.parent)
    with segment.open("ab") as file:
        file.write(length.to_bytes(4) + bytes(20))
    assert told(centre) == before


def test_a_segment_that_somebody_removed_is_not_written_to(
    centre: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "LOOKED_S", 0)
    add(centre, "Siti")
    for path in journal.segments(centre.path.parent):
        path.unlink()
    add(centre, "Budi")
    assert told(centre) == [("Tambah Budi", 1)]


def test_a_commit_that_fails_leaves_nothing_that_counts(
    centre: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(centre, "Siti")
    before = told(centre)
    monkeypatch.setattr(CapturingSession, "commit", lambda _session: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        add(centre, "Budi")
    monkeypatch.undo()
    assert told(centre) == before
    add(centre, "Citra")
    assert told(centre) == [*before, ("Tambah Citra", 1)]
