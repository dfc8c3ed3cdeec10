import base64
import os
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest
from cryptography.exceptions import InvalidTag

from lpk_desktop.errors import UserError
from lpk_desktop.storage import slots, vault

LIGHT = slots.Cost(passes=1, memory_kib=8, lanes=1)
WORD = "sandi-yang-panjang"


@dataclass(frozen=True)
class Created:
    key: bytes
    recovery_code: str


def slot(key: bytes, *, name: str, staff: str, password: str, once: bool = False) -> slots.Slot:
    made = vault.new_credential(staff=staff, password=password, cost=LIGHT, once=once)
    return vault.slot_of(made, staff=staff, name=name, role="admin", sealed=vault.seal(made.public, key))


def add(folder: Path, fresh: slots.Slot) -> None:
    old = slots.load(folder)
    slots.save(folder, msgspec.structs.replace(old, slots=(*old.slots, fresh)))


@pytest.fixture
def created(tmp_path: Path) -> Created:
    key = vault.new_key()
    person = slot(key, name="Ratna", staff="s1", password=WORD)
    code = vault.create(tmp_path, key=key, person=person, fresh=slots.Slots(version=1, slots=()))
    return Created(key, code)


def test_the_password_opens(tmp_path: Path, created: Created) -> None:
    opened = vault.unlock(tmp_path, name="Ratna", password=WORD)
    assert (opened.key, opened.staff, opened.once) == (created.key, "s1", False)


def test_a_wrong_password_does_not(tmp_path: Path, created: Created) -> None:
    with pytest.raises(UserError, match="wrong-password"):
        vault.unlock(tmp_path, name="Ratna", password=WORD + "x")


def test_an_unknown_name_answers_like_a_wrong_password(tmp_path: Path, created: Created) -> None:
    with pytest.raises(UserError, match="wrong-password"):
        vault.unlock(tmp_path, name="Siapa", password=WORD)


def test_of_two_people_with_one_name_each_has_an_own_password(tmp_path: Path, created: Created) -> None:
    add(tmp_path, slot(created.key, name="Ratna", staff="s2", password="sandi-yang-lain"))
    assert vault.unlock(tmp_path, name="Ratna", password=WORD).staff == "s1"
    assert vault.unlock(tmp_path, name="Ratna", password="sandi-yang-lain").staff == "s2"
    with pytest.raises(UserError, match="wrong-password"):
        vault.unlock(tmp_path, name="Ratna", password="sandi-yang-lain", staff="s1")


def test_the_recovery_code_opens_however_it_is_typed(tmp_path: Path, created: Created) -> None:
    typed = created.recovery_code.lower().replace("-", " ").replace("0", "o")
    assert vault.recover(tmp_path, code=typed) == created.key


def test_a_renewed_recovery_code_takes_the_place_of_the_one_before(tmp_path: Path, created: Created) -> None:
    fresh = vault.renew_recovery(tmp_path, key=created.key)
    assert vault.recover(tmp_path, code=fresh) == created.key
    with pytest.raises(UserError, match="wrong-recovery-code"):
        vault.recover(tmp_path, code=created.recovery_code)
    assert vault.unlock(tmp_path, name="Ratna", password=WORD).key == created.key


def test_no_flipped_bit_is_told_as_a_wrong_password(tmp_path: Path, created: Created) -> None:
    """Whoever types the right one opens the file, or hears that the keys are damaged."""
    file = tmp_path / slots.FILE
    whole = file.read_bytes()
    told = set()
    for place in range(len(whole)):
        for bit in (0, 1, 3, 7):
            spoilt = bytearray(whole)
            spoilt[place] ^= 1 << bit
            file.write_bytes(spoilt)
            told.add(_said(tmp_path, created.key))
    assert told == {"opened", "slot-damaged", "slots-damaged", "another name"}


def _said(folder: Path, key: bytes) -> str:
    try:
        if "Ratna" not in slots.people(folder):
            return "another name"
        opened = vault.unlock(folder, name="Ratna", password=WORD)
    except UserError as error:
        return error.code
    assert opened.key == key
    return "opened"


def test_a_damaged_slot_is_not_made_right_by_writing_the_others(tmp_path: Path, created: Created) -> None:
    file = tmp_path / slots.FILE
    old = slots.load(tmp_path)
    file.write_bytes(
        file.read_bytes().replace(base64.b64encode(old.slots[0].salt), base64.b64encode(bytes(16)))
    )
    add(tmp_path, slot(created.key, name="Budi", staff="s2", password=WORD))
    assert [each.damaged for each in slots.load(tmp_path).slots] == [True, False, False]
    assert vault.unlock(tmp_path, name="Budi", password=WORD).key == created.key
    assert vault.recover(tmp_path, code=created.recovery_code) == created.key


def test_a_damaged_recovery_slot_says_so(tmp_path: Path, created: Created) -> None:
    file = tmp_path / slots.FILE
    sealed = slots.load(tmp_path).slots[1].sealed
    file.write_bytes(file.read_bytes().replace(base64.b64encode(sealed), base64.b64encode(bytes(80))))
    with pytest.raises(UserError, match="slots-damaged"):
        vault.recover(tmp_path, code=created.recovery_code)


def test_slots_of_an_older_version_have_no_digest_and_open(tmp_path: Path, created: Created) -> None:
    (tmp_path / slots.FILE).write_bytes(msgspec.json.encode(slots.load(tmp_path)))
    assert not slots.load(tmp_path).slots[0].damaged
    assert vault.unlock(tmp_path, name="Ratna", password=WORD).key == created.key


def test_slots_that_cannot_be_read_say_so(tmp_path: Path) -> None:
    (tmp_path / slots.FILE).mkdir()
    with pytest.raises(UserError, match="data-not-reachable"):
        slots.load(tmp_path)


def test_the_recovery_slot_is_no_person(tmp_path: Path, created: Created) -> None:
    assert slots.people(tmp_path) == ["Ratna"]
    with pytest.raises(UserError):
        vault.unlock(tmp_path, name=slots.RECOVERY, password=created.recovery_code.replace("-", ""))


def test_a_one_time_code_opens_however_it_is_typed_and_says_what_it_is(
    tmp_path: Path, created: Created
) -> None:
    code = vault.new_once_code()
    add(tmp_path, slot(created.key, name="Dian", staff="s2", password=vault.plain(code), once=True))
    opened = vault.unlock(tmp_path, name="Dian", password=f" {code.lower()} ")
    assert (opened.staff, opened.once) == ("s2", True)


def test_a_password_is_taken_as_it_was_typed(tmp_path: Path, created: Created) -> None:
    with pytest.raises(UserError, match="wrong-password"):
        vault.unlock(tmp_path, name="Ratna", password=WORD.upper())


def test_a_credential_travels_as_text(created: Created) -> None:
    made = vault.new_credential(staff="s1", password=WORD, cost=LIGHT)
    assert vault.from_text(vault.to_text(made)) == made


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "bukan json",
        "{}",
        '{"public":"AA==","private":"AA==","salt":"AA==","cost":{"passes":1,"memory_kib":8,"lanes":1}}',
    ],
)
def test_what_is_no_credential_counts_as_none(text: str | None) -> None:
    assert vault.from_text(text) is None


def test_a_credential_that_asks_for_a_days_work_counts_as_none() -> None:
    made = vault.new_credential(staff="s1", password=WORD, cost=LIGHT)
    greedy = msgspec.structs.replace(made, cost=slots.Cost(passes=1, memory_kib=1 << 30, lanes=1))
    assert vault.from_text(vault.to_text(greedy)) is None


def test_a_credential_serves_nobody_else(tmp_path: Path, created: Created) -> None:
    made = vault.new_credential(staff="s1", password=WORD, cost=LIGHT)
    sealed = vault.seal(made.public, created.key)
    add(tmp_path, vault.slot_of(made, staff="s9", name="Palsu", role="admin", sealed=sealed))
    with pytest.raises(UserError, match="wrong-password"):
        vault.unlock(tmp_path, name="Palsu", password=WORD)


def test_a_sealed_key_opens_for_its_owner_alone() -> None:
    made = vault.new_credential(staff="s1", password=WORD, cost=LIGHT)
    with pytest.raises(InvalidTag):
        vault.unseal(os.urandom(32), vault.seal(made.public, b"rahasia"))


def test_neither_key_nor_code_stands_in_the_file(tmp_path: Path, created: Created) -> None:
    text = (tmp_path / slots.FILE).read_text()
    assert created.key.hex() not in text
    assert created.recovery_code.replace("-", "") not in text


def test_what_was_unlocked_does_not_show_the_key(tmp_path: Path, created: Created) -> None:
    assert repr(created.key) not in repr(vault.unlock(tmp_path, name="Ratna", password=WORD))


def test_slots_of_the_first_version_are_read(tmp_path: Path, created: Created) -> None:
    found = msgspec.json.decode((tmp_path / slots.FILE).read_bytes())
    for each in found["slots"]:
        del each["role"], each["once"]
    del found["place"], found["lock_minutes"]
    (tmp_path / slots.FILE).write_bytes(msgspec.json.encode(found))
    assert vault.unlock(tmp_path, name="Ratna", password=WORD).key == created.key
    assert slots.load(tmp_path).lock_minutes == slots.LOCK_MINUTES


def test_a_second_vault_in_the_same_folder_is_refused(tmp_path: Path, created: Created) -> None:
    other = slot(created.key, name="Lain", staff="s2", password=WORD)
    with pytest.raises(UserError, match="data-folder-in-use"):
        vault.create(tmp_path, key=created.key, person=other, fresh=slots.Slots(version=1, slots=()))


@pytest.mark.parametrize(
    "wrong", [{"public": bytes(32)}, {"private": b"x"}, {"cost": slots.Cost(passes=1, memory_kib=8, lanes=2)}]
)
def test_a_credential_that_nothing_can_be_done_with_counts_as_none(wrong: dict[str, object]) -> None:
    made = vault.new_credential(staff="s1", password=WORD, cost=LIGHT)
    assert vault.from_text(vault.to_text(msgspec.structs.replace(made, **wrong))) is None
