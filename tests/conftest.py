"""What all tests share: Qt without a screen, the fonts of the app, a data folder that is nobody's."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from pytestqt.qtbot import QtBot

from tools import ROOT

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

PATIENCE_MS = 120_000
"""How long a test waits for Qt at most: a loaded machine is slow, not wrong."""
for _wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals):
    if _wait.__kwdefaults__ and "timeout" in _wait.__kwdefaults__:
        _wait.__kwdefaults__["timeout"] = PATIENCE_MS

settings.register_profile("fast", max_examples=50, deadline=None)
settings.register_profile("ci", settings.get_profile("fast"), derandomize=True)
settings.register_profile("thorough", max_examples=2000, deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "fast")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--crash N`: how many processes are killed at random."""
    parser.addoption("--crash", type=int, default=25, help="processes to kill at a random moment")


@pytest.fixture(scope="session", autouse=True)
def _no_data_of_a_person(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A test that names no data folder gets an empty one, never the person's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LPK_DATA", str(tmp_path_factory.mktemp("nobody") / "data"))
        patch.delenv("LPK_PASSWORD", raising=False)
        yield


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder still to be made, with a space in its name as people have them."""
    return tmp_path / "data pusat"


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """Qt's application with the bundled fonts: the offscreen platform has none of its own."""
    from PySide6.QtGui import QFontDatabase  # noqa: PLC0415  tests without Qt need not load it

    for font in sorted((ROOT / "resources" / "fonts").glob("*.ttf")):
        assert QFontDatabase.addApplicationFont(str(font)) >= 0, f"Qt cannot read {font.name}"
    return qapp
