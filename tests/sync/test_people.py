"""Who can sign in, on two computers with a file and a key each, and a real central between them."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from lpk_central.tables import change, row_state
from lpk_desktop.domain.roles import Role
from lpk_desktop.errors import UserError
from lpk_desktop.services import staff
from lpk_desktop.services.access import recover_access, sign_in
from lpk_desktop.services.passwords import change_password
from lpk_desktop.services.permissions import role_of
from lpk_desktop.storage import slots
from lpk_desktop.storage.history import KEYS
from tests.central.served import Served
from tests.sync.people import DIAN, ENDAH, RATNA, SECRETS, Computer, add_dian, meet


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
