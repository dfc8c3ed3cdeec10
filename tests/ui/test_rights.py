"""What the window shows of what a person may do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from lpk_desktop.domain.roles import Role
from lpk_desktop.services import attendance, cohorts
from lpk_desktop.services.centre import add_person, centre
from lpk_desktop.ui.pages.certificates import CertificatesPage
from lpk_desktop.ui.pages.cohorts import CohortsPage
from lpk_desktop.ui.pages.cohorts.attendance_tab import AttendanceTab
from lpk_desktop.ui.pages.cohorts.people_tab import PeopleTab
from lpk_desktop.ui.pages.cohorts.schedule_tab import ScheduleTab
from lpk_desktop.ui.pages.refused import RefusedPage
from lpk_desktop.ui.pages.settings import SettingsPage
from lpk_desktop.ui.pages.sync import SyncPage
from lpk_desktop.ui.pages.trainees.page import TraineesPage
from lpk_desktop.ui.targets import ClassTabKey, CohortTarget
from lpk_desktop.ui.theme import Theme
from tests.factory import make_centre, make_cohort
from tests.ui.conftest import Shot
from tests.ui.desks import Office, open_office

Open = Callable[[Role], Office]


@pytest.fixture
def cohort() -> list[str]:
    """The ids of the instructor's class and of another; filled when the office opens."""
    return []


@pytest.fixture
def open_as(theme: Theme, tmp_path: Path, qtbot: QtBot, cohort: list[str]) -> Iterator[Open]:
    """The window, for a person of a role."""
    with ExitStack() as stack:

        def open_office_as(role: Role) -> Office:
            store = make_centre(tmp_path / "data")
            cohort.extend((make_cohort(store, batch=1), make_cohort(store, batch=2)))
            if role is not Role.ADMIN:
                with store.write("Orang") as session:
                    person = add_person(session, name="Sutrisno, S.T.", role=role)
                    session.flush()
                    if role is Role.INSTRUCTOR:
                        cohorts.set_instructor(session, cohort[0], person, today=date(2026, 5, 1))
                store.author = person
            office = stack.enter_context(open_office(theme, store))
            qtbot.waitUntil(lambda: not office.desk.background.busy)
            return office

        yield open_office_as


def tab_of(office: Office, cohort: str, key: ClassTabKey) -> object:
    page = office.open("cohorts", CohortTarget(cohort=cohort, tab=key))
    assert isinstance(page, CohortsPage)
    assert page.class_page is not None
    return page.class_page.tab


@pytest.mark.parametrize(("role", "listed"), [(Role.ADMIN, True), (Role.CERTIFICATES, False)])
def test_the_import_is_listed_for_those_who_may_import(open_as: Open, role: Role, *, listed: bool) -> None:
    office = open_as(role)
    assert (office.window.body.sidebar.model.row_of("import", "") >= 0) is listed


def test_a_link_to_the_import_leads_to_the_reason(open_as: Open) -> None:
    page = open_as(Role.INSTRUCTOR).open("import")
    assert isinstance(page, RefusedPage)


def test_a_viewers_grid_says_why_nothing_can_be_marked_and_marks_nothing(
    open_as: Open, cohort: list[str], shot: Shot
) -> None:
    office = open_as(Role.VIEWER)
    tab = tab_of(office, cohort[0], ClassTabKey.ATTENDANCE)
    assert isinstance(tab, AttendanceTab)
    assert not tab.page.rest.isVisible()
    tab.focus_main()
    office.press(Qt.Key.Key_A)
    with office.store.read() as session:
        sheet = attendance.sheet(session, cohort[0], now=office.now)
    assert not any(cell for row in sheet.rows for cell in row.cells)
    assert "Hanya lihat" in office.told[-1].text
    assert "menandai kehadiran" in office.told[-1].text
    shot(office.window, "rights-viewer-attendance")


def test_an_instructor_marks_the_own_class_and_sees_no_other(open_as: Open, cohort: list[str]) -> None:
    office = open_as(Role.INSTRUCTOR)
    tab = tab_of(office, cohort[0], ClassTabKey.ATTENDANCE)
    assert isinstance(tab, AttendanceTab)
    assert tab.page.rest.isVisible()
    tab.focus_main()
    office.press(Qt.Key.Key_A)
    assert office.last_label().startswith("Kehadiran")
    page = office.open("cohorts")
    assert isinstance(page, CohortsPage)
    assert [line.head.id for line in page.list.rows.rows] == [cohort[0]]
    people = office.open("trainees")
    assert isinstance(people, TraineesPage)
    assert len(people.rows.rows) == 3


def test_an_instructor_gets_no_button_for_what_an_administrator_does(
    open_as: Open, cohort: list[str]
) -> None:
    office = open_as(Role.INSTRUCTOR)
    people = tab_of(office, cohort[0], ClassTabKey.PEOPLE)
    assert isinstance(people, PeopleTab)
    assert not people.add.isVisible()
    assert not people.remove.isVisible()
    plan = tab_of(office, cohort[0], ClassTabKey.SCHEDULE)
    assert isinstance(plan, ScheduleTab)
    assert plan.edit.isVisible()
    assert plan.cancel.isVisible()
    assert not plan.lock.isVisible()
    assert not plan.instructor.isEnabled()
    page = office.open("trainees")
    assert isinstance(page, TraineesPage)
    assert not page.new.isVisible()
    assert not page.edit.isVisible()
    certificates = office.open("certificates")
    assert isinstance(certificates, CertificatesPage)
    assert not certificates.issue_action.isVisible()


def test_a_certificates_officer_changes_people_and_issues_but_marks_nothing(
    open_as: Open, cohort: list[str]
) -> None:
    office = open_as(Role.CERTIFICATES)
    page = office.open("trainees")
    assert isinstance(page, TraineesPage)
    assert page.edit.isVisible()
    certificates = office.open("certificates")
    assert isinstance(certificates, CertificatesPage)
    assert certificates.issue_action.isVisible()
    tab = tab_of(office, cohort[0], ClassTabKey.ATTENDANCE)
    assert isinstance(tab, AttendanceTab)
    assert not tab.page.rest.isVisible()


def test_settings_and_pairing_say_who_may_change_them(open_as: Open, shot: Shot) -> None:
    office = open_as(Role.VIEWER)
    settings = office.open("settings")
    assert isinstance(settings, SettingsPage)
    settings.focus_main()
    office.type("Lain")
    office.press(Qt.Key.Key_Tab)
    with office.store.read() as session:
        assert centre(session).name == "LPK Contoh"
    assert not settings.status().text
    shot(office.window, "rights-viewer-settings")
    sync = office.open("sync")
    assert isinstance(sync, SyncPage)
    assert not sync.form.button.isVisible()
    shot(office.window, "rights-viewer-sync")


def test_an_administrator_chooses_whose_class_it_is(open_as: Open, cohort: list[str], shot: Shot) -> None:
    office = open_as(Role.ADMIN)
    plan = tab_of(office, cohort[0], ClassTabKey.SCHEDULE)
    assert isinstance(plan, ScheduleTab)
    assert plan.instructor.text() == "Belum ada instruktur"
    plan.instructor.click()
    (choice,) = plan.instructor.menu_below.actions()
    choice.trigger()
    plan.instructor.menu_below.close()
    assert plan.instructor.text() == "Ratna Puspitasari"
    shot(office.window, "rights-admin-schedule")
