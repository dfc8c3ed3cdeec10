"""Pengaturan: people and their way in, the own password, when the window locks, a new recovery code."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from lpk_desktop.domain.roles import Access, Role
from lpk_desktop.services import staff
from lpk_desktop.services.access import recover_access, sign_in
from lpk_desktop.storage import slots
from lpk_desktop.ui.pages.settings import SettingsPage
from lpk_desktop.ui.targets import SettingsPart
from tests.factory import ADMIN, PASSWORD
from tests.ui.conftest import Shot
from tests.ui.desks import Office

DIAN, NEW = "Dian Kusumawati", "kuda-makan-pisang"


@pytest.fixture
def page(office: Office) -> SettingsPage:
    shown = office.open("settings")
    assert isinstance(shown, SettingsPage)
    return shown


def settle(office: Office) -> None:
    """Wait until nothing is under way, and the page has laid itself out."""
    while office.desk.background.busy:
        QTest.qWait(1)
    QTest.qWait(0)


def member(office: Office, name: str) -> staff.Member:
    with office.store.read() as session:
        return next(each for each in staff.members(session) if each.name == name)


def add(office: Office, page: SettingsPage, name: str = DIAN, role: Role = Role.INSTRUCTOR) -> str:
    """Add a person through the form; gives the code that is shown."""
    page.people.add.trigger()
    page.people.form.name.set_text(name)
    page.people.form.role.choose(role.value)
    page.people.form.with_code.click()
    settle(office)
    return "-".join(page.people.code_box.card.groups)


def test_a_new_person_gets_a_code_that_is_shown_once(office: Office, page: SettingsPage, shot: Shot) -> None:
    code = add(office, page, role=Role.VIEWER)
    assert (member(office, DIAN).role, member(office, DIAN).access) == (Role.VIEWER, Access.CODE)
    settle(office)
    shot(office.window, "settings-people")
    page.people.code_box.done.click()
    assert page.people.code_box.card.groups == ()
    sign_in(office.store.path.parent, name=DIAN, password=code, new_password=NEW).close()


def test_an_assessor_is_added_without_a_way_in(office: Office, page: SettingsPage) -> None:
    page.people.add.trigger()
    page.people.form.name.set_text("Hesti Tri Prabowo")
    page.people.form.met.set_text("MET.000.004182 2019")
    page.people.form.without.click()
    settle(office)
    found = member(office, "Hesti Tri Prabowo")
    assert (found.met, found.access) == ("MET.000.004182 2019", Access.NONE)
    assert not page.people.code_box.isVisible()


def test_a_person_without_a_name_is_not_added(office: Office, page: SettingsPage) -> None:
    page.people.add.trigger()
    page.people.form.with_code.click()
    assert page.people.form.name.wrong
    assert len(page.people.rows.rows) == 1


def test_role_code_and_access_change_by_the_row(office: Office, page: SettingsPage, shot: Shot) -> None:
    first = add(office, page)
    person = member(office, DIAN).id
    page.people.table.select_id(person)
    next(each for each in page.people.roles.actions() if each.data() == "certificates").trigger()
    assert member(office, DIAN).role is Role.CERTIFICATES
    page.people.code.trigger()
    settle(office)
    assert "-".join(page.people.code_box.card.groups) != first
    page.people.code_box.done.click()
    page.people.deactivate.trigger()
    assert member(office, DIAN).access is Access.GONE
    assert page.people.code.text() == "Beri akses lagi"
    assert slots.people(office.store.path.parent) == [ADMIN]


def test_the_last_administrator_is_kept_with_a_reason(office: Office, page: SettingsPage) -> None:
    page.people.table.select_id(member(office, ADMIN).id)
    page.people.deactivate.trigger()
    assert member(office, ADMIN).access is Access.PASSWORD
    assert "administrator terakhir" in office.told[-1].text


def test_the_own_password_changes_for_whoever_knows_it(
    office: Office, page: SettingsPage, shot: Shot
) -> None:
    page.show_target(SettingsPart.PASSWORD)
    page.focus_main()
    form = page.password
    form.old.set_text("bukan-sandi-ini")
    form.new.set_text(NEW)
    form.again.set_text(NEW)
    form.button.click()
    settle(office)
    assert form.old.wrong
    shot(office.window, "settings-password")
    form.old.set_text(PASSWORD)
    form.button.click()
    settle(office)
    assert form.new.text == ""
    sign_in(office.store.path.parent, name=ADMIN, password=NEW).close()


def test_the_idle_time_is_chosen_and_holds_at_once(office: Office, page: SettingsPage) -> None:
    page.security.minutes.choose("30")
    assert slots.load(office.store.path.parent).lock_minutes == 30
    assert "30 menit" in office.told[-1].text


def test_a_new_recovery_code_needs_the_password_and_opens(
    office: Office, page: SettingsPage, shot: Shot
) -> None:
    page.security.renew.click()
    assert page.security.password.wrong
    page.security.password.set_text(PASSWORD)
    page.security.renew.click()
    settle(office)
    code = "-".join(page.security.code_box.card.groups)
    settle(office)
    shot(office.window, "settings-recovery")
    recover_access(office.store.path.parent, code=code, name=ADMIN, password=NEW)
    sign_in(office.store.path.parent, name=ADMIN, password=NEW).close()
