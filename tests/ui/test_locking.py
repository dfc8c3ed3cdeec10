"""Locking and coming back, by oneself and by colleagues; the first password; losing one's access at work."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from lpk_desktop.domain.roles import Role
from lpk_desktop.services import passwords, staff
from lpk_desktop.services.access import sign_in
from lpk_desktop.services.sample import build_sample
from lpk_desktop.storage.door import FREE_TRIES
from lpk_desktop.storage.history import KEYS
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import Staff
from lpk_desktop.ui.application import Application
from lpk_desktop.ui.background import Background
from lpk_desktop.ui.failures import Failures
from lpk_desktop.ui.idle import Idle
from lpk_desktop.ui.pages.settings import SettingsPage
from lpk_desktop.ui.pages.sign_in import SignIn
from lpk_desktop.ui.pages.trainees.page import TraineesPage
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.toast import News
from tests.factory import ADMIN, LATER, LIGHT, PASSWORD, make_centre
from tests.ui.conftest import Shot

DIAN, OWN = "Dian Kusumawati", "kuda-makan-pisang"


class Hands:
    """The window of a centre where Ratna and Dian have passwords."""

    def __init__(self, application: Application, qtbot: QtBot, folder: Path) -> None:
        self.application, self.qtbot, self.folder = application, qtbot, folder

    @property
    def window(self) -> QObject:
        return self.application.window

    @property
    def store(self) -> Store:
        assert self.application.shift is not None
        return self.application.shift.desk.store

    @property
    def door(self) -> SignIn:
        page = self.application.window.stack.currentWidget()
        assert isinstance(page, SignIn)
        return page

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.application.background.busy)
        QApplication.sendPostedEvents()

    def come_in(self, name: str = ADMIN, password: str = PASSWORD) -> None:
        self.door.choose(name)
        self.door.submitted.emit(name, password)
        self.settle()

    def lock(self) -> None:
        self.application.window.lock_asked.emit()
        assert self.application.lock.locked


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A centre with an administrator and an instructor who can both sign in."""
    folder = tmp_path_factory.mktemp("kunci") / "data"
    store = make_centre(folder, name="LPK Serayu")
    code = invite(store, DIAN)
    store.close()
    sign_in(folder, name=DIAN, password=code, new_password=OWN).close()
    return folder


def invite(store: Store, name: str, role: Role = Role.INSTRUCTOR) -> str:
    with store.write("Orang baru", source=KEYS) as session:
        return staff.give_code(session, staff.add_member(session, name=name, role=role), cost=LIGHT)


@pytest.fixture
def hands(qapp: QApplication, qtbot: QtBot, tmp_path: Path, founded: Path) -> Iterator[Hands]:
    folder = Path(shutil.copytree(founded, tmp_path / "data"))
    problems: list[BaseException] = []
    failures = Failures()
    theme = Theme("light")
    theme.apply(qapp)
    with Background(problems.append) as background:
        failures.bug_met.connect(problems.append)
        application = Application(theme=theme, failures=failures, background=background, now=lambda: LATER)
        qtbot.addWidget(application.window)
        application.window.resize(1440, 900)
        application.window.show()
        application.start(folder)
        made = Hands(application, qtbot, folder)
        yield made
        application.end_shift()
    assert problems == []


@pytest.fixture
def at_work(hands: Hands) -> Hands:
    hands.come_in()
    return hands


def test_a_lock_hides_the_work_and_the_own_password_brings_it_back_as_it_was(
    at_work: Hands, shot: Shot
) -> None:
    window = at_work.application.window
    window.open_page("trainees")
    page = window.page
    assert isinstance(page, TraineesPage)
    page.new.trigger()
    page.form.fields["name"].edit.setText("Budi Sant")
    at_work.lock()
    assert not page.isVisible()
    assert at_work.door.people.person.name == ADMIN
    shot(window, "lock-page")
    at_work.come_in()
    assert not at_work.application.lock.locked
    assert window.page is page
    assert page.isVisible()
    assert page.form.fields["name"].text == "Budi Sant"


def test_a_locked_window_takes_no_command(at_work: Hands) -> None:
    window = at_work.application.window
    at_work.lock()
    window.sync_action.trigger()
    assert window.stack.currentWidget() is at_work.door
    assert not window.lock_action.isEnabled()


def test_a_wrong_password_leaves_it_locked(at_work: Hands) -> None:
    at_work.lock()
    at_work.come_in(password="bukan-sandi-ini")
    assert at_work.application.lock.locked
    assert at_work.door.form.field.wrong


def test_a_colleague_unlocks_to_an_own_shift(at_work: Hands) -> None:
    before = at_work.store.author
    at_work.lock()
    at_work.come_in(DIAN, OWN)
    assert not at_work.application.lock.locked
    assert at_work.store.author != before
    assert at_work.application.window.body.page_key == "today"


def test_what_floats_goes_and_dialogs_come_back(at_work: Hands) -> None:
    window = at_work.application.window
    window.tell(News(text="Dewi ditandai hadir"))
    dialog = QDialog(window)
    dialog.open()
    at_work.lock()
    assert not dialog.isVisible()
    assert not window.toasts.toast.isVisible()
    at_work.come_in()
    assert dialog.isVisible()
    dialog.close()


def test_news_are_kept_to_oneself_while_locked(at_work: Hands) -> None:
    at_work.lock()
    at_work.application.hub.told.emit(News(text="Dewi ditandai hadir"))
    assert not at_work.application.window.toasts.toast.isVisible()


def test_troubles_and_pages_wait_behind_a_locked_door(at_work: Hands) -> None:
    window = at_work.application.window
    at_work.lock()
    at_work.application._on_mendable("Dewi sudah ada di kelas ini.")
    at_work.application.hub.asked.emit("trainees", None)
    assert not window.toasts.toast.isVisible()
    assert window.stack.currentWidget() is at_work.door


@pytest.mark.parametrize("name", [ADMIN, DIAN])
def test_a_dialog_that_ended_by_the_lock_keeps_nobody_out(at_work: Hands, name: str) -> None:
    window = at_work.application.window
    QTimer.singleShot(0, at_work.application.lock.idle.due.emit)
    assert not QFileDialog.getSaveFileName(window, options=QFileDialog.Option.DontUseNativeDialog)[0]
    at_work.come_in(name, PASSWORD if name == ADMIN else OWN)
    assert not at_work.application.lock.locked
    at_work.lock()


def test_another_role_shows_after_the_lock(at_work: Hands) -> None:
    invited = invite(at_work.store, "Endah Kusumastuti", Role.ADMIN)
    sign_in(
        at_work.folder, name="Endah Kusumastuti", password=invited, new_password="hujan-di-bulan-juni"
    ).close()
    window = at_work.application.window
    window.open_page("trainees")
    page = window.page
    at_work.lock()
    with at_work.store.write("Peran", source=KEYS) as session:
        staff.change_member(session, at_work.store.author or "", role=Role.INSTRUCTOR)
    at_work.come_in()
    assert window.body.page_key == "today"
    window.open_page("trainees")
    assert window.page is not page


def test_an_idle_window_locks(at_work: Hands) -> None:
    at_work.application.lock.idle.due.emit()
    assert at_work.application.lock.locked


def test_the_sample_centre_is_not_locked(hands: Hands, tmp_path: Path) -> None:
    build_sample(tmp_path / "contoh").close()
    hands.application.start(tmp_path / "contoh")
    hands.qtbot.waitUntil(lambda: hands.application.shift is not None)
    hands.application.window.lock_asked.emit()
    assert not hands.application.lock.locked


def test_a_new_colleague_chooses_a_password_at_the_door(hands: Hands, shot: Shot) -> None:
    hands.come_in()
    code = invite(hands.store, "Endah Kusumastuti", Role.VIEWER)
    hands.application.sign_out()
    page = hands.door
    page.choose("Endah Kusumastuti")
    page.form.field.set_text(code)
    page.form.button.click()
    hands.settle()
    form = page.first_password
    assert form.isVisible()
    shot(hands.application.window, "first-password")
    form.password.set_text("endah-kusumastuti")
    form.again.set_text("endah-kusumastuti")
    form.button.click()
    assert form.password.wrong  # the own name
    form.password.set_text(OWN)
    form.again.set_text(OWN)
    form.button.click()
    hands.settle()
    assert hands.application.shift is not None
    assert hands.application.window.body.sidebar.person.accessibleDescription() == "Hanya lihat"


def test_after_wrong_passwords_the_door_makes_one_wait_but_not_the_colleague(
    hands: Hands, shot: Shot
) -> None:
    for _ in range(FREE_TRIES):
        hands.come_in(password="bukan-sandi-ini")
    page = hands.door
    assert page.form.wait == 10
    assert not page.form.button.isEnabled()
    shot(hands.application.window, "sign-in-wait")
    page.choose(DIAN)
    assert page.form.wait == 0
    hands.come_in(DIAN, OWN)
    assert hands.application.shift is not None


def test_whoever_loses_access_at_work_is_led_out(at_work: Hands) -> None:
    invited = invite(at_work.store, "Endah Kusumastuti", Role.ADMIN)
    sign_in(
        at_work.folder, name="Endah Kusumastuti", password=invited, new_password="hujan-di-bulan-juni"
    ).close()
    own, dialog = at_work.store.author or "", QDialog(at_work.application.window)
    dialog.open()
    with at_work.store.write("Akses dicabut", source=KEYS) as session:
        staff.deactivate(session, own)
    assert at_work.application.shift is None
    assert not dialog.isVisible()
    assert [card.person.name for card in at_work.door.people.cards] == [DIAN, "Endah Kusumastuti"]
    assert "dicabut" in at_work.application.window.toasts.history[0].text


def test_another_role_shows_at_once(hands: Hands) -> None:
    hands.come_in(DIAN, OWN)
    model = hands.application.window.body.sidebar.model
    assert model.row_of("import", "") < 0
    other = sign_in(hands.folder, name=ADMIN, password=PASSWORD)
    with other.write("Peran", source=KEYS) as session:
        staff.change_member(session, hands.store.author or "", role=Role.ADMIN)
    other.close()
    with hands.store.write("Kabar dari pusat") as session:  # as a round of sync would bring it
        staff.change_member(session, hands.store.author or "", met="MET.000.1")
    assert model.row_of("import", "") >= 0


def test_a_colleague_who_arrives_by_sync_stands_at_the_locked_door(at_work: Hands) -> None:
    at_work.lock()
    invite(at_work.store, "Endah Kusumastuti")
    assert "Endah Kusumastuti" in [card.person.name for card in at_work.door.people.cards]


def test_where_nobody_is_left_the_door_asks_for_the_recovery_code(hands: Hands, shot: Shot) -> None:
    hands.come_in()
    code = passwords.renew_recovery_code(hands.store, password=PASSWORD)
    store = hands.store
    with store.write("Bertemu", source=KEYS) as session:
        for member in staff.members(session):
            row = session.get_one(Staff, member.id)
            row.active, row.public_key = False, ""
    form = hands.door.recovery
    assert form.isVisible()
    shot(hands.application.window, "nobody-left")
    form.name.set_text(ADMIN)
    form.code.set_text(code)
    form.password.set_text(OWN)
    form.again.set_text(OWN)
    form.submitted.emit(ADMIN, code, OWN)
    hands.settle()
    assert hands.application.shift is not None


def test_the_menu_leads_to_the_own_password(at_work: Hands) -> None:
    window = at_work.application.window
    window.password_action.trigger()
    page = window.page
    assert isinstance(page, SettingsPage)
    assert QApplication.focusWidget() is page.password.old.edit


class Clocks:
    """Two clocks that stand still until they are moved."""

    def __init__(self) -> None:
        self.steady, self.wall = 50.0, 1_780_000_000.0

    def idle(self) -> Idle:
        return Idle(clocks=(lambda: self.steady, lambda: self.wall))

    def pass_by(self, minutes: float) -> None:
        self.steady += minutes * 60
        self.wall += minutes * 60


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


def test_time_without_input_is_over_once(qapp: QApplication, clocks: Clocks, qtbot: QtBot) -> None:
    idle = clocks.idle()
    heard: list[int] = []
    idle.due.connect(lambda: heard.append(1))
    idle.begin(minutes=10)
    clocks.pass_by(9.9)
    idle.look()
    assert heard == []
    clocks.pass_by(0.1)
    idle.look()
    idle.look()
    assert heard == [1]


def test_a_key_press_begins_the_time_anew(qapp: QApplication, clocks: Clocks) -> None:
    idle = clocks.idle()
    heard: list[int] = []
    idle.due.connect(lambda: heard.append(1))
    idle.begin(minutes=10)
    clocks.pass_by(9)
    idle.eventFilter(idle, QEvent(QEvent.Type.KeyPress))
    clocks.pass_by(9)
    idle.look()
    assert heard == []


def test_a_computer_that_slept_locks_at_the_first_touch(qapp: QApplication, clocks: Clocks) -> None:
    idle = clocks.idle()
    heard: list[int] = []
    idle.due.connect(lambda: heard.append(1))
    idle.begin(minutes=10)
    clocks.wall += 3600  # the steady clock stood still
    idle.eventFilter(idle, QEvent(QEvent.Type.MouseMove))
    assert heard == [1]


def test_a_clock_set_back_does_not_keep_it_open(qapp: QApplication, clocks: Clocks) -> None:
    idle = clocks.idle()
    heard: list[int] = []
    idle.due.connect(lambda: heard.append(1))
    idle.begin(minutes=10)
    clocks.pass_by(10)
    clocks.wall -= 365 * 24 * 3600
    idle.look()
    assert heard == [1]


def test_keys_in_the_window_reach_the_idle_clock(at_work: Hands) -> None:
    window = at_work.application.window
    idle = at_work.application.lock.idle
    idle._since = (0.0, 0.0)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    assert idle._since != (0.0, 0.0) or at_work.application.lock.locked
