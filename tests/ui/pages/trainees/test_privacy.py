"""The card and the person's rights: everything in a file, who saw it, consent given and withdrawn."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lpk_desktop.services.consent import record_consent
from lpk_desktop.services.finding import find_people
from lpk_desktop.ui.dialogs.consent import SignedDay
from lpk_desktop.ui.pages.history import HistoryPage
from lpk_desktop.ui.pages.trainees import TraineesPage
from lpk_desktop.ui.widgets.button import Button, IconButton
from lpk_desktop.ui.widgets.label import Label
from lpk_desktop.ui.widgets.menu import Menu
from tests.ui.conftest import Shot
from tests.ui.desks import Office


@pytest.fixture
def person(cohort: str, office: Office) -> str:
    """The first of the class."""
    with office.store.read() as session:
        return find_people(session, "Peserta 01", limit=1)[0].id


@pytest.fixture
def page(office: Office, person: str) -> TraineesPage:
    """The list, with that person's card beside it."""
    page = office.open("trainees")
    assert isinstance(page, TraineesPage)
    page.table.select_id(person)
    return page


def facts(page: TraineesPage) -> list[str]:
    return [label.text() for label in page.card.findChildren(Label) if label.isVisible()]


def asked() -> SignedDay:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SignedDay)
    return dialog


def test_everything_about_a_person_goes_into_a_file_from_the_card(
    page: TraineesPage, office: Office, tmp_path: Path, qtbot: QtBot, shot: Shot
) -> None:
    file = tmp_path / "Data Peserta 01.pdf"
    suggestions: list[str] = []

    def ask(_parent: QWidget, suggested: str) -> Path:
        suggestions.append(suggested)
        return file

    page.own_data.ask_file = ask
    dots = next(each for each in page.card.findChildren(IconButton) if each.accessibleName() == "Lainnya")
    dots.click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, Menu)
    shot(menu, "card-menu")
    next(each for each in menu.actions() if each.text() == "Simpan seluruh data…").trigger()
    menu.close()
    qtbot.waitUntil(lambda: bool(office.told))
    assert (suggestions, office.told[-1].text) == (["Data Peserta 01.pdf"], "Data Peserta 01.pdf disimpan")
    assert file.read_bytes().startswith(b"%PDF")


def test_the_card_leads_to_who_saw_these_data(page: TraineesPage, office: Office) -> None:
    next(each for each in page.card.findChildren(Button) if each.text() == "Siapa melihat data ini").click()
    assert isinstance(office.page, HistoryPage)
    assert office.page.part.current == "access"


def test_consent_is_recorded_with_the_day_on_the_paper_and_stands_on_the_card(
    page: TraineesPage, office: Office, shot: Shot, qtbot: QtBot
) -> None:
    assert "belum ada" in facts(page)
    assert not page.unconsent.isEnabled()
    page.consent.trigger()
    dialog = asked()
    shot(dialog, "consent")
    dialog.yes.click()
    assert dialog.isVisible()
    dialog.day.set_text("18/5/2026")
    dialog.yes.click()
    qtbot.waitUntil(lambda: "18 Mei 2026, teks versi 1" in facts(page))
    assert office.told[-1].text == "Persetujuan 1 orang dicatat."
    shot(office.window, "consent-card")


def test_a_day_to_come_is_not_a_day_of_a_signature(page: TraineesPage) -> None:
    page.consent.trigger()
    dialog = asked()
    dialog.day.set_text("18/5/2027")
    dialog.yes.click()
    assert dialog.isVisible()
    dialog.reject()
    assert "belum ada" in facts(page)


def test_consent_is_withdrawn_with_a_day(
    page: TraineesPage, person: str, office: Office, shot: Shot, qtbot: QtBot
) -> None:
    with office.store.write("Persetujuan") as session:
        record_consent(session, [person], on=date(2026, 5, 18), today=date(2026, 5, 20))
    page.unconsent.trigger()
    dialog = asked()
    shot(dialog, "consent-withdrawal")
    dialog.day.set_text("19/5/2026")
    dialog.yes.click()
    qtbot.waitUntil(lambda: "ditarik 19 Mei 2026, diberikan 18 Mei 2026" in facts(page))
    assert not page.unconsent.isEnabled()
