"""Start to an interactive window, against an empty PySide6 window that has imported SQLAlchemy.

Measured from the start of the process to the first moment when the window is painted and Qt rests.
The app opens a centre of its own, as on every working day: the window that takes keys is the sign-in
page; database and services load while a person types. The goal is at most twice the floor.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from benchmarks.common import paired, report

OURS = "LPK Desktop, ready for a password"
FLOOR = "empty PySide6 window, SQLAlchemy imported"
GOAL = 2.0


def seconds_to_ready(command: list[str], environment: Mapping[str, str]) -> float:
    """Seconds from starting `command` until it prints "ready"; SystemExit with its words if it never does."""
    words = []
    begun = time.perf_counter()
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        for line in process.stdout or ():
            if line.strip() == "ready":
                return time.perf_counter() - begun
            words.append(line)
    sys.exit(f"no window came: {' '.join(command)}\n{''.join(words)}")


def main() -> None:
    """Print both times and their ratio."""
    parser = argparse.ArgumentParser(prog="dev.py bench start", description=__doc__)
    parser.add_argument("--pairs", type=int, default=15, help="how often each side starts (default 15)")
    pairs = parser.parse_args().pairs
    # As on a person's machine: byte code is kept, so modules are compiled once.
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    window = [sys.executable, "-P", "-m", "benchmarks._first_window"]
    with tempfile.TemporaryDirectory() as folder:
        data = ["--data", str(Path(folder) / "data")]
        found = ["init", "--centre", "LPK Contoh", "--admin", "Ratna"]
        subprocess.run(
            [sys.executable, "-P", "-m", "lpk_desktop", *data, *found],
            env=environment | {"LPK_PASSWORD": "sandi-untuk-diukur"},
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        commands = {OURS: [*window, "app", *data], FLOOR: [*window, "empty"]}
        ours, floor = paired(
            lambda name: seconds_to_ready(commands[name], environment), ours=OURS, floor=FLOOR, pairs=pairs
        )
    print(report("Start to an interactive window", ours, floor, goal=GOAL))


if __name__ == "__main__":
    main()
