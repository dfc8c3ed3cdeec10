"""Restoring in the window: from the settings, and at the door where the data does not open."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from lpk_desktop.domain.backups import Reason
from lpk_desktop.errors import UserError
from lpk_desktop.services.access import sign_in as open_folder
from lpk_desktop.storage import slots
from lpk_desktop.storage.backup import make
from lpk_desktop.storage.door import FREE_TRIES
from lpk_desktop.storage.engine import FILE
from lpk_desktop.storage.history import acts
from lpk_desktop.storage.swapping import ASIDE, MOVED, READY
from lpk_desktop.ui.application import Application
from lpk_desktop.ui.pages.restore import RestorePage
from lpk_desktop.ui.pages.sign_in.page import SignIn
from lpk_desktop.ui.widgets.empty_state import EmptyState
from tests.factory import ADMIN, LATER, PASSWORD
from tests.storage.backup.test_copying import files_up_to
from tests.storage.test_capture import add
from tests.storage.test_full_disk import SMALL
from tests.ui.conftest import Shot
from tests.ui.test_application import entrance, open_store, sign_in

Centre = tuple[Path, Path]


@pytest.fixture
def kept(folder: Path) -> Centre:
    """A data folder with work done since its one backup, and that backup."""
    store = open_folder(folder, name=ADMIN, password=PASSWORD)
    backup = make(folder, key=store.key, reason=Reason.DAY, at=LATER).path
    add(store, "Sesudah Cadangan")
    store.close()
    return folder, backup


def labels(folder: Path) -> list[str]:
    store = open_folder(folder, name=ADMIN, password=PASSWORD)
    with store.read() as session:
        found = [act.label for act in acts(session, limit=50)]
    store.close()
    return found


def page_of(application: Application) -> RestorePage:
    page = entrance(application)
    assert isinstance(page, RestorePage)
    return page


def told_on(page: QWidget) -> str:
    return " ".join(each.text() for each in page.findChildren(QLabel))


def settle(application: Application, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not application.background.busy, timeout=20_000)


def ask_in_settings(application: Application, qtbot: QtBot, folder: Path) -> RestorePage:
    sign_in(application, qtbot, folder)
    application.window.open_page("settings")
    settle(application, qtbot)
    application.hub.restore_asked.emit()
    return page_of(application)


def test_the_page_says_what_restoring_means(
    application: Application, qtbot: QtBot, kept: Centre, shot: Shot
) -> None:
    page = ask_in_settings(application, qtbot, kept[0])
    assert page.chosen is not None
    assert page.chosen.path == kept[1]
    assert "Yang dikerjakan sesudahnya tidak ikut" in page.meaning.text()
    assert "tidak ditimpa" in page.meaning.text()
    assert not page.name.isVisible()
    shot(application.window, "restore")


def test_going_back_changes_nothing(application: Application, qtbot: QtBot, kept: Centre) -> None:
    page = ask_in_settings(application, qtbot, kept[0])
    store = open_store(application)
    page.back.click()
    assert application.window.body.page_key == "settings"
    assert open_store(application) is store


def test_a_backup_comes_back_and_the_files_from_before_are_kept(
    application: Application, qtbot: QtBot, kept: Centre, shot: Shot
) -> None:
    folder = kept[0]
    before = labels(folder)
    page = ask_in_settings(application, qtbot, folder)
    page.secret.set_text(PASSWORD)
    page.go.click()
    assert application.shift is None
    settle(application, qtbot)
    (aside,) = folder.glob(f"{ASIDE}*")
    assert (aside / FILE).exists()
    done = entrance(application)
    assert isinstance(done, QWidget)
    assert len(done.findChildren(EmptyState)) == 1
    shot(application.window, "restored")
    assert len(labels(folder)) < len(before)


def test_a_disk_that_fails_at_the_door_leads_to_the_backups(
    application: Application, qtbot: QtBot, kept: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_args: object, **_options: object) -> object:
        raise UserError("disk-error", file=str(kept[0] / FILE))

    monkeypatch.setattr("lpk_desktop.ui.entry.sign_in", failing)
    sign_in(application, qtbot, kept[0])
    page = page_of(application)
    assert page.chosen is not None
    assert "kabelnya" in told_on(page)


def test_a_full_disk_at_the_door_asks_for_room_and_offers_no_backup(
    application: Application, qtbot: QtBot, kept: Centre
) -> None:
    application.start(kept[0])
    page = entrance(application)
    assert isinstance(page, SignIn)
    with files_up_to(SMALL):
        page.submitted.emit(ADMIN, PASSWORD)
        settle(application, qtbot)
    assert entrance(application) is page
    assert "Diska penuh" in told_on(page)


def test_a_full_disk_that_lets_no_window_in_is_called_full(
    application: Application, kept: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path) -> object:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr("lpk_desktop.ui.instance.claimed", full)
    application.open(kept[0])
    page = entrance(application)
    assert isinstance(page, QWidget)
    assert "Diska penuh" in told_on(page)


def test_data_that_opens_again_by_then_is_left_as_it_is(
    application: Application, qtbot: QtBot, kept: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = kept[0]
    before = labels(folder)

    def failing(*_args: object, **_options: object) -> object:
        raise UserError("disk-error", file=str(folder / FILE))

    with monkeypatch.context() as unplugged:
        unplugged.setattr("lpk_desktop.ui.entry.sign_in", failing)
        sign_in(application, qtbot, folder)
    page = page_of(application)
    page.go.click()
    settle(application, qtbot)
    assert page_of(application) is page
    assert page.problem.isVisible()
    assert list(folder.glob(f"{ASIDE}*")) == []
    page.back.click()
    assert isinstance(entrance(application), SignIn)
    assert labels(folder) == before


def test_a_wrong_password_changes_nothing(application: Application, qtbot: QtBot, kept: Centre) -> None:
    folder = kept[0]
    page = ask_in_settings(application, qtbot, folder)
    page.secret.set_text("sandi-yang-salah")
    page.go.click()
    settle(application, qtbot)
    assert page_of(application) is page
    assert page.problem.isVisible()
    assert list(folder.glob(f"{ASIDE}*")) == []
    page.back.click()
    assert isinstance(entrance(application), SignIn)


def test_wrong_passwords_wait_as_at_the_door(application: Application, qtbot: QtBot, kept: Centre) -> None:
    page = ask_in_settings(application, qtbot, kept[0])
    for _ in range(FREE_TRIES + 1):
        page.secret.set_text("sandi-yang-salah")
        page.go.click()
        settle(application, qtbot)
    assert "Tunggu" in told_on(page)
    assert application.gate.left(slots.doors(kept[0])[0].staff) > 0


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file.write_bytes(b"rusak" * 9000),
        lambda file: file.unlink(),
        lambda file: file.write_bytes(b""),
    ],
    ids=["damaged", "lost", "empty"],
)
def test_the_door_offers_the_newest_backup_where_the_file_is_damaged(
    application: Application, qtbot: QtBot, kept: Centre, spoil: Callable[[Path], object], shot: Shot
) -> None:
    folder, backup = kept
    spoil(folder / FILE)
    sign_in(application, qtbot, folder)
    page = page_of(application)
    assert page.trouble.isVisible()
    assert page.chosen is not None
    assert page.chosen.path == backup
    shot(application.window, "door-damaged")
    page.go.click()  # who has just typed their password need not do so again
    settle(application, qtbot)
    assert "Tambah" in labels(folder)[0]  # done after the backup, and told by the journal
    sign_in(application, qtbot, folder)
    assert application.window.body.page_key == "today"


def test_without_a_backup_the_door_asks_for_one_from_elsewhere(
    application: Application, qtbot: QtBot, folder: Path, shot: Shot
) -> None:
    (folder / FILE).write_bytes(b"rusak" * 9000)
    sign_in(application, qtbot, folder)
    page = page_of(application)
    assert page.chosen is None
    assert not page.go.isEnabled()
    shot(application.window, "door-none")
    page.back.click()
    assert isinstance(entrance(application), SignIn)


@pytest.mark.parametrize("content", ["{", None], ids=["damaged", "lost"])
def test_where_the_keys_do_not_open_a_name_is_asked_too(
    application: Application, qtbot: QtBot, kept: Centre, content: str | None, shot: Shot
) -> None:
    folder = kept[0]
    (folder / slots.FILE).unlink() if content is None else (folder / slots.FILE).write_text(content)
    application.open(folder)
    page_of(application).back.click()
    assert entrance(application) is not None
    assert not isinstance(entrance(application), RestorePage)
    application.open(folder)
    page = page_of(application)
    page.go.click()
    assert page.name.wrong
    shot(application.window, "door-keys")
    page.name.set_text(ADMIN)
    page.secret.set_text(PASSWORD)
    page.go.click()
    settle(application, qtbot)
    assert labels(folder)


def test_a_file_from_a_stick_can_be_chosen(
    application: Application, qtbot: QtBot, kept: Centre, tmp_path: Path
) -> None:
    folder, backup = kept
    elsewhere = backup.rename(tmp_path / backup.name)
    page = ask_in_settings(application, qtbot, folder)
    assert page.chosen is None
    assert not page.go.isEnabled()
    page._ask = lambda _parent: elsewhere
    page.other.click()
    assert page.chosen is not None
    assert page.chosen.path == elsewhere
    assert page.go.isEnabled()


def test_what_is_no_backup_cannot_be_chosen(
    application: Application, qtbot: QtBot, kept: Centre, tmp_path: Path
) -> None:
    page = ask_in_settings(application, qtbot, kept[0])
    (tmp_path / "foto.lpkbackup").write_bytes(b"foto")
    page._ask = lambda _parent: tmp_path / "foto.lpkbackup"
    page.other.click()
    assert "bukan cadangan" in page.meaning.text()
    assert not page.go.isEnabled()


def test_a_restoration_that_broke_off_is_ended_at_the_next_start(
    application: Application, qtbot: QtBot, kept: Centre
) -> None:
    folder = kept[0]
    ready = folder / f"{READY}2026-07-06"
    ready.mkdir()
    for name in MOVED:
        (folder / name).rename(ready / name)
    sign_in(application, qtbot, folder)
    assert application.window.body.page_key == "today"
    assert not ready.exists()
