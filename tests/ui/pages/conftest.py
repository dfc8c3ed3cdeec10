"""Two ways to have a page on real data: a room on a copied empty centre, an office on one class."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lpk_desktop.storage.store import Store
from lpk_desktop.ui.background import Background
from lpk_desktop.ui.theme import Theme
from tests.factory import make_centre, make_cohort
from tests.ui.desks import Office, open_office
from tests.ui.pages.rooms import Room, open_room


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a centre without people; founding takes time, so each test gets a copy."""
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


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty centre; the office closes it."""
    return make_centre(tmp_path / "data", name="LPK Serayu")


@pytest.fixture
def cohort(store: Store) -> str:
    """Sixteen people, five sessions from 18 May 2026."""
    return make_cohort(store, people=16)


@pytest.fixture
def office(theme: Theme, store: Store, qtbot: QtBot) -> Iterator[Office]:
    """The window on the centre, on the morning of 20 May 2026."""
    with open_office(theme, store) as office:
        qtbot.waitUntil(lambda: not office.desk.background.busy)
        yield office
