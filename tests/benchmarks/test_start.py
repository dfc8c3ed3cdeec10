"""A window is timed by the process that shows it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from benchmarks.start import seconds_to_ready
from tools import ROOT

WINDOW = [sys.executable, "-P", "-m", "benchmarks._first_window"]

# An app in the place of ours, which notes what has happened by the time it is called ready.
APP = """
import pathlib, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication(sys.argv)
def note(word):
    with pathlib.Path(sys.argv[1]).open("a") as file:
        file.write(word + " ")
class Label(QLabel):
    def paintEvent(self, event):
        super().paintEvent(event)
        note("painted")
label = Label("halo")
label.show()
QTimer.singleShot(0, lambda: note("loaded"))
QTimer.singleShot(60000, lambda: note("late"))
sys.exit(application.exec())
"""


def environment(*path: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, [*path, ROOT]))}


def test_the_floor_opens_a_window_and_ends() -> None:
    assert seconds_to_ready([*WINDOW, "empty"], environment()) > 0


def test_the_app_gets_its_arguments_and_is_ready_once_it_is_painted_and_loaded(tmp_path: Path) -> None:
    package = tmp_path / "lpk_desktop"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "__main__.py").write_text(APP, encoding="utf-8")
    notes = tmp_path / "notes"
    assert seconds_to_ready([*WINDOW, "app", str(notes)], environment(tmp_path)) > 0
    assert set(notes.read_text(encoding="utf-8").split()) == {"painted", "loaded"}


def test_an_app_that_shows_no_window_is_not_given_a_time(tmp_path: Path) -> None:
    (tmp_path / "lpk_desktop.py").write_text("raise SystemExit('wrong password')", encoding="utf-8")
    with pytest.raises(SystemExit, match="wrong password"):
        seconds_to_ready([*WINDOW, "app"], environment(tmp_path))
