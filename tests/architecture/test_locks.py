"""What is installed is what was locked: every pin with hashes, on every platform, from no named place."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.sources import assert_none
from tools import ROOT
from tools.environment import RUN_LOCK, TEST_LOCK

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUN_WISHES: list[str] = PROJECT["project"]["dependencies"]
TEST_WISHES: list[str] = [*RUN_WISHES, *PROJECT["dependency-groups"]["dev"]]


def pins(lock: str) -> dict[str, str]:
    """Version per package name."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    found = re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}


@pytest.mark.parametrize(("lock", "wishes"), [(RUN_LOCK, RUN_WISHES), (TEST_LOCK, TEST_WISHES)])
def test_every_dependency_is_locked_at_a_version_it_allows(lock: str, wishes: list[str]) -> None:
    locked = pins(lock)
    wished = [Requirement(wish) for wish in wishes]
    assert_none(
        [str(wish) for wish in wished if locked.get(canonicalize_name(wish.name), "") not in wish.specifier]
    )


def test_the_test_lock_contains_the_run_lock_pin_for_pin() -> None:
    assert pins(RUN_LOCK).items() <= pins(TEST_LOCK).items()


@pytest.mark.parametrize("lock", [RUN_LOCK, TEST_LOCK])
def test_a_lock_holds_pins_and_hashes_and_nothing_else(lock: str) -> None:
    pin = r"[a-z\d][\w.-]*==[\w.+!]+( ; [^\\]+)? \\"
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    assert_none(
        [line for line in lines if not re.fullmatch(rf"{pin}|    --hash=sha256:[0-9a-f]{{64}}( \\)?", line)]
    )


@pytest.mark.parametrize("name", ["pyside6-essentials", "sqlcipher3", "msgspec", "cryptography"])
def test_compiled_parts_are_locked_for_more_than_this_platform(name: str) -> None:
    text = (ROOT / RUN_LOCK).read_text(encoding="utf-8")
    entry = re.search(rf"^{name}==.*?(?=^\w|\Z)", text, re.MULTILINE | re.DOTALL)
    assert entry is not None
    assert entry.group().count("--hash=") >= 4
