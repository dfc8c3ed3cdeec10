"""The shell: pages on first visit, keys everywhere, widths of the design, palette, toasts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.toast import News
from tests.ui.conftest import Shot
from tests.ui.hands import ALT, CTRL, NONE, SHIFT, focused, press, spoken, type_text
from tests.ui.shell_sample import STATE, Sample, sample_window

SIZES = [(1440, 900), (1366, 690), (1093, 614)]


@pytest.fixture
def sample(theme: Theme, qtbot: QtBot) -> Sample:
    sample = sample_window(theme)
    qtbot.addWidget(sample.window)
    sample.window.resize(1440, 900)
    with qtbot.waitExposed(sample.window):
        sample.window.show()
    sample.window.activateWindow()
    sample.window.open_page("today")
    return sample


def refreshed(sample: Sample) -> list[str]:
    return [entry for entry in sample.log if entry.startswith("refresh")]


@pytest.mark.parametrize("choice", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_the_shell_at_the_sizes_of_the_design(
    sample: Sample, theme: Theme, shot: Shot, choice: str, size: tuple[int, int]
) -> None:
    theme.set_choice(choice)
    sample.window.resize(*size)
    sample.window.open_page("cohorts", "c1")
    shot(sample.window, f"shell-{size[0]}-{choice}")
    width = {1440: 224, 1366: 200, 1093: 56}[size[0]]
    assert sample.window.body.sidebar.width() == width


def test_a_page_is_built_at_its_first_visit_only(sample: Sample) -> None:
    sample.window.open_page("trainees")
    sample.window.open_page("today")
    sample.window.open_page("trainees")
    assert sample.log.count("build Peserta") == 1


def test_a_page_takes_the_keyboard_to_its_list(sample: Sample) -> None:
    sample.window.open_page("trainees")
    assert sample.page().table.hasFocus()
    assert sample.page().table.current_id == "p0"


def test_pages_open_by_their_keys(sample: Sample) -> None:
    press(Qt.Key.Key_3, CTRL)
    assert sample.page().title == "Peserta"


def test_a_running_cohort_opens_its_page_on_it(sample: Sample) -> None:
    row = next(n for n, item in enumerate(sample.window.body.sidebar.model.items) if item.target == "c2")
    sample.window.body.sidebar.list.clicked.emit(sample.window.body.sidebar.model.index(row, 0))
    assert sample.log[-1] == "target Kelas c2"
    assert sample.window.body.sidebar.list.open_row == row


def test_the_sidebar_is_walked_by_arrows_over_its_headings(sample: Sample) -> None:
    press(Qt.Key.Key_F6)
    nav = sample.window.body.sidebar.list
    assert nav.hasFocus()
    for _ in range(4):
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert sample.log[-1] == "target Kelas c1"


def test_f6_goes_between_sidebar_and_page(sample: Sample) -> None:
    press(Qt.Key.Key_F6)
    press(Qt.Key.Key_F6)
    assert sample.page().table.hasFocus()


def test_alt_arrows_walk_through_the_pages_visited(sample: Sample) -> None:
    sample.window.open_page("trainees")
    sample.window.open_page("cohorts", "c1")
    press(Qt.Key.Key_Left, ALT)
    press(Qt.Key.Key_Left, ALT)
    press(Qt.Key.Key_Right, ALT)
    assert sample.page().title == "Peserta"


def test_ctrl_b_folds_the_sidebar_to_a_rail_and_back(sample: Sample) -> None:
    press(Qt.Key.Key_B, CTRL)
    folded = sample.window.body.sidebar.width()
    press(Qt.Key.Key_B, CTRL)
    assert (folded, sample.window.body.sidebar.width()) == (56, 224)


def test_the_rail_keeps_every_page_and_says_its_name(sample: Sample) -> None:
    sample.window.resize(1093, 614)
    model = sample.window.body.sidebar.model
    tips = [
        model.index(n, 0).data(Qt.ItemDataRole.ToolTipRole)
        for n, item in enumerate(model.items)
        if not item.heading
    ]
    assert tips[0] == "Hari ini (Ctrl+1)"
    assert len(tips) == 7


@pytest.mark.parametrize(
    ("key", "modifier", "signal"),
    [
        (Qt.Key.Key_Z, CTRL, "undo_asked"),
        (Qt.Key.Key_Z, CTRL | SHIFT, "redo_asked"),
        (Qt.Key.Key_F5, NONE, "sync_asked"),
        (Qt.Key.Key_F9, NONE, "lock_asked"),
    ],
)
def test_keys_that_work_everywhere(
    sample: Sample, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier, signal: str
) -> None:
    with qtbot.waitSignal(getattr(sample.window, signal)):
        press(key, modifier)


def test_keys_of_the_shell_rest_while_nobody_is_signed_in(sample: Sample) -> None:
    heard: list[str] = []
    sample.window.undo_asked.connect(lambda: heard.append("undo"))
    sample.window.show_full(QLabel("Masuk"))
    QTest.keyClick(sample.window, Qt.Key.Key_Z, CTRL)
    assert heard == []


def test_the_shell_comes_back_after_sign_in(sample: Sample) -> None:
    sample.window.show_full(QLabel("Masuk"))
    sample.window.open_page("trainees")
    assert sample.window.stack.currentWidget() is sample.window.body


def test_changes_reach_the_page_shown_at_once_and_others_when_shown(sample: Sample) -> None:
    sample.window.open_page("trainees")
    sample.window.refresh("marks")
    sample.window.open_page("today")
    assert refreshed(sample) == ["refresh Peserta marks", "refresh Hari ini None"]


def test_the_entry_of_a_page_asks_for_the_page_itself(sample: Sample) -> None:
    sample.window.open_page("cohorts", "c1")
    press(Qt.Key.Key_2, CTRL)
    assert (sample.log[-1], sample.page().place) == ("target Kelas None", "")


def test_alt_left_leads_from_a_page_back_to_what_was_open_in_it(sample: Sample) -> None:
    sample.window.open_page("cohorts", "c1")
    press(Qt.Key.Key_2, CTRL)
    press(Qt.Key.Key_Left, ALT)
    assert sample.page().place == "c1"


def test_changes_leave_a_page_at_its_place(sample: Sample) -> None:
    sample.window.open_page("cohorts", "c1")
    sample.window.refresh("marks")
    assert sample.page().place == "c1"


def test_a_page_that_breaks_leaves_the_one_before(sample: Sample) -> None:
    sample.window.open_page("settings")
    assert sample.page().title == "Hari ini"
    assert [type(error) for error in sample.errors] == [RuntimeError]


def test_a_page_that_cannot_read_its_rows_tries_again_when_it_is_shown(sample: Sample) -> None:
    page = sample.page()
    page.broken = True
    sample.window.refresh("marks")
    assert [type(error) for error in sample.errors] == [RuntimeError]
    sample.window.open_page("trainees")
    page.broken = False
    sample.window.open_page("today")
    assert refreshed(sample)[-1] == "refresh Hari ini None"


def test_another_person_finds_no_page_of_the_one_before(sample: Sample) -> None:
    sample.window.open_page("cohorts", "c1")
    sample.window.body.forget_pages()
    assert sample.window.page is None
    sample.window.open_page("cohorts")
    assert sample.page().place == ""


def test_an_unknown_page_is_our_mistake(sample: Sample) -> None:
    with pytest.raises(KeyError):
        sample.window.open_page("nowhere")


def test_the_hint_bar_shows_the_keys_of_the_page(sample: Sample) -> None:
    assert [hint.text for hint in sample.window.body.hints.shown] == ["buka rincian", "Peserta baru", "cari"]


def test_a_hint_goes_when_its_action_is_off(sample: Sample) -> None:
    sample.page().new.setEnabled(False)
    assert [hint.text for hint in sample.window.body.hints.shown] == ["buka rincian", "cari"]


def test_the_sample_strip_offers_ones_own_centre(sample: Sample, qtbot: QtBot, shot: Shot) -> None:
    assert not sample.window.body.strip.isVisible()
    sample.window.set_state(replace(STATE, sample=True))
    shot(sample.window, "shell-sample")
    with qtbot.waitSignal(sample.window.own_centre_asked):
        sample.window.body.strip.link.click()
    assert sample.window.body.strip.isVisible()


def test_the_sidebar_speaks_its_counts(sample: Sample) -> None:
    model = sample.window.body.sidebar.model
    spoken = [model.index(n, 0).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(3)]
    assert spoken == ["Hari ini, 5", "Kelas", "Peserta, 148"]


def test_the_palette_finds_people_by_words_in_any_order(sample: Sample, shot: Shot) -> None:
    press(Qt.Key.Key_K, CTRL)
    type_text("had sul")
    shot(sample.window, "palette")
    press(Qt.Key.Key_Return)
    assert sample.opened == ["Fitri Sulastri Hadiningsih"]


def test_the_palette_opens_pages_as_commands(sample: Sample, shot: Shot) -> None:
    press(Qt.Key.Key_K, CTRL)
    shot(sample.window, "palette-empty")
    type_text(">pese")
    press(Qt.Key.Key_Return)
    assert sample.page().title == "Peserta"


def test_the_palette_walks_and_gives_the_keyboard_back(sample: Sample) -> None:
    press(Qt.Key.Key_K, CTRL)
    box = sample.window.palette_box
    first = box.list.chosen
    press(Qt.Key.Key_Down)
    assert box.list.chosen != first
    press(Qt.Key.Key_Up)
    assert box.list.chosen == first
    press(Qt.Key.Key_Escape)
    assert sample.page().table.hasFocus()


def test_the_palette_says_when_nothing_fits(sample: Sample) -> None:
    sample.window.palette_box.open("zzz")
    assert sample.window.palette_box.list.chosen is None
    press(Qt.Key.Key_Return)
    assert sample.window.palette_box.isVisible()


def test_a_toast_stands_above_the_hint_bar(sample: Sample, shot: Shot) -> None:
    sample.window.tell(News(text="7 peserta ditandai hadir", icon="checks", act="Urungkan"))
    shot(sample.window, "toast")
    toast = sample.window.toasts.toast
    assert toast.geometry().bottom() < sample.window.body.hints.geometry().top() + 1
    assert sample.window.rect().contains(toast.geometry())


def test_the_last_news_stand_in_the_corners_menu(sample: Sample) -> None:
    sample.window.tell(News(text="Dua kartu dicetak"))
    texts = [action.text() for action in sample.window.body.sidebar.corner.menu_above.actions()]
    assert "Dua kartu dicetak" in texts


def test_the_theme_is_asked_for_in_the_persons_menu(sample: Sample, qtbot: QtBot) -> None:
    dark = next(a for a in sample.window.body.sidebar.person.menu_above.actions() if a.text() == "Gelap")
    with qtbot.waitSignal(sample.window.theme_asked) as heard:
        dark.trigger()
    assert heard.args == ["dark"]


def test_tab_goes_through_every_control_of_the_window(sample: Sample, qapp: QApplication) -> None:
    seen: list[str] = []
    for _ in range(8):
        press(Qt.Key.Key_Tab)
        seen.append(spoken(focused()))
    assert "" not in seen
    assert {"Cari peserta, kelas, perintah", "Navigasi", "Daftar peserta"} <= set(seen)


@pytest.mark.parametrize("scale", [1.12, 1.25])
def test_nothing_is_cut_at_larger_text(theme: Theme, qtbot: QtBot, shot: Shot, scale: float) -> None:
    theme.set_scale(scale)
    sample = sample_window(theme)
    qtbot.addWidget(sample.window)
    sample.window.resize(1440, 900)
    sample.window.open_page("cohorts", "c1")
    sample.window.show()
    shot(sample.window, f"shell-scale-{scale}")
    header = sample.page().findChildren(QLabel)
    assert all(label.height() >= label.fontMetrics().height() - 1 for label in header if label.isVisible())
