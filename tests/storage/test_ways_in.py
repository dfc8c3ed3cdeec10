"""Keys that are not what the rows of people say are found; what is on its way is not."""

from __future__ import annotations

import base64
from typing import Any

import msgspec
import pytest

from lpk_desktop.domain.roles import Role
from lpk_desktop.services import staff
from lpk_desktop.services.keys import settle
from lpk_desktop.storage import slots
from lpk_desktop.storage.checking import check
from lpk_desktop.storage.findings import Finding, Problem
from lpk_desktop.storage.slots import Slot
from lpk_desktop.storage.store import Store
from tests.services.test_staff import DIAN, add, come_in
from tests.storage.test_checking import store, tamper, used

__all__ = ["store", "used"]


def turn(store: Store, person: str, **values: Any) -> None:
    """Change the slot of a person behind the store's back; without values it goes."""
    folder = store.path.parent
    kept = slots.load(folder)
    made: list[Slot] = []
    for slot in kept.slots:
        if slot.staff != person:
            made.append(slot)
        elif values:
            made.append(msgspec.structs.replace(slot, **values))
    slots.save(folder, msgspec.structs.replace(kept, slots=tuple(made)))


def test_people_who_come_and_go_have_sound_keys(store: Store) -> None:
    person, code = add(store)
    assert check(store).clean
    come_in(store, code)
    assert check(store).clean
    with store.write("Tanpa kunci") as session:
        staff.add_member(session, name="Endah", role=Role.VIEWER)
    assert check(store).clean
    with store.write("Keluar") as session:
        staff.deactivate(session, person)
    assert check(store).clean


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"public": b"x" * 32},
        {"salt": b"x" * 16},
        {"private": b"x" * 60},
        {"once": False},
        {"staff": "0" * 32},
    ],
    ids=["gone", "public", "salt", "private", "once", "of nobody"],
)
def test_a_key_that_is_not_the_persons_is_found(store: Store, values: dict[str, Any]) -> None:
    person, _code = add(store, name=DIAN)
    turn(store, person, **values)
    found = {person, values.get("staff", person)}
    assert set(told(store)) == found
    settle(store)
    assert check(store).clean


def test_a_key_of_which_bytes_were_altered_is_found(store: Store) -> None:
    person, _code = add(store)
    file = store.path.parent / slots.FILE
    kept = slots.load(store.path.parent).slots
    recovery = next(slot for slot in kept if slot.staff == slots.RECOVERY)
    dian = next(slot for slot in kept if slot.staff == person)
    for slot in (dian, recovery):
        sealed = base64.b64encode(slot.sealed)
        file.write_bytes(file.read_bytes().replace(sealed, base64.b64encode(bytes(len(slot.sealed)))))
    assert told(store) == [person]
    assert Problem.NO_RECOVERY in {each.code for each in check(store).findings}
    settle(store)
    store.renew_recovery()
    assert check(store).clean


def test_a_key_of_somebody_who_left_is_found(store: Store) -> None:
    person, _code = add(store)
    tamper(store, f"UPDATE staff SET active = 0 WHERE id = x'{person}'")  # noqa: S608
    assert told(store) == [person]


def test_keys_of_another_life_of_the_file_are_no_fault(store: Store) -> None:
    person, _code = add(store)
    turn(store, person)
    folder = store.path.parent
    slots.save(folder, msgspec.structs.replace(slots.load(folder), life=7))
    assert check(store).clean


def told(store: Store) -> list[object]:
    found: list[Finding] = [each for each in check(store).findings if each.code is Problem.SLOT_DIFFERS]
    return [each.facts["staff"] for each in found]
