"""What the file has lost and the journal still tells: a write-ahead log gone, an old copy put back."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from lpk_desktop.domain.backups import Reason
from lpk_desktop.domain.erasing import Reason as Erased
from lpk_desktop.services import trainees
from lpk_desktop.services.access import sign_in
from lpk_desktop.services.erasing import erase_people
from lpk_desktop.storage import epochs, journal
from lpk_desktop.storage.backup import folder_of, kept_in, make, restore
from lpk_desktop.storage.capture import CapturingSession
from lpk_desktop.storage.checking import check
from lpk_desktop.storage.device import device
from lpk_desktop.storage.engine import FILE, connect, driver_of
from lpk_desktop.storage.epochs import is_settled
from lpk_desktop.storage.erasing import Traces, traces
from lpk_desktop.storage.names import LOGS
from lpk_desktop.storage.retelling import lags
from lpk_desktop.storage.store import Session, Store, open_store
from lpk_desktop.storage.tables import ActRow, ChangeRow
from tests.factory import ADMIN, LATER, PASSWORD, make_centre, pair
from tests.storage.backup.conftest import AT
from tests.storage.backup.test_salvage import forget, key_for

WAL, SHARED = LOGS
LABELS = [f"Peserta {number}" for number in range(5)]
_HEAD, _FRAME = 32, 24
"""Bytes before the pages of a write-ahead log, and before each of them (sqlite.org/walformat.html)."""


@pytest.fixture(params=[False, True], ids=["alone", "paired"])
def store(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Store]:
    made = make_centre(tmp_path / "data")
    if request.param:
        pair(made)
    yield made
    made.close()


def work(store: Store, *labels: str) -> None:
    for label in labels:
        with store.write(label) as session:
            trainees.add_trainee(session, {"name": label})


def crashed(store: Store, *, at_last: Callable[[], object] = lambda: None) -> Path:
    """The folder as a crash leaves it after work that only the write-ahead log has."""
    driver = connect(store.path, store.key)
    driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    driver.close()
    work(store, *LABELS)
    at_last()
    left = store.path.parent.parent / "sesudah"
    shutil.copytree(store.path.parent, left, ignore=shutil.ignore_patterns(SHARED))
    store.close()
    return left


def lost(wal: Path) -> None:
    wal.unlink()


def spoilt(wal: Path) -> None:
    content = bytearray(wal.read_bytes())
    content[_HEAD + _FRAME + 2000] ^= 1
    wal.write_bytes(content)


def cut(wal: Path) -> None:
    content = wal.read_bytes()
    wal.write_bytes(content[: len(content) // 2])


def labels_in(folder: Path) -> list[str]:
    """What was done since, as the file says when somebody signs in; the check finds nothing."""
    store = sign_in(folder, name=ADMIN, password=PASSWORD)
    try:
        assert check(store).findings == ()
        with store.read() as session:
            return [
                label
                for label in session.scalars(select(ActRow.label).order_by(ActRow.hlc))
                if label.startswith("Peserta")
            ]
    finally:
        store.close()


@pytest.mark.parametrize("harm", [lost, spoilt, cut])
def test_a_write_ahead_log_that_is_gone_or_spoilt_costs_nothing(
    store: Store, harm: Callable[[Path], None]
) -> None:
    folder = crashed(store)
    harm(folder / WAL)
    assert labels_in(folder) == LABELS
    # Once it is in the file nothing is told a second time.
    assert labels_in(folder) == LABELS


@pytest.mark.parametrize("follows", [False, True])
def test_an_act_that_could_not_be_committed_is_not_told(
    store: Store, monkeypatch: pytest.MonkeyPatch, *, follows: bool
) -> None:
    def fail() -> None:
        monkeypatch.setattr(CapturingSession, "commit", lambda _session: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            work(store, "Peserta yang gagal")
        monkeypatch.undo()
        work(store, *["Peserta sesudahnya"] * follows)

    folder = crashed(store, at_last=fail)
    lost(folder / WAL)
    assert labels_in(folder) == [*LABELS, *["Peserta sesudahnya"] * follows]


def test_what_was_taken_over_can_be_worked_on_with(store: Store) -> None:
    folder = crashed(store)
    lost(folder / WAL)
    again = sign_in(folder, name=ADMIN, password=PASSWORD)
    work(again, "Peserta sesudahnya")
    again.close()
    assert labels_in(folder) == [*LABELS, "Peserta sesudahnya"]


def test_an_old_file_put_back_by_hand_goes_on_to_now(store: Store) -> None:
    work(store, LABELS[0])
    folder = store.path.parent
    store.close()
    old = (folder / FILE).read_bytes()
    store = sign_in(folder, name=ADMIN, password=PASSWORD)
    work(store, *LABELS[1:])
    with store.read() as session:
        before = device(session)
    store.close()
    (folder / FILE).write_bytes(old)
    assert labels_in(folder) == LABELS
    store = sign_in(folder, name=ADMIN, password=PASSWORD)
    with store.read() as session:
        # What others did meanwhile is not in it.
        assert device(session).epoch == before.epoch + bool(before.number)
        assert is_settled(session) is not bool(before.number)
    store.close()


def test_where_the_journal_has_a_gap_what_comes_after_it_stays_out(store: Store) -> None:
    folder = crashed(store)
    lost(folder / WAL)
    forget(folder, store.key, LABELS[2])
    assert labels_in(folder) == LABELS[:2]


def test_what_another_program_writes_during_an_opening_begins_no_new_life(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It commits and closes between this one's snapshot and its look beside the file."""
    folder = store.path.parent
    other = open_store(folder, key=store.key, author=store.author)

    def meanwhile(session: Session, data: Path, key: bytes) -> bool:
        found = lags(session, data, key)
        work(other, LABELS[0])
        other.close()
        return found or lags(session, data, key)

    with store.read() as session:
        before = device(session)
    with monkeypatch.context() as patched:
        patched.setattr("lpk_desktop.storage.store.lags", meanwhile)
        open_store(folder, key=store.key, author=store.author).close()
    with store.read() as session:
        assert device(session) == before
    store.close()
    assert labels_in(folder) == LABELS[:1]


@pytest.mark.parametrize("another", [False, True], ids=["the same window", "another process"])
def test_an_act_that_was_never_committed_takes_nothings_place(
    store: Store, monkeypatch: pytest.MonkeyPatch, *, another: bool
) -> None:
    """A process that dies just before its commit leaves the act in its own segment of the journal."""
    other = open_store(store.path.parent, key=store.key, author=store.author) if another else store
    work(store, "Peserta awal")
    with monkeypatch.context() as patched:
        patched.setattr(CapturingSession, "commit", lambda _session: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            work(other, "Peserta yang tidak jadi")
    folder = crashed(store)
    if another:
        other.close()
    lost(folder / WAL)
    assert labels_in(folder) == ["Peserta awal", *LABELS]


def test_an_act_that_was_never_committed_is_not_done_later(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CapturingSession, "commit", lambda _session: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        work(store, LABELS[0])
    monkeypatch.undo()
    store.close()
    assert labels_in(store.path.parent) == []


def test_an_act_whose_mark_a_crash_took_counts_once_another_follows(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(journal, "_MARK", b"")
        work(store, "Peserta awal")
    folder = crashed(store)
    lost(folder / WAL)
    assert labels_in(folder) == ["Peserta awal", *LABELS]


def test_a_spoilt_record_of_what_the_file_has_hides_no_later_one(store: Store) -> None:
    folder = crashed(store)
    lost(folder / WAL)
    (segment,) = journal.segments(folder)
    content = bytearray(segment.read_bytes())
    content[20] ^= 1
    segment.write_bytes(content)
    assert labels_in(folder) == LABELS


@pytest.mark.parametrize("odd", ["a folder", "a link to nowhere", "too much"])
def test_what_does_not_belong_among_the_segments_stops_nothing(store: Store, odd: str) -> None:
    backup = make(store.path.parent, key=store.key, reason=Reason.ASKED, at=AT).path
    folder = crashed(store)
    strange = folder / journal.FOLDER / f"0{journal.SUFFIX}"
    if odd == "a folder":
        strange.mkdir()
    elif odd == "a link to nowhere":
        strange.symlink_to("tidak ada")
    else:
        with strange.open("wb") as file:
            file.truncate(1 << 40)
    assert labels_in(folder) == LABELS
    if odd != "too much":  # to put it aside for a restoration would need the room
        (folder / FILE).unlink()
        restore(folder, backup, key_for=key_for, at=AT)
        assert labels_in(folder) == LABELS


def test_a_folder_in_the_place_of_a_segment_keeps_nobody_who_is_erased(store: Store) -> None:
    folder = store.path.parent
    (folder / journal.FOLDER / f"0{journal.SUFFIX}").mkdir()
    with store.write("Peserta") as session:
        person = trainees.add_trainee(session, {"name": "Siti"})
    with store.write("Hapus", source="final") as session:
        erase_people(session, [person], reason=Erased.REQUESTED, now=LATER)
    assert list(journal.entries(folder, store.key)) == []
    with store.read() as session:
        assert traces(driver_of(session.connection())) is Traces.SWEPT


def test_what_only_the_journal_had_is_kept_when_somebody_goes_back(store: Store) -> None:
    backup = make(store.path.parent, key=store.key, reason=Reason.ASKED, at=AT).path
    folder = crashed(store)
    lost(folder / WAL)
    done = restore(folder, backup, key_for=key_for, at=AT)
    assert (done.salvaged, done.left_behind) == (0, len(LABELS))
    assert labels_in(folder) == []
    (before,) = (
        each for each in kept_in(folder_of(folder)) if each.manifest and each.manifest.reason == "restore"
    )
    restore(folder, before.path, key_for=key_for, at=AT)
    assert labels_in(folder) == LABELS


def test_work_in_a_later_life_follows_too(store: Store) -> None:
    folder = store.path.parent
    work(store, LABELS[0])
    backup = make(folder, key=store.key, reason=Reason.ASKED, at=AT).path
    work(store, LABELS[1])
    with store.write("Hidup baru") as session:
        paired = bool(device(session).number)
        if paired:
            epochs.begin_epoch(session, folder)
    work(store, *LABELS[2:])
    store.close()
    (folder / FILE).unlink()
    done = restore(folder, backup, key_for=key_for, at=AT)
    assert (done.salvaged, done.left_behind) == (4, 0)
    assert labels_in(folder) == LABELS
    store = sign_in(folder, name=ADMIN, password=PASSWORD)
    with store.read() as session:
        assert device(session).epoch == (3 if paired else 1)
        unsent = select(ChangeRow.n).where(epochs.unsent_changes(session), ChangeRow.table_name == "trainee")
        assert len(session.scalars(unsent).all()) == len(LABELS)
    store.close()
