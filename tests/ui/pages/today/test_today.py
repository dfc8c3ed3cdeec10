"""Hari ini: from the day's list to a marked session and back, all by keys."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from lpk_desktop.domain.attendance import Code
from lpk_desktop.services import attendance, trainees
from lpk_desktop.services.attendance import Entry
from lpk_desktop.services.enrolments import class_list
from lpk_desktop.services.today import Progress
from lpk_desktop.storage.tables import Cohort, Enrolment
from lpk_desktop.ui.pages.cohorts import CohortsPage
from lpk_desktop.ui.pages.cohorts.attendance_tab import AttendanceTab
from lpk_desktop.ui.pages.today import TodayPage
from lpk_desktop.ui.targets import ClassTabKey, CohortTarget, TraineesTarget
from tests.factory import make_cohort
from tests.ui.conftest import Shot
from tests.ui.desks import Office

CTRL = Qt.KeyboardModifier.ControlModifier
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def today(office: Office) -> TodayPage:
    page = office.open("today")
    assert isinstance(page, TodayPage)
    return page


def attendance_tab(office: Office) -> AttendanceTab:
    page = office.page
    assert isinstance(page, CohortsPage)
    assert page.class_page is not None
    tab = page.class_page.tab
    assert isinstance(tab, AttendanceTab)
    return tab


def codes(office: Office, cohort: str, column: int) -> list[Code | None]:
    with office.store.read() as session:
        sheet = attendance.sheet(session, cohort, now=office.now)
    return [cell.code if (cell := row.cells[column]) else None for row in sheet.rows]


def test_sixteen_people_are_marked_with_at_most_seventeen_keys(cohort: str, office: Office) -> None:
    today(office)
    office.press(Qt.Key.Key_Return)
    tab = attendance_tab(office)
    assert tab.page.grid.view.current_cell == (0, 2)
    for letter in "HHHTHHHIHHHSHHAH":
        office.type(letter)
    assert "".join(code.value for code in codes(office, cohort, 2) if code) == "HHHTHHHIHHHSHHAH"


def test_the_rest_is_present_with_one_key_and_undone_with_one(cohort: str, office: Office) -> None:
    today(office)
    office.press(Qt.Key.Key_Return)
    office.type("A")
    office.press(Qt.Key.Key_Return, CTRL)
    assert codes(office, cohort, 2) == [Code.ABSENT, *[Code.PRESENT] * 15]
    office.press(Qt.Key.Key_Z, CTRL)
    assert codes(office, cohort, 2) == [Code.ABSENT, *[None] * 15]


def test_what_was_marked_shows_when_one_comes_back(cohort: str, office: Office) -> None:
    page = today(office)
    office.press(Qt.Key.Key_Return)
    office.press(Qt.Key.Key_Return, CTRL)
    office.open("today")
    assert page.shown.sessions[0].progress is Progress.COMPLETE
    assert page.day.sessions.sessions.rows[0].marked == 16


def test_a_refused_mark_is_told_and_changes_nothing(cohort: str, office: Office) -> None:
    today(office)
    office.press(Qt.Key.Key_Return)
    tab = attendance_tab(office)
    tab.page.grid.view.go_to((0, 4))
    office.type("H")
    assert codes(office, cohort, 4) == [None] * 16
    assert "baru pada 22 Mei" in office.told[-1].text


def test_the_most_urgent_row_opens_those_it_is_about(cohort: str, office: Office) -> None:
    mark(office, cohort, 0, [Code.ABSENT] + [Code.PRESENT] * 15)
    page = today(office)
    office.press(Qt.Key.Key_Down)
    assert page.day.attention.hasFocus()
    office.press(Qt.Key.Key_Return)
    assert attendance_tab(office).page.grid.view.visible_rows() == [0]


def test_the_clock_moves_the_day_on(cohort: str, office: Office) -> None:
    page = today(office)
    assert page.shown.sessions[0].number == 3
    office.now += timedelta(days=1)
    page._on_clock()
    assert page.shown.sessions[0].number == 4


def test_a_free_day_names_the_next_session_and_leads_to_its_schedule(cohort: str, office: Office) -> None:
    office.now -= timedelta(days=5)
    page = today(office)
    office.window.refresh()
    assert page.shown.next_session is not None
    office.press(Qt.Key.Key_Space)
    assert office.key == "cohorts"
    shown = office.page
    assert isinstance(shown, CohortsPage)
    assert shown.class_page is not None
    assert shown.class_page.key == "schedule"


def test_the_first_day_offers_three_steps(office: Office) -> None:
    page = today(office)
    assert page.day.steps.isVisible()
    assert page.day.steps.import_button.hasFocus()


def test_an_idle_centre_is_fine(cohort: str, office: Office) -> None:
    mark(office, cohort, 0, [Code.PRESENT] * 16)
    mark(office, cohort, 1, [Code.PRESENT] * 16)
    page = today(office)
    assert not page.day.attention.isVisible()
    assert page.day._fine.isVisible()


@pytest.mark.parametrize("choice", ["light", "dark"])
@pytest.mark.parametrize("size", [(1440, 900), (1366, 690)])
def test_the_page_at_the_sizes_of_the_design(
    cohort: str, office: Office, qtbot: QtBot, shot: Shot, choice: str, size: tuple[int, int]
) -> None:
    office.desk.theme.set_choice(choice)
    mark(office, cohort, 0, [Code.ABSENT] + [Code.PRESENT] * 14)
    page = today(office)
    office.window.resize(*size)
    qtbot.waitUntil(lambda: not office.desk.background.busy)
    shot(office.window, f"today-{size[0]}-{choice}")
    assert page.day.sessions.row_height == (64 if size[0] == 1440 else 54)
    assert page._side.width() == (316 if size[0] == 1440 else 288)


def test_the_lists_are_sound_models_whatever_happens(cohort: str, office: Office) -> None:
    page = today(office)
    lists = (page.day.sessions.sessions, page.day.attention.matters)
    testers = [QAbstractItemModelTester(model, FATAL) for model in lists]
    mark(office, cohort, 0, [Code.ABSENT])
    mark(office, cohort, 2, [Code.PRESENT])
    office.now -= timedelta(days=5)
    office.window.refresh()
    assert [model.rowCount() for model in lists] == [0, 0]
    del testers


def mark(office: Office, cohort: str, column: int, codes: list[Code]) -> None:
    with office.store.write("Tandai") as session:
        sheet = attendance.sheet(session, cohort, now=office.now)
        for row, code in zip(sheet.rows, codes, strict=False):
            cell = (sheet.sessions[column].id, row.enrolment)
            attendance.mark(session, [cell], Entry(code=code), by=office.store.author, now=office.now)


def test_people_who_may_be_here_twice_are_named_and_lead_to_the_list_of_them(
    cohort: str, office: Office
) -> None:
    for name in ("Agus Priyanto", "A. Priyanto"):
        with office.store.write("Catat") as session:
            trainees.add_trainee(session, {"name": name, "nik": "9901011708940901"})
    row = next(each for each in today(office).day.attention.matters.rows if each.key == "trainees")
    assert (row.title, row.detail) == (
        "1 orang mungkin tercatat dua kali",
        "Agus Priyanto dan A. Priyanto (NIK sama)",
    )
    assert row.target == TraineesTarget(doubled=True)


def test_a_number_that_two_classes_have_is_told_and_leads_to_one_of_them(cohort: str, office: Office) -> None:
    other = make_cohort(office.store, people=0, batch=5)
    with office.store.write("Nomor sama") as session:
        session.get_one(Cohort, other).number, session.get_one(Cohort, other).batch = "LAS-4/2026", 4
    row = next(each for each in today(office).day.attention.matters.rows if "LAS-4/2026" in each.title)
    assert row.title == "Nomor LAS-4/2026 dipakai 2 kelas"
    assert row.target == CohortTarget(cohort=other, tab=ClassTabKey.PEOPLE)


def test_a_list_number_that_two_people_have_is_told_and_leads_to_the_list(
    cohort: str, office: Office
) -> None:
    with office.store.write("Nomor sama") as session:
        session.get_one(Enrolment, class_list(session, cohort)[1].enrolment).list_number = 1
    row = next(each for each in today(office).day.attention.matters.rows if "nomor urut" in each.title)
    assert row.detail == "nomor 1: Peserta 01 dan Peserta 02"
    assert row.target == CohortTarget(cohort=cohort, tab=ClassTabKey.PEOPLE)
