"""The section Cadangan: what holds, the second place, and one made now."""

from __future__ import annotations

from pathlib import Path

import pytest

from lpk_desktop.domain.backups import Reason
from lpk_desktop.storage.backup import folder_of, kept_in
from lpk_desktop.storage.backup.second import NAME
from lpk_desktop.storage.door import Gate
from lpk_desktop.ui.pages.settings import SettingsPage
from lpk_desktop.ui.pages.settings.backups import BackupSection
from tests.storage.test_checking import tamper
from tests.ui.conftest import Shot
from tests.ui.pages.rooms import Room


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stik"
    folder.mkdir()
    return folder


@pytest.fixture
def section(room: Room, stick: Path, tmp_path: Path) -> BackupSection:
    page = SettingsPage(
        room.desk, choose_theme=lambda _choice: None, gate=Gate(tmp_path), relock=lambda: None
    )
    page.backups._ask_place = lambda _parent: stick
    room.show(page)
    return page.backups


def made(room: Room) -> list[Path]:
    return [each.path for each in kept_in(folder_of(room.desk.store.path.parent))]


def click(room: Room, button: object) -> None:
    button.click()  # type: ignore[attr-defined]  # any button of the section
    room.settle()


def test_without_a_backup_it_says_so(section: BackupSection) -> None:
    assert section.state.title.text() == "Belum ada cadangan yang baik"
    assert section.place.title.text() == "Tempat kedua belum dipilih"
    assert not section.leave.isVisible()


def test_one_is_made_now_and_told(room: Room, section: BackupSection, shot: Shot) -> None:
    click(room, section.make)
    (backup,) = kept_in(folder_of(room.desk.store.path.parent))
    assert backup.manifest is not None
    assert backup.manifest.reason == Reason.ASKED
    assert section.state.title.text() == "Cadangan terakhir Sen, 6 Jul 10.00"
    assert room.told[-1].text == "Cadangan dibuat dan diperiksa."
    assert section.make.isEnabled()
    shot(room.window, "settings-backup-made")


def test_a_second_place_has_a_backup_as_soon_as_it_is_chosen(
    room: Room, section: BackupSection, stick: Path, shot: Shot
) -> None:
    click(room, section.choose)
    assert [path.name for path in made(room)] == [path.name for path in (stick / NAME).glob("*.lpkbackup")]
    assert section.place.title.text() == "Tempat kedua terpasang"
    assert "juga di tempat kedua" in room.told[-1].text
    shot(room.window, "settings-backup-second")


def test_a_second_place_that_is_not_plugged_in_is_named(
    room: Room, section: BackupSection, stick: Path, shot: Shot
) -> None:
    click(room, section.choose)
    stick.rename(stick.with_name("dicabut"))
    section.refresh()
    room.settle()
    assert section.place.title.text() == "Tempat kedua tidak terpasang"
    assert str(stick) in section.place.detail.text()
    shot(room.window, "settings-backup-unplugged")


def test_a_second_place_can_be_left_and_keeps_what_it_has(
    room: Room, section: BackupSection, stick: Path
) -> None:
    click(room, section.choose)
    click(room, section.leave)
    assert section.place.title.text() == "Tempat kedua belum dipilih"
    assert len(list((stick / NAME).glob("*.lpkbackup"))) == 1


def test_a_place_within_the_data_is_refused(room: Room, section: BackupSection) -> None:
    section._ask_place = lambda _parent: room.desk.store.path.parent
    click(room, section.choose)
    assert "Tempat kedua tidak boleh di dalam folder data" in room.told[-1].text
    assert section.choose.isEnabled()


def test_what_cannot_be_written_is_told_with_what_to_do(room: Room, section: BackupSection) -> None:
    folder_of(room.desk.store.path.parent).write_text("bukan folder")
    click(room, section.make)
    assert room.told[-1].problem
    assert "Cadangan tidak bisa ditulis" in room.told[-1].text
    assert section.make.isEnabled()


def test_a_backup_that_fails_its_check_is_not_taken_for_a_good_one(
    room: Room, section: BackupSection
) -> None:
    tamper(room.desk.store, "DELETE FROM change WHERE n = 5")
    click(room, section.make)
    assert "menemukan" in room.told[-1].text
    assert section.state.title.text() == "Belum ada cadangan yang baik"


def test_restoring_is_asked_of_the_window(room: Room, section: BackupSection) -> None:
    asked: list[bool] = []
    room.desk.hub.restore_asked.connect(lambda: asked.append(True))
    section.restore.click()
    assert asked == [True]
