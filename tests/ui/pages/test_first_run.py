"""First run by hand: four steps, each answer checked, the recovery code proven, nothing lost going back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lpk_desktop.domain.zones import Zone
from lpk_desktop.errors import UserError
from lpk_desktop.ui.pages.first_run import FirstRun, FirstRunAnswers, Start
from lpk_desktop.ui.theme import Theme
from tests.ui.conftest import Shot
from tests.ui.hands import focused, press, spoken, type_text

CODE = "7QHM-K2ND-V94T-XPRA-36WJ-8TBE"
PASSWORD = "kuda hijau makan besi"


@dataclass
class Founder:
    """Stands for the service that makes the centre."""

    asked: list[FirstRunAnswers] = field(default_factory=list)
    error: UserError | None = None

    def __call__(self, answers: FirstRunAnswers) -> str:
        self.asked.append(answers)
        if self.error:
            raise self.error
        return CODE


@pytest.fixture
def founder() -> Founder:
    return Founder()


@pytest.fixture
def page(theme: Theme, qtbot: QtBot, founder: Founder) -> FirstRun:
    page = FirstRun(
        theme,
        founder,
        today=date(2026, 6, 9),
        version="1.0",
        cancel="Kembali ke pusat contoh",
        ask=(3, 5),
        save_code=lambda _code: None,
    )
    qtbot.addWidget(page)
    page.resize(1440, 900)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.setFocus()
    return page


def fill_centre(page: FirstRun) -> None:
    page.centre.name.set_text("LPK Serayu Terampil")
    page.centre.address.set_text("Jl. Gerilya Timur No. 118, Purwokerto Selatan")
    page.centre.place.set_text("Purwokerto")
    page.centre.licence.set_text("563/0217/LPK/2021")
    page.centre.issuer.set_text("Disnaker Banyumas")
    page.centre.until.set_text("30-06-2026")


def fill_administrator(page: FirstRun, password: str = PASSWORD) -> None:
    page.administrator.name.set_text("Ratna Puspitasari")
    page.administrator.position.set_text("Kepala tata usaha")
    page.administrator.password.set_text(password)
    page.administrator.again.set_text(password)


def go_to_recovery(page: FirstRun) -> None:
    fill_centre(page)
    press(Qt.Key.Key_Return)
    fill_administrator(page)
    press(Qt.Key.Key_Return)


@pytest.mark.parametrize("choice", ["light", "dark"])
@pytest.mark.parametrize("size", [(1440, 900), (1366, 690), (1093, 614)])
def test_first_run_at_the_sizes_of_the_design(
    page: FirstRun, theme: Theme, shot: Shot, choice: str, size: tuple[int, int]
) -> None:
    theme.set_choice(choice)
    page.resize(*size)
    name = f"first-run-{size[0]}-{choice}"
    fill_centre(page)
    page.centre.until.setFocus()
    press(Qt.Key.Key_Tab)
    shot(page, f"{name}-1")
    page.forward.click()
    fill_administrator(page)
    page.administrator.password.edit.setFocus()
    type_text("!")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    shot(page, f"{name}-2")
    fill_administrator(page)
    page.administrator.again.validate()
    page.forward.setEnabled(True)
    page.forward.click()
    type_text("v94t")
    press(Qt.Key.Key_Tab)
    type_text("36")
    shot(page, f"{name}-3")
    type_text("wj")
    page.forward.click()
    shot(page, f"{name}-4")
    assert page.step == 3


def test_a_person_gets_through_with_the_keyboard_alone(
    page: FirstRun, qtbot: QtBot, founder: Founder
) -> None:
    type_text("LPK Serayu Terampil")
    for _ in range(3):
        press(Qt.Key.Key_Tab)
    type_text("Purwokerto")
    press(Qt.Key.Key_Return)
    type_text("Ratna Puspitasari")
    for _ in range(2):
        press(Qt.Key.Key_Tab)
    type_text(PASSWORD)
    press(Qt.Key.Key_Tab)
    type_text(PASSWORD)
    press(Qt.Key.Key_Return)
    type_text("V94T")
    press(Qt.Key.Key_Tab)
    type_text("36WJ")
    press(Qt.Key.Key_Return)
    with qtbot.waitSignal(page.finished) as sent:
        press(Qt.Key.Key_Return)
    answers = sent.args[0]
    assert isinstance(answers, FirstRunAnswers)
    assert answers.start == Start.IMPORT
    assert (answers.centre.name, answers.centre.place) == ("LPK Serayu Terampil", "Purwokerto")
    assert (answers.administrator.name, answers.administrator.password) == ("Ratna Puspitasari", PASSWORD)


def test_only_name_and_place_are_needed(page: FirstRun) -> None:
    press(Qt.Key.Key_Return)
    assert page.step == 0
    assert page.centre.name.wrong
    assert page.centre.place.wrong
    assert not page.centre.licence.wrong
    assert focused() is page.centre.name.edit


def test_the_answers_come_as_values(page: FirstRun) -> None:
    fill_centre(page)
    page.centre.zone.set_value("WITA")
    centre = page.answers.centre
    assert (centre.kind, centre.zone) == ("LPKS", Zone.WITA)
    assert centre.licence_until == date(2026, 6, 30)
    assert page.centre.answers().licence_issuer == "Disnaker Banyumas"


def test_the_password_is_not_printed_with_the_answers(page: FirstRun) -> None:
    fill_administrator(page)
    assert PASSWORD not in repr(page.answers)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("30-06-2026", "Habis kurang dari 3 bulan lagi, akan diingatkan"),
        ("30/6/2024", "Izin ini sudah habis, akan diingatkan"),
        ("30 Juni 2029", ""),
        ("bulan depan", "Tanggal tidak dikenal. Tulis seperti 30-06-2026"),
    ],
)
def test_the_end_of_the_licence_is_read_and_judged(page: FirstRun, typed: str, message: str) -> None:
    page.centre.until.setFocus()
    type_text(typed)
    press(Qt.Key.Key_Tab)
    assert page.centre.until.message == message


def test_a_step_begins_without_reproach(page: FirstRun) -> None:
    fill_centre(page)
    press(Qt.Key.Key_Return)
    assert focused() is page.administrator.name.edit
    assert page.administrator.name.message == ""


def test_an_error_that_is_mended_leaves_no_gap(page: FirstRun, qapp: QApplication) -> None:
    qapp.processEvents()
    before = page.centre.name.height()
    press(Qt.Key.Key_Return)
    qapp.processEvents()
    type_text("L")
    qapp.processEvents()
    assert page.centre.name.height() == before


def test_an_error_goes_as_soon_as_it_is_mended(page: FirstRun) -> None:
    press(Qt.Key.Key_Return)
    type_text("L")
    assert not page.centre.name.wrong


@pytest.mark.parametrize(
    ("password", "message"),
    [
        ("pendek", "Paling sedikit 8 huruf, kurang 2"),
        ("password1", "Terlalu mudah ditebak. Coba beberapa kata yang tidak berhubungan"),
        ("aaaaaaaa", "Terlalu mudah ditebak. Coba beberapa kata yang tidak berhubungan"),
        ("meja41biru", "Cukup. Lebih panjang lebih aman, misalnya empat kata."),
        (PASSWORD, "Kuat. Empat kata yang mudah diingat lebih baik daripada simbol acak."),
    ],
)
def test_a_password_hears_what_it_is_worth(page: FirstRun, password: str, message: str) -> None:
    fill_centre(page)
    press(Qt.Key.Key_Return)
    page.administrator.password.setFocus()
    type_text(password)
    press(Qt.Key.Key_Tab)
    assert page.administrator.password.message == message


def test_two_passwords_that_differ_stop_here(page: FirstRun, founder: Founder) -> None:
    fill_centre(page)
    press(Qt.Key.Key_Return)
    fill_administrator(page)
    page.administrator.again.set_text("kuda hijau")
    press(Qt.Key.Key_Return)
    assert page.administrator.again.message == "Belum sama dengan kata sandi di atas"
    assert (page.step, founder.asked) == (1, [])
    assert not page.forward.isEnabled()


def test_the_code_must_be_typed_back(page: FirstRun) -> None:
    go_to_recovery(page)
    type_text("xxxx")
    press(Qt.Key.Key_Return)
    assert (page.step, page.forward.isEnabled()) == (2, False)


def test_letters_that_look_like_digits_are_taken_for_them(page: FirstRun) -> None:
    page.recovery.show_code("AAAA-BBBB-01CD-DDDD-1EF0-GGGG")
    for box, typed in zip(page.recovery.boxes, ("oicd", "lefo"), strict=True):
        box.setText(typed)
    assert page.recovery.ready


def test_going_back_keeps_answers_and_asks_for_the_code_once(page: FirstRun, founder: Founder) -> None:
    go_to_recovery(page)
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Escape)
    assert page.centre.name.text == "LPK Serayu Terampil"
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert (page.step, len(founder.asked)) == (2, 1)


def test_a_changed_answer_asks_for_a_new_code(page: FirstRun, founder: Founder) -> None:
    go_to_recovery(page)
    press(Qt.Key.Key_Escape)
    page.administrator.name.set_text("Endah Kusumastuti")
    press(Qt.Key.Key_Return)
    assert [answers.administrator.name for answers in founder.asked] == [
        "Ratna Puspitasari",
        "Endah Kusumastuti",
    ]


def test_a_centre_that_cannot_be_made_says_why_and_keeps_all(
    page: FirstRun, founder: Founder, shot: Shot
) -> None:
    founder.error = UserError("data-folder-in-use", folder="/tempat/data")
    go_to_recovery(page)
    shot(page, "first-run-refused")
    assert page.step == 1
    assert page.problem.isVisible()
    founder.error = None
    page.forward.click()
    assert page.step == 2


def test_there_is_no_way_back_once_all_is_made(page: FirstRun) -> None:
    go_to_recovery(page)
    type_text("V94T")
    press(Qt.Key.Key_Tab)
    type_text("36WJ")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Escape)
    assert page.step == 3


@pytest.mark.parametrize("start", list(Start))
def test_every_way_to_begin_is_told(page: FirstRun, qtbot: QtBot, start: Start) -> None:
    fill_centre(page)
    fill_administrator(page)
    with qtbot.waitSignal(page.finished) as sent:
        page.ready.ways[start].click()
    assert sent.args[0].start == start


def test_one_can_leave_for_the_sample_centre(page: FirstRun, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.cancelled):
        next(button for button in page.findChildren(type(page.back)) if "contoh" in button.text()).click()


def test_tab_goes_down_the_step_and_every_control_has_a_name(page: FirstRun) -> None:
    seen = []
    for _ in range(10):
        seen.append(spoken(focused()))
        press(Qt.Key.Key_Tab)
    assert seen[:5] == [
        "Nama pusat pelatihan",
        "Alamat",
        "Jenis pusat pelatihan",
        "Kota, tempat terbit sertifikat",
        "Zona waktu",
    ]
    assert "" not in seen


def test_larger_text_cuts_nothing(theme: Theme, qtbot: QtBot, founder: Founder, shot: Shot) -> None:
    theme.set_scale(1.25)
    page = FirstRun(theme, founder, today=date(2026, 6, 9), ask=(3, 5))
    qtbot.addWidget(page)
    page.resize(1366, 690)
    page.show()
    shot(page, "first-run-scale")
    assert page.forward.geometry().bottom() < page.height()
