"""Sign-in by hand: choose a name, type the password, hear what is wrong, use the recovery code."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lpk_desktop.ui.pages.sign_in import SignIn, SignInPerson
from lpk_desktop.ui.theme import Theme
from tests.ui.conftest import Shot
from tests.ui.hands import SHIFT, click, focused, press, spoken, type_text

PEOPLE = (
    SignInPerson(name="Ratna Puspitasari", role="Administrator"),
    SignInPerson(name="Sutrisno, S.T.", role="Instruktur", seen="terakhir 8 Jun, 15.42"),
    SignInPerson(name="Dian Kusumawati", role="Instruktur"),
    SignInPerson(name="Dra. Endah Kusumastuti", role="Kepala bidang, hanya baca dan tanda tangan"),
)
CODE = "7QHM-K2ND-V94T-XPRA-36WJ-8TBE"


@pytest.fixture
def page(theme: Theme, qtbot: QtBot) -> SignIn:
    page = SignIn(
        theme,
        PEOPLE,
        centre="LPK Serayu Terampil",
        place="Purwokerto, Laptop Bengkel A",
        version="1.0",
        other="Ganti pusat pelatihan",
    )
    qtbot.addWidget(page)
    page.resize(1440, 900)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.setFocus()
    return page


@pytest.mark.parametrize("choice", ["light", "dark"])
@pytest.mark.parametrize("size", [(1440, 900), (1366, 690), (1093, 614)])
def test_sign_in_at_the_sizes_of_the_design(
    page: SignIn, theme: Theme, shot: Shot, choice: str, size: tuple[int, int]
) -> None:
    theme.set_choice(choice)
    page.resize(*size)
    press(Qt.Key.Key_Down)
    type_text("rahasia")
    page.state.tell("Luring", "warnSolid")
    shot(page, f"sign-in-{size[0]}-{choice}")
    assert page.people.person.name == "Sutrisno, S.T."


def test_the_keyboard_starts_in_the_password(page: SignIn) -> None:
    assert focused() is page.form.field.edit


def test_enter_sends_name_and_password(page: SignIn, qtbot: QtBot) -> None:
    type_text("empat kata")
    with qtbot.waitSignal(page.submitted) as sent:
        press(Qt.Key.Key_Return)
    assert sent.args == ["Ratna Puspitasari", "empat kata"]


def test_arrows_change_the_person_and_stop_at_the_ends(page: SignIn) -> None:
    press(Qt.Key.Key_Up)
    assert page.people.person.name == "Ratna Puspitasari"
    for _ in range(9):
        press(Qt.Key.Key_Down)
    assert page.people.person.name == "Dra. Endah Kusumastuti"
    assert focused() is page.form.field.edit


def test_another_person_starts_with_an_empty_field(page: SignIn) -> None:
    type_text("punya Ratna")
    press(Qt.Key.Key_Down)
    assert page.form.field.text == ""


def test_letters_find_a_name(page: SignIn) -> None:
    press(Qt.Key.Key_Tab, SHIFT)
    press(Qt.Key.Key_D)
    assert spoken(focused()) == "Dian Kusumawati"
    press(Qt.Key.Key_Return)
    assert page.people.person.name == "Dian Kusumawati"


def test_a_wrong_password_keeps_what_was_typed_and_says_so(page: SignIn, shot: Shot) -> None:
    type_text("keliru")
    press(Qt.Key.Key_Return)
    page.show_error("Kata sandi tidak cocok.")
    shot(page, "sign-in-wrong")
    assert page.form.field.text == "keliru"
    assert page.form.field.message == "Kata sandi tidak cocok."
    assert page.form.field.edit.selectedText() != ""


def test_the_error_stays_when_the_field_is_left_and_goes_when_it_is_changed(page: SignIn) -> None:
    type_text("keliru")
    page.show_error("Kata sandi tidak cocok.")
    press(Qt.Key.Key_Tab)
    assert page.form.field.wrong
    page.form.field.setFocus()
    type_text("x")
    assert not page.form.field.wrong


def test_after_several_wrong_ones_one_waits(page: SignIn, qtbot: QtBot) -> None:
    sent: list[str] = []
    page.submitted.connect(lambda name, _password: sent.append(name))
    type_text("keliru")
    page.show_error("Kata sandi tidak cocok.", wait=2)
    press(Qt.Key.Key_Return)
    assert not page.form.button.isEnabled()
    assert page.form.field.message == "Kata sandi tidak cocok. Coba lagi dalam 2 detik."
    page.form.tick()
    page.form.tick()
    press(Qt.Key.Key_Return)
    assert sent == ["Ratna Puspitasari"]


def test_nothing_typed_is_said_before_anything_is_sent(page: SignIn) -> None:
    press(Qt.Key.Key_Return)
    assert page.form.field.message == "Isi kata sandi dulu."


def test_while_the_data_opens_nothing_is_sent_twice(page: SignIn) -> None:
    sent: list[str] = []
    page.submitted.connect(lambda name, _password: sent.append(name))
    type_text("empat kata")
    page.set_busy(busy=True)
    press(Qt.Key.Key_Return)
    assert (sent, page.form.button.text()) == ([], "Membuka…")


def test_caps_lock_is_noticed_while_typing(page: SignIn) -> None:
    type_text("a")
    assert not page.form.caps.isVisible()
    press(Qt.Key.Key_A)
    page.form.hear("A", shifted=False)
    assert page.form.caps.isVisible()
    page.form.hear("A", shifted=True)
    assert not page.form.caps.isVisible()


def test_the_recovery_code_makes_a_new_password(page: SignIn, qtbot: QtBot, shot: Shot) -> None:
    press(Qt.Key.Key_Down)
    page.form.forgot.click()
    type_text(CODE)
    press(Qt.Key.Key_Tab)
    type_text("kuda hijau makan besi")
    press(Qt.Key.Key_Tab)
    type_text("kuda hijau makan besi")
    shot(page, "sign-in-recovery")
    with qtbot.waitSignal(page.recovered) as sent:
        press(Qt.Key.Key_Return)
    assert sent.args == ["Sutrisno, S.T.", CODE, "kuda hijau makan besi"]


def test_a_short_code_is_said_at_the_code(page: SignIn) -> None:
    page.form.forgot.click()
    type_text("7QHM-K2ND")
    press(Qt.Key.Key_Return)
    assert page.recovery.code.message == "Kode pemulihan 24 huruf dan angka, kurang 16"


def test_a_refused_code_is_said_at_the_code(page: SignIn) -> None:
    page.form.forgot.click()
    type_text(CODE)
    page.show_error("Kode pemulihan tidak cocok.")
    assert page.recovery.code.message == "Kode pemulihan tidak cocok."


def test_one_can_go_back_from_recovery(page: SignIn) -> None:
    page.form.forgot.click()
    click(page.recovery.back)
    assert focused() is page.form.field.edit


def test_tab_reaches_all_and_all_have_names(page: SignIn) -> None:
    seen = []
    for _ in range(10):
        seen.append(spoken(focused()))
        press(Qt.Key.Key_Tab)
    assert "" not in seen
    assert {"Kata sandi", "Masuk", "Dian Kusumawati", "Ganti pusat pelatihan"} <= set(seen)


def test_a_long_list_of_people_scrolls_to_the_one_chosen(theme: Theme, qtbot: QtBot, shot: Shot) -> None:
    many = [SignInPerson(name=f"Instruktur {number}") for number in range(12)]
    page = SignIn(theme, many, centre="LPK Serayu Terampil")
    qtbot.addWidget(page)
    page.resize(1093, 614)
    with qtbot.waitExposed(page):
        page.show()
    page.people.choose(11)
    QApplication.processEvents()
    shot(page, "sign-in-many")
    bottom = page.form.mapTo(page, page.form.rect().bottomLeft()).y()
    assert 0 < bottom < 614 - 40
