"""A centre with one class in its third day, and the window open on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lpk_desktop.storage.store import Store
from lpk_desktop.ui.theme import Theme
from tests.factory import make_centre, make_cohort
from tests.ui.desks import Office, open_office


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
