"""A room for pages that work on a real store; founding a centre takes time, so each test gets a copy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lpk_desktop.ui.background import Background
from lpk_desktop.ui.theme import Theme
from tests.factory import make_centre
from tests.ui.pages.rooms import Room, open_room


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a centre without people."""
    folder = tmp_path_factory.mktemp("centre") / "data"
    make_centre(folder).close()
    return folder


@pytest.fixture
def centre(founded: Path) -> Path:
    """The folder that the test works on a copy of; modules put another in its place."""
    return founded


@pytest.fixture
def room(qtbot: QtBot, theme: Theme, tmp_path: Path, centre: Path) -> Iterator[Room]:
    folder = Path(shutil.copytree(centre, tmp_path / "data"))
    errors: list[Exception] = []
    with Background(errors.append) as background:
        made = open_room(qtbot, theme, background, errors, folder)
        yield made
        made.window.takeCentralWidget()
        made.shift.close()
