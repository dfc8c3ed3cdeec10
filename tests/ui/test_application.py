"""The window as a whole: which page comes first, and what happens between signing in and out."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from lpk_desktop.domain.attendance import Code
from lpk_desktop.errors import UserError
from lpk_desktop.services import access, attendance
from lpk_desktop.services.attendance import Entry
from lpk_desktop.services.sample import build_sample
from lpk_desktop.storage.locking import claimed
from lpk_desktop.storage.store import Store
from lpk_desktop.ui import application as application_module
from lpk_desktop.ui.application import Application
from lpk_desktop.ui.instance import LOCK, Instance, claim
from lpk_desktop.ui.pages.first_run.page import FirstRun
from lpk_desktop.ui.pages.sign_in.page import SignIn
from lpk_desktop.ui.widgets.toast import News
from tests.factory import ADMIN, LATER, PASSWORD, make_cohort


def entrance(application: Application) -> object:
    return application.window.stack.currentWidget()


def open_store(application: Application) -> Store:
    assert application.shift is not None
    return application.shift.desk.store


def sign_in(application: Application, qtbot: QtBot, folder: Path, password: str = PASSWORD) -> SignIn:
    application.start(folder)
    page = entrance(application)
    assert isinstance(page, SignIn)
    page.submitted.emit(ADMIN, password)
    qtbot.waitUntil(lambda: not application.background.busy)
    return page


def test_an_empty_folder_leads_to_first_run(application: Application, tmp_path: Path) -> None:
    application.start(tmp_path / "baru")
    assert isinstance(entrance(application), FirstRun)


def test_a_centre_asks_who_it_is_and_opens_on_today(
    application: Application, qtbot: QtBot, folder: Path
) -> None:
    sign_in(application, qtbot, folder)
    assert application.window.body.page_key == "today"
    assert application.window.windowTitle() == "LPK Serayu – LPK Desktop"


def test_a_wrong_password_stays_at_the_door(application: Application, qtbot: QtBot, folder: Path) -> None:
    page = sign_in(application, qtbot, folder, "sandi-yang-salah")
    assert application.shift is None
    assert entrance(application) is page


def test_the_sample_centre_opens_by_itself_and_says_what_it_is(
    application: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    build_sample(tmp_path / "contoh").close()
    application.start(tmp_path / "contoh")
    qtbot.waitUntil(lambda: application.shift is not None, timeout=20_000)
    assert application.window.body.page_key == "today"
    assert application.window.body.strip.isVisible()


def test_signing_out_forgets_every_page_and_asks_who_is_next(
    application: Application, qtbot: QtBot, folder: Path
) -> None:
    sign_in(application, qtbot, folder)
    application.window.sign_out_asked.emit()
    assert application.shift is None
    assert isinstance(entrance(application), SignIn)
    assert application.window.page is None
    assert application.window.toasts.history == ()


@pytest.mark.parametrize(
    "key", ["today", "cohorts", "trainees", "certificates", "import", "sync", "history", "settings"]
)
def test_every_page_opens_on_an_empty_centre(
    application: Application, qtbot: QtBot, folder: Path, key: str
) -> None:
    sign_in(application, qtbot, folder)
    application.window.open_page(key)
    qtbot.waitUntil(lambda: not application.background.busy)
    assert application.window.body.page_key == key


def test_undo_and_redo_work_from_any_page(application: Application, qtbot: QtBot, folder: Path) -> None:
    sign_in(application, qtbot, folder)
    store = open_store(application)
    cohort = make_cohort(store)
    with store.read() as session:
        grid = attendance.sheet(session, cohort, now=LATER)
    cell = (grid.sessions[0].id, grid.rows[0].enrolment)
    with store.write("Tandai") as session:
        attendance.mark(session, [cell], Entry(code=Code.ABSENT), by=store.author, now=LATER)

    def marked() -> bool:
        with store.read() as session:
            return attendance.sheet(session, cohort, now=LATER).rows[0].cells[0] is not None

    application.window.open_page("settings")
    application.window.undo_asked.emit()
    assert not marked()
    application.window.redo_asked.emit()
    assert marked()


def test_syncing_without_a_centre_shows_how_to_pair(
    application: Application, qtbot: QtBot, folder: Path
) -> None:
    sign_in(application, qtbot, folder)
    application.window.sync_asked.emit()
    assert application.window.body.page_key == "sync"


def test_the_frame_counts_what_is_there(application: Application, qtbot: QtBot, folder: Path) -> None:
    sign_in(application, qtbot, folder)
    make_cohort(open_store(application), people=4)
    qtbot.waitUntil(lambda: application.window.body.sidebar.model.rowCount() > 0)
    found = application.window._search("@Peserta 02")
    assert [hit.title for hit in found] == ["Peserta 02"]


def test_a_folder_another_window_has_is_said_and_can_be_tried_again(
    application: Application, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = [UserError("folder-open-elsewhere", folder=str(folder))]

    def claim_later(wanted: Path) -> Instance:
        if taken:
            raise taken.pop()
        return claim(wanted)

    monkeypatch.setattr(application_module, "claim", claim_later)
    application.open(folder)
    page = entrance(application)
    assert isinstance(page, QWidget)
    assert any("tidak menjawab" in label.text() for label in page.findChildren(QLabel))
    page.findChildren(QPushButton)[0].click()
    assert isinstance(entrance(application), SignIn)


def test_a_window_keeps_its_folder_until_it_is_closed(
    application: Application, qtbot: QtBot, folder: Path
) -> None:
    sign_in(application, qtbot, folder)
    with pytest.raises(BlockingIOError):
        claimed(folder / LOCK)
    application.window.close()
    claimed(folder / LOCK).close()


def test_a_clock_that_was_set_back_is_told_at_the_door(
    application: Application, qtbot: QtBot, folder: Path
) -> None:
    ahead = access.sign_in(folder, name=ADMIN, password=PASSWORD, now=lambda: 2_000_000_000_000)
    make_cohort(ahead, people=1)
    ahead.close()
    told: list[object] = []
    application.hub.told.connect(told.append)
    sign_in(application, qtbot, folder)
    assert ["18 Mei 2033" in news.text for news in told if isinstance(news, News)] == [True]
