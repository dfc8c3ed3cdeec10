from dataclasses import dataclass
from pathlib import Path

import pytest

from lpk_desktop.errors import UserError
from lpk_desktop.storage import slots, vault

LIGHT = slots.Cost(passes=1, memory_kib=8, lanes=1)
WORD = "sandi-yang-panjang"


@dataclass(frozen=True)
class Created:
    key: bytes
    recovery_code: str


@pytest.fixture
def created(tmp_path: Path) -> Created:
    key = vault.new_key()
    code = vault.create(tmp_path, key=key, name="Ratna", staff="s1", password=WORD, cost=LIGHT)
    return Created(key, code)


def test_the_password_opens(tmp_path: Path, created: Created) -> None:
    opened = vault.unlock(tmp_path, name="Ratna", password=WORD)
    assert (opened.key, opened.staff) == (created.key, "s1")


def test_a_wrong_password_does_not(tmp_path: Path, created: Created) -> None:
    with pytest.raises(UserError, match="wrong-password"):
        vault.unlock(tmp_path, name="Ratna", password=WORD + "x")


def test_an_unknown_name_answers_like_a_wrong_password(tmp_path: Path, created: Created) -> None:
    with pytest.raises(UserError, match="wrong-password"):
        vault.unlock(tmp_path, name="Siapa", password=WORD)


def test_the_recovery_code_opens_however_it_is_typed(tmp_path: Path, created: Created) -> None:
    typed = created.recovery_code.lower().replace("-", " ").replace("0", "o")
    assert vault.recover(tmp_path, code=typed) == created.key


def test_the_recovery_slot_is_no_person(tmp_path: Path, created: Created) -> None:
    assert slots.people(tmp_path) == ["Ratna"]
    with pytest.raises(UserError):
        vault.unlock(tmp_path, name=slots.RECOVERY, password=created.recovery_code.replace("-", ""))


def test_a_changed_password_replaces_the_old_one(tmp_path: Path, created: Created) -> None:
    vault.set_password(tmp_path, key=created.key, name="Ratna", staff="s1", password="sandi-baru-sekali")
    assert vault.unlock(tmp_path, name="Ratna", password="sandi-baru-sekali").key == created.key
    with pytest.raises(UserError):
        vault.unlock(tmp_path, name="Ratna", password=WORD)


def test_neither_key_nor_code_stands_in_the_file(tmp_path: Path, created: Created) -> None:
    text = (tmp_path / slots.FILE).read_text()
    assert created.key.hex() not in text
    assert created.recovery_code.replace("-", "") not in text


def test_a_second_vault_in_the_same_folder_is_refused(tmp_path: Path, created: Created) -> None:
    with pytest.raises(UserError, match="data-folder-in-use"):
        vault.create(tmp_path, key=created.key, name="Lain", staff="s2", password=WORD, cost=LIGHT)
