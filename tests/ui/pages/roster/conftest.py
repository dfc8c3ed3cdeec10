"""The import page, a roster for it, and the way to one of its steps."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from lpk_desktop.ui.pages.roster import RosterPage
from lpk_desktop.ui.pages.roster.page import MAPPING
from tests.ui.pages.rooms import Room
from tools import ROOT

CTRL = Qt.KeyboardModifier.ControlModifier
ROSTERS = ROOT / "tests" / "exchange" / "rosters"


@pytest.fixture
def page(room: Room) -> RosterPage:
    page = RosterPage(room.desk)
    room.show(page)
    return page


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return Path(shutil.copy(ROSTERS / "peserta-las-purwokerto.xlsx", tmp_path / "Data PHK.xlsx"))


def lead_to(room: Room, page: RosterPage, file: Path, step: int) -> None:
    page.read_file(file)
    room.until(lambda: page.step == MAPPING)
    for _step in range(MAPPING, step):
        room.press(Qt.Key.Key_Return, CTRL)
    room.settle()
