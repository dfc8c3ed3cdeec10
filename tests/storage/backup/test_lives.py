"""A paired computer that goes on from less than it had does so in a life that nobody has seen."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from io import FileIO
from pathlib import Path
from typing import IO, Any

import msgspec
import pytest
from sqlalchemy import select

from lpk_desktop.domain.backups import Reason
from lpk_desktop.services.trainees import add_trainee
from lpk_desktop.storage import journal
from lpk_desktop.storage.backup import make, restore
from lpk_desktop.storage.backup.keeping import folder_of, kept_in
from lpk_desktop.storage.device import device
from lpk_desktop.storage.durable import BLOCK
from lpk_desktop.storage.engine import FILE
from lpk_desktop.storage.epochs import FILE as BESIDE
from lpk_desktop.storage.epochs import Beside, begin_epoch, beside, is_stale, precedes_pairing
from lpk_desktop.storage.names import LOGS
from lpk_desktop.storage.numbers import kept_numbers
from lpk_desktop.storage.store import Session, Store
from lpk_desktop.storage.tables import Certificate
from tests.factory import pair
from tests.storage.backup.conftest import AT
from tests.storage.backup.pages import root_of, spoil
from tests.storage.backup.test_numbers import coming, issue, opened, without_wal, work
from tests.storage.backup.test_salvage import PAGE, key_for


def go_on(store: Store) -> None:
    """Begin another life."""
    with store.write("Hidup baru") as session:
        begin_epoch(session, store.path.parent)


def add_somebody(store: Store) -> None:
    with store.write("Peserta") as session:
        add_trainee(session, {"name": "Orang baru"})


def epoch_of(store: Store) -> int:
    with store.read() as session:
        return device(session).epoch


def test_a_gap_at_the_end_of_the_file_begins_a_new_life(store: Store) -> None:
    pair(store)
    before = epoch_of(store)
    folder = without_wal(store, work, issue)
    for _ in range(2):
        again = opened(folder)
        assert epoch_of(again) == before + 1
        again.close()


@pytest.mark.parametrize("lost", [False, True], ids=["old file", "no file"])
def test_a_new_life_is_none_that_the_journal_knows(store: Store, *, lost: bool) -> None:
    pair(store)
    before, folder = epoch_of(store), store.path.parent
    made = make(folder, key=store.key, reason=Reason.ASKED, at=AT)
    without_wal(store, go_on, work, issue)
    (folder / BESIDE).unlink()
    if lost:
        (folder / FILE).unlink()
        restore(folder, made.path, key_for=key_for, at=AT)
    again = opened(folder)
    assert epoch_of(again) == before + 2
    again.close()


@pytest.mark.parametrize("damaged", [False, True], ids=["sound", "damaged"])
def test_the_file_itself_tells_its_lives(store: Store, *, damaged: bool) -> None:
    pair(store)
    folder = store.path.parent
    made = make(folder, key=store.key, reason=Reason.ASKED, at=AT)
    # Where the row that says so is lost, the log knows the lives in which something was written.
    for act in (go_on, work, go_on, work if damaged else go_on):
        act(store)
    before = epoch_of(store)
    store.close()
    (folder / BESIDE).unlink()
    for segment in journal.segments(folder):
        segment.unlink()
    if damaged:
        spoil(folder, root_of(store, "device"))
    restore(folder, made.path, key_for=key_for, at=AT)
    again = opened(folder)
    assert epoch_of(again) == before + 1
    again.close()


def test_a_look_at_the_present_file_does_not_take_the_life_of_the_restored_one(store: Store) -> None:
    pair(store)
    folder = store.path.parent
    made = make(folder, key=store.key, reason=Reason.ASKED, at=AT)
    without_wal(store, work, issue)
    restore(folder, made.path, key_for=key_for, at=AT)
    again = opened(folder)
    kept = [each.manifest.epoch for each in kept_in(folder_of(folder)) if each.manifest]
    assert epoch_of(again) not in kept
    again.close()


def test_a_gap_in_an_earlier_life_is_one_too(store: Store) -> None:
    pair(store)
    again = opened(without_wal(store, work, issue, go_on, add_somebody))
    with again.read() as session:
        assert [each.serial for each in kept_numbers(session)] == [1]
    again.close()


@pytest.mark.parametrize("lost", ["nothing", "own lineage"])
def test_another_computers_note_beside_is_none_of_ours(store: Store, lost: str) -> None:
    folder = store.path.parent
    store.close()
    seen = beside(folder)
    assert seen is not None
    lineage = "f" * 16 if lost == "own lineage" else seen.lineage
    paired = msgspec.structs.replace(seen, number=1, lineage=lineage)
    again = opened(folder)
    with again.read() as session:
        assert precedes_pairing(session, paired) is (lost == "nothing")
    again.close()


def test_who_pairs_while_another_looks_begins_no_life(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = is_stale

    def paired_meanwhile(session: Session, seen: Beside | None) -> bool:
        found = looked(session, seen)
        pair(store)
        store.fold()
        return found

    monkeypatch.setattr("lpk_desktop.storage.store.is_stale", paired_meanwhile)
    again = opened(store.path.parent)
    assert epoch_of(again) == 1
    again.close()


@pytest.mark.parametrize("code", [errno.EIO, errno.EACCES], ids=["posix", "windows"])
@pytest.mark.parametrize("place", [1, 3], ids=["head", "middle"])
def test_a_disk_that_fails_for_good_stops_no_restoration(
    store: Store, monkeypatch: pytest.MonkeyPatch, place: int, code: int
) -> None:
    folder = store.path.parent
    made = make(folder, key=store.key, reason=Reason.ASKED, at=AT)
    number = issue(store)
    store.close()
    monkeypatch.setattr(Path, "open", failing_at(store.path, (place - 1) * PAGE, code))
    restore(folder, made.path, key_for=key_for, at=AT)
    again = opened(folder)
    with again.read() as session:
        assert session.scalars(select(Certificate.number)).all() == [number]
    assert coming(again)[2] == 2
    again.close()


@pytest.mark.parametrize("told_by", ["file", "journal"])
def test_a_log_that_fails_for_good_is_no_sound_file(
    store: Store, monkeypatch: pytest.MonkeyPatch, told_by: str
) -> None:
    """What SQLite reads of it ends silently where it is broken."""
    folder = store.path.parent
    made = make(folder, key=store.key, reason=Reason.ASKED, at=AT)
    issue(store)
    work(store)
    crashed = Path(shutil.copytree(folder, folder.parent / "mati"))
    store.close()
    if told_by == "file":
        shutil.rmtree(crashed / journal.FOLDER)
    log = crashed / LOGS[0]
    last = (log.stat().st_size - 1) // BLOCK * BLOCK
    monkeypatch.setattr(Path, "open", failing_at(log, last if told_by == "file" else 0))
    assert restore(crashed, made.path, key_for=key_for, at=AT).salvaged > 0
    again = opened(crashed)
    assert coming(again)[2] == 2
    again.close()


def test_a_journal_is_read_up_to_where_the_disk_fails(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = store.path.parent
    made = make(folder, key=store.key, reason=Reason.ASKED, at=AT)
    number = issue(store)
    for _ in range(20):
        work(store)
    store.close()
    (folder / FILE).unlink()
    segment = journal.segments(folder)[-1]
    monkeypatch.setattr(Path, "open", failing_at(segment, segment.stat().st_size // BLOCK // 2 * BLOCK))
    assert restore(folder, made.path, key_for=key_for, at=AT).salvaged > 1
    again = opened(folder)
    with again.read() as session:
        assert session.scalars(select(Certificate.number)).all() == [number]
    again.close()


def failing_at(bad: Path, place: int, code: int = errno.EIO) -> Callable[..., IO[Any] | FileIO]:
    """Opening files, of which one cannot be read at a place."""
    opening = Path.open

    class Failing(FileIO):
        def read(self, size: int | None = -1, /) -> bytes | Any:
            if self.tell() == place:
                raise OSError(code, "Input/output error")
            return super().read(size)

    def open_(path: Path, mode: str = "r", *rest: Any, **options: Any) -> IO[Any] | FileIO:
        return Failing(path) if path == bad and mode == "rb" else opening(path, mode, *rest, **options)

    return open_
