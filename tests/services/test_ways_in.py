"""Who may put a backup in the place of the data, and how often passwords are tried on one."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from lpk_desktop.domain.backups import Reason
from lpk_desktop.domain.roles import Role
from lpk_desktop.errors import UserError
from lpk_desktop.services import backups, passwords, staff, ways_in
from lpk_desktop.services.access import NewCentre, found_centre, sign_in
from lpk_desktop.storage import door, epochs, slots
from lpk_desktop.storage.door import FREE_TRIES, Gate
from lpk_desktop.storage.engine import FILE
from lpk_desktop.storage.history import KEYS
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.swapping import ASIDE
from tests.factory import ADMIN, LATER, LIGHT, PASSWORD, make_centre
from tests.storage.test_capture import add

VIVI, HER_PASSWORD = "Vivi Anggraini", "sandi-milik-vivi-saja"
NEWER = "sandi-yang-lebih-baru"
WRONG = "sandi-yang-salah"


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A data folder in which somebody else works too, and its backup."""

    data: Path
    backup: Path
    code: str
    """The recovery code."""

    def restore(self, name: str, password: str, *, gate: Gate | None = None) -> None:
        way_in = ways_in.with_password(name, password)
        backups.restore(self.data, self.backup, way_in=way_in, at=LATER, gate=gate)

    def verify(self, secret: str, *, gate: Gate | None = None) -> bool:
        way_in = ways_in.with_either(ADMIN, secret)
        return backups.verify(self.data, self.backup, way_in=way_in, gate=gate).clean

    def wrong(self) -> int:
        """Wrong passwords that are held against the administrator."""
        who = next(slot.staff for slot in slots.doors(self.data) if slot.name == ADMIN)
        return door.read(self.data).wrong.get(who, 0)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Office:
    data = tmp_path_factory.mktemp("kantor") / "data"
    centre = NewCentre(name="LPK", place="Purwokerto")
    founded = found_centre(data, centre, admin=ADMIN, password=PASSWORD, device="Laptop", cost=LIGHT)
    store = founded.store
    with store.write("Orang baru", source=KEYS) as session:
        vivi = staff.add_member(session, name=VIVI, role=Role.VIEWER)
        code = staff.give_code(session, vivi, cost=LIGHT)
    sign_in(data, name=VIVI, password=code, new_password=HER_PASSWORD).close()
    backup = backups.back_up(store, reason=Reason.ASKED, at=LATER).line.path
    add(store, "Sesudahnya")
    store.close()
    return Office(data=data, backup=backup, code=founded.recovery_code)


@pytest.fixture
def office(made: Office, tmp_path: Path) -> Office:
    data = Path(shutil.copytree(made.data, tmp_path / "data"))
    return Office(data=data, backup=data / made.backup.relative_to(made.data), code=made.code)


@pytest.fixture
def own_gate(office: Office) -> Gate:
    """One on which no time passes."""
    return Gate(office.data, tick=lambda: 0.0)


def open_office(office: Office) -> Store:
    return sign_in(office.data, name=ADMIN, password=PASSWORD)


def set_role(store: Store, role: Role) -> None:
    with store.write("Peran") as session:
        (vivi,) = (each.id for each in staff.members(session) if each.name == VIVI)
        staff.change_member(session, vivi, role=role)


def test_sound_data_is_replaced_only_by_who_may_change_the_centre(office: Office) -> None:
    before = (office.data / FILE).read_bytes()
    with pytest.raises(UserError, match="not-allowed"):
        office.restore(VIVI, HER_PASSWORD)
    assert (office.data / FILE).read_bytes() == before
    assert [path.name for path in office.data.iterdir() if ASIDE.strip() in path.name] == []
    assert list(office.data.glob(".pemulihan*")) == []
    office.restore(ADMIN, PASSWORD)
    open_office(office).close()


@pytest.mark.parametrize(("then", "now"), [(Role.VIEWER, Role.ADMIN), (Role.ADMIN, Role.VIEWER)])
def test_the_right_is_what_the_present_file_says(office: Office, then: Role, now: Role) -> None:
    store = open_office(office)
    set_role(store, then)
    backup = backups.back_up(store, reason=Reason.ASKED, at=LATER).line.path
    set_role(store, now)
    store.close()
    later = Office(data=office.data, backup=backup, code=office.code)
    if now is Role.ADMIN:
        later.restore(VIVI, HER_PASSWORD)
    else:
        with pytest.raises(UserError, match="not-allowed"):
            later.restore(VIVI, HER_PASSWORD)


def test_what_stands_in_the_write_ahead_log_counts(office: Office, tmp_path: Path) -> None:
    store = open_office(office)
    set_role(store, Role.ADMIN)
    fallen = Path(shutil.copytree(office.data, tmp_path / "jatuh", ignore=shutil.ignore_patterns("*-shm")))
    store.close()
    assert (fallen / f"{FILE}-wal").stat().st_size
    Office(data=fallen, backup=office.backup, code=office.code).restore(VIVI, HER_PASSWORD)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: (data / FILE).unlink(),
        lambda data: (data / FILE).write_bytes(b""),
        lambda data: (data / FILE).write_bytes(b"rusak" * 9000),
        lambda data: (data / slots.FILE).unlink(),
    ],
    ids=["lost", "empty", "damaged", "keys lost"],
)
def test_data_that_does_not_open_is_replaced_by_anybody_who_can_sign_in(
    office: Office, spoil: Callable[[Path], object]
) -> None:
    spoil(office.data)
    with pytest.raises(UserError, match="wrong-password"):
        office.restore(VIVI, WRONG)
    office.restore(VIVI, HER_PASSWORD)
    open_office(office).close()


def test_the_recovery_code_is_the_right(office: Office) -> None:
    backups.restore(office.data, office.backup, way_in=ways_in.with_code(office.code), at=LATER)


def test_no_right_is_borrowed_from_another_computer_of_the_centre(office: Office, tmp_path: Path) -> None:
    """Her right there is none here, also where nothing beside the file says whose it is."""
    other = make_centre(tmp_path / "lain", name="LPK")
    theirs = backups.back_up(other, reason=Reason.ASKED, at=LATER).line.path
    other.close()
    (office.data / epochs.FILE).unlink()
    mixed = Office(data=office.data, backup=theirs, code=office.code)
    with pytest.raises(UserError, match="not-allowed"):
        mixed.restore(VIVI, HER_PASSWORD)


def test_a_newer_versions_file_is_told_by_its_own_name(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lpk_desktop.storage.migrating.revision_of", lambda _engine: "9999")
    with pytest.raises(UserError, match="file-too-new") as told:
        office.restore(ADMIN, PASSWORD)
    assert told.value.facts["file"] == str(office.data / FILE)


def test_wrong_passwords_wait_as_at_the_door(office: Office, own_gate: Gate) -> None:
    for _ in range(FREE_TRIES):
        with pytest.raises(UserError, match="wrong-password"):
            office.verify(WRONG, gate=own_gate)
    for secret in (WRONG, PASSWORD):
        with pytest.raises(UserError, match="too-soon"):
            office.verify(secret, gate=own_gate)
        with pytest.raises(UserError, match="too-soon"):
            office.restore(ADMIN, secret, gate=own_gate)
    with pytest.raises(UserError, match="too-soon"):
        sign_in(office.data, name=ADMIN, password=PASSWORD)
    assert office.wrong() == FREE_TRIES
    assert ways_in.seconds_to_wait(office.data, office.backup, name=ADMIN, gate=own_gate) == 10
    assert office.verify(office.code, gate=own_gate)  # nobody guesses it


def test_the_right_password_makes_all_good(office: Office) -> None:
    for _ in range(FREE_TRIES - 1):
        with pytest.raises(UserError, match="wrong-password"):
            office.verify(WRONG)
    assert office.verify(PASSWORD)
    assert office.wrong() == 0


def test_a_password_that_only_the_backup_takes_is_a_wrong_one_at_the_door(office: Office) -> None:
    """Else a backup made for it would make each guess good."""
    store = open_office(office)
    passwords.change_password(store, old=PASSWORD, new=NEWER)
    store.close()
    for times in range(1, FREE_TRIES + 1):
        assert office.verify(PASSWORD)
        assert office.wrong() == times
    with pytest.raises(UserError, match="too-soon"):
        office.verify(PASSWORD)


def test_where_the_keys_are_lost_the_backups_password_makes_good(office: Office) -> None:
    kept = (office.data / slots.FILE).read_bytes()
    with pytest.raises(UserError, match="wrong-password"):
        office.verify(WRONG)
    (office.data / slots.FILE).unlink()
    assert office.verify(PASSWORD)
    (office.data / slots.FILE).write_bytes(kept)
    assert office.wrong() == 0


def test_without_data_at_hand_the_people_of_the_backup_wait(office: Office, tmp_path: Path) -> None:
    empty = tmp_path / "kosong"
    empty.mkdir()
    elsewhere = Office(data=empty, backup=office.backup, code=office.code)
    for _ in range(FREE_TRIES):
        with pytest.raises(UserError, match="wrong-password"):
            elsewhere.verify(WRONG)
    with pytest.raises(UserError, match="too-soon"):
        elsewhere.verify(PASSWORD)
    gate = Gate(empty, tick=lambda: 0.0)
    assert ways_in.seconds_to_wait(empty, office.backup, name=ADMIN, gate=gate) == 10
    assert ways_in.seconds_to_wait(empty, office.backup, name="Siapa", gate=gate) == 0


def test_nobody_waits_for_a_name_that_is_not_there(office: Office) -> None:
    for _ in range(FREE_TRIES + 1):
        with pytest.raises(UserError, match="wrong-password"):
            office.restore("Siapa", WRONG)


def test_a_one_time_code_opens_no_backup(office: Office) -> None:
    store = open_office(office)
    with store.write("Orang baru", source=KEYS) as session:
        code = staff.give_code(session, staff.add_member(session, name="Hesti", role=Role.ADMIN), cost=LIGHT)
    store.close()
    with pytest.raises(UserError, match="password-to-choose"):
        office.restore("Hesti", code)
