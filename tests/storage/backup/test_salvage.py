"""A damaged file: what it still tells of the work since the backup comes along, each act whole."""

from __future__ import annotations

import random
import shutil
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlcipher3 import dbapi2 as sqlcipher

from lpk_desktop.domain.backups import Reason
from lpk_desktop.domain.changes import Act, Change, JsonValue, Op, origin_of
from lpk_desktop.domain.erasing import Reason as Erased
from lpk_desktop.services import backups, trainees
from lpk_desktop.services.access import sign_in
from lpk_desktop.services.erasing import erase_people
from lpk_desktop.services.ways_in import with_password
from lpk_desktop.storage import epochs, history, journal, slots, vault
from lpk_desktop.storage.applying import apply_remote, load
from lpk_desktop.storage.backup import folder_of, kept_in, make, restore
from lpk_desktop.storage.checking import check
from lpk_desktop.storage.device import device, save_sync_state
from lpk_desktop.storage.engine import FILE, connect
from lpk_desktop.storage.restamping import restamp
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import ActRow, Trainee
from tests.factory import ADMIN, LATER, PAIRED, PASSWORD, make_centre, pair
from tests.storage.backup.conftest import AT

PAGE = 4096
ACTS = 30
LONG = "Jl. Melati No. 7, RT 02 RW 05, Purwokerto Timur. " * 8
"""So that the work since the backup fills many pages."""


@dataclass(frozen=True)
class Desk:
    """A data folder, a backup of it, and the acts done since: label by label."""

    folder: Path
    backup: Path
    labels: list[str]

    def restored(self) -> tuple[int, list[str]]:
        """Put the backup back; gives how many changes were salvaged, and the acts since that are there."""
        done = restore(self.folder, self.backup, key_for=key_for, at=AT)
        assert done.aside is not None
        store = self.open()
        try:
            assert check(store).findings == ()
            with store.read() as session:
                told = list(session.scalars(select(ActRow.label).order_by(ActRow.hlc)))
            return done.salvaged, [label for label in told if label in self.labels]
        finally:
            store.close()

    def open(self) -> Store:
        return sign_in(self.folder, name=ADMIN, password=PASSWORD)

    def spoil(self, *pages: int) -> None:
        """Change a bit in the middle of pages (from 1)."""
        content = bytearray((self.folder / FILE).read_bytes())
        for page in pages:
            content[(page - 1) * PAGE + PAGE // 2] ^= 1
        (self.folder / FILE).write_bytes(content)

    @property
    def pages(self) -> int:
        return (self.folder / FILE).stat().st_size // PAGE


def without_journal(desk: Desk) -> Desk:
    """What is told then is told by the file alone."""
    for path in journal.segments(desk.folder):
        path.unlink()
    return desk


def forget(folder: Path, key: bytes, label: str) -> None:
    """Have the journal not know one act."""
    known = [entry for entry in journal.entries(folder, key) if entry.act[2] != label]
    shutil.rmtree(folder / journal.FOLDER)
    fresh = journal.Journal(folder, key)
    for entry in known:
        fresh.add(entry)
        fresh.settle(committed=entry.committed)
    fresh.close()


def key_for(folder: Path) -> bytes:
    return vault.unlock(folder, name=ADMIN, password=PASSWORD).key


@pytest.fixture
def desk(written: Desk) -> Desk:
    return without_journal(written)


@pytest.fixture(params=[False, True], ids=["alone", "paired"])
def written(store: Store, request: pytest.FixtureRequest) -> Desk:
    if request.param:
        pair(store)
    made = make(store.path.parent, key=store.key, reason=Reason.ASKED, at=AT)
    labels = [f"Peserta sesudah cadangan {number}" for number in range(ACTS)]
    for number, label in enumerate(labels):
        with store.write(label) as session:
            for name in ("Pertama", "Kedua"):
                trainees.add_trainee(session, {"name": f"{name} {number}", "address": LONG})
    store.close()
    return Desk(store.path.parent, made.path, labels)


def test_a_sound_file_stays_beside_as_the_person_asked(desk: Desk) -> None:
    assert desk.restored() == (0, [])


@pytest.mark.parametrize("keys", ["lost", "damaged"])
def test_lost_keys_cost_nothing_of_a_sound_file(desk: Desk, keys: str) -> None:
    (desk.folder / slots.FILE).unlink() if keys == "lost" else (desk.folder / slots.FILE).write_text("{")
    assert desk.restored() == (2 * ACTS, desk.labels)


def test_another_computers_file_tells_nothing(desk: Desk, tmp_path: Path) -> None:
    other = make_centre(tmp_path / "lain")
    with other.write("Di sana") as session:
        trainees.add_trainee(session, {"name": "Orang lain"})
    other.close()
    for name in (slots.FILE, epochs.FILE):
        (desk.folder / name).unlink(missing_ok=True)
    (tmp_path / "lain" / FILE).replace(desk.folder / FILE)
    assert desk.restored() == (0, [])


def test_damage_elsewhere_costs_nothing(desk: Desk) -> None:
    desk.spoil(page_of(desk, "trainee"))
    salvaged, labels = desk.restored()
    assert labels == desk.labels
    assert salvaged == 2 * ACTS


@pytest.mark.parametrize("seed", range(12))
def test_what_comes_back_is_whole_and_without_a_gap(desk: Desk, seed: int) -> None:
    chance = random.Random(seed)
    desk.spoil(*chance.sample(range(2, desk.pages + 1), chance.randint(1, 4)))
    salvaged, labels = desk.restored()
    assert labels == desk.labels[: len(labels)]
    assert salvaged == 2 * len(labels)


@pytest.mark.parametrize("kept", [0, 1, 0.3, 0.7, 0.95])
def test_a_file_that_was_cut_off(desk: Desk, kept: float) -> None:
    content = (desk.folder / FILE).read_bytes()
    (desk.folder / FILE).write_bytes(content[: int(len(content) * kept) if kept < 1 else PAGE])
    salvaged, labels = desk.restored()
    assert labels == desk.labels[: len(labels)]
    assert salvaged == 2 * len(labels)


def test_a_spoilt_end_of_the_log_costs_only_the_end(desk: Desk) -> None:
    desk.spoil(page_of(desk, "change"))
    salvaged, labels = desk.restored()
    assert 0 < len(labels) < ACTS
    assert salvaged == 2 * len(labels)


def test_what_came_along_can_still_be_undone(desk: Desk) -> None:
    desk.spoil(page_of(desk, "trainee"))
    desk.restored()
    store = desk.open()
    with store.write("Urungkan", source="undo") as session:
        act = session.scalars(select(ActRow).where(ActRow.label == desk.labels[-1])).one()
        done = history.undo(session, (act.origin, act.n))
    assert (len(done.touched), done.left) == (2, ())
    store.close()


def test_what_the_central_gave_another_stamp_meanwhile_is_one_value(store: Store) -> None:
    folder = store.path.parent
    pair(store)
    with store.write("Sebelum") as session:
        person = trainees.add_trainee(session, {"name": "Sebelum"})
    made = make(folder, key=store.key, reason=Reason.ASKED, at=AT)
    with store.write("Jam dibetulkan", source="central") as session:
        n = epochs.newest(session, device(session).origin)
        restamp(session, {n: store.clock.tick()})
    with store.write("Sesudah") as session:
        session.get_one(Trainee, person).name = "Sesudah"
    store.close()
    desk = without_journal(Desk(folder, made.path, ["Sesudah"]))
    desk.spoil(page_of(desk, "trainee"))
    assert desk.restored() == (1, ["Sesudah"])
    store = desk.open()
    with store.read() as session:
        state = load(session.connection(), "trainee", person)
    assert state is not None
    assert [live.value for live in state.fields["name"]] == ["Sesudah"]
    store.close()


@pytest.mark.parametrize("content", [None, b"", b"rusak" * 5000, PAGE], ids=["lost", "empty", "other", "cut"])
def test_with_the_journal_nothing_is_lost_with_the_file(written: Desk, content: bytes | int | None) -> None:
    file = written.folder / FILE
    if content is None:
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:content] if isinstance(content, int) else content)
    assert written.restored() == (2 * ACTS, written.labels)


@pytest.mark.parametrize("seed", range(8))
def test_a_journal_that_is_spoilt_too_tells_whole_acts(written: Desk, seed: int) -> None:
    chance = random.Random(seed)
    segment = journal.segments(written.folder)[-1]
    content = bytearray(segment.read_bytes())
    spot = chance.randrange(len(content))
    content[spot] ^= 1 << chance.randrange(8)
    segment.write_bytes(content if seed % 2 else content[:spot])
    (written.folder / FILE).unlink()
    salvaged, labels = written.restored()
    assert labels == written.labels[: len(labels)]
    assert len(labels) < ACTS
    assert salvaged == 2 * len(labels)


def test_what_somebody_left_by_choice_does_not_come_back_later(written: Desk) -> None:
    assert written.restored() == (0, [])
    (written.folder / FILE).unlink()
    assert written.restored() == (0, [])


def test_a_restoration_is_backed_up_and_work_after_it_comes_along(written: Desk) -> None:
    (written.folder / FILE).unlink()
    backups.restore(written.folder, written.backup, way_in=with_password(ADMIN, PASSWORD), at=AT)
    store = written.open()
    with store.write("Sesudah pemulihan") as session:
        trainees.add_trainee(session, {"name": "Sesudah pemulihan"})
    store.close()
    (written.folder / FILE).unlink()
    newest = max(kept_in(folder_of(written.folder)), key=lambda kept: kept.path.stat().st_mtime_ns)
    after = Desk(written.folder, newest.path, [*written.labels, "Sesudah pemulihan"])
    assert after.restored() == (1, after.labels)


@pytest.mark.parametrize("told_by", ["journal", "file"])
def test_an_act_that_rests_on_another_computers_waits_for_it(store: Store, told_by: str) -> None:
    """What that one wrote was pulled after the backup, so it is not here until the next round."""
    folder = store.path.parent
    pair(store)
    with store.write("Sebelum") as session:
        person = trainees.add_trainee(session, {"name": "Sri"})
    made = make(folder, key=store.key, reason=Reason.ASKED, at=AT)
    theirs = renamed_elsewhere(store, person)
    with store.write("Sinkron", source="central") as session:
        apply_remote(session, [theirs])
    with store.write("Sesudah") as session:
        session.get_one(Trainee, person).name = "Sri dari sini"
    with store.write("Dihapus") as session:
        session.get_one(Trainee, person).deleted = True
    store.close()
    desk = Desk(folder, made.path, ["Sesudah", "Dihapus"])
    if told_by == "journal":
        (folder / FILE).unlink()
    else:
        without_journal(desk).spoil(page_of(desk, "trainee"))
    assert desk.restored() == (2, desk.labels)

    store = desk.open()
    assert state_of(store, person) == (["Sri"], 0)
    with store.write("Sinkron", source="central") as session:
        apply_remote(session, [theirs])
    assert state_of(store, person) == (["Sri dari sini"], 1)
    assert check(store).findings == ()
    store.close()


def renamed_elsewhere(store: Store, person: str) -> Act:
    """What computer 2 does to a person, as the central tells it."""
    with store.read() as session:
        known = load(session.connection(), "trainee", person)
    assert known is not None
    origin, hlc = origin_of(2, 1), store.clock.tick()
    change = Change(
        origin=origin, n=1, hlc=hlc, tx=1, table="trainee", row=person, op=Op.PUT,
        patch={"name": "Sri di sana"}, base={"name": (known.fields["name"][0].stamp,)},
    )  # fmt: skip
    return Act(origin=origin, n=1, label="Di sana", author=None, at=hlc, changes=(change,))


def state_of(store: Store, person: str) -> tuple[list[JsonValue], int]:
    """The live values of a name, and how often the person is removed."""
    with store.read() as session:
        state = load(session.connection(), "trainee", person)
    assert state is not None
    return [live.value for live in state.fields["name"]], len(state.deletions)


def test_file_and_journal_make_up_for_each_other(written: Desk) -> None:
    """The journal does not know one act in the midst, the file not the last ones."""
    key = key_for(written.folder)
    forget(written.folder, key, written.labels[2])
    written.spoil(page_of(written, "change"))
    assert written.restored() == (2 * ACTS, written.labels)


@pytest.mark.parametrize("acknowledged", [False, True])
def test_an_erasure_since_the_backup_costs_nothing(store: Store, *, acknowledged: bool) -> None:
    """The log of both is chained differently from then on."""
    folder = store.path.parent
    pair(store)
    with store.write("Sebelum") as session:
        person = trainees.add_trainee(session, {"name": "Siti Lama", "nik": "9901010101900001"})
    with store.write("Diterima pusat", source="central") as session:
        if acknowledged:
            save_sync_state(session, replace(PAIRED, acked_n=epochs.newest(session, device(session).origin)))
    made = make(folder, key=store.key, reason=Reason.ASKED, at=AT)
    labels = ["Sesudah 0", "Hapus", "Sesudah 1"]
    with store.write(labels[0]) as session:
        trainees.add_trainee(session, {"name": "Budi"})
    with store.write(labels[1], source="final") as session:
        erase_people(session, [person], reason=Erased.REQUESTED, now=LATER)
    with store.write(labels[2]) as session:
        trainees.add_trainee(session, {"name": "Rina"})
    store.close()
    desk = Desk(folder, made.path, labels)
    desk.spoil(page_of(desk, "trainee"))
    assert desk.restored()[1] == labels
    store = desk.open()
    with store.read() as session:
        row = session.get_one(Trainee, person)
        assert (row.nik, row.erased_on) == (None, LATER.date())
    store.close()


def test_what_was_not_sent_and_does_not_come_back_is_counted(desk: Desk) -> None:
    desk.spoil(page_of(desk, "act"))
    done = restore(desk.folder, desk.backup, key_for=key_for, at=AT)
    assert done.left_behind > 0
    assert done.salvaged + done.left_behind == 2 * ACTS


def page_of(desk: Desk, table: str) -> int:
    """The last page of the file that holds rows of a table."""
    content = (desk.folder / FILE).read_bytes()
    copy, key = desk.folder.parent / "salinan.db", key_for(desk.folder)
    for page in range(len(content) // PAGE, 1, -1):
        spoilt = bytearray(content)
        spoilt[(page - 1) * PAGE + PAGE // 2] ^= 1
        copy.write_bytes(spoilt)
        if not reads(copy, key, table) and reads(copy, key, "sqlite_master"):
            return page
    raise AssertionError(f"no page of {table}")


def reads(file: Path, key: bytes, table: str) -> bool:
    """Whether all of a table can be read."""
    try:
        with closing(connect(file, key)) as driver:
            driver.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608  the tests' own words
    except sqlcipher.Error:
        return False
    return True
