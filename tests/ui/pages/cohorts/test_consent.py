"""A class signs one paper: the sheet, and the record of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from lpk_desktop.services.privacy import accesses
from lpk_desktop.storage.tables import Trainee
from lpk_desktop.ui.dialogs.consent import SignedDay
from lpk_desktop.ui.pages.cohorts import CohortsPage
from lpk_desktop.ui.pages.cohorts.people_tab import PeopleTab
from lpk_desktop.ui.targets import ClassTabKey, CohortTarget
from tests.ui.conftest import Shot
from tests.ui.desks import Office


@pytest.fixture
def people(office: Office, cohort: str) -> PeopleTab:
    office.open("cohorts", CohortTarget(cohort=cohort, tab=ClassTabKey.PEOPLE))
    page = office.page
    assert isinstance(page, CohortsPage)
    assert page.class_page is not None
    tab = page.class_page.tab
    assert isinstance(tab, PeopleTab)
    return tab


def asked() -> SignedDay:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SignedDay)
    return dialog


def test_a_paper_that_all_signed_is_recorded_as_one_act(
    people: PeopleTab, office: Office, shot: Shot
) -> None:
    shot(office.window, "class-people")
    people.consent.trigger()
    dialog = asked()
    shot(dialog, "consent-class")
    dialog.day.set_text("18/5/2026")
    dialog.yes.click()
    assert office.told[-1].text == "Persetujuan 16 orang dicatat."
    with office.store.read() as session:
        assert set(session.scalars(select(Trainee.consent_on))) == {date(2026, 5, 18)}
    office.window.undo_asked.emit()
    with office.store.read() as session:
        assert set(session.scalars(select(Trainee.consent_on))) == {None}


def test_the_sheet_to_sign_is_on_record_before_it_is_saved(
    people: PeopleTab, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    people.consenting.ask_file = lambda _parent, _suggested: tmp_path / "lembar.pdf"
    people.consent.trigger()
    dialog = asked()
    dialog.sheet.click()
    qtbot.waitUntil(lambda: bool(office.told))
    dialog.reject()
    assert (tmp_path / "lembar.pdf").read_bytes().startswith(b"%PDF")
    with office.store.read() as session:
        [entry] = accesses(session)
    assert (entry.way, entry.detail, len(entry.persons)) == ("consent", "lembar.pdf", 16)
