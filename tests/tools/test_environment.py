"""The .venv: made once, skipped when it is right, renewed when the lock changes, healed when cut short."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.tools.checkouts import Checkout, Outcome
from tools.environment import VERSION


def empty_shelf(checkout: Checkout) -> None:
    for wheel in checkout.shelf.iterdir():
        wheel.unlink()


def test_the_first_call_installs_what_is_locked_and_says_what_it_does(first: Outcome) -> None:
    assert first.started["part"] == "1.0"
    assert "making .venv" in first.words
    assert "installing 1 packages from requirements.txt" in first.words


def test_a_second_call_is_silent_and_needs_no_pip(ready: Checkout) -> None:
    empty_shelf(ready)
    second = ready.dev("run", "greet")
    assert second.started["part"] == "1.0"
    assert second.words.count("\n") == 1


def test_a_changed_lock_is_installed(ready: Checkout) -> None:
    ready.lock("1.1")
    assert ready.dev("run", "greet").started["part"] == "1.1"


def test_a_lock_that_was_replaced_by_another_commit_and_came_back_is_installed_again(ready: Checkout) -> None:
    assert ready.dev("test", "-x").started["part"] == "1.0"
    ready.lock("1.1")
    assert ready.dev("run", "greet").started["part"] == "1.1"
    ready.lock("1.0")
    assert ready.dev("test", "-x").started["part"] == "1.0"


def test_an_install_that_was_cut_short_starts_again_from_nothing(ready: Checkout) -> None:
    ready.stamp.write_text(json.dumps({**json.loads(ready.stamp.read_text()), "installing": True}))
    (ready.venv / "half-written").touch()
    assert ready.dev("run", "greet").started["part"] == "1.0"
    assert not (ready.venv / "half-written").exists()


@pytest.mark.parametrize(
    "stamp",
    ["{", "[]", '{"locks": {}}', '{"python": "3.10"}', f'{{"python": "{VERSION}", "installing": true}}'],
)
def test_a_venv_of_another_python_or_with_a_damaged_stamp_is_not_trusted(ready: Checkout, stamp: str) -> None:
    ready.stamp.write_text(stamp)
    question = "from tools.environment import read_stamp; print(read_stamp())"
    asked = [sys.executable, "-c", question]
    assert (
        subprocess.run(asked, cwd=ready.folder, check=True, capture_output=True, text=True).stdout == "None\n"
    )


def test_two_first_calls_at_once_both_arrive(fresh: Checkout) -> None:
    with ThreadPoolExecutor() as pool:
        both = list(pool.map(lambda name: fresh.dev("run", name), ["one", "two"]))
    assert [call.started["part"] for call in both] == ["1.0", "1.0"]
    assert sum("making .venv" in call.words for call in both) == 1


def test_a_package_that_cannot_be_had_ends_in_a_sentence_and_heals_later(ready: Checkout) -> None:
    ready.lock("1.1")
    wheel = next(ready.shelf.glob("part-1.1*"))
    away = wheel.rename(ready.folder / wheel.name)
    failed = ready.dev("run", "greet")
    assert failed.code == 1
    assert "Traceback" not in failed.errors
    assert "ready-made file for this system" in failed.errors
    away.rename(wheel)
    healed = ready.dev("run", "greet")
    assert healed.started["part"] == "1.1"
    assert "making .venv" not in healed.words


def test_a_missing_network_is_named_with_the_way_out(ready: Checkout) -> None:
    ready.lock("1.1")
    empty_shelf(ready)
    nowhere = {"PIP_NO_INDEX": "0", "PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "1"}
    failed = ready.dev("run", "greet", settings=nowhere)
    assert "connect to the internet" in failed.errors
    assert "HTTPS_PROXY" in failed.errors
    assert (ready.venv / "pip.log").read_text(encoding="utf-8") != ""


def test_a_package_with_another_hash_is_refused(ready: Checkout) -> None:
    ready.lock("1.1", digest="0" * 64)
    refused = ready.dev("run", "greet")
    assert "not the one that was locked" in refused.errors
    assert refused.code == 1


def test_a_checkout_that_cannot_be_written_is_named(fresh: Checkout) -> None:
    fresh.venv.write_text("a file where the folder should be")
    failed = fresh.dev("run", "greet")
    assert failed.code == 1
    assert ".venv" in failed.errors
    assert "Traceback" not in failed.errors


def test_an_older_python_gets_one_sentence(fresh: Checkout) -> None:
    source = fresh.folder / "dev.py"
    compile_for = (
        "import ast, pathlib, sys; ast.parse(pathlib.Path(sys.argv[1]).read_text(), feature_version=(3, 6))"
    )
    subprocess.run([sys.executable, "-c", compile_for, str(source)], check=True)
    pretend = (
        "import runpy, sys; sys.version_info = (3, 8, 1); runpy.run_path(sys.argv[1], run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", pretend, str(source)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith("LPK Desktop needs Python 3.11 or newer, and this is Python 3.8")
    assert done.stderr.count("\n") == 1


def test_a_checkout_can_be_moved(ready: Checkout, tmp_path: Path) -> None:
    moved = ready.copy(tmp_path / "elsewhere")
    empty_shelf(moved)
    assert moved.dev("run", "greet").started["part"] == "1.0"
