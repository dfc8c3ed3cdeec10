#!/usr/bin/env python3
"""The one way in, for people and CI: python3 dev.py COMMAND (py dev.py COMMAND on Windows).

  run [ARGS]      open the window; without a display show the main job (as tour does);
                  with ARGS any command of lpk-desktop, such as: run roster check FILE
  test [ARGS]     run all tests, or pytest with ARGS
  tour [--out DIR]    the whole main job on sample files, without a window (default: out/tour)
  bench [NAME]    measure one figure of the README; without a name, list them
  lint            the gates alone: ruff, mypy, import contracts, house rules, translations
  format          put code and catalogue of words into the house's form
  central [ARGS]  start the central API; with ARGS any command of lpk-central

Standard library only. The first call makes .venv and installs the hash-locked requirements;
later calls find the stamp in it and start at once.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  an older Python gets a sentence, not a traceback
    sys.exit(
        "LPK Desktop needs Python 3.11 or newer, and this is Python "
        f"{sys.version_info[0]}.{sys.version_info[1]}: install a newer one and run this file with it."
    )

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

from tools import ROOT, Stop
from tools.environment import PYTHON, RUN_LOCK, TEST_LOCK, prepare
from tools.qt import has_display, qt_starts


def hand_over(module: str, arguments: list[str], *, folder: Path | None = None) -> int:
    """Become `python -m module` of .venv, in `folder` (default: where the person stands)."""
    # -P keeps the person's own folder off the import path: a stray random.py there must not break us.
    command = [str(PYTHON), "-P", "-m", module, *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    sys.stdout.flush()
    if folder:
        os.chdir(folder)
    if os.name == "posix":
        os.execve(command[0], command, environment)  # noqa: S606  a shell is what we do not want
    with subprocess.Popen(command, env=environment) as child:
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:  # the child got it too, and ends in its own way
                continue


def run(arguments: list[str]) -> int:
    """The window, a command of lpk-desktop, or, where no window can be, the tour."""
    prepare(RUN_LOCK)
    if arguments and (not arguments[0].startswith("-") or arguments[0] == "--help"):
        return hand_over("lpk_desktop", arguments)
    if has_display(os.environ, sys.platform) and qt_starts(window=True):
        return hand_over("lpk_desktop", arguments)
    print("There is no display for a window here, so this shows the main job without one (tour).", flush=True)
    return tour([])


def tour(arguments: list[str]) -> int:
    """The main job on the sample files."""
    prepare(RUN_LOCK)
    qt_starts(window=False)
    named = any(argument.split("=")[0] == "--out" for argument in arguments)
    return hand_over("lpk_desktop", ["tour", *([] if named else ["--out", "out/tour"]), *arguments])


def test(arguments: list[str]) -> int:
    """All tests on all cores, or what pytest's `arguments` choose."""
    prepare(TEST_LOCK)
    qt_starts(window=False)
    return hand_over("pytest", arguments or ["-n", "auto", "--dist", "worksteal"], folder=ROOT)


def bench(arguments: list[str]) -> int:
    """One benchmark, or their names."""
    names = sorted(file.stem for file in (ROOT / "benchmarks").glob("[a-z]*.py") if file.stem != "common")
    if not arguments or arguments[0] not in names:
        print(f"Benchmarks: {', '.join(names)}")
        return 2 if arguments else 0
    prepare(TEST_LOCK)
    qt_starts(window=False)
    return hand_over(f"benchmarks.{arguments[0]}", arguments[1:], folder=ROOT)


def lint(arguments: list[str]) -> int:
    """The gates that the tests hold, alone."""
    return test(["tests/architecture", *arguments])


def format_code(arguments: list[str]) -> int:
    """Everything that a tool can put right."""
    prepare(TEST_LOCK)
    steps = (["ruff", "check", "--fix", *arguments], ["ruff", "format", *arguments], ["tools.words"])
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    commands = ([str(PYTHON), "-m", *step] for step in steps)
    return max(subprocess.run(c, cwd=ROOT, env=environment, check=False).returncode for c in commands)


def central(arguments: list[str]) -> int:
    """The central API, or a command of lpk-central."""
    prepare(RUN_LOCK)
    command = arguments if arguments and not arguments[0].startswith("-") else ["serve", *arguments]
    return hand_over("lpk_central", command)


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "tour": tour,
    "bench": bench,
    "lint": lint,
    "format": format_code,
    "central": central,
}


def main(arguments: list[str]) -> int:
    """Run one command; its exit status."""
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(__doc__)
        return 0
    if arguments[0] not in COMMANDS:
        print(f"dev.py has no command {arguments[0]!r}; it has: {', '.join(COMMANDS)}.", file=sys.stderr)
        return 2
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except Stop as stop:
        print(stop, file=sys.stderr)
    except OSError as error:
        print(f"{error.strerror}: {error.filename or 'no file named'}", file=sys.stderr)
    except KeyboardInterrupt:
        print()
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
