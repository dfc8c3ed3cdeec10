"""What each command of dev.py starts, where, and with which arguments."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.checkouts import Checkout
from tools.qt import has_display


@pytest.mark.parametrize(
    ("typed", "module", "arguments"),
    [
        (["run", "roster", "check", "a b.xlsx"], "lpk_desktop", ["roster", "check", "a b.xlsx"]),
        (["run", "--help"], "lpk_desktop", ["--help"]),
        (["run"], "lpk_desktop", ["tour", "--out", "out/tour"]),
        (["tour"], "lpk_desktop", ["tour", "--out", "out/tour"]),
        (["tour", "--out", "there"], "lpk_desktop", ["tour", "--out", "there"]),
        (["tour", "--out=there"], "lpk_desktop", ["tour", "--out=there"]),
        (["test"], "pytest", ["-n", "auto", "--dist", "worksteal"]),
        (["test", "-k", "roster"], "pytest", ["-k", "roster"]),
        (["lint"], "pytest", ["tests/architecture"]),
        (["bench", "start", "--pairs", "3"], "benchmarks", ["--pairs", "3"]),
        (["central", "--port", "8080"], "lpk_central", ["serve", "--port", "8080"]),
        (["central", "device", "list"], "lpk_central", ["device", "list"]),
    ],
)
def test_a_command_starts_its_module(
    ready: Checkout, typed: list[str], module: str, arguments: list[str]
) -> None:
    started = ready.dev(*typed).started
    assert (started["module"], started["arguments"]) == (module, arguments)


def test_files_are_named_from_where_the_person_stands(ready: Checkout, tmp_path: Path) -> None:
    assert ready.dev("run", "roster", folder=tmp_path).started["folder"] == str(tmp_path)


def test_tests_run_in_the_checkout(ready: Checkout, tmp_path: Path) -> None:
    assert ready.dev("test", "-x", folder=tmp_path).started["folder"] == str(ready.folder)


def test_a_module_in_the_persons_folder_does_not_replace_ours(ready: Checkout, tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('wrong json')", encoding="utf-8")
    assert ready.dev("run", "greet", folder=tmp_path).code == 0


def test_the_exit_status_is_passed_on(ready: Checkout) -> None:
    assert ready.dev("run", "greet", settings={"ECHO_EXIT": "3"}).code == 3


def test_without_a_display_the_tour_stands_in_and_says_so(ready: Checkout) -> None:
    assert "There is no display for a window here" in ready.dev("run").words


def test_with_a_display_the_window_opens(ready: Checkout) -> None:
    assert ready.dev("run", "--data", "x", settings={"DISPLAY": ":0"}).started["arguments"] == ["--data", "x"]


def test_a_display_that_does_not_answer_is_no_display(ready: Checkout) -> None:
    shown = ready.dev("run", settings={"DISPLAY": ":unreachable"})
    assert "There is no display for a window here" in shown.words
    assert shown.started["arguments"] == ["tour", "--out", "out/tour"]


def test_an_unknown_command_names_those_there_are(ready: Checkout) -> None:
    unknown = ready.dev("start")
    assert unknown.code == 2
    assert "run, test, tour, bench, lint, format, central" in unknown.errors


def test_no_command_prints_the_help_and_makes_nothing(fresh: Checkout) -> None:
    assert "python3 dev.py COMMAND" in fresh.dev().words
    assert not fresh.venv.exists()


def test_bench_without_a_name_lists_the_benchmarks(ready: Checkout) -> None:
    assert ready.dev("bench").words == "Benchmarks: start\n"


@pytest.mark.parametrize(
    ("environment", "platform", "shown"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, "linux", False),
        ({"QT_QPA_PLATFORM": "minimal:x=1"}, "win32", False),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_a_display_is_recognised(environment: dict[str, str], platform: str, *, shown: bool) -> None:
    assert has_display(environment, platform) is shown
