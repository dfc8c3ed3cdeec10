"""Kelas baru: the sessions stand beside the form before anything is stored."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from lpk_desktop.services import cohorts
from lpk_desktop.services.views import CohortHead
from lpk_desktop.ui.pages.cohorts import CohortsPage
from lpk_desktop.ui.pages.cohorts.new_cohort import NewCohortForm
from lpk_desktop.ui.targets import Wanted
from tests.ui.conftest import Shot
from tests.ui.desks import Office

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def form(office: Office, qtbot: QtBot) -> NewCohortForm:
    page = office.open("cohorts", Wanted.NEW)
    assert isinstance(page, CohortsPage)
    assert page.form is not None
    page.form.fields.programme_field.set_value("HP")
    page.form.fields.programme_chosen.emit("HP")
    settle(office, qtbot)
    return page.form


def settle(office: Office, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not office.desk.background.busy)


def heads(office: Office) -> list[CohortHead]:
    with office.store.read() as session:
        return cohorts.cohorts(session, today=date(2026, 5, 20))


def test_the_preview_is_what_is_made(form: NewCohortForm, office: Office, qtbot: QtBot) -> None:
    form.fields.starts.edit.setFocus()
    form.fields.starts.edit.selectAll()
    office.type("25 Mei 2026")
    settle(office, qtbot)
    shown = form.preview.figure.text()
    office.press(Qt.Key.Key_Return, CTRL)
    made = heads(office)[0]
    assert shown == f"{made.sessions} sesi"
    assert made.starts == date(2026, 5, 25)
    assert office.last_label() == "Kelas baru: Servis HP angkatan 1"


def test_holidays_and_joint_leave_are_named_and_can_be_kept(
    form: NewCohortForm, office: Office, qtbot: QtBot, shot: Shot
) -> None:
    form.fields.starts.set_text("25 Mei 2026")
    form.fields.measure.choose("sessions")
    form.fields.length.set_text("5")
    form.fields.edited.emit()
    settle(office, qtbot)
    shot(office.window, "cohort-new")
    assert form.preview.closed_names == [
        "Hari Raya Idul Adha",
        "Cuti Bersama Hari Raya Idul Adha",
        "Hari Lahir Pancasila",
    ]
    form.fields.joint.click()
    settle(office, qtbot)
    assert form.preview.closed_names == ["Hari Raya Idul Adha", "Hari Lahir Pancasila"]


def test_a_pattern_that_cannot_be_read_is_told_under_it_and_nothing_is_stored(
    form: NewCohortForm, office: Office, qtbot: QtBot
) -> None:
    form.fields.pattern.edit.setFocus()
    form.fields.pattern.edit.selectAll()
    office.type("tiap pagi")
    settle(office, qtbot)
    assert 'Jadwal "tiap pagi" tidak terbaca.' in form.fields.pattern.message
    office.press(Qt.Key.Key_Return, CTRL)
    assert heads(office) == []
    assert form.fields.pattern.edit.text() == "tiap pagi"


def test_a_missing_length_is_told_and_gets_the_keyboard(form: NewCohortForm, office: Office) -> None:
    form.fields.length.set_text("")
    office.press(Qt.Key.Key_Return, CTRL)
    assert form.fields.length.wrong
    assert form.fields.length.edit.hasFocus()
    assert heads(office) == []


def test_a_preview_that_comes_late_is_not_shown(form: NewCohortForm, office: Office, qtbot: QtBot) -> None:
    form.fields.edited.emit()
    form.fields.length.set_text("")
    form.fields.edited.emit()
    settle(office, qtbot)
    assert form.preview.figure.text() == "–"


def test_leaving_keeps_what_was_typed(form: NewCohortForm, office: Office) -> None:
    form.fields.place.edit.setFocus()
    office.type("Bengkel B")
    office.press(Qt.Key.Key_Escape)
    assert isinstance(office.page, CohortsPage)
    assert office.page.list.isVisible()
    office.open("cohorts", Wanted.NEW)
    assert form.fields.place.text == "Bengkel B"


def test_the_key_of_the_page_keeps_what_was_typed(form: NewCohortForm, office: Office) -> None:
    form.fields.place.edit.setFocus()
    office.type("Bengkel B")
    office.press(Qt.Key.Key_2, CTRL)
    assert not form.isVisible()
    office.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert (form.isVisible(), form.fields.place.text) == (True, "Bengkel B")


def test_a_new_class_opens_on_its_people_and_the_next_batch_is_offered(
    form: NewCohortForm, office: Office
) -> None:
    office.press(Qt.Key.Key_Return, CTRL)
    page = office.page
    assert isinstance(page, CohortsPage)
    assert page.class_page is not None
    assert page.class_page.key == "people"
    office.open("cohorts", Wanted.NEW)
    form.fields.programme_chosen.emit("HP")
    assert form.fields.batch.text == "2"
