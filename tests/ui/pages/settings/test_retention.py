"""Masa simpan data: who is due is told, and nobody is erased before the word is typed."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from lpk_desktop.services.access import sign_in
from lpk_desktop.services.erasing import retention_years
from lpk_desktop.storage.door import Gate
from lpk_desktop.storage.tables import Trainee
from lpk_desktop.ui.pages.settings import SettingsPage
from lpk_desktop.ui.pages.settings.erasing import Erasing
from lpk_desktop.ui.pages.settings.retention import Retention
from tests.factory import ADMIN, PASSWORD, make_cohort
from tests.ui.conftest import Shot
from tests.ui.pages.rooms import Room


@pytest.fixture(scope="module")
def centre(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(shutil.copytree(founded, tmp_path_factory.mktemp("kelas") / "data"))
    store = sign_in(folder, name=ADMIN, password=PASSWORD)
    make_cohort(store)
    store.close()
    return folder


@pytest.fixture
def section(room: Room, tmp_path: Path) -> Retention:
    object.__setattr__(room.desk, "now", lambda: datetime(2032, 7, 6, 3, 0, tzinfo=UTC))
    page = SettingsPage(
        room.desk, choose_theme=lambda _choice: None, gate=Gate(tmp_path), relock=lambda: None
    )
    room.show(page)
    page._bring_up(page.retention)
    room.settle()
    return page.retention


def asked(section: Retention) -> Erasing:
    return next(each for each in section.findChildren(Erasing) if each.isVisible())


def erased(room: Room) -> int:
    with room.desk.store.read() as session:
        return len(session.scalars(select(Trainee.id).where(Trainee.erased_on.is_not(None))).all())


def test_it_tells_whose_time_is_over_and_erases_nobody(room: Room, section: Retention, shot: Shot) -> None:
    assert section.state.text() == f"Data {len(section.rows.rows)} orang sudah lewat masa simpan."
    assert erased(room) == 0
    shot(room.window, "settings-retention")


def test_the_word_has_to_be_typed(room: Room, section: Retention, shot: Shot) -> None:
    section.all.click()
    dialog = asked(section)
    assert not dialog.yes.isEnabled()
    shot(dialog, "settings-erasing")
    dialog.word.edit.setText("hapus")
    dialog.word.edited.emit("hapus")
    dialog.yes.click()
    room.settle()
    assert erased(room) > 0
    assert section.state.text() == "Belum ada yang lewat masa simpan."


def test_somebody_who_asks_is_found_by_name(room: Room, section: Retention) -> None:
    name = section.rows.rows[0].name
    section.whom.set_text(name)
    section.one.click()
    assert asked(section).why.value == "requested"
    asked(section).reject()
    assert erased(room) == 0


def test_the_years_are_stored(room: Room, section: Retention) -> None:
    section.years.set_text("9")
    section.years.edit.returnPressed.emit()
    room.settle()
    with room.desk.store.read() as session:
        assert retention_years(session) == 9
    assert section.state.text() == "Belum ada yang lewat masa simpan."
