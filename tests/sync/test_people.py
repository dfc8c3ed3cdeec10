"""Who can sign in, on two computers with a file and a key each, and a real central between them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from lpk_central.tables import change, row_state
from lpk_desktop.domain.roles import Role
from lpk_desktop.errors import UserError
from lpk_desktop.services import staff
from lpk_desktop.services.access import NewCentre, found_centre, people, recover_access, sign_in
from lpk_desktop.services.passwords import change_password
from lpk_desktop.services.permissions import role_of
from lpk_desktop.storage import slots
from lpk_desktop.storage.history import KEYS
from lpk_desktop.storage.store import Store, wall_clock
from lpk_desktop.sync.replica import pair_device, sync_now
from tests.central.served import Served
from tests.factory import LIGHT

RATNA, ENDAH, DIAN = "Ratna Puspitasari", "Endah Kusumastuti", "Dian Kusumawati"
SECRETS = {RATNA: "kuda-makan-pisang", ENDAH: "hujan-di-bulan-juni", DIAN: "sepeda-tua-biru"}


@dataclass
class Computer:
    """One computer, at whose store its founder sits."""

    store: Store
    recovery_code: str

    @property
    def folder(self) -> Path:
        return self.store.path.parent

    def at_the_door(self) -> set[str]:
        return set(people(self.folder))

    def opens_for(self, name: str, password: str = "") -> bool:
        try:
            sign_in(self.folder, name=name, password=password or SECRETS[name]).close()
        except UserError as error:
            if error.code not in {"wrong-password", "person-inactive"}:
                raise
            return False
        return True

    def id_of(self, name: str) -> str:
        with self.store.read() as session:
            return next(each.id for each in staff.members(session) if each.name == name)


@pytest.fixture
def computers(tmp_path: Path, served: Served, centre: str) -> Iterator[tuple[Computer, Computer]]:
    served.time.ms = wall_clock()
    with ExitStack() as stack:
        made = []
        for folder, admin in (("satu", RATNA), ("dua", ENDAH)):
            founded = found_centre(
                tmp_path / folder,
                NewCentre(name="LPK Contoh"),
                admin=admin,
                password=SECRETS[admin],
                device=folder,
                cost=LIGHT,
            )
            stack.callback(founded.store.close)
            pair_device(founded.store, served.url, served.code(centre))
            made.append(Computer(founded.store, founded.recovery_code))
        first, second = made
        meet(first, second)
        yield first, second


def meet(*computers: Computer) -> None:
    """Everybody sends, and hears what the others sent."""
    for _round in range(2):
        for each in computers:
            sync_now(each.store)


def add_dian(computer: Computer, role: Role = Role.INSTRUCTOR) -> str:
    with computer.store.write("Orang baru", source=KEYS) as session:
        added = staff.add_member(session, name=DIAN, role=role)
        return staff.give_code(session, added, cost=LIGHT)


def test_whoever_can_open_one_computer_can_open_the_other_after_they_met(
    computers: tuple[Computer, Computer],
) -> None:
    for each in computers:
        assert each.at_the_door() == {RATNA, ENDAH}
        assert each.opens_for(RATNA)
        assert each.opens_for(ENDAH)


def test_a_person_added_on_one_computer_chooses_a_password_on_the_other(
    computers: tuple[Computer, Computer],
) -> None:
    first, second = computers
    code = add_dian(first)
    assert DIAN not in second.at_the_door()
    meet(first, second)
    own = sign_in(second.folder, name=DIAN, password=code, new_password=SECRETS[DIAN])
    with own.read() as session:
        assert role_of(session) is Role.INSTRUCTOR
    own.close()
    assert not first.opens_for(DIAN)
    meet(second, first)
    assert first.opens_for(DIAN)


def test_a_password_changed_on_one_computer_holds_on_the_other_after_they_met(
    computers: tuple[Computer, Computer],
) -> None:
    first, second = computers
    change_password(first.store, old=SECRETS[RATNA], new="kata-sandi-berikutnya")
    assert second.opens_for(RATNA)
    meet(first, second)
    assert second.opens_for(RATNA, "kata-sandi-berikutnya")
    assert not second.opens_for(RATNA)


def test_somebody_removed_on_one_computer_is_kept_out_of_the_other_after_they_met(
    computers: tuple[Computer, Computer],
) -> None:
    first, second = computers
    with first.store.write("Akses dicabut", source=KEYS) as session:
        staff.deactivate(session, first.id_of(ENDAH))
    assert not first.opens_for(ENDAH)
    assert second.opens_for(ENDAH)
    meet(first, second)
    assert second.at_the_door() == {RATNA}
    assert not second.opens_for(ENDAH)
    with second.store.read() as session, pytest.raises(UserError, match="person-inactive"):
        role_of(session)  # who sat there all the while


def test_computers_that_took_each_others_last_administrator_away_open_by_their_recovery_codes(
    computers: tuple[Computer, Computer],
) -> None:
    first, second = computers
    with first.store.write("Akses dicabut", source=KEYS) as session:
        staff.deactivate(session, first.id_of(ENDAH))
    with second.store.write("Akses dicabut", source=KEYS) as session:
        staff.deactivate(session, second.id_of(RATNA))
    meet(first, second)
    for each in computers:
        assert each.at_the_door() == set()
    recover_access(second.folder, code=second.recovery_code, name=ENDAH, password="kata-sandi-berikutnya")
    assert second.opens_for(ENDAH, "kata-sandi-berikutnya")
    meet(second, first)
    assert first.at_the_door() == {ENDAH}
    assert first.opens_for(ENDAH, "kata-sandi-berikutnya")


def test_the_central_holds_neither_password_nor_key_nor_code(
    computers: tuple[Computer, Computer], served: Served
) -> None:
    first, second = computers
    code = add_dian(first)
    change_password(second.store, old=SECRETS[ENDAH], new="kata-sandi-berikutnya")
    meet(first, second)
    with served.database.read() as connection:
        held = repr(
            [tuple(row) for table in (change, row_state) for row in connection.execute(select(table))]
        )
    assert DIAN in held  # what is looked through is not empty
    secrets = [*SECRETS.values(), "kata-sandi-berikutnya", code, code.replace("-", "")]
    secrets += [each.recovery_code for each in computers]
    secrets += [slot.sealed.hex() for each in computers for slot in slots.load(each.folder).slots]
    assert not [secret for secret in secrets if secret in held]
