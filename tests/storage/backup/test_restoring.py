"""A backup comes back beside what is there, under a new identity, and whatever is refused changes nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import select

from lpk_desktop.domain.backups import Reason
from lpk_desktop.domain.erasing import Reason as Erased
from lpk_desktop.domain.roles import Role
from lpk_desktop.errors import UserError
from lpk_desktop.services import access, backups, keys, passwords, staff
from lpk_desktop.services.access import sign_in
from lpk_desktop.services.erasing import erase_people
from lpk_desktop.services.ways_in import with_password
from lpk_desktop.storage import door, epochs, slots, vault
from lpk_desktop.storage.backup import folder_of, kept_in, make, restore
from lpk_desktop.storage.checking import check
from lpk_desktop.storage.device import device, save_sync_state, sync_state
from lpk_desktop.storage.engine import FILE
from lpk_desktop.storage.history import KEYS
from lpk_desktop.storage.outbox import waiting
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.swapping import ASIDE
from lpk_desktop.storage.tables import Certificate, Enrolment, Trainee
from tests.factory import ADMIN, LATER, LIGHT, PAIRED, PASSWORD, make_centre, pair
from tests.storage.backup.conftest import AT
from tests.storage.backup.test_copying import files_up_to
from tests.storage.test_capture import add

DIAN = "Dian Kusumawati"
OTHER = "sandi-yang-baru-sekali"


def by(password: str, name: str = ADMIN) -> Callable[[Path], bytes]:
    return lambda folder: vault.unlock(folder, name=name, password=password).key


@dataclass
class Desk:
    """A data folder with one backup, and work done since."""

    folder: Path
    backup: Path

    def open(self, password: str = PASSWORD) -> Store:
        return sign_in(self.folder, name=ADMIN, password=password)

    def names(self, password: str = PASSWORD) -> list[str]:
        store = self.open(password)
        with store.read() as session:
            found = sorted(session.scalars(select(Trainee.name)))
        store.close()
        return found

    def listing(self) -> dict[str, bytes]:
        """Everything in the folder but locks and who was last at the door, by name and content."""
        files = sorted(path for path in self.folder.rglob("*") if path.is_file() and path.suffix != ".lock")
        passing = {".lock", door.FILE}
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in files
            if path.name not in passing
        }


@pytest.fixture
def desk(store: Store) -> Desk:
    pair(store)
    keys.settle(store)
    made = make(store.path.parent, key=store.key, reason=Reason.ASKED, at=AT)
    add(store, "Sesudahnya")
    store.close()
    return Desk(store.path.parent, made.path)


BEFORE = ["Peserta 01", "Peserta 02", "Peserta 03"]


def test_the_folder_holds_what_the_backup_held(desk: Desk) -> None:
    assert desk.names() == [*BEFORE, "Sesudahnya"]
    restore(desk.folder, desk.backup, key_for=by(PASSWORD), at=AT)
    assert desk.names() == BEFORE
    store = desk.open()
    assert check(store).clean
    store.close()


def test_the_files_from_before_are_kept_and_still_open(desk: Desk) -> None:
    before = {name: desk.listing()[name] for name in (FILE, slots.FILE, epochs.FILE)}
    done = restore(desk.folder, desk.backup, key_for=by(PASSWORD), at=AT)
    assert done.aside
    assert done.aside.name.startswith(ASIDE)
    assert {path.name: path.read_bytes() for path in done.aside.iterdir() if path.is_file()} == before
    assert Desk(done.aside, desk.backup).names() == [*BEFORE, "Sesudahnya"]


def test_what_had_not_been_sent_since_is_counted(desk: Desk) -> None:
    assert restore(desk.folder, desk.backup, key_for=by(PASSWORD), at=AT).left_behind == 1


def test_the_present_state_is_backed_up_first(desk: Desk) -> None:
    restore(desk.folder, desk.backup, key_for=by(PASSWORD), at=AT)
    reasons = {each.manifest.reason for each in kept_in(folder_of(desk.folder)) if each.manifest}
    assert reasons == {Reason.ASKED, Reason.RESTORE}


def test_the_copy_goes_on_as_a_new_identity(desk: Desk) -> None:
    restore(desk.folder, desk.backup, key_for=by(PASSWORD), at=AT)
    store = desk.open()
    with store.read() as session:
        own, state = device(session), sync_state(session)
    store.close()
    assert (own.number, own.epoch) == (1, 2)
    assert state
    assert state.cursor == PAIRED.cursor


def test_restored_twice_it_never_has_an_identity_twice(desk: Desk) -> None:
    seen = []
    for _ in range(3):
        restore(desk.folder, desk.backup, key_for=by(PASSWORD), at=AT)
        store = desk.open()
        with store.read() as session:
            seen.append(device(session).epoch)
        store.close()
    assert seen == [2, 3, 4]


def test_what_the_copy_had_not_sent_still_waits(desk: Desk) -> None:
    restore(desk.folder, desk.backup, key_for=by(PASSWORD), at=AT)
    store = desk.open()
    with store.read() as session:
        before = waiting(session)
    add(store, "Luring")
    with store.read() as session:
        assert waiting(session) == before + 1 > 100
    store.close()


def test_a_computer_that_no_centre_knows_has_no_epochs(store: Store) -> None:
    made = make(store.path.parent, key=store.key, reason=Reason.ASKED, at=AT)
    store.close()
    restore(store.path.parent, made.path, key_for=by(PASSWORD), at=AT)
    opened = sign_in(store.path.parent, name=ADMIN, password=PASSWORD)
    with opened.read() as session:
        assert device(session).epoch == 1
    opened.close()


def test_a_backup_opens_on_another_computer(desk: Desk, tmp_path: Path) -> None:
    elsewhere = Desk(tmp_path / "laptop baru", desk.backup)
    done = restore(elsewhere.folder, desk.backup, key_for=by(PASSWORD), at=AT)
    assert done.aside is None
    assert elsewhere.names() == BEFORE


def test_with_the_recovery_code_too(tmp_path: Path) -> None:
    founded = access.found_centre(
        tmp_path / "a", access.NewCentre(name="LPK"), admin=ADMIN, password=PASSWORD, device="A", cost=LIGHT
    )
    made = make(tmp_path / "a", key=founded.store.key, reason=Reason.ASKED, at=AT)
    founded.store.close()
    code = founded.recovery_code
    restore(tmp_path / "b", made.path, key_for=lambda folder: vault.recover(folder, code=code), at=AT)
    access.recover_access(tmp_path / "b", code=code, name=ADMIN, password=OTHER)
    sign_in(tmp_path / "b", name=ADMIN, password=OTHER).close()


def test_a_password_changed_since_still_counts(desk: Desk) -> None:
    store = desk.open()
    passwords.change_password(store, old=PASSWORD, new=OTHER)
    store.close()
    backups.restore(desk.folder, desk.backup, way_in=with_password(ADMIN, OTHER), at=AT)
    assert desk.names(OTHER) == BEFORE
    with pytest.raises(UserError, match="wrong-password"):
        desk.names(PASSWORD)
    with pytest.raises(UserError, match="wrong-password"):
        backups.restore(desk.folder, desk.backup, way_in=with_password(ADMIN, PASSWORD), at=AT)


@pytest.mark.parametrize("beside", [True, False], ids=["known", "unknown"])
def test_whoever_was_taken_out_since_stays_out(store: Store, *, beside: bool) -> None:
    """Whether or not it is written beside the file whose it is."""
    code = add_admin(store)
    sign_in(store.path.parent, name=DIAN, password=code, new_password=OTHER).close()
    made = make(store.path.parent, key=store.key, reason=Reason.ASKED, at=AT)
    with store.write("Akses dicabut", source=KEYS) as session:
        [person] = (each.id for each in staff.members(session) if each.name == DIAN)
        staff.deactivate(session, person)
    store.close()
    if not beside:
        (store.path.parent / epochs.FILE).unlink()
    with pytest.raises(UserError, match="wrong-password"):
        restore(store.path.parent, made.path, key_for=by(OTHER, DIAN), at=AT)
    assert access.people(store.path.parent) == [ADMIN]


def add_admin(store: Store) -> str:
    with store.write("Orang baru", source=KEYS) as session:
        return staff.give_code(session, staff.add_member(session, name=DIAN, role=Role.ADMIN), cost=LIGHT)


@pytest.mark.parametrize("spoil", [b"", b"{", None])
def test_lost_keys_come_back_with_the_backup(desk: Desk, spoil: bytes | None) -> None:
    (desk.folder / slots.FILE).unlink() if spoil is None else (desk.folder / slots.FILE).write_bytes(spoil)
    restore(desk.folder, desk.backup, key_for=by(PASSWORD), at=AT)
    assert desk.names() == [*BEFORE, "Sesudahnya"]


@pytest.mark.parametrize("content", [None, b"", b"rusak" * 5000])
def test_a_damaged_or_lost_file_is_put_aside_as_it_is(desk: Desk, content: bytes | None) -> None:
    (desk.folder / FILE).unlink() if content is None else (desk.folder / FILE).write_bytes(content)
    done = restore(desk.folder, desk.backup, key_for=by(PASSWORD), at=AT)
    assert desk.names() == [*BEFORE, "Sesudahnya"]
    assert done.aside
    assert (done.aside / FILE).exists() is (content is not None)
    assert content is None or (done.aside / FILE).read_bytes() == content


def test_a_log_left_by_a_crash_goes_aside_with_its_file(desk: Desk) -> None:
    log = desk.folder / f"{FILE}-wal"
    log.write_bytes(b"sisa")
    (desk.folder / FILE).write_bytes(b"rusak" * 5000)
    done = restore(desk.folder, desk.backup, key_for=by(PASSWORD), at=AT)
    assert done.aside
    assert (done.aside / log.name).read_bytes() == b"sisa"
    assert not log.exists()
    assert desk.names() == [*BEFORE, "Sesudahnya"]


class TestRefused:
    """Whatever cannot be restored leaves everything as it was."""

    @pytest.fixture(autouse=True)
    def _nothing_changes(self, desk: Desk) -> Iterator[None]:
        before = desk.listing()
        yield
        assert desk.listing() == before

    def test_a_wrong_password(self, desk: Desk) -> None:
        with pytest.raises(UserError, match="wrong-password"):
            restore(desk.folder, desk.backup, key_for=by("salah-sekali"), at=AT)

    def test_a_name_that_is_not_there(self, desk: Desk) -> None:
        with pytest.raises(UserError, match="wrong-password"):
            restore(desk.folder, desk.backup, key_for=by(PASSWORD, "Siapa"), at=AT)

    def test_no_backup_at_all(self, desk: Desk, tmp_path: Path) -> None:
        (tmp_path / "x.lpkbackup").write_text("bukan")
        with pytest.raises(UserError, match="not-a-backup"):
            restore(desk.folder, tmp_path / "x.lpkbackup", key_for=by(PASSWORD), at=AT)

    @pytest.mark.parametrize("share", [0.02, 0.5, 0.98])
    def test_a_damaged_backup(self, desk: Desk, tmp_path: Path, share: float) -> None:
        content = bytearray(desk.backup.read_bytes())
        content[int(share * len(content))] ^= 1
        (tmp_path / "rusak.lpkbackup").write_bytes(bytes(content))
        with pytest.raises(UserError, match="backup-damaged") as told:
            restore(desk.folder, tmp_path / "rusak.lpkbackup", key_for=by(PASSWORD), at=AT)
        assert told.value.facts["file"] == str(tmp_path / "rusak.lpkbackup")

    def test_another_centres_backup(self, desk: Desk, tmp_path: Path) -> None:
        other = make_centre(tmp_path / "lain", name="LPK Tetangga")
        theirs = make(tmp_path / "lain", key=other.key, reason=Reason.ASKED, at=AT)
        other.close()
        with pytest.raises(UserError, match="backup-of-another"):
            restore(desk.folder, theirs.path, key_for=by(PASSWORD), at=AT)

    def test_a_file_of_a_newer_version(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("lpk_desktop.storage.migrating.HEAD", "0000")
        monkeypatch.setattr("lpk_desktop.storage.migrating.revision_of", lambda _engine: "9999")
        with pytest.raises(UserError, match="file-too-new") as told:
            restore(desk.folder, desk.backup, key_for=by(PASSWORD), at=AT)
        assert told.value.facts["file"] == str(desk.backup)

    def test_no_room(self, desk: Desk) -> None:
        with files_up_to(100_000), pytest.raises(UserError, match="disk-full"):
            restore(desk.folder, desk.backup, key_for=by(PASSWORD), at=AT)

    def test_data_that_is_open(self, desk: Desk) -> None:
        store = desk.open()
        with pytest.raises(UserError, match="data-in-use"):
            restore(desk.folder, desk.backup, key_for=by(PASSWORD), at=AT)
        store.close()


def issue(store: Store, number: str) -> None:
    with store.write("Terbitkan", source="final") as session:
        enrolment = session.scalars(select(Enrolment.id)).first()
        assert enrolment
        session.add(
            Certificate(
                enrolment_id=enrolment, series="ST", period="2026", letter="A", serial=1, number=number,
                issued_on=AT.date(), content="{}", payload="", code=number,
            )
        )  # fmt: skip


@pytest.mark.parametrize("paired", [True, False])
def test_numbers_that_only_this_computer_knows_are_never_forgotten(store: Store, *, paired: bool) -> None:
    if paired:
        pair(store)
    data = store.path.parent
    made = make(data, key=store.key, reason=Reason.ASKED, at=AT)
    issue(store, "0001/ST")
    store.close()
    with pytest.raises(UserError, match="certificates-since") as told:
        restore(data, made.path, key_for=by(PASSWORD), at=AT)
    assert told.value.facts == {"count": 1, "number": "0001/ST"}


def test_numbers_that_the_central_knows_come_back_from_there(store: Store) -> None:
    data = store.path.parent
    pair(store)
    made = make(data, key=store.key, reason=Reason.ASKED, at=AT)
    issue(store, "0001/ST")
    with store.write("Terkirim") as session:
        state = sync_state(session)
        assert state
        save_sync_state(session, replace(state, acked_n=10_000))
    store.close()
    assert restore(data, made.path, key_for=by(PASSWORD), at=AT).left_behind == 0


def test_without_the_file_beside_the_centres_name_tells_another(desk: Desk, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(desk.folder, tmp_path / "salinan"))
    (copy / epochs.FILE).unlink()
    other = make_centre(tmp_path / "lain", name="LPK Tetangga")
    theirs = make(tmp_path / "lain", key=other.key, reason=Reason.ASKED, at=AT)
    other.close()
    with pytest.raises(UserError, match="backup-of-another"):
        restore(copy, theirs.path, key_for=by(PASSWORD), at=AT)


def test_who_was_erased_since_is_erased_again_in_the_old_copy(store: Store) -> None:
    folder, author = store.path.parent, store.author
    made = make(folder, key=store.key, reason=Reason.ASKED, at=AT)
    with store.read() as session:
        person = session.scalars(select(Trainee.id).where(Trainee.nik.is_not(None)).limit(1)).one()
    with store.write("Hapus data pribadi", source="final") as session:
        erase_people(session, [person], reason=Erased.REQUESTED, now=LATER)
    store.close()
    restore(folder, made.path, key_for=by(PASSWORD), at=AT)
    again = sign_in(folder, name=ADMIN, password=PASSWORD)
    with again.read() as session:
        row = session.get_one(Trainee, person)
        assert (row.nik, row.erased_on is not None) == (None, True)
    assert check(again).findings == ()
    assert again.author == author
    again.close()
