"""An older copy of one computer's file gives nobody a way in that the centre has taken since."""

from __future__ import annotations

import errno
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lpk_desktop.domain.backups import Reason
from lpk_desktop.domain.roles import Role
from lpk_desktop.errors import UserError
from lpk_desktop.services import backups, staff, trainees, ways_in
from lpk_desktop.services.access import recover_access, sign_in
from lpk_desktop.services.passwords import change_password
from lpk_desktop.storage import slots
from lpk_desktop.storage.backup import make
from lpk_desktop.storage.engine import FILE
from lpk_desktop.storage.history import KEYS
from lpk_desktop.sync.replica import sync_now
from tests.factory import LIGHT
from tests.sync.people import DIAN, ENDAH, SECRETS, Computer, add_dian, meet

OTHER = "payung-merah-tua"


def copied(computer: Computer) -> Path:
    return make(computer.folder, key=computer.store.key, reason=Reason.ASKED, at=datetime.now(UTC)).path


def bring_back(computer: Computer, backup: Path) -> None:
    """Endah restores with her own password and signs in again."""
    computer.store.close()
    way_in = ways_in.with_password(ENDAH, SECRETS[ENDAH])
    backups.restore(computer.folder, backup, way_in=way_in, at=datetime.now(UTC))
    computer.store = sign_in(computer.folder, name=ENDAH, password=SECRETS[ENDAH])


def dian_joins(first: Computer, second: Computer, role: Role = Role.INSTRUCTOR) -> None:
    code = add_dian(first, role)
    meet(first, second)
    sign_in(second.folder, name=DIAN, password=code, new_password=SECRETS[DIAN]).close()
    meet(second, first)


def role_of_dian(computer: Computer) -> Role:
    with computer.store.read() as session:
        return next(each.role for each in staff.members(session) if each.name == DIAN)


@pytest.fixture
def met(computers: tuple[Computer, Computer]) -> tuple[Computer, Computer]:
    dian_joins(*computers)
    return computers


def test_who_was_removed_elsewhere_stays_out(computers: tuple[Computer, Computer]) -> None:
    first, second = computers
    before = copied(second)
    dian_joins(first, second, Role.ADMIN)
    with first.store.write("Cabut akses", source=KEYS) as session:
        staff.deactivate(session, first.id_of(DIAN))
    sync_now(first.store)
    bring_back(second, before)
    assert not second.opens_for(DIAN)
    meet(second, first)
    assert [each.opens_for(DIAN) for each in computers] == [False, False]


def test_who_got_another_role_elsewhere_keeps_it(met: tuple[Computer, Computer]) -> None:
    first, second = met
    before = copied(second)
    for role in (Role.ADMIN, Role.VIEWER):
        with first.store.write("Ubah peran", source=KEYS) as session:
            staff.change_member(session, first.id_of(DIAN), role=role)
        sync_now(first.store)
        if role is Role.ADMIN:
            sync_now(second.store)
    bring_back(second, before)
    assert role_of_dian(second) is Role.INSTRUCTOR
    meet(second, first)
    assert [role_of_dian(each) for each in met] == [Role.VIEWER, Role.VIEWER]


def test_whose_password_was_reset_elsewhere_needs_the_code(met: tuple[Computer, Computer]) -> None:
    first, second = met
    before = copied(second)
    with first.store.write("Kode baru", source=KEYS) as session:
        code = staff.give_code(session, first.id_of(DIAN), cost=LIGHT)
    sync_now(first.store)
    bring_back(second, before)
    meet(second, first)
    assert [each.opens_for(DIAN) for each in met] == [False, False]
    sign_in(second.folder, name=DIAN, password=code, new_password=OTHER).close()


def test_who_came_since_is_back_after_the_first_round(computers: tuple[Computer, Computer]) -> None:
    first, second = computers
    before = copied(second)
    dian_joins(first, second)
    bring_back(second, before)
    assert not second.opens_for(DIAN)
    sync_now(second.store)
    assert second.opens_for(DIAN)


def test_a_password_changed_here_counts_before_and_after_the_first_round(
    met: tuple[Computer, Computer],
) -> None:
    second = met[1]
    before = copied(second)
    own = sign_in(second.folder, name=DIAN, password=SECRETS[DIAN])
    change_password(own, old=SECRETS[DIAN], new=OTHER)
    sync_now(own)
    own.close()
    bring_back(second, before)
    for _round in range(2):
        assert second.opens_for(DIAN, OTHER)
        assert not second.opens_for(DIAN)
        sync_now(second.store)


def test_what_is_decided_here_before_the_first_round_counts_at_once(met: tuple[Computer, Computer]) -> None:
    second = met[1]
    bring_back(second, copied(second))
    with second.store.write("Cabut akses", source=KEYS) as session:
        staff.deactivate(session, second.id_of(DIAN))
    assert DIAN not in second.at_the_door()
    change_password(second.store, old=SECRETS[ENDAH], new=OTHER)
    assert second.opens_for(ENDAH, OTHER)
    assert not second.opens_for(ENDAH)


def test_who_is_no_administrator_here_any_more_does_not_come_back_as_one(
    computers: tuple[Computer, Computer],
) -> None:
    first, second = computers
    dian_joins(first, second, Role.ADMIN)
    before = copied(second)
    with second.store.write("Ubah peran", source=KEYS) as session:
        staff.change_member(session, second.id_of(DIAN), role=Role.VIEWER)
    bring_back(second, before)
    assert role_of_dian(second) is Role.VIEWER


def old_file_comes_back(computer: Computer, old: bytes) -> None:
    """Somebody puts an older `lpk.db` in the place of the newer, and nothing else."""
    computer.store.close()
    (computer.folder / FILE).write_bytes(old)
    computer.store = sign_in(computer.folder, name=ENDAH, password=SECRETS[ENDAH])


def file_of(computer: Computer) -> bytes:
    computer.store.fold()
    return (computer.folder / FILE).read_bytes()


@pytest.mark.parametrize("known", [True, False], ids=["known to it", "added since"])
def test_an_old_file_put_back_by_hand_lets_in_nobody_who_was_put_out(
    computers: tuple[Computer, Computer], *, known: bool
) -> None:
    first, second = computers
    if known:
        dian_joins(second, first)
    old = file_of(second)
    if not known:
        dian_joins(second, first)
    trainees_come(second)
    with first.store.write("Cabut akses", source=KEYS) as session:
        staff.deactivate(session, first.id_of(DIAN))
    meet(first, second)
    old_file_comes_back(second, old)
    assert not second.opens_for(DIAN)
    meet(second, first)
    assert [each.opens_for(DIAN) for each in computers] == [False, False]


def test_an_old_file_put_back_by_hand_brings_no_old_password_back(met: tuple[Computer, Computer]) -> None:
    first, second = met
    old = file_of(second)
    trainees_come(second)
    own = sign_in(first.folder, name=DIAN, password=SECRETS[DIAN])
    change_password(own, old=SECRETS[DIAN], new=OTHER)
    own.close()
    meet(first, second)
    old_file_comes_back(second, old)
    for _round in range(2):
        assert [second.opens_for(DIAN, each) for each in (SECRETS[DIAN], OTHER)] == [False, True]
        meet(second, first)


def test_who_was_added_before_the_first_round_stays_though_the_keys_could_not_be_written(
    computers: tuple[Computer, Computer], monkeypatch: pytest.MonkeyPatch
) -> None:
    second = computers[1]
    bring_back(second, copied(second))
    with monkeypatch.context() as patched:
        patched.setattr(slots, "save", full)
        with pytest.raises(UserError, match="slots-not-written"):
            add_dian(second, Role.ADMIN)
    second.store.close()
    second.store = sign_in(second.folder, name=ENDAH, password=SECRETS[ENDAH])
    assert DIAN in second.at_the_door()
    assert role_of_dian(second) is Role.ADMIN


def test_a_round_that_broke_off_takes_no_way_in_from_whom_it_brought(
    computers: tuple[Computer, Computer], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = computers
    bring_back(second, copied(second))
    code = add_dian(first)
    sync_now(first.store)
    with monkeypatch.context() as patched:
        patched.setattr(slots, "save", full)
        with pytest.raises(UserError, match="slots-not-written"):
            sync_now(second.store)
    second.store.close()
    second.store = sign_in(second.folder, name=ENDAH, password=SECRETS[ENDAH])
    meet(second, first)
    sign_in(second.folder, name=DIAN, password=code, new_password=SECRETS[DIAN]).close()


def test_the_recovery_code_on_an_old_file_lets_in_nobody_who_was_put_out(
    computers: tuple[Computer, Computer],
) -> None:
    first, second = computers
    dian_joins(second, first, Role.ADMIN)
    old = file_of(second)
    trainees_come(second)
    with first.store.write("Cabut akses", source=KEYS) as session:
        staff.deactivate(session, first.id_of(DIAN))
    meet(first, second)
    second.store.close()
    (second.folder / FILE).write_bytes(old)
    recover_access(second.folder, code=second.recovery_code, name=ENDAH, password=OTHER)
    second.store = sign_in(second.folder, name=ENDAH, password=OTHER)
    assert not second.opens_for(DIAN)


@pytest.mark.parametrize("decided", ["added", "put out", "no administrator"])
def test_keys_that_came_with_the_backup_yield_to_what_was_salvaged(
    computers: tuple[Computer, Computer], decided: str
) -> None:
    """The slots were lost and the file was not: its rows are newer than the slots in the backup."""
    first, second = computers
    roles = {"added": Role.INSTRUCTOR, "put out": Role.ADMIN, "no administrator": Role.VIEWER}
    if decided != "added":
        dian_joins(second, first, Role.ADMIN)
    before = copied(second)
    if decided == "added":
        dian_joins(second, first)
    else:
        with second.store.write("Ubah", source=KEYS) as session:
            if decided == "put out":
                staff.deactivate(session, second.id_of(DIAN))
            else:
                staff.change_member(session, second.id_of(DIAN), role=Role.VIEWER)
    second.store.close()
    (second.folder / slots.FILE).write_text("{")
    bring_back(second, before)
    for rounds in range(2):
        if decided != "added" or rounds:  # she chose her password at the other computer
            assert second.opens_for(DIAN) is (decided != "put out")
        assert role_of_dian(second) is roles[decided]
        meet(second, first)


def full(*_given: object) -> None:
    raise OSError(errno.ENOSPC, "no room")


def trainees_come(computer: Computer) -> None:
    """Work that the journal has and the old file has not."""
    with computer.store.write("Peserta") as session:
        trainees.add_trainee(session, {"name": "Siti"})
