"""One dressed application for all tests of the window, and a way to keep pictures of what they show."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lpk_desktop.ui.application import Application
from lpk_desktop.ui.background import Background
from lpk_desktop.ui.failures import Failures
from lpk_desktop.ui.theme import Theme
from tests.factory import LATER, make_centre

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

Shot = Callable[[QWidget, str], None]


@pytest.fixture(autouse=True)
def _cycles_wait() -> Iterator[None]:
    """What a test leaves goes between tests, not while Qt speaks to the next one's widgets."""
    gc.disable()
    yield
    for left in QApplication.topLevelWidgets():
        left.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    gc.enable()


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light theme at normal text size, applied to the application."""
    theme = Theme("light")
    theme.apply(qapp)
    yield theme
    theme.deleteLater()


@pytest.fixture
def shown(theme: Theme, qtbot: QtBot) -> QWidget:
    """A window on the screen to put widgets into, under each other."""
    window = QWidget()
    QVBoxLayout(window)
    qtbot.addWidget(window)
    window.resize(700, 160)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return window


@pytest.fixture
def shot() -> Shot:
    """Save a picture of a widget as NAME.png in the folder LPK_SHOTS, when that is set."""
    folder = os.environ.get("LPK_SHOTS")

    def save(widget: QWidget, name: str) -> None:
        if folder:
            QApplication.sendPostedEvents()
            Path(folder).mkdir(parents=True, exist_ok=True)
            assert widget.grab().save(str(Path(folder) / f"{name}.png"))

    return save


@pytest.fixture
def application(qapp: QApplication, qtbot: QtBot) -> Iterator[Application]:
    """The whole window, before anybody has signed in."""
    problems: list[BaseException] = []
    failures = Failures()
    theme = Theme("light")
    theme.apply(qapp)
    with Background(problems.append) as background:
        failures.bug_met.connect(problems.append)
        made = Application(theme=theme, failures=failures, background=background, now=lambda: LATER)
        qtbot.addWidget(made.window)
        made.window.resize(1440, 900)
        made.window.show()
        yield made
        made.end_shift()
    assert problems == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The data folder of a centre without people."""
    make_centre(tmp_path / "data", name="LPK Serayu").close()
    return tmp_path / "data"
