"""Buttons, chips, choices, fields, hints and tips, by keyboard and mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListView,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from lpk_desktop.ui.keys import key_words, page_action
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.badge import initials
from lpk_desktop.ui.widgets.banner import Banner
from lpk_desktop.ui.widgets.bullet_bar import BulletBar
from lpk_desktop.ui.widgets.button import ActionButton, Button, IconButton
from lpk_desktop.ui.widgets.chip import Chip
from lpk_desktop.ui.widgets.field import Field, PasswordField, SearchField
from lpk_desktop.ui.widgets.hint_bar import Hint, HintBar
from lpk_desktop.ui.widgets.info_tip import InfoTip, Tip
from lpk_desktop.ui.widgets.label import ElidedLabel, Label
from lpk_desktop.ui.widgets.segmented import Choice, Segmented
from tests.ui.hands import click, focused, press, put, spoken, type_text

CHOICES = [Choice("active", "Aktif"), Choice("applicant", "Calon"), Choice("passed", "Lulus")]


def test_a_click_leaves_the_keyboard_where_it_was(shown: QWidget, theme: Theme) -> None:
    edit, button = QLineEdit(), Button(theme, "Semua hadir")
    put(shown, edit, button)
    edit.setFocus()
    click(button)
    assert focused() is edit


def test_a_button_wears_the_ring_when_the_keyboard_comes(shown: QWidget, theme: Theme) -> None:
    put(shown, QLineEdit(), Button(theme, "Simpan"))
    shown.findChildren(QLineEdit)[0].setFocus()
    press(Qt.Key.Key_Tab)
    assert theme.ring_target is focused()
    press(Qt.Key.Key_Tab)
    assert theme.ring_target is None


def test_a_note_and_a_key_make_room_for_themselves(theme: Theme, qtbot: QtBot) -> None:
    plain, full = Button(theme, "Sisanya hadir"), Button(theme, "Sisanya hadir", note="7 peserta", keys="F8")
    for button in (plain, full):
        qtbot.addWidget(button)
    assert full.sizeHint().width() > plain.sizeHint().width() + 60


def test_an_action_button_is_its_action(shown: QWidget, theme: Theme, qtbot: QtBot) -> None:
    action = page_action(shown, "Peserta baru", "Ctrl+N")
    button = ActionButton(theme, action, kind="primary")
    put(shown, button)
    with qtbot.waitSignal(action.triggered):
        click(button)
    action.setText("Peserta lain")
    action.setEnabled(False)
    assert (button.text(), button.isEnabled()) == ("Peserta lain", False)


def test_an_icon_button_says_its_name_and_key(theme: Theme, qtbot: QtBot) -> None:
    button = IconButton(theme, "printer", "Cetak", keys="Ctrl+P")
    qtbot.addWidget(button)
    assert (spoken(button), button.toolTip()) == ("Cetak", "Cetak (Ctrl+P)")


@pytest.mark.parametrize(
    ("keys", "said"), [("Return", "Enter"), ("Space", "Spasi"), ("Ctrl+K", "Ctrl+K"), ("", "")]
)
def test_keys_are_said_as_people_know_them(qapp: QApplication, keys: str, said: str) -> None:
    action = QAction()
    action.setShortcut(keys)
    assert key_words(action.shortcut()) == said


def test_one_choice_holds_and_arrows_move_it(shown: QWidget, theme: Theme) -> None:
    choice = Segmented(theme, CHOICES, name="Status")
    put(shown, QLineEdit(), choice)
    heard: list[str] = []
    choice.chosen.connect(heard.append)
    shown.findChildren(QLineEdit)[0].setFocus()
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Right)
    assert (choice.current, heard) == ("applicant", ["applicant"])


def test_counts_are_spoken_with_their_choice(theme: Theme, qtbot: QtBot) -> None:
    choice = Segmented(theme, CHOICES, name="Status")
    qtbot.addWidget(choice)
    choice.set_counts({"active": 48})
    assert choice.findChildren(QWidget)[0].accessibleDescription() == "48"


def test_the_count_of_what_needs_mending_stands_out_while_there_is_any(theme: Theme, qtbot: QtBot) -> None:
    plain, alarming = (Segmented(theme, CHOICES, name="Status", alarm=key) for key in ("", "active"))
    for choice in (plain, alarming):
        qtbot.addWidget(choice)
        choice.set_counts({"active": 0})
    assert alarming.grab().toImage() == plain.grab().toImage()
    for choice in (plain, alarming):
        choice.set_counts({"active": 48})
    assert alarming.grab().toImage() != plain.grab().toImage()


def test_a_chip_tells_what_was_chosen(shown: QWidget, theme: Theme) -> None:
    chip = Chip(theme, "Status", CHOICES)
    put(shown, chip)
    heard: list[tuple[str, ...]] = []
    chip.changed.connect(heard.append)
    chip.menu_actions[1].trigger()
    assert (chip.value, heard, spoken(chip)) == (("applicant",), [("applicant",)], "Status: Calon")


def test_del_and_the_cross_unset_a_chip(shown: QWidget, theme: Theme) -> None:
    chip = Chip(theme, "Status", CHOICES)
    put(shown, chip)
    chip.set_value(["active"])
    chip.setFocus()
    press(Qt.Key.Key_Delete)
    assert chip.value == ()
    chip.set_value(["active", "passed"])
    click(chip, QPoint(chip.width() - 14, chip.height() // 2))
    assert chip.value == ()


def test_a_chip_of_one_choice_holds_one(theme: Theme, qtbot: QtBot) -> None:
    chip = Chip(theme, "Program", CHOICES, multiple=False)
    qtbot.addWidget(chip)
    chip.menu_actions[0].trigger()
    chip.menu_actions[2].trigger()
    assert chip.value == ("passed",)


def test_many_values_are_counted(theme: Theme, qtbot: QtBot) -> None:
    chip = Chip(theme, "Program", CHOICES)
    qtbot.addWidget(chip)
    chip.set_value(["active", "applicant", "passed"])
    assert spoken(chip) == "Program: 3 dipilih"


def test_new_choices_keep_what_was_chosen(theme: Theme, qtbot: QtBot) -> None:
    chip = Chip(theme, "Program", CHOICES)
    qtbot.addWidget(chip)
    chip.set_value(["active"])
    chip.set_choices([*CHOICES[:1], Choice("failed", "Tidak lulus")])
    assert chip.value == ("active",)


def test_a_field_is_checked_when_it_is_left(shown: QWidget, theme: Theme) -> None:
    field = Field(theme, "NIK", check=lambda text: "" if len(text) == 16 else "NIK harus 16 digit")
    put(shown, field, QLineEdit())
    field.setFocus()
    type_text("99")
    assert not field.wrong
    press(Qt.Key.Key_Tab)
    assert (field.message, field.text) == ("NIK harus 16 digit", "99")
    assert field.edit.accessibleDescription() == "NIK harus 16 digit"


def test_a_hint_stands_where_no_error_stands(theme: Theme, qtbot: QtBot) -> None:
    field = Field(theme, "Kode", hint="24 huruf dan angka", check=lambda text: "" if text else "Belum diisi")
    qtbot.addWidget(field)
    field.validate()
    assert field.message == "Belum diisi"
    field.set_text("x")
    field.validate()
    assert field.message == "24 huruf dan angka"


def test_a_secret_is_shown_by_its_eye(theme: Theme, qtbot: QtBot) -> None:
    field = PasswordField(theme, "Kata sandi")
    qtbot.addWidget(field)
    eye = next(action for action in field.edit.actions() if action.isCheckable())
    eye.trigger()
    assert field.edit.echoMode() == QLineEdit.EchoMode.Normal
    assert eye.text() == "Sembunyikan kata sandi"


def test_esc_empties_a_search_then_leaves_it(shown: QWidget, theme: Theme) -> None:
    search, after = SearchField(theme, "Nama atau NIK"), QLineEdit()
    put(shown, search, after)
    search.setFocus()
    type_text("agus")
    press(Qt.Key.Key_Escape)
    assert (search.text(), focused()) == ("", search)
    press(Qt.Key.Key_Escape)
    assert focused() is after


def test_hints_without_a_key_or_switched_off_are_not_shown(theme: Theme, qtbot: QtBot) -> None:
    bar, owner = HintBar(theme), QWidget()
    for widget in (bar, owner):
        qtbot.addWidget(widget)
    on, off, mute = (
        page_action(owner, "cetak", "Ctrl+P"),
        page_action(owner, "hapus", "Del"),
        page_action(owner, "x"),
    )
    off.setEnabled(False)
    bar.set_hints([Hint(keys=("Enter",), text="buka"), on, off, mute])
    assert [hint.text for hint in bar.shown] == ["buka", "cetak"]
    assert bar.accessibleName() == "Enter buka, Ctrl+P cetak"


def test_a_hint_bar_forgets_the_actions_it_no_longer_shows(theme: Theme, qtbot: QtBot) -> None:
    bar, owner = HintBar(theme), QWidget()
    for widget in (bar, owner):
        qtbot.addWidget(widget)
    action = page_action(owner, "cetak", "Ctrl+P")
    bar.set_hints([action])
    bar.set_hints([Hint(keys=("Enter",), text="buka")])
    action.setText("lain")
    assert bar.accessibleName() == "Enter buka"


def test_a_tip_waits_first_and_then_follows_at_once(shown: QWidget, theme: Theme, qtbot: QtBot) -> None:
    tip = InfoTip(theme, shown)
    tip.tell(Tip(lead="Terlambat", text="masuk 08.19"), QRect(100, 100, 30, 30))
    assert not tip.isVisible()
    qtbot.waitUntil(tip.isVisible)
    place = tip.pos()
    tip.tell(Tip(lead="Hadir"), QRect(100, 140, 30, 30))
    assert tip.pos() != place
    tip.dismiss()
    assert not tip.isVisible()


def test_a_tip_stays_on_the_screen(shown: QWidget, theme: Theme, qtbot: QtBot) -> None:
    screen = shown.screen().availableGeometry()
    tip = InfoTip(theme, shown)
    tip.tell(
        Tip(lead="Terlambat", lines=("Ditandai Sutrisno, S.T.",)),
        QRect(screen.right() - 20, screen.bottom(), 9, 9),
    )
    qtbot.waitUntil(tip.isVisible)
    assert screen.contains(tip.geometry())


def test_a_tip_is_spoken_whole() -> None:
    tip = Tip(lead="Terlambat", text="19 menit", lines=("Ditandai Sutrisno",), note="Menunggu sinkronisasi")
    assert tip.spoken == "Terlambat, 19 menit. Ditandai Sutrisno. Menunggu sinkronisasi"


def test_a_banner_reads_names_as_text(theme: Theme, qtbot: QtBot) -> None:
    banner = Banner(theme)
    qtbot.addWidget(banner)
    banner.tell("Hanya baca.", "Ditutup oleh <b>Budi</b>")
    assert "&lt;b&gt;" in banner.findChildren(QWidget)[1].property("text")


def test_a_banners_act_is_told(shown: QWidget, theme: Theme, qtbot: QtBot) -> None:
    banner = Banner(theme)
    put(shown, banner)
    banner.tell("Hanya baca.", "Kelas ditutup.", act="Buka kunci")
    with qtbot.waitSignal(banner.acted):
        click(banner.findChildren(Button)[0])


def test_a_cut_name_is_whole_in_its_tip(shown: QWidget, theme: Theme) -> None:
    label = ElidedLabel(theme, "Muhammad Rizki Ramadhan")
    label.setFixedWidth(60)
    put(shown, label)
    assert label.toolTip() == "Muhammad Rizki Ramadhan"


def test_a_label_keeps_its_colour_inside_a_list(shown: QWidget, theme: Theme) -> None:
    area = QListView()
    put(shown, area)
    label = Label(theme, "Belum ada peserta", role="dangerFg", parent=area.viewport())
    label.show()
    inks = ink_of(label)
    assert theme.colour("dangerFg").name() in inks
    assert theme.colour("text").name() not in inks


def ink_of(widget: QWidget) -> set[str]:
    image = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_a_bar_speaks_its_share(theme: Theme, qtbot: QtBot) -> None:
    bar = BulletBar(theme, "Kehadiran")
    qtbot.addWidget(bar)
    bar.set_value(0.93, 0.8)
    assert bar.accessibleDescription() == "93%"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ratna Puspitasari", "RP"),
        ("Sutrisno, S.T.", "SU"),
        ("Dra. Endah Kusumastuti", "EK"),
        ("H. Moh. Amin", "MA"),
        ("", "–"),
    ],
)
def test_initials_leave_titles_out(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize("scale", [1.0, 1.25])
def test_targets_are_large_enough(theme: Theme, qtbot: QtBot, scale: float) -> None:
    theme.set_scale(scale)
    widgets = [
        Button(theme, "Simpan"),
        IconButton(theme, "x", "Tutup", size="small"),
        Chip(theme, "Status", CHOICES),
        QCheckBox("Ya"),
    ]
    for widget in widgets:
        qtbot.addWidget(widget)
        assert min(widget.sizeHint().width(), 24) >= 24
    assert widgets[0].sizeHint().height() == round(30 * scale)


def test_the_words_of_a_combo_box_are_not_cut(shown: QWidget, theme: Theme) -> None:
    box = QComboBox()
    box.addItem("Las SMAW 3G – Angkatan 4/2026")
    put(shown, box)
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    option.rect.setWidth(box.sizeHint().width())
    part = QStyle.SubControl.SC_ComboBoxEditField
    room = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, box)
    assert room.width() >= box.fontMetrics().horizontalAdvance(box.currentText())
