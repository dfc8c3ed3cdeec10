"""Python's cycles: never collected on a worker, and not left lying either."""

from __future__ import annotations

import gc
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from lpk_desktop.ui.background import Background
from lpk_desktop.ui.collecting import Collecting


class _Knot(QLabel):
    """A widget that holds itself, as one does whose signal calls a closure over it."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


@pytest.fixture
def gone() -> list[int]:
    """The threads that knots went on."""
    return []


def _tie(gone: list[int]) -> None:
    weakref.finalize(_Knot(), lambda: gone.append(threading.get_ident()))


def _allocate_a_lot() -> list[list[int]]:
    """Far beyond all thresholds of the collector."""
    return [[number] for number in range(100_000)]


def _on_a_worker() -> list[list[int]]:
    """Gives what was allocated: only what lives on counts for the thresholds."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(_allocate_a_lot).result()


@pytest.fixture
def automatic() -> None:
    """Python collects as it does in any process; the suite holds it back (see conftest)."""
    gc.enable()


@pytest.mark.usefixtures("qapp", "automatic")
def test_a_worker_that_allocates_much_collects_no_widget(qtbot: QtBot, gone: list[int]) -> None:
    with Background(print):
        _tie(gone)
        kept = _on_a_worker()
        assert gone == []
        qtbot.waitUntil(lambda: bool(gone))
    assert kept
    assert gone == [threading.get_ident()]


@pytest.mark.usefixtures("qapp", "automatic")
def test_python_itself_would_collect_it_there(gone: list[int]) -> None:
    """What the rule above is for; without it the test above could not fail."""
    weakref.finalize(_Circle(), lambda: gone.append(threading.get_ident()))
    _on_a_worker()
    assert gone
    assert gone != [threading.get_ident()]


class _Circle:
    """The same without Qt, since this one does go on the worker."""

    def __init__(self) -> None:
        self.itself = self


@pytest.mark.usefixtures("automatic")
def test_python_collects_again_once_the_window_is_gone(qapp: QApplication) -> None:
    collecting = Collecting(qapp)
    assert not gc.isenabled()
    collecting.stop()
    assert gc.isenabled()
    collecting.deleteLater()


@pytest.mark.usefixtures("automatic")
def test_the_first_of_two_that_ends_does_not_end_the_other(qapp: QApplication) -> None:
    first, second = Collecting(qapp), Collecting(qapp)
    for _ in range(2):  # to stop twice is to stop once
        first.stop()
    assert not gc.isenabled()
    second.stop()
    assert gc.isenabled()
    first.deleteLater()
    second.deleteLater()


def test_who_held_it_back_before_keeps_holding(qapp: QApplication) -> None:
    gc.disable()
    outer = Collecting(qapp)
    inner = Collecting(QObject(outer))
    inner.stop()
    outer.stop()
    assert not gc.isenabled()
    outer.deleteLater()


def test_a_quiet_window_does_not_collect(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> None:
    collecting = Collecting(qapp)
    asked: list[int] = []
    monkeypatch.setattr(gc, "collect", asked.append)
    monkeypatch.setattr(gc, "get_count", lambda: (3, 0, 0))
    collecting.look()
    assert asked == []
    monkeypatch.setattr(gc, "get_count", lambda: (900, 11, 2))
    collecting.look()
    assert asked == [1]
    collecting.stop()
    collecting.deleteLater()
