"""One class: its tabs, who is in it, its schedule, its results."""

from __future__ import annotations

from typing import TypeVar

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from lpk_desktop.services import cohorts, competency, enrolments, schedule
from lpk_desktop.services.enrolments import EnrolmentStatus
from lpk_desktop.services.trainees import add_trainee
from lpk_desktop.storage.tables import Cohort, Enrolment
from lpk_desktop.ui.grids.cells_view import CellsView
from lpk_desktop.ui.pages.cohorts import CohortsPage
from lpk_desktop.ui.pages.cohorts.attendance_tab import AttendanceTab
from lpk_desktop.ui.pages.cohorts.class_page import ClassPage
from lpk_desktop.ui.pages.cohorts.competency_tab import CompetencyTab
from lpk_desktop.ui.pages.cohorts.people_tab import PeopleTab
from lpk_desktop.ui.pages.cohorts.schedule_tab import ScheduleTab
from lpk_desktop.ui.pages.competency.popover import AssessmentPopover
from lpk_desktop.ui.targets import ClassTabKey, CohortTarget
from lpk_desktop.ui.widgets.tool_row import ToolRow
from tests.factory import make_cohort
from tests.ui.conftest import Shot
from tests.ui.desks import Office

CTRL = Qt.KeyboardModifier.ControlModifier
Tab = TypeVar("Tab")


def class_page(office: Office) -> ClassPage:
    page = office.page
    assert isinstance(page, CohortsPage)
    assert page.class_page is not None
    return page.class_page


def tab(office: Office, cohort: str, kind: type[Tab], key: ClassTabKey) -> Tab:
    office.open("cohorts", CohortTarget(cohort=cohort, tab=key))
    shown = class_page(office).tab
    assert isinstance(shown, kind)
    return shown


@pytest.fixture
def people(office: Office, cohort: str) -> PeopleTab:
    return tab(office, cohort, PeopleTab, ClassTabKey.PEOPLE)


@pytest.fixture
def plan(office: Office, cohort: str) -> ScheduleTab:
    return tab(office, cohort, ScheduleTab, ClassTabKey.SCHEDULE)


def class_list(office: Office, cohort: str) -> list[enrolments.ListLine]:
    with office.store.read() as session:
        return enrolments.class_list(session, cohort)


def shown_words(widget: QWidget) -> list[str]:
    """What stands in the row over the list."""
    row = widget.findChild(ToolRow)
    assert isinstance(row, ToolRow)
    return [label.text() for label in row.findChildren(QLabel) if label.text()]


def test_ctrl_tab_goes_through_the_tabs_and_around(office: Office, people: PeopleTab) -> None:
    page = class_page(office)
    seen = []
    for _turn in range(5):
        office.press(Qt.Key.Key_Tab, CTRL)
        seen.append(page.key)
    assert seen == ["schedule", "attendance", "competency", "certificates", "people"]


@pytest.mark.parametrize("key", ["attendance", "competency"])
def test_a_grid_opens_without_taking_the_keyboard_from_the_window(
    office: Office, cohort: str, key: str
) -> None:
    shown = tab(office, cohort, QWidget, ClassTabKey(key))
    QApplication.processEvents()
    assert QApplication.focusWidget() is shown.findChild(CellsView)


def test_the_tab_used_last_opens_for_another_class(office: Office, people: PeopleTab) -> None:
    other = make_cohort(office.store, people=0, batch=5)
    office.open("cohorts", other)
    assert class_page(office).key == "people"


def test_the_title_leads_back_to_the_row_one_came_from(
    office: Office, people: PeopleTab, cohort: str
) -> None:
    class_page(office).head.went_up.emit()
    page = office.page
    assert isinstance(page, CohortsPage)
    assert page.list.isVisible()
    assert page.list.table.current_id == cohort
    assert page.place == ""


def test_the_key_of_the_page_leads_to_the_list_and_alt_left_back(
    office: Office, people: PeopleTab, cohort: str
) -> None:
    office.press(Qt.Key.Key_2, CTRL)
    page = office.page
    assert isinstance(page, CohortsPage)
    assert (page.list.isVisible(), page.list.table.current_id) == (True, cohort)
    office.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert (page.place, class_page(office).key) == (cohort, "people")


def test_the_key_of_the_page_leaves_the_chosen_row_of_the_list(
    office: Office, people: PeopleTab, cohort: str
) -> None:
    other = make_cohort(office.store, people=0, batch=5)
    page = office.open("cohorts")
    assert isinstance(page, CohortsPage)
    page.list.table.select_id(other)
    office.press(Qt.Key.Key_2, CTRL)
    assert page.list.table.current_id == other


def test_enter_in_the_list_opens_the_class(office: Office, cohort: str) -> None:
    office.open("cohorts")
    office.press(Qt.Key.Key_Return)
    assert class_page(office).cohort == cohort


def test_somebody_leaves_by_one_key_and_comes_back_by_one(
    office: Office, people: PeopleTab, cohort: str
) -> None:
    office.press(Qt.Key.Key_Delete)
    assert class_list(office, cohort)[0].status is EnrolmentStatus.WITHDRAWN
    assert office.told[-1].text == "Peserta 01 dikeluarkan dari kelas"
    office.press(Qt.Key.Key_Z, CTRL)
    assert class_list(office, cohort)[0].status is EnrolmentStatus.ACTIVE


def test_the_tool_row_counts_who_takes_part_and_who_left(office: Office, people: PeopleTab) -> None:
    assert shown_words(people) == ["16 peserta aktif"]
    office.press(Qt.Key.Key_Delete)
    assert shown_words(people) == ["15 peserta aktif · 1 orang sudah keluar"]


def test_the_foot_says_that_identifiers_are_hidden(people: PeopleTab) -> None:
    assert people.status().text == "NIK dan KPJ disembunyikan"


def test_somebody_who_left_can_be_taken_back(office: Office, people: PeopleTab, cohort: str) -> None:
    office.press(Qt.Key.Key_Delete)
    people.back.trigger()
    assert class_list(office, cohort)[0].status is EnrolmentStatus.ACTIVE


def test_people_join_by_search_and_enter(office: Office, people: PeopleTab, cohort: str) -> None:
    with office.store.write("Calon") as session:
        for name in ("Wahyu Saputra", "Yuni Astuti"):
            add_trainee(session, {"name": name})
    office.press(Qt.Key.Key_N, CTRL)
    office.type("yuni")
    office.press(Qt.Key.Key_Return)
    last = class_list(office, cohort)[-1]
    assert (last.number, last.name) == (17, "Yuni Astuti")
    assert [line.name for line in people.panel.rows.rows] == []


def test_several_people_join_as_one_act(office: Office, people: PeopleTab, cohort: str) -> None:
    with office.store.write("Calon") as session:
        for name in ("Wahyu Saputra", "Yuni Astuti"):
            add_trainee(session, {"name": name})
    office.press(Qt.Key.Key_N, CTRL)
    people.panel.table.setFocus()
    people.panel.rows.tick_shown(on=True)
    office.press(Qt.Key.Key_Return)
    assert len(class_list(office, cohort)) == 18
    office.press(Qt.Key.Key_Z, CTRL)
    assert len(class_list(office, cohort)) == 16


def test_enter_on_a_person_shows_the_person(office: Office, people: PeopleTab, cohort: str) -> None:
    office.press(Qt.Key.Key_Return)
    assert office.key == "trainees"


def test_a_class_without_people_offers_the_way_to_get_some(office: Office) -> None:
    empty = make_cohort(office.store, people=0)
    shown = tab(office, empty, PeopleTab, ClassTabKey.PEOPLE)
    assert shown._button.isVisible()
    assert shown._button.hasFocus()


def test_the_tab_behind_reads_again_when_it_is_shown(office: Office, people: PeopleTab, cohort: str) -> None:
    assert people.rows.rows[0].rate is None
    tab(office, cohort, AttendanceTab, ClassTabKey.ATTENDANCE)
    office.type("H")
    shown = tab(office, cohort, PeopleTab, ClassTabKey.PEOPLE)
    assert shown is people
    assert people.rows.rows[0].rate == 1


def test_a_session_is_cancelled_by_one_key_and_restored(
    office: Office, plan: ScheduleTab, cohort: str
) -> None:
    assert plan.table.currentIndex().row() == 2
    office.press(Qt.Key.Key_Delete)
    assert [row.line.item.number for row in plan.rows.rows] == [1, 2, 0, 3, 4]
    assert office.last_label() == "Sesi 3, Rabu 20 Mei dibatalkan"
    plan.restore.trigger()
    assert [row.line.item.number for row in plan.rows.rows] == [1, 2, 3, 4, 5]


def test_room_and_topic_are_saved_when_the_field_is_left(
    office: Office, plan: ScheduleTab, cohort: str
) -> None:
    office.press(Qt.Key.Key_F2)
    office.type("Las posisi 3G")
    office.press(Qt.Key.Key_Tab)
    with office.store.read() as session:
        item = schedule.session_lines(session, cohort)[2].item
    assert item.topic == "Las posisi 3G"
    assert plan.rows.rows[2].line.item.topic == "Las posisi 3G"


def test_hours_that_end_before_they_begin_are_told_and_not_saved(
    office: Office, plan: ScheduleTab, cohort: str
) -> None:
    office.press(Qt.Key.Key_F2)
    before = office.acts()
    plan.panel.end.edit.setFocus()
    plan.panel.end.edit.selectAll()
    office.type("07.00")
    office.press(Qt.Key.Key_Return)
    assert plan.panel.end.message == "Jam selesai harus sesudah jam mulai."
    assert office.acts() == before


def test_a_locked_session_takes_no_marks(office: Office, plan: ScheduleTab, cohort: str) -> None:
    plan.lock.trigger()
    office.press(Qt.Key.Key_Return, CTRL)
    shown = class_page(office).tab
    assert isinstance(shown, AttendanceTab)
    office.type("H")
    assert "dikunci" in office.told[-1].text


def test_competent_by_key_is_one_act_with_who_and_when(office: Office, cohort: str) -> None:
    shown = tab(office, cohort, CompetencyTab, ClassTabKey.COMPETENCY)
    office.type("K")
    cell = shown.page.grid.sheet.rows[0].cells[0]
    assert cell is not None
    assert (cell.result.value, cell.assessor, cell.day.isoformat()) == (
        "K",
        "Ratna Puspitasari",
        "2026-05-20",
    )
    assert office.last_label() == "Kompetensi Las SMAW 4/2026: Peserta 01 dicatat kompeten"


def test_not_yet_competent_needs_a_note(office: Office, cohort: str) -> None:
    shown = tab(office, cohort, CompetencyTab, ClassTabKey.COMPETENCY)
    office.type("B")
    assert shown.page.grid.sheet.rows[0].cells[0] is None
    office.type("undercut 0,8 mm")
    office.press(Qt.Key.Key_Return)
    with office.store.read() as session:
        cell = competency.sheet(session, cohort, now=office.now).rows[0].cells[0]
    assert cell is not None
    assert (cell.result.value, cell.note) == ("BK", "undercut 0,8 mm")


def test_a_result_dated_before_the_one_that_stands_is_refused_in_words(office: Office, cohort: str) -> None:
    shown = tab(office, cohort, CompetencyTab, ClassTabKey.COMPETENCY)
    office.type("K")
    shown.page.grid.view.go_to((0, 0))
    office.press(Qt.Key.Key_Return)
    popover = office.window.findChild(AssessmentPopover)
    assert popover is not None
    popover.day.setDate(QDate(2026, 5, 18))
    office.press(Qt.Key.Key_Escape)
    cell = shown.page.grid.sheet.rows[0].cells[0]
    assert cell is not None
    assert cell.day.isoformat() == "2026-05-20"
    assert "Peserta 01 sudah punya hasil unit ini tanggal 20 Mei 2026" in office.told[-1].text


def test_a_result_of_a_day_to_come_is_refused_in_words(office: Office, cohort: str) -> None:
    shown = tab(office, cohort, CompetencyTab, ClassTabKey.COMPETENCY)
    office.press(Qt.Key.Key_Return)
    popover = office.window.findChild(AssessmentPopover)
    assert popover is not None
    office.type("K")
    popover.day.setDate(QDate(2026, 5, 21))
    office.press(Qt.Key.Key_Escape)
    assert shown.page.grid.sheet.rows[0].cells[0] is None
    assert "21 Mei 2026 belum tiba" in office.told[-1].text


@pytest.mark.parametrize("size", [(1440, 900), (1366, 690), (1093, 614)])
@pytest.mark.parametrize("key", ["people", "schedule", "attendance", "competency"])
def test_the_class_at_the_sizes_of_the_design(
    office: Office, cohort: str, shot: Shot, key: str, size: tuple[int, int]
) -> None:
    office.window.resize(*size)
    office.open("cohorts", CohortTarget(cohort=cohort, tab=ClassTabKey(key)))
    shot(office.window, f"class-{key}-{size[0]}")
    head = class_page(office).head
    assert head.tabs.width() <= head.width()
    beside = head.header.isAncestorOf(head.tabs)
    assert beside == (size[0] < 1180)


def share_number(office: Office, cohort: str) -> str:
    """The first two people with one list number; gives the place of the second."""
    first, second = class_list(office, cohort)[:2]
    with office.store.write("Nomor sama") as session:
        session.get_one(Enrolment, second.enrolment).list_number = first.number
    return second.enrolment


def test_a_shared_list_number_stands_out_and_is_settled_with_one_click(
    office: Office, cohort: str, people: PeopleTab
) -> None:
    enrolment = share_number(office, cohort)
    office.window.refresh()
    people.table.select_id(enrolment)
    assert people.renumber.isVisible()
    people.renumber.trigger()
    assert [line.number for line in class_list(office, cohort) if line.enrolment == enrolment] == [17]
    assert not any(line.number_shared for line in people.rows.rows)
    assert not people.renumber.isVisible()


def test_a_shared_cohort_number_is_told_on_its_page_and_settled_with_one_click(
    office: Office, cohort: str
) -> None:
    other = make_cohort(office.store, people=0, batch=5)
    with office.store.write("Nomor sama") as session:
        session.get_one(Cohort, other).number, session.get_one(Cohort, other).batch = "LAS-4/2026", 4
    office.open("cohorts", other)
    banner = class_page(office).banner
    assert (
        "Nomor LAS-4/2026 juga dipakai kelas lain: mulai 18 Mei 2026, 16 peserta" in banner.accessibleName()
    )
    banner.acted.emit()
    with office.store.read() as session:
        assert cohorts.cohort_id(session, "LAS-5/2026") == other
        assert cohorts.cohort_id(session, "LAS-4/2026") == cohort
    assert not banner.isVisible()


def test_a_number_of_ones_own_says_nothing(office: Office, cohort: str, people: PeopleTab) -> None:
    assert not class_page(office).banner.isVisible()
