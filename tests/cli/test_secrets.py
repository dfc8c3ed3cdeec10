"""What leaks nowhere: passwords, codes and keys, in answers, in errors, in logs and in reports about bugs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from lpk_desktop.storage import slots, vault
from tests.factory import ADMIN, PASSWORD, make_centre

WRONG, NEW = "bukan-sandi-ini", "kuda-makan-pisang"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_centre(tmp_path / "data").close()
    return tmp_path / "data"


def run(folder: Path, *words: str, password: str = PASSWORD) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, as people start it."""
    return subprocess.run(
        [sys.executable, "-m", "lpk_desktop", *words],
        env={**os.environ, "LPK_DATA": str(folder), "LPK_PASSWORD": password, "LPK_NEW_PASSWORD": NEW},
        capture_output=True,
        text=True,
        check=False,
    )


def secrets(folder: Path) -> list[str]:
    """Everything that may stand nowhere but where it belongs, in the spellings it could have."""
    key = vault.unlock(folder, name=ADMIN, password=PASSWORD).key
    sealed = [part for slot in slots.load(folder).slots for part in (slot.private, slot.sealed, slot.salt)]
    return [
        PASSWORD,
        WRONG,
        NEW,
        key.hex(),
        repr(key)[2:-1],
        *(msgspec.json.encode(p).decode()[1:13] for p in sealed),
    ]


def left_behind(folder: Path, *calls: subprocess.CompletedProcess[str]) -> str:
    """All that these calls said or wrote for people to read."""
    logs = [each.read_text(encoding="utf-8") for each in folder.rglob("log/*")]
    return "\n".join([*(call.stdout + call.stderr for call in calls), *logs])


def test_no_answer_holds_a_secret(folder: Path) -> None:
    known = secrets(folder)
    staff = msgspec.json.decode(run(folder, "staff", "list", "--json").stdout)[0]["id"]
    calls = [
        run(folder, *words, "--json")
        for words in (
            ("staff", "list"),
            ("history",),
            ("history", "--row", staff),
            ("check",),
            ("sync", "status"),
            ("cohort", "list"),
        )
    ]
    assert [call.returncode for call in calls] == [0] * len(calls)
    said = left_behind(folder, *calls)
    assert '"kind": "added"' in said  # the row's history was told, its key was not
    assert [secret for secret in known if secret in said] == []


def test_no_failure_tells_a_secret(folder: Path) -> None:
    known = secrets(folder)
    calls = [
        run(folder, "staff", "list", password=WRONG),
        run(folder, "staff", "password", password=WRONG),
        run(folder, "staff", "add", ADMIN),
        run(folder, "staff", "list", "--password-file", str(folder)),
        run(folder, "staff", "recovery", "--tidak-ada"),
        run(folder, "undo"),
    ]
    assert [call.returncode for call in calls] == [1, 1, 1, 1, 2, 1]
    said = left_behind(folder, *calls)
    assert [secret for secret in known if secret in said] == []


def test_a_report_about_a_bug_holds_no_secret(folder: Path) -> None:
    known = secrets(folder)
    found = slots.load(folder)
    # No salt is that short: what reads it is not prepared, and fails with the password in hand.
    broken = tuple(msgspec.structs.replace(each, salt=b"x") for each in found.slots)
    slots.save(folder, msgspec.structs.replace(found, slots=broken))
    call = run(folder, "staff", "list")
    assert call.returncode == 3
    said = left_behind(folder, call)
    assert "_stretch" in said  # the report names the place
    assert [secret for secret in known if secret in said] == []


def test_a_code_is_told_once_and_written_nowhere(folder: Path) -> None:
    call = run(folder, "staff", "add", "Dian Kusumawati", "--code", "--json")
    code = msgspec.json.decode(call.stdout)["code"]
    files = [each.read_bytes() for each in folder.rglob("*") if each.is_file()]
    assert not any(
        spelling.encode() in content for content in files for spelling in (code, vault.plain(code))
    )
    assert code not in left_behind(folder, run(folder, "history", "--json", "--user", ADMIN))


@pytest.mark.parametrize("words", [("cohort", "list"), ("staff", "password")])
def test_a_password_that_is_no_text_is_told_and_named_nowhere(folder: Path, words: tuple[str, ...]) -> None:
    call = run(folder, *words, password="s\udce9ndi-xxxx")
    assert (call.returncode, "bukan UTF-8" in call.stderr) == (1, True)
    assert "ndi-xxxx" not in left_behind(folder, call)
