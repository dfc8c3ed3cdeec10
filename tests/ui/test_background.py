"""Work off the GUI thread: outcomes come back on it, once, or not at all when nobody wants them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lpk_desktop.ui.background import Background, Pool, Work


def _give(result: int, _work: Work) -> int:
    return result


class Ear:
    """Notes what comes back, and on which thread."""

    def __init__(self) -> None:
        self.results: list[object] = []
        self.errors: list[Exception] = []
        self.steps: list[tuple[int, int]] = []
        self.threads: set[int] = set()

    def done(self, result: object) -> None:
        self.threads.add(threading.get_ident())
        self.results.append(result)

    def failed(self, error: Exception) -> None:
        self.threads.add(threading.get_ident())
        self.errors.append(error)

    def step(self, done: int, total: int) -> None:
        self.steps.append((done, total))


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def background(qapp: QApplication, ear: Ear) -> Iterator[Background]:
    with Background(ear.failed) as background:
        yield background


def test_the_result_comes_back_on_the_gui_thread(background: Background, ear: Ear, qtbot: QtBot) -> None:
    background.run(lambda _work: threading.get_ident(), ear.done)
    qtbot.waitUntil(lambda: bool(ear.results))
    assert ear.threads == {threading.get_ident()}
    assert ear.results != [threading.get_ident()]


def test_a_failure_goes_to_who_asked(background: Background, qtbot: QtBot, ear: Ear) -> None:
    own: list[Exception] = []

    def fail(_work: Work) -> None:
        raise ValueError("x")

    background.run(fail, ear.done, own.append)
    qtbot.waitUntil(lambda: bool(own))
    assert (type(own[0]), ear.errors, ear.results) == (ValueError, [], [])


def test_a_failure_nobody_takes_goes_to_the_default(background: Background, qtbot: QtBot, ear: Ear) -> None:
    def fail(_work: Work) -> None:
        raise ValueError("x")

    background.run(fail, ear.done)
    qtbot.waitUntil(lambda: bool(ear.errors))
    assert isinstance(ear.errors[0], ValueError)


def test_one_pool_does_one_thing_after_the_other(background: Background, ear: Ear, qtbot: QtBot) -> None:
    for number in range(5):
        background.run(partial(_give, number), ear.done)
    qtbot.waitUntil(lambda: len(ear.results) == 5)
    assert ear.results == [0, 1, 2, 3, 4]


def test_the_network_does_not_wait_for_the_database(background: Background, ear: Ear, qtbot: QtBot) -> None:
    go = threading.Event()
    background.run(lambda _work: go.wait(30), ear.done)
    background.run(lambda _work: "net", ear.done, pool=Pool.NETWORK)
    qtbot.waitUntil(lambda: ear.results == ["net"])
    go.set()


def test_progress_is_told(background: Background, ear: Ear, qtbot: QtBot) -> None:
    background.run(lambda work: work.progress(4, 11), ear.done, progress=ear.step)
    qtbot.waitUntil(lambda: bool(ear.results))
    assert ear.steps == [(4, 11)]


def test_cancelled_work_tells_nobody(background: Background, ear: Ear, qtbot: QtBot) -> None:
    go = threading.Event()

    def task(work: Work) -> str:
        go.wait(30)
        work.check()
        return "too late"

    work = background.run(task, ear.done)
    work.cancel()
    go.set()
    qtbot.waitUntil(lambda: not background.busy)
    assert (ear.results, ear.errors) == ([], [])


def test_work_cancelled_before_it_began_never_begins(background: Background, ear: Ear, qtbot: QtBot) -> None:
    go = threading.Event()
    begun: list[str] = []
    background.run(lambda _work: go.wait(30), ear.done)
    background.run(lambda _work: begun.append("second"), ear.done).cancel()
    go.set()
    qtbot.waitUntil(lambda: not background.busy)
    assert begun == []


def test_nobody_is_told_when_the_owner_is_gone(background: Background, ear: Ear, qtbot: QtBot) -> None:
    go = threading.Event()
    owner = QObject()
    background.run(lambda _work: go.wait(30), ear.done, owner=owner)
    owner.deleteLater()
    QApplication.sendPostedEvents(owner)
    del owner
    go.set()
    qtbot.waitUntil(lambda: not background.busy)
    assert ear.results == []


def test_closing_waits_for_what_runs_and_drops_what_waits(qapp: QApplication, ear: Ear) -> None:
    begun, log = threading.Event(), []
    background = Background(ear.failed)

    def task(work: Work) -> None:
        begun.set()
        while not work.cancelled:
            threading.Event().wait(0.001)
        log.append("stopped")

    background.run(task, ear.done)
    background.run(lambda _work: log.append("never"), ear.done)
    assert begun.wait(30)
    background.close()
    qapp.processEvents()
    assert (log, ear.results) == (["stopped"], [])
