"""People and their way in: slots follow the rows, whatever happens in between."""

from __future__ import annotations

import base64
from pathlib import Path
from threading import Thread

import msgspec
import pytest

from lpk_desktop.domain.roles import Access, Role
from lpk_desktop.errors import UserError
from lpk_desktop.services import access, staff
from lpk_desktop.services.access import people, recover_access, sign_in
from lpk_desktop.services.centre import add_person
from lpk_desktop.services.history import act_events, row_events
from lpk_desktop.services.passwords import change_password, renew_recovery_code, set_lock_minutes
from lpk_desktop.services.permissions import role_of
from lpk_desktop.services.undoing import take_back
from lpk_desktop.storage import slots, vault
from lpk_desktop.storage.door import FREE_TRIES, Gate
from lpk_desktop.storage.history import KEYS, acts, next_undo
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import Staff
from tests.factory import ADMIN, LIGHT, PASSWORD, make_centre

DIAN = "Dian Kusumawati"
OWN = "kuda-makan-pisang"


def add(store: Store, *, name: str = DIAN, role: Role = Role.INSTRUCTOR) -> tuple[str, str]:
    """A new person with a one-time code: (id, code)."""
    with store.write(f"Orang baru: {name}", source=KEYS) as session:
        added = staff.add_member(session, name=name, role=role)
        return added, staff.give_code(session, added, cost=LIGHT)


def come_in(store: Store, code: str, *, name: str = DIAN, password: str = OWN) -> None:
    """Choose a password with a one-time code."""
    sign_in(store.path.parent, name=name, password=code, new_password=password).close()


def member(store: Store, person: str) -> staff.Member:
    with store.read() as session:
        return next(each for each in staff.members(session) if each.id == person)


def reopened(store: Store, *, name: str = ADMIN, password: str = PASSWORD) -> Store:
    store.close()
    return sign_in(store.path.parent, name=name, password=password)


def test_a_new_person_chooses_a_password_with_a_one_time_code(store: Store) -> None:
    person, code = add(store)
    assert member(store, person).access is Access.CODE
    assert people(store.path.parent) == [DIAN, ADMIN]
    come_in(store, code)
    assert member(store, person).access is Access.PASSWORD
    own = sign_in(store.path.parent, name=DIAN, password=OWN)
    with own.read() as session:
        assert role_of(session) is Role.INSTRUCTOR
    own.close()


def test_a_one_time_code_opens_nothing_but_the_choice(store: Store) -> None:
    _person, code = add(store)
    with pytest.raises(UserError, match="password-to-choose"):
        sign_in(store.path.parent, name=DIAN, password=code)


def test_a_one_time_code_serves_once(store: Store) -> None:
    _person, code = add(store)
    come_in(store, code)
    with pytest.raises(UserError, match="wrong-password"):
        come_in(store, code, password="lain-kali-lain-kata")


def test_somebody_known_by_name_alone_cannot_sign_in(store: Store) -> None:
    with store.write("Instruktur") as session:
        known = add_person(session, name="Hesti Tri Prabowo")
    assert member(store, known).access is Access.NONE
    assert people(store.path.parent) == [ADMIN]


def test_a_new_code_takes_the_place_of_a_forgotten_password(store: Store) -> None:
    person, code = add(store)
    come_in(store, code)
    with store.write("Kode", source=KEYS) as session:
        again = staff.give_code(session, person, cost=LIGHT)
    with pytest.raises(UserError, match="wrong-password"):
        sign_in(store.path.parent, name=DIAN, password=OWN)
    come_in(store, again, password="kata-sandi-ketiga-saya")


def test_nobody_makes_a_code_for_oneself(store: Store) -> None:
    with pytest.raises(UserError, match="own-code"), store.write("Kode", source=KEYS) as session:
        staff.give_code(session, store.author or "", cost=LIGHT)


def test_somebody_who_left_cannot_sign_in_and_stays_under_the_name(store: Store) -> None:
    person, code = add(store)
    come_in(store, code)
    with store.write("Keluar", source=KEYS) as session:
        staff.deactivate(session, person)
    assert member(store, person).access is Access.GONE
    assert people(store.path.parent) == [ADMIN]
    with pytest.raises(UserError, match="wrong-password"):
        sign_in(store.path.parent, name=DIAN, password=OWN)


def test_an_old_slot_that_a_computer_still_has_opens_nothing_after_sign_in_settled_it(store: Store) -> None:
    """As on a computer that has just received the news: the row says no, the slot still says yes."""
    person, code = add(store)
    come_in(store, code)
    before = slots.load(store.path.parent)
    with store.write("Keluar", source=KEYS) as session:
        staff.deactivate(session, person)
    slots.save(store.path.parent, before)
    with pytest.raises(UserError, match="person-inactive"):
        sign_in(store.path.parent, name=DIAN, password=OWN)
    reopened(store).close()
    assert people(store.path.parent) == [ADMIN]


def test_somebody_who_comes_back_needs_a_new_code(store: Store) -> None:
    person, code = add(store)
    come_in(store, code)
    with store.write("Keluar", source=KEYS) as session:
        staff.deactivate(session, person)
    with store.write("Kembali", source=KEYS) as session:
        again = staff.give_code(session, person, cost=LIGHT)
    with pytest.raises(UserError, match="wrong-password"):
        sign_in(store.path.parent, name=DIAN, password=OWN)
    come_in(store, again, password="kata-sandi-ketiga-saya")
    assert member(store, person).access is Access.PASSWORD


def test_the_last_administrator_with_a_password_stays(store: Store) -> None:
    own = store.author or ""
    second, code = add(store, name="Endah Kusumastuti", role=Role.ADMIN)
    with pytest.raises(UserError, match="last-admin"), store.write("Coba", source=KEYS) as session:
        staff.deactivate(session, own)
    with pytest.raises(UserError, match="last-admin"), store.write("Coba", source=KEYS) as session:
        staff.change_member(session, own, role=Role.VIEWER)
    # Once the second has chosen a password, and not only got a code, the first may go.
    come_in(store, code, name="Endah Kusumastuti")
    with store.write("Keluar", source=KEYS) as session:
        staff.deactivate(session, own)
    assert member(store, second).role is Role.ADMIN


def test_two_people_at_the_door_never_have_one_name(store: Store) -> None:
    with pytest.raises(UserError, match="name-taken"):
        add(store, name=f"  {ADMIN.upper()} ")


def test_another_role_holds_at_once_and_stands_at_the_door(store: Store) -> None:
    person, _code = add(store)
    with store.write("Peran", source=KEYS) as session:
        staff.change_member(session, person, role=Role.VIEWER)
    assert {slot.role for slot in slots.doors(store.path.parent) if slot.name == DIAN} == {"viewer"}
    store.author = person
    with store.read() as session:
        assert role_of(session) is Role.VIEWER


def test_what_says_who_can_sign_in_is_never_undone(store: Store) -> None:
    person, _code = add(store)
    with store.read() as session:
        assert next_undo(session, store.author) is None
        (act, *_rest) = acts(session, limit=1)
    with pytest.raises(UserError, match="keys-not-undone"), store.write("U", source="undo") as session:
        take_back(session, act.id)
    assert member(store, person).access is Access.CODE


def test_a_person_added_by_name_alone_can_be_undone(store: Store) -> None:
    with store.write("Instruktur") as session:
        add_person(session, name="Hesti Tri Prabowo")
    with store.read() as session:
        act = next_undo(session, store.author)
    assert act
    with store.write("Urungkan", source="undo", undoes=act) as session:
        assert take_back(session, act).rows == 1


def test_a_changed_password_replaces_the_one_before(store: Store) -> None:
    change_password(store, old=PASSWORD, new=OWN)
    with pytest.raises(UserError, match="wrong-password"):
        sign_in(store.path.parent, name=ADMIN, password=PASSWORD)
    sign_in(store.path.parent, name=ADMIN, password=OWN).close()


def test_a_password_changes_only_for_whoever_knows_it(store: Store) -> None:
    with pytest.raises(UserError, match="wrong-password"):
        change_password(store, old="bukan-sandi-ini", new=OWN)
    sign_in(store.path.parent, name=ADMIN, password=PASSWORD).close()


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("pendek", "password-too-short"),
        ("password123", "password-too-plain"),
        ("ratna1990", "password-too-plain"),
        ("aaaaaaaaaaaa", "password-too-plain"),
    ],
)
def test_a_password_that_others_would_guess_is_refused(store: Store, password: str, why: str) -> None:
    with pytest.raises(UserError, match=why):
        change_password(store, old=PASSWORD, new=password)


def test_an_interrupted_change_of_password_mends_itself(store: Store) -> None:
    """The row was written, the program killed before the slots were: the new password holds."""
    before = slots.load(store.path.parent)
    change_password(store, old=PASSWORD, new=OWN)
    slots.save(store.path.parent, before)
    reopened(store).close()
    sign_in(store.path.parent, name=ADMIN, password=OWN).close()


def test_wrong_passwords_make_even_the_right_one_wait(store: Store) -> None:
    gate = Gate(store.path.parent)
    for _ in range(FREE_TRIES):
        with pytest.raises(UserError, match="wrong-password"):
            sign_in(store.path.parent, name=ADMIN, password="bukan-sandi-ini", gate=gate)
    with pytest.raises(UserError, match="too-soon"):
        sign_in(store.path.parent, name=ADMIN, password=PASSWORD, gate=gate)


def test_a_renewed_recovery_code_needs_the_own_password(store: Store) -> None:
    with pytest.raises(UserError, match="wrong-password"):
        renew_recovery_code(store, password="bukan-sandi-ini")
    code = renew_recovery_code(store, password=PASSWORD)
    recover_access(store.path.parent, code=code, name=ADMIN, password=OWN)
    sign_in(store.path.parent, name=ADMIN, password=OWN).close()


def test_only_an_administrator_renews_the_recovery_code_and_sets_the_lock(store: Store) -> None:
    person, code = add(store)
    come_in(store, code)
    store.author = person
    with pytest.raises(UserError, match="not-allowed"):
        renew_recovery_code(store, password=OWN)
    with pytest.raises(UserError, match="not-allowed"):
        set_lock_minutes(store, 30)


def test_the_idle_time_is_kept_beside_the_keys(store: Store) -> None:
    set_lock_minutes(store, 30)
    add(store)
    assert slots.load(store.path.parent).lock_minutes == 30
    with pytest.raises(UserError, match="lock-minutes-invalid"):
        set_lock_minutes(store, 0)


def test_the_recovery_code_lets_nobody_in_who_does_not_work_here_while_an_administrator_does(
    store: Store,
) -> None:
    code = renew_recovery_code(store, password=PASSWORD)
    with pytest.raises(UserError, match="wrong-person"):
        recover_access(store.path.parent, code=code, name="Siapa Saja", password=OWN)


@pytest.mark.parametrize("name", [ADMIN, "Orang Baru"])
def test_where_no_administrator_is_left_the_recovery_code_makes_one(store: Store, name: str) -> None:
    """As after two computers took each other's last administrator away and then met."""
    code = renew_recovery_code(store, password=PASSWORD)
    with store.write("Bertemu", source="central") as session:
        row = session.get_one(Staff, store.author)
        row.active, row.public_key = False, ""
    assert people(store.path.parent) == []
    recover_access(store.path.parent, code=code, name=name, password=OWN)
    again = sign_in(store.path.parent, name=name, password=OWN)
    with again.read() as session:
        assert role_of(session) is Role.ADMIN
    again.close()


def test_a_centre_from_before_keys_travelled_publishes_them_at_the_next_sign_in(store: Store) -> None:
    with store.write("Seperti dulu", source=KEYS) as session:
        session.get_one(Staff, store.author).public_key = None
    assert people(store.path.parent) == [ADMIN]
    own = reopened(store)
    with own.read() as session:
        row = session.get_one(Staff, own.author)
        assert vault.from_text(row.public_key) == vault.credential_of(slots.doors(own.path.parent)[0])
    own.close()


def test_a_key_of_a_newer_version_locks_nobody_out(store: Store) -> None:
    with store.write("Dari versi baru", source="central") as session:
        session.get_one(Staff, store.author).public_key = '{"version":2}'
    reopened(store).close()
    assert people(store.path.parent) == [ADMIN]


@pytest.mark.parametrize("part", ["sealed", "private", "salt"])
def test_a_damaged_slot_is_made_anew_when_somebody_else_signs_in(store: Store, part: str) -> None:
    _person, code = add(store)
    come_in(store, code)
    file = store.path.parent / slots.FILE
    whole = base64.b64encode(getattr(slots.doors(store.path.parent)[0], part))
    file.write_bytes(file.read_bytes().replace(whole, base64.b64encode(bytes(len(whole) // 4 * 3))))
    with pytest.raises(UserError, match="slot-damaged"):
        sign_in(store.path.parent, name=DIAN, password=OWN)
    reopened(store).close()
    sign_in(store.path.parent, name=DIAN, password=OWN).close()


def test_slots_of_an_older_version_get_their_digests_at_the_next_sign_in(store: Store) -> None:
    file = store.path.parent / slots.FILE
    older = msgspec.structs.replace(slots.load(store.path.parent), version=1)
    file.write_bytes(msgspec.json.encode(older))
    reopened(store).close()
    assert all(each["digest"] for each in msgspec.json.decode(file.read_bytes())["slots"])


def test_slots_that_cannot_be_written_are_told_and_written_at_the_next_sign_in(store: Store) -> None:
    in_the_way = store.path.parent / f"{slots.FILE}.new"
    in_the_way.mkdir()
    with pytest.raises(UserError, match="slots-not-written"):
        add(store)
    assert people(store.path.parent) == [ADMIN]
    reopened(store).close()  # what cannot be written keeps nobody out
    in_the_way.rmdir()
    sign_in(store.path.parent, name=ADMIN, password=PASSWORD).close()
    assert people(store.path.parent) == [DIAN, ADMIN]


def test_history_shows_no_key(store: Store) -> None:
    person, _code = add(store)
    with store.read() as session:
        text = session.get_one(Staff, person).public_key or ""
        told = repr([*row_events(session, person), *act_events(session, acts(session, limit=1)[0].id)])
    credential = msgspec.json.decode(text)
    assert DIAN in told
    assert not any(str(credential[part])[:12] in told for part in ("public", "private", "salt"))


def test_a_viewer_cannot_manage_people(store: Store) -> None:
    person, _code = add(store, role=Role.VIEWER)
    store.author = person
    with pytest.raises(UserError, match="not-allowed"), store.write("Coba", source=KEYS) as session:
        staff.give_code(session, person)


def test_the_sign_in_page_is_told_where_it_stands(tmp_path: Path) -> None:
    make_centre(tmp_path).close()
    found = slots.load(tmp_path)
    assert (found.centre, found.place) == ("LPK Contoh", "Purwokerto, Laptop satu")
    assert access.has_centre(tmp_path)


def test_a_new_recovery_code_and_a_removal_at_one_time_both_hold(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, code = add(store)
    come_in(store, code)

    def remove() -> None:
        with store.write("Akses dicabut", source=KEYS) as session:
            staff.deactivate(session, person)

    removal, make_slot = Thread(target=remove), vault._recovery_slot

    def meanwhile(key: bytes, code: str, cost: slots.Cost) -> slots.Slot:
        removal.start()
        removal.join(0.2)  # waits for the writer that is at work, or would be overtaken by it
        return make_slot(key, code, cost)

    monkeypatch.setattr(vault, "_recovery_slot", meanwhile)
    fresh = renew_recovery_code(store, password=PASSWORD)
    removal.join()
    assert people(store.path.parent) == [ADMIN]
    assert vault.recover(store.path.parent, code=fresh) == store.key
