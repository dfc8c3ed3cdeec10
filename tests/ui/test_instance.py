"""One window per data folder."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lpk_desktop.errors import UserError
from lpk_desktop.ui.instance import LOCK, Instance, claim

# A second process, since a lock is between processes.
KNOCK = """
import sys; from pathlib import Path
from PySide6.QtCore import QCoreApplication
from lpk_desktop.errors import UserError
from lpk_desktop.ui.instance import claim
app = QCoreApplication([])
try:
    claimed = claim(Path(sys.argv[1]))
    print("claimed", flush=True)
    sys.stdin.readline()
except UserError as error:
    print(error.code, flush=True)
"""


def start(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", KNOCK, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def heard(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


@pytest.fixture
def first(tmp_path: Path, qapp: QApplication) -> Iterator[Instance]:
    instance = claim(tmp_path)
    yield instance
    instance.release()


def test_a_second_start_brings_the_first_window_to_the_front(
    first: Instance, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(first.asked, timeout=60_000):
        second = start(tmp_path)
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=60_000)
    assert heard(second) == "window-brought-forward"
    second.communicate()


def test_a_window_that_does_not_answer_is_not_waited_for(tmp_path: Path, qapp: QApplication) -> None:
    silent = start(tmp_path)  # it never turns its event loop
    assert heard(silent) == "claimed"
    with pytest.raises(UserError, match="folder-open-elsewhere"):
        claim(tmp_path)
    silent.communicate("\n")


def test_a_killed_window_leaves_the_folder_free(tmp_path: Path, qapp: QApplication) -> None:
    killed = start(tmp_path)
    assert heard(killed) == "claimed"
    killed.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    killed.communicate()
    claim(tmp_path).release()


def test_a_folder_that_was_let_go_can_be_taken_again(tmp_path: Path, qapp: QApplication) -> None:
    claim(tmp_path).release()
    claim(tmp_path).release()


@pytest.mark.parametrize("content", [b"", bytes(8), b"4242\nlpk-desktop\nlaptop-lama\n0123456789\n\n"])
def test_a_lock_that_nobody_holds_keeps_nobody_out(
    tmp_path: Path, qapp: QApplication, content: bytes
) -> None:
    """After a power cut it may be empty; a folder that came from another computer has that one's."""
    (tmp_path / LOCK).write_bytes(content)
    claim(tmp_path).release()


def test_a_lock_file_that_cannot_be_made_says_why(tmp_path: Path, qapp: QApplication) -> None:
    (tmp_path / LOCK).mkdir()
    with pytest.raises(UserError, match="data-not-reachable"):
        claim(tmp_path)


def test_two_folders_are_two_windows(first: Instance, tmp_path: Path) -> None:
    (tmp_path / "lain").mkdir()
    claim(tmp_path / "lain").release()
