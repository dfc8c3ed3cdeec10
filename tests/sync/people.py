"""Computers with a file and a key each, at which people sign in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lpk_desktop.domain.roles import Role
from lpk_desktop.errors import UserError
from lpk_desktop.services import staff
from lpk_desktop.services.access import people, sign_in
from lpk_desktop.storage.history import KEYS
from lpk_desktop.storage.store import Store
from lpk_desktop.sync.replica import sync_now
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


def meet(*computers: Computer) -> None:
    """Everybody sends, and hears what the others sent."""
    for _round in range(2):
        for each in computers:
            sync_now(each.store)


def add_dian(computer: Computer, role: Role = Role.INSTRUCTOR) -> str:
    with computer.store.write("Orang baru", source=KEYS) as session:
        added = staff.add_member(session, name=DIAN, role=role)
        return staff.give_code(session, added, cost=LIGHT)
