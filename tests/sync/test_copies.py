"""An old copy of a file, however it came back, takes nothing from the centre and loses nothing of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from lpk_desktop.domain.merge import RowState
from lpk_desktop.domain.roles import Role
from lpk_desktop.storage import epochs
from lpk_desktop.storage.checking import check
from lpk_desktop.storage.device import create_device, device
from lpk_desktop.storage.engine import FILE
from lpk_desktop.storage.findings import Problem
from lpk_desktop.storage.history import next_undo, row_history
from lpk_desktop.storage.names import LOGS
from lpk_desktop.storage.outbox import waiting
from lpk_desktop.storage.store import Changes, Store, open_store, wall_clock
from lpk_desktop.storage.tables import ActRow, Staff, Trainee
from lpk_desktop.sync.replica import pair_device, sync_now
from tests.central.served import Served
from tests.factory import take_back
from tests.storage.conftest import AUTHOR, KEY
from tests.sync.lossy import KilledError, Lossy
from tests.sync.test_replica import add, rename, rows


@pytest.fixture(autouse=True)
def real_time(served: Served) -> None:
    served.time.ms = wall_clock()


class Desk:
    """A computer whose data folder can be copied away and put back, as people do."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = self.open()

    def open(self) -> Store:
        self.store = open_store(self.folder, key=KEY, author=AUTHOR)
        return self.store

    def copy_away(self, name: str) -> Path:
        """The folder as it is, on a stick."""
        self.store.close()
        copy = Path(shutil.copytree(self.folder, self.folder.with_name(name)))
        self.open()
        return copy

    def put_back(self, copy: Path, *only: str) -> None:
        """The folder, or only these of its files, as they were."""
        self.store.close()
        for name in only:
            shutil.copy(copy / name, self.folder / name)
        if not only:
            shutil.rmtree(self.folder)
            shutil.copytree(copy, self.folder)
        self.open()

    def names(self) -> list[str]:
        with self.store.read() as session:
            return sorted(session.scalars(select(Trainee.name).where(~Trainee.deleted)))

    def epoch(self) -> int:
        with self.store.read() as session:
            return device(session).epoch


def founded(folder: Path) -> Desk:
    """A new file, without the catalogue that founding a centre brings: these stories need no class."""
    folder.mkdir()
    desk = Desk(folder)
    with desk.store.write("Siapkan") as session:
        create_device(session, name="Kantor")
        session.add(Staff(id=AUTHOR, name="Bu Rina", role=Role.ADMIN))
    return desk


@pytest.fixture
def desk(tmp_path: Path, served: Served, centre: str) -> Iterator[Desk]:
    made = founded(tmp_path / "kantor")
    pair_device(made.store, served.url, served.code(centre))
    add(made.store, "Sebelum")
    sync_now(made.store)
    yield made
    made.store.close()


@pytest.fixture
def whole(served: Served, centre: str) -> Callable[[Desk], None]:
    """Checks at the end of each story: one truth here and there, no act lost or doubled."""

    def verify(desk: Desk) -> None:
        sync_now(desk.store)
        done = sync_now(desk.store)
        assert (done.sent, done.received, done.waiting, done.set_aside) == (0, 0, 0, ())
        assert rows(desk.store) == states(served, centre)
        assert served.findings(centre) == []
        assert {each.code for each in check(desk.store).findings} == {Problem.SLOTS_UNREADABLE}
        with desk.store.read() as session:
            labels = session.scalars(select(ActRow.label).where(ActRow.label == "Tambah peserta")).all()
        assert len(labels) == len(desk.names()) == len(set(desk.names()))

    return verify


def states(served: Served, centre: str) -> dict[tuple[str, str], RowState | None]:
    return dict(served.states(centre))


FILES = pytest.mark.parametrize("only", [(), (FILE,)], ids=["the folder", "the file alone"])


@FILES
def test_what_was_done_after_the_copy_comes_back(
    desk: Desk, whole: Callable[[Desk], None], only: tuple[str, ...]
) -> None:
    copy = desk.copy_away("salinan")
    add(desk.store, "Sesudah")
    sync_now(desk.store)
    desk.put_back(copy, *only)
    # Where only the file is old, the journal beside it tells at once.
    assert desk.names() == ["Sebelum", "Sesudah"][: 2 if only else 1]
    sync_now(desk.store)
    assert desk.names() == ["Sebelum", "Sesudah"]
    assert desk.epoch() == 2
    whole(desk)


@FILES
@pytest.mark.parametrize("offline", [1, 5])
def test_work_before_the_next_round_stays_beside_what_comes_back(
    desk: Desk, whole: Callable[[Desk], None], only: tuple[str, ...], offline: int
) -> None:
    copy = desk.copy_away("salinan")
    for name in ("Sesudah 1", "Sesudah 2"):
        add(desk.store, name)
    sync_now(desk.store)
    desk.put_back(copy, *only)
    for number in range(offline):
        add(desk.store, f"Luring {number}")
    sync_now(desk.store)
    assert desk.names() == [
        *(f"Luring {number}" for number in range(offline)),
        "Sebelum",
        "Sesudah 1",
        "Sesudah 2",
    ]
    whole(desk)


@FILES
def test_what_the_copy_had_not_sent_is_sent_once(
    desk: Desk, whole: Callable[[Desk], None], only: tuple[str, ...]
) -> None:
    row = add(desk.store, "Belum terkirim")
    copy = desk.copy_away("salinan")
    rename(desk.store, row, "Lalu terkirim")
    desk.put_back(copy, *only)
    add(desk.store, "Luring")
    with desk.store.read() as session:
        assert waiting(session) > 1
    sync_now(desk.store)
    assert desk.names() == sorted(["Lalu terkirim" if only else "Belum terkirim", "Luring", "Sebelum"])
    whole(desk)


@FILES
def test_what_the_copy_had_not_sent_but_the_other_life_had_is_not_sent_again(
    desk: Desk, whole: Callable[[Desk], None], only: tuple[str, ...]
) -> None:
    row = add(desk.store, "Sri")
    copy = desk.copy_away("salinan")
    rename(desk.store, row, "Sri Wahyuni")
    sync_now(desk.store)
    desk.put_back(copy, *only)
    rename(desk.store, row, "Sri W")
    sync_now(desk.store)
    with desk.store.read() as session:
        names = [line.after for line in row_history(session, row=row) if line.field == "name"]
    assert sorted(map(str, names)) == ["Sri", "Sri W", "Sri Wahyuni"]
    whole(desk)


def test_a_copy_from_before_pairing_pairs_again_as_the_same_computer(
    tmp_path: Path, served: Served, centre: str, whole: Callable[[Desk], None]
) -> None:
    desk = founded(tmp_path / "kantor")
    add(desk.store, "Sebelum")
    copy = desk.copy_away("salinan")
    pair_device(desk.store, served.url, served.code(centre))
    add(desk.store, "Sesudah")
    sync_now(desk.store)
    desk.put_back(copy)
    add(desk.store, "Luring")
    assert pair_device(desk.store, served.url, served.code(centre)).device == 1
    sync_now(desk.store)
    assert desk.names() == ["Luring", "Sebelum", "Sesudah"]
    whole(desk)
    desk.store.close()


def test_one_folder_on_two_computers_becomes_two_identities(
    desk: Desk, whole: Callable[[Desk], None], tmp_path: Path
) -> None:
    other = Desk(desk.copy_away("laptop lain"))
    for each, name in ((desk, "Di kantor"), (other, "Di bengkel"), (desk, "Di kantor lagi")):
        add(each.store, name)
        sync_now(each.store)
    sync_now(other.store)
    assert desk.epoch() != other.epoch()
    assert desk.names() == other.names() == ["Di bengkel", "Di kantor", "Di kantor lagi", "Sebelum"]
    whole(desk)
    whole(other)
    other.store.close()


def test_the_same_correction_on_two_copies_is_one(desk: Desk, whole: Callable[[Desk], None]) -> None:
    row = add(desk.store, "Tika")
    sync_now(desk.store)
    copy = desk.copy_away("salinan")
    rename(desk.store, row, "Tika Sari")
    sync_now(desk.store)
    desk.put_back(copy)
    rename(desk.store, row, "Tika Sari")
    sync_now(desk.store)
    assert desk.epoch() == 1
    whole(desk)


def test_an_older_file_is_noticed_without_any_network(desk: Desk) -> None:
    copy = desk.copy_away("salinan")
    add(desk.store, "Sesudah")
    desk.put_back(copy, FILE)
    assert desk.epoch() == 2


def test_a_folder_from_before_a_new_epoch_takes_one_above_it(
    desk: Desk, whole: Callable[[Desk], None]
) -> None:
    copy = desk.copy_away("salinan")
    add(desk.store, "Sesudah")
    desk.put_back(copy, FILE)
    add(desk.store, "Dalam epoch dua")
    sync_now(desk.store)
    desk.put_back(copy)
    sync_now(desk.store)
    assert desk.epoch() == 3
    assert desk.names() == ["Dalam epoch dua", "Sebelum", "Sesudah"]
    whole(desk)


def test_a_copy_of_a_copy_finds_an_epoch_of_its_own(desk: Desk, whole: Callable[[Desk], None]) -> None:
    copy = desk.copy_away("salinan")
    for life in ("satu", "dua", "tiga"):
        desk.put_back(copy)
        add(desk.store, f"Hidup {life}")
        sync_now(desk.store)
    assert desk.epoch() == 3
    assert desk.names() == ["Hidup dua", "Hidup satu", "Hidup tiga", "Sebelum"]
    whole(desk)


def test_undo_goes_with_what_moves_to_the_new_epoch(desk: Desk, whole: Callable[[Desk], None]) -> None:
    row = add(desk.store, "Dina")
    sync_now(desk.store)
    copy = desk.copy_away("salinan")
    add(desk.store, "Sesudah")
    sync_now(desk.store)
    desk.put_back(copy)
    rename(desk.store, row, "Dina Salah")
    take_back(desk.store)
    rename(desk.store, row, "Dina M")
    sync_now(desk.store)
    take_back(desk.store)
    assert desk.names() == ["Dina", "Sebelum", "Sesudah"]
    with desk.store.read() as session:
        assert next_undo(session, AUTHOR) is None
    whole(desk)


def test_a_lost_answer_is_not_mistaken_for_another_copy(desk: Desk, whole: Callable[[Desk], None]) -> None:
    add(desk.store, "Terkirim")
    with Lossy() as line:
        line.kill(1, "after")
        with pytest.raises(KilledError):
            sync_now(desk.store, http=line)
    add(desk.store, "Sesudahnya")
    sync_now(desk.store)
    assert desk.epoch() == 1
    whole(desk)


def test_a_lost_answer_that_gave_other_stamps_is_not_mistaken_either(
    desk: Desk, whole: Callable[[Desk], None]
) -> None:
    desk.store.clock.reach((wall_clock() + 10**11) << 16)
    row = add(desk.store, "Dari masa depan")
    with Lossy() as line:
        line.kill(1, "after")
        with pytest.raises(KilledError):
            sync_now(desk.store, http=line)
    rename(desk.store, row, "Sekarang")
    sync_now(desk.store)
    assert desk.epoch() == 1
    whole(desk)


def test_the_restored_copy_hears_of_stamps_that_its_other_life_was_given(
    desk: Desk, whole: Callable[[Desk], None]
) -> None:
    desk.store.clock.reach((wall_clock() + 10**11) << 16)
    row = add(desk.store, "Dari masa depan")
    copy = desk.copy_away("salinan")
    sync_now(desk.store)
    add(desk.store, "Sesudah")
    sync_now(desk.store)
    desk.put_back(copy)
    rename(desk.store, row, "Sekarang")
    sync_now(desk.store)
    assert desk.names() == ["Sebelum", "Sekarang", "Sesudah"]
    whole(desk)


@pytest.mark.parametrize(
    ("call", "when"), [(2, "before"), (3, "before"), (3, "after"), (4, "after"), (5, "before")]
)
def test_a_round_after_the_copy_may_be_killed_anywhere(
    desk: Desk, whole: Callable[[Desk], None], call: int, when: str
) -> None:
    add(desk.store, "Belum terkirim")
    copy = desk.copy_away("salinan")
    add(desk.store, "Sesudah")
    sync_now(desk.store)
    desk.put_back(copy)
    add(desk.store, "Luring")
    with Lossy() as line:
        line.kill(call, when)
        try:
            sync_now(desk.store, http=line)
        except KilledError:
            desk.store.close()
            desk.open()
    add(desk.store, "Luring lagi")
    sync_now(desk.store)
    assert desk.names() == ["Belum terkirim", "Luring", "Luring lagi", "Sebelum", "Sesudah"]
    whole(desk)


def test_a_write_ahead_log_that_is_lost_takes_no_pairing_with_it(
    tmp_path: Path, served: Served, centre: str
) -> None:
    desk = founded(tmp_path / "kantor")
    add(desk.store, "Sebelum")
    pair_device(desk.store, served.url, served.code(centre))
    add(desk.store, "Sesudah")
    left = shutil.copytree(desk.folder, tmp_path / "sisa", ignore=shutil.ignore_patterns(*LOGS))
    desk.store.close()
    again = Desk(left)
    assert again.names() == ["Sebelum", "Sesudah"]
    assert sync_now(again.store).waiting == 0
    again.store.close()


def test_names_that_a_round_gives_anew_are_told_to_whoever_backs_up(desk: Desk) -> None:
    """From a backup from before could not be carried on what is done under them."""
    copy = desk.copy_away("salinan")
    add(desk.store, "Di kantor")
    sync_now(desk.store)
    desk.put_back(copy)
    add(desk.store, "Di salinan")
    told: list[Changes] = []
    desk.store.committed.append(told.append)
    sync_now(desk.store)
    assert any(changes.rewritten for changes in told)
    told.clear()
    add(desk.store, "Sesudahnya")
    sync_now(desk.store)
    assert not any(changes.rewritten for changes in told)


def test_the_place_beside_the_data_is_noted_when_the_file_is_closed(desk: Desk) -> None:
    with desk.store.read() as session:
        own = device(session)
        n = session.scalar(select(func.max(ActRow.n)).where(ActRow.origin == own.origin))
    desk.store.close()
    assert epochs.beside(desk.folder) == epochs.Beside(lineage=own.lineage, number=1, epoch=1, n=n or 0)
    desk.open()
