"""Peserta: recording people, finding them, and giving them a place in a class."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lpk_desktop.domain.attendance import Code
from lpk_desktop.services import attendance, trainees
from lpk_desktop.services.acts import done_acts
from lpk_desktop.services.attendance import Entry
from lpk_desktop.services.finding import FoundPerson, find_people
from lpk_desktop.storage.tables import Trainee
from lpk_desktop.ui.pages.trainees import TraineesPage
from lpk_desktop.ui.pages.trainees.reveal import SHOWN_MS, RevealButton
from lpk_desktop.ui.pages.trainees.secret_field import SecretField
from lpk_desktop.ui.pages.trainees.twins import TwinSection
from lpk_desktop.ui.targets import TraineesTarget, Wanted
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.label import Label
from lpk_desktop.ui.widgets.menu import Menu
from tests.ui.conftest import Shot
from tests.ui.desks import Office

CTRL = Qt.KeyboardModifier.ControlModifier
NIK = "9902121708940031"


@pytest.fixture
def page(cohort: str, office: Office) -> TraineesPage:
    """The list with the sixteen of the class."""
    page = office.open("trainees")
    assert isinstance(page, TraineesPage)
    return page


def people(office: Office, words: str) -> list[FoundPerson]:
    with office.store.read() as session:
        return find_people(session, words, limit=9)


def nik_of(office: Office, trainee: str) -> str | None:
    with office.store.read() as session:
        return session.get_one(Trainee, trainee).nik


def add(office: Office, **values: object) -> str:
    with office.store.write("Catat") as session:
        return trainees.add_trainee(session, values)


def put(page: TraineesPage, field: str, text: str) -> None:
    """Fill a field of the form as typing and leaving it does."""
    target = {"nik": page.form.nik, "kpj": page.form.kpj}.get(field) or page.form.fields[field]
    target.edit.setFocus()
    target.edit.setText(text)
    target.edit.textEdited.emit(text)
    target.edit.left.emit()


def choose(menu_text: str) -> None:
    """Choose in the menu that is open."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, Menu)
    next(action for action in menu.actions() if action.text().startswith(menu_text)).trigger()
    menu.close()


def test_a_wrong_nik_is_told_at_once_and_nothing_is_stored_until_it_is_right(
    page: TraineesPage, office: Office
) -> None:
    office.press(Qt.Key.Key_N, CTRL)
    office.type("Agus Priyanto")
    office.press(Qt.Key.Key_Tab)
    office.type(NIK[:14])
    office.press(Qt.Key.Key_Return)
    assert page.form.nik.message == "NIK harus 16 digit, kurang 2 digit."
    assert page.form.nik.edit.hasFocus()
    assert people(office, "agus") == []
    office.press(Qt.Key.Key_End)
    office.type(NIK[14:])
    office.press(Qt.Key.Key_Return)
    [row] = people(office, "agus")
    assert nik_of(office, row.id) == NIK
    assert page.table.current_id == row.id
    assert page.card.isVisible()


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("name", "", "Nama belum diisi. Tulis seperti di KTP."),
        ("nik", "99021217089400311", "NIK harus 16 digit, lebih 1 digit."),
        (
            "nik",
            "9902129908940031",
            "NIK ini tidak mungkin: tanggal lahir di dalamnya tidak ada. Cocokkan dengan KTP.",
        ),
        ("kpj", "990159880", "No. KPJ harus 11 digit, kurang 2 digit."),
        ("phone", "12", "Tulis nomornya, misalnya 0857-4102-7736."),
        ("birth_date", "31 Februari 1990", "Tulis tanggalnya, misalnya 12 Februari 1990."),
        ("birth_date", "1 Januari 2030", "Tanggal lahir ini belum lewat. Periksa tahunnya."),
    ],
)
def test_what_is_wrong_is_one_sentence_under_the_field(
    page: TraineesPage, office: Office, field: str, text: str, sentence: str
) -> None:
    office.press(Qt.Key.Key_N, CTRL)
    put(page, field, text)
    target = {"nik": page.form.nik, "kpj": page.form.kpj}.get(field) or page.form.fields[field]
    assert target.message == sentence
    assert target.edit.text() == text


def test_a_nik_that_somebody_has_is_told_while_one_types(page: TraineesPage, office: Office) -> None:
    add(office, name="Agus Priyanto", nik=NIK)
    office.press(Qt.Key.Key_N, CTRL)
    page.form.nik.edit.setFocus()
    office.type(NIK)
    assert "sudah tercatat atas nama Agus Priyanto" in page.form.nik.message


def test_a_nik_against_the_birth_date_warns_but_may_be_stored(page: TraineesPage, office: Office) -> None:
    office.press(Qt.Key.Key_N, CTRL)
    put(page, "name", "Agus Priyanto")
    put(page, "nik", NIK)
    put(page, "birth_date", "18 Agustus 1994")
    assert page.form.nik.message == "Tanggal lahir menurut NIK: 17 Agustus 1994. Cocokkan dengan KTP."
    office.press(Qt.Key.Key_Return)
    assert len(people(office, "agus")) == 1


def test_values_are_stored_in_their_one_form(page: TraineesPage, office: Office) -> None:
    office.press(Qt.Key.Key_N, CTRL)
    put(page, "name", "  Siti   Aminah ")
    put(page, "phone", "0857 4102 7736")
    put(page, "birth_date", "12/02/1990")
    office.press(Qt.Key.Key_Return)
    [row] = people(office, "siti")
    with office.store.read() as session:
        card = trainees.card(session, row.id)
    assert (card.name, card.phone, card.birth_date) == ("Siti Aminah", "+6285741027736", date(1990, 2, 12))


def test_changing_the_phone_leaves_the_masked_nik_alone(page: TraineesPage, office: Office) -> None:
    office.press(Qt.Key.Key_F2)
    put(page, "phone", "0857-4102-7736")
    before = nik_of(office, page.form.trainee)
    assert page.form.nik.edit.text() == ""
    assert page.form.nik.edit.placeholderText().startswith("••••")
    office.press(Qt.Key.Key_Return)
    assert nik_of(office, page.card.trainee) == before
    assert office.last_label() == "Data Peserta 01 diubah"


def test_a_change_is_told_in_the_history_of_the_person(page: TraineesPage, office: Office) -> None:
    office.press(Qt.Key.Key_F2)
    put(page, "phone", "0857-4102-7736")
    office.press(Qt.Key.Key_Return)
    office.press(Qt.Key.Key_F2)
    page.form.nik._eye.trigger()
    put(page, "nik", NIK)
    office.press(Qt.Key.Key_Return)
    words = [label.text() for label in page.card.findChildren(Label)]
    assert "No. HP diisi: 0857-4102-7736" in words
    assert "NIK: •••• 0001 → •••• 0031" in words
    assert not any(NIK in text for text in words)


def test_what_was_typed_waits_when_one_leaves_the_form(page: TraineesPage, office: Office) -> None:
    office.press(Qt.Key.Key_N, CTRL)
    office.type("Agus")
    office.press(Qt.Key.Key_Escape)
    assert page.table.hasFocus()
    office.press(Qt.Key.Key_N, CTRL)
    assert page.form.fields["name"].text == "Agus"
    page.form._drop.click()
    assert page.form.fields["name"].text == ""


@pytest.mark.parametrize("typed", ["siti", "0857-4102", "57736", "0031"])
def test_people_are_found_by_name_phone_and_last_digits(
    page: TraineesPage, office: Office, typed: str
) -> None:
    add(office, name="Siti Aminah", phone="+6285741027736", nik=NIK, kpj="99015957736")
    office.type("/")
    page.tools.search.setFocus()
    page.tools.search.clear()
    office.type(typed)
    assert [line.name for line in page.rows.rows] == ["Siti Aminah"]


def test_a_filter_without_hits_offers_to_take_it_away(page: TraineesPage, office: Office) -> None:
    page.tools.search.setFocus()
    office.type("zzz")
    assert page._empty.isVisible()
    page._widen.click()
    assert len(page.rows.rows) == 16


def test_slash_goes_to_the_search(page: TraineesPage, office: Office) -> None:
    office.press(Qt.Key.Key_Slash)
    assert page.tools.search.hasFocus()


def test_chips_narrow_by_standing(page: TraineesPage, office: Office) -> None:
    add(office, name="Wahyu Calon")
    page.tools.standing.set_value(["applicant"])
    assert [line.name for line in page.rows.rows] == ["Wahyu Calon"]


def test_those_with_a_damaged_nik_are_shown_on_request(page: TraineesPage, office: Office) -> None:
    office.open("trainees", TraineesTarget(damaged=True))
    assert page.rows.rows == ()
    assert page.tools.nik.value == ("damaged",)


def test_an_identifier_shows_for_half_a_minute(page: TraineesPage, office: Office) -> None:
    row = add(office, name="Agus Priyanto", nik=NIK)
    office.open("trainees", row)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    button = next(each for each in page.card.findChildren(RevealButton) if each._trainee == row)
    fact = button._fact
    assert fact is not None
    button.click()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert fact.text() == "9902 1217 0894 0031"
    assert button._clock.interval() == SHOWN_MS == 30_000
    with office.store.read() as session:
        assert done_acts(session, limit=1)[0].label == "Melihat NIK lengkap"
    button._clock.timeout.emit()
    assert fact.text() == "•••• 0031"


def test_one_person_is_enrolled_by_menu(page: TraineesPage, office: Office) -> None:
    row = add(office, name="Wahyu Saputra")
    office.open("trainees", row)
    page.enrol.trigger()
    choose("Las SMAW 3G – Angkatan 4/2026")
    assert people(office, "wahyu")[0].cohort == "Las SMAW 4/2026"
    assert office.told[-1].text == "Wahyu Saputra didaftarkan ke Las SMAW 4/2026"


def test_ticked_people_are_enrolled_as_one_act(page: TraineesPage, office: Office) -> None:
    rows = [add(office, name=name) for name in ("Wahyu Saputra", "Yuni Astuti")]
    page.table.select_id(rows[0])
    office.press(Qt.Key.Key_Space)
    page.table.select_id(rows[1])
    office.press(Qt.Key.Key_Space)
    assert page.tools.currentIndex() == 1
    before = office.acts()
    page.tools.enrol.click()
    choose("Las SMAW")
    assert [person.cohort for person in people(office, "wahyu") + people(office, "yuni")] == [
        "Las SMAW 4/2026"
    ] * 2
    assert office.acts() == before + 1
    assert page.rows.ticked == ()


def test_esc_sends_the_panel_away_until_enter(page: TraineesPage, office: Office) -> None:
    assert page.panel.isVisible()
    page.card.closed.emit()
    office.press(Qt.Key.Key_Down)
    assert not page.panel.isVisible()
    office.press(Qt.Key.Key_Return)
    assert page.panel.isVisible()


def test_the_panel_leads_to_the_class(page: TraineesPage, office: Office, cohort: str) -> None:
    page.card.cohort_asked.emit(cohort)
    assert office.key == "cohorts"
    assert office.page.place == cohort


def test_the_empty_form_is_opened_from_elsewhere(page: TraineesPage, office: Office) -> None:
    office.open("today")
    office.open("trainees", Wanted.NEW)
    assert page.form.isVisible()
    assert page.form.fields["name"].edit.hasFocus()


@pytest.mark.parametrize("size", [(1440, 900), (1366, 690), (1093, 614)])
def test_name_and_status_never_leave(
    page: TraineesPage, office: Office, shot: Shot, size: tuple[int, int]
) -> None:
    office.window.resize(*size)
    office.press(Qt.Key.Key_Return)
    shot(office.window, f"trainees-{size[0]}")
    hidden = {
        column.key
        for number, column in enumerate(page.rows.columns)
        if page.table.horizontalHeader().isSectionHidden(number)
    }
    assert not hidden & {"name", "standing"}
    assert page.card.isVisible()


def test_an_identifier_that_could_not_be_shown_is_not_replaced(office: Office, qtbot: QtBot) -> None:
    field = SecretField(office.desk.theme, "NIK", check=lambda _text: "")
    qtbot.addWidget(field)
    field.set_kept("•••• 0031", lambda: None)
    field._eye.trigger()
    assert not field.replaces


def twin_section(page: TraineesPage) -> TwinSection:
    return page.card.findChildren(TwinSection)[-1]


def test_nobody_here_twice_means_no_filter_for_it(page: TraineesPage, office: Office) -> None:
    assert page.tools.doubled.isHidden()


def test_those_who_may_be_here_twice_are_shown_on_request(page: TraineesPage, office: Office) -> None:
    for name in ("Agus Priyanto", "A. Priyanto"):
        add(office, name=name, nik=NIK)
    office.open("trainees", TraineesTarget(doubled=True))
    assert [line.name for line in page.rows.rows] == ["A. Priyanto", "Agus Priyanto"]
    assert "Agus Priyanto" in page.rows.data(page.rows.index(0, 0), Qt.ItemDataRole.ToolTipRole)


def test_two_rows_of_one_person_are_merged_with_one_click_and_parted_with_one_key(
    page: TraineesPage, office: Office
) -> None:
    first = add(office, name="Agus Priyanto", nik=NIK)
    second = add(office, name="Agus Priyanto", nik=NIK, phone="+6285741027736")
    office.open("trainees", second)
    twin_section(page).buttons[0].click()
    assert [row.id for row in people(office, "Agus Priyanto")] == [first]
    assert page.card.trainee == first
    assert office.last_label() == "Data ganda Agus Priyanto digabung"
    office.press(Qt.Key.Key_Z, CTRL)
    assert {row.id for row in people(office, "Agus Priyanto")} == {first, second}


def test_the_other_row_can_be_looked_at_first(page: TraineesPage, office: Office) -> None:
    first = add(office, name="Agus Priyanto", nik=NIK)
    second = add(office, name="A. Priyanto", nik=NIK)
    office.open("trainees", first)
    link = next(each for each in twin_section(page).findChildren(Button) if each.text() == "Buka")
    link.click()
    assert page.card.trainee == second


def test_a_merge_that_is_refused_says_why_and_changes_nothing(
    page: TraineesPage, office: Office, cohort: str
) -> None:
    rows = [add(office, name="Agus Priyanto", nik=NIK) for _row in range(2)]
    with office.store.write("Tandai") as session:
        meeting = attendance.sheet(session, cohort, now=office.now).sessions[0].id
        for row, code in zip(rows, (Code.PRESENT, Code.ABSENT), strict=True):
            cell = (meeting, trainees.enrol(session, trainee=row, cohort=cohort))
            attendance.mark(session, [cell], Entry(code=code), by=None, now=office.now)
    office.open("trainees", rows[0])
    twin_section(page).buttons[0].click()
    assert len(people(office, "Agus Priyanto")) == 2
    assert "kehadiran yang berbeda di Las SMAW 4/2026" in office.told[-1].text
