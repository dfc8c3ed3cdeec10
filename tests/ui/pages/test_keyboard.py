"""The keys of ui.md section 6, walked in the whole window on a real centre."""

from __future__ import annotations

from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from lpk_desktop.domain.attendance import Code
from lpk_desktop.services import attendance
from lpk_desktop.ui.keys import key_words
from lpk_desktop.ui.pages.attendance.page import Show
from lpk_desktop.ui.pages.cohorts import CohortsPage
from lpk_desktop.ui.pages.cohorts.attendance_tab import AttendanceTab
from lpk_desktop.ui.pages.cohorts.competency_tab import CompetencyTab
from lpk_desktop.ui.pages.cohorts.people_tab import PeopleTab
from lpk_desktop.ui.pages.cohorts.schedule_tab import ScheduleTab
from lpk_desktop.ui.targets import ClassTabKey, CohortTarget
from lpk_desktop.ui.widgets.label import Label
from tests.ui.conftest import Shot
from tests.ui.desks import Office
from tests.ui.hands import ALT, CTRL, NONE, SHIFT, focused, spoken

Tab = TypeVar("Tab")


def open_tab(office: Office, cohort: str, kind: type[Tab], key: ClassTabKey) -> Tab:
    page = office.open("cohorts", CohortTarget(cohort=cohort, tab=key))
    assert isinstance(page, CohortsPage)
    assert page.class_page is not None
    tab = page.class_page.tab
    assert isinstance(tab, kind)
    return tab


@pytest.fixture
def marking(office: Office, cohort: str) -> AttendanceTab:
    """The class open at its attendance, the ring on the first of 20 May."""
    return open_tab(office, cohort, AttendanceTab, ClassTabKey.ATTENDANCE)


def in_list(office: Office) -> bool:
    page = office.page
    assert isinstance(page, CohortsPage)
    return page.list.isVisible()


def letters(office: Office, cohort: str) -> str:
    with office.store.read() as session:
        rows = attendance.sheet(session, cohort, now=office.now).rows
    return "".join("." if (mark := row.cells[2]) is None else mark.code.value for row in rows)


@pytest.mark.parametrize(
    ("key", "page"),
    [
        (Qt.Key.Key_1, "today"),
        (Qt.Key.Key_2, "cohorts"),
        (Qt.Key.Key_3, "trainees"),
        (Qt.Key.Key_4, "certificates"),
        (Qt.Key.Key_7, "sync"),
    ],
)
def test_ctrl_and_a_digit_leave_the_grid_for_a_page(
    office: Office, marking: AttendanceTab, key: Qt.Key, page: str
) -> None:
    office.press(key, CTRL)
    assert office.key == page


def test_ctrl_k_finds_from_the_grid_and_esc_gives_the_ring_back(
    office: Office, marking: AttendanceTab
) -> None:
    office.press(Qt.Key.Key_K, CTRL)
    assert office.window.palette_box.isVisible()
    office.press(Qt.Key.Key_Escape)
    assert marking.page.grid.view.hasFocus()


@pytest.mark.parametrize(("key", "held"), [(Qt.Key.Key_F, CTRL), (Qt.Key.Key_Slash, NONE)])
@pytest.mark.parametrize("page", ["cohorts", "trainees"])
def test_lists_are_searched_by_both_keys(
    office: Office, cohort: str, page: str, key: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    office.open(page)
    office.press(key, held)
    assert isinstance(focused(), QLineEdit)


@pytest.mark.parametrize(("key", "held"), [(Qt.Key.Key_F, CTRL), (Qt.Key.Key_Slash, NONE)])
def test_names_of_the_grid_are_found_by_both_keys(
    office: Office, marking: AttendanceTab, key: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    office.press(key, held)
    office.type("peserta 12")
    office.press(Qt.Key.Key_Escape)
    assert marking.page.grid.view.current_cell == (11, 2)


def test_letters_find_a_name_in_the_class_list(office: Office, cohort: str) -> None:
    people = open_tab(office, cohort, PeopleTab, ClassTabKey.PEOPLE)
    office.type("peserta 1")
    assert people.table.currentIndex().row() == 9


def test_marks_are_undone_and_redone(office: Office, marking: AttendanceTab, cohort: str) -> None:
    office.press(Qt.Key.Key_H)
    office.press(Qt.Key.Key_A)
    office.press(Qt.Key.Key_Z, CTRL)
    assert letters(office, cohort) == "H" + "." * 15
    office.press(Qt.Key.Key_Z, CTRL, SHIFT)
    assert letters(office, cohort) == "HA" + "." * 14


def test_ctrl_enter_marks_the_rest(office: Office, marking: AttendanceTab, cohort: str) -> None:
    office.press(Qt.Key.Key_A)
    office.press(Qt.Key.Key_Return, CTRL)
    assert letters(office, cohort) == "A" + "H" * 15


def test_ctrl_d_fills_down(office: Office, marking: AttendanceTab, cohort: str) -> None:
    marking.page.grid.mark(Code.SICK)
    for _ in range(3):
        office.press(Qt.Key.Key_Down, SHIFT)
    office.press(Qt.Key.Key_D, CTRL)
    assert letters(office, cohort) == "SSSS" + "." * 12


def test_ctrl_s_says_that_all_is_stored(office: Office, marking: AttendanceTab) -> None:
    office.press(Qt.Key.Key_S, CTRL)
    assert office.window.toasts.history[-1].text.startswith("Sudah tersimpan")


def test_esc_goes_up_from_the_grid_to_the_list(office: Office, marking: AttendanceTab) -> None:
    office.press(Qt.Key.Key_Escape)
    assert in_list(office)


def test_esc_gives_up_a_typed_number_a_selection_and_a_filter_first(
    office: Office, marking: AttendanceTab
) -> None:
    grid = marking.page.grid
    marking.page.show_only(Show.UNMARKED)
    office.press(Qt.Key.Key_Down, SHIFT)
    office.press(Qt.Key.Key_7)
    office.press(Qt.Key.Key_Escape)
    assert (grid.half_typed, len(grid.view.selected)) == (False, 2)
    office.press(Qt.Key.Key_Escape)
    assert (len(grid.view.selected), marking.page.filter.text()) == (1, "Belum ditandai")
    office.press(Qt.Key.Key_Escape)
    assert (marking.page.filter.text(), in_list(office)) == ("Semua peserta", False)
    office.press(Qt.Key.Key_Escape)
    assert in_list(office)


def test_esc_gives_up_the_filter_of_results_first(office: Office, cohort: str) -> None:
    tab = open_tab(office, cohort, CompetencyTab, ClassTabKey.COMPETENCY)
    tab.page.filter.choose("open")
    office.press(Qt.Key.Key_Escape)
    assert (tab.page.filter.current, in_list(office)) == ("all", False)


@pytest.mark.parametrize(
    ("kind", "tab", "key", "held"),
    [
        (PeopleTab, ClassTabKey.PEOPLE, Qt.Key.Key_N, CTRL),
        (ScheduleTab, ClassTabKey.SCHEDULE, Qt.Key.Key_F2, NONE),
    ],
)
def test_esc_closes_the_panel_from_the_list_beside_it(
    office: Office,
    cohort: str,
    kind: type[PeopleTab | ScheduleTab],
    tab: ClassTabKey,
    key: Qt.Key,
    held: Qt.KeyboardModifier,
) -> None:
    shown = open_tab(office, cohort, kind, tab)
    office.press(key, held)
    shown.table.setFocus()
    office.press(Qt.Key.Key_Escape)
    assert (shown.panel.isVisible(), in_list(office)) == (False, False)


def test_esc_shows_all_classes_again(office: Office, cohort: str) -> None:
    page = office.open("cohorts")
    assert isinstance(page, CohortsPage)
    page.list.search.setText("servis")
    office.press(Qt.Key.Key_Escape)
    assert (page.list.search.text(), page.list.rows.rowCount()) == ("", 1)


def sheet_words(office: Office) -> list[str]:
    area = office.window.keys_sheet.area.widget()
    assert area is not None
    return [label.text() for label in area.findChildren(Label)]


def test_f1_shows_the_keys_of_the_page_and_those_of_everywhere(
    office: Office, marking: AttendanceTab, shot: Shot
) -> None:
    office.press(Qt.Key.Key_F1)
    shot(office.window, "keys")
    words = sheet_words(office)
    assert {"Alpa", "Isi ke bawah", "Sisanya hadir", "Urungkan", "Hari ini", "Di mana saja"} <= set(words)


def test_the_sheet_of_keys_says_what_a_key_means_here(office: Office, marking: AttendanceTab) -> None:
    office.press(Qt.Key.Key_F1)
    words = sheet_words(office)
    assert ("Kolom sebelumnya" in words, "Halaman sebelumnya" in words) == (True, False)
    office.press(Qt.Key.Key_Escape)
    office.open("today")
    office.press(Qt.Key.Key_F1)
    assert "Halaman sebelumnya" in sheet_words(office)


@pytest.mark.parametrize("key", [Qt.Key.Key_F1, Qt.Key.Key_Escape])
def test_the_sheet_of_keys_goes_and_gives_the_ring_back(
    office: Office, marking: AttendanceTab, key: Qt.Key
) -> None:
    office.press(Qt.Key.Key_F1)
    office.press(key)
    assert not office.window.keys_sheet.isVisible()
    assert marking.page.grid.view.hasFocus()


@pytest.mark.parametrize("kind", [AttendanceTab, CompetencyTab])
def test_the_hint_bar_names_keys_that_the_grid_has(
    office: Office, cohort: str, kind: type[AttendanceTab | CompetencyTab]
) -> None:
    key = {AttendanceTab: ClassTabKey.ATTENDANCE, CompetencyTab: ClassTabKey.COMPETENCY}[kind]
    page = open_tab(office, cohort, kind, key).page
    known = {key_words(sequence) for action in page.grid.keys.actions for sequence in action.shortcuts()}
    hinted = {key for hint in page.hints for key in (*hint.keys, hint.tile) if key}
    assert hinted - known <= {"Shift+↓"}


@pytest.mark.parametrize(
    "page", ["today", "cohorts", "trainees", "certificates", "import", "sync", "settings"]
)
def test_alt_left_goes_back_from_every_page(office: Office, cohort: str, page: str) -> None:
    before = "trainees" if page == "today" else "today"
    office.open(before)
    office.open(page)
    office.press(Qt.Key.Key_Left, ALT)
    assert office.key == before


def test_alt_left_goes_back_from_the_sidebar(office: Office, cohort: str) -> None:
    office.open("today")
    office.open("sync")
    office.press(Qt.Key.Key_F6)
    office.press(Qt.Key.Key_Left, ALT)
    assert office.key == "today"


def walk(office: Office) -> list[str]:
    """What Tab goes through, from the search field of the sidebar until it comes back there."""
    office.window.body.sidebar.search.setFocus()
    seen = [spoken(focused())]
    office.press(Qt.Key.Key_Tab)
    while focused() is not office.window.body.sidebar.search:
        seen.append(spoken(focused()))
        office.press(Qt.Key.Key_Tab)
    return seen


SIDEBAR = [
    "Cari peserta, kelas, perintah",
    "Navigasi",
    "Sinkronisasi: Tersimpan di laptop ini",
    "Pengguna: Ratna Puspitasari",
]


def test_tab_goes_from_sidebar_to_head_to_tools_to_grid(office: Office, marking: AttendanceTab) -> None:
    assert walk(office) == [
        *SIDEBAR,
        *("Kelas", "Riwayat kelas", "Kehadiran"),
        *("Sesi sebelumnya (Alt+←)", "Pilih sesi", "Sesi berikutnya (Alt+→)"),
        *("Semua peserta", "Urungkan", "Semua hadir"),
        "Tanda kehadiran",
    ]


def test_tab_goes_through_the_competency_page(office: Office, cohort: str) -> None:
    office.open("cohorts", CohortTarget(cohort=cohort, tab=ClassTabKey.COMPETENCY))
    assert walk(office)[7:] == ["Cari peserta", "Semua", "Urungkan", "Hasil asesmen"]
