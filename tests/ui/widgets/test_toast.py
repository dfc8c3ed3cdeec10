"""Toasts: one at a time, six seconds, waiting under mouse and keyboard, with a way back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.toast import KEPT, SHOWN_MS, News, Toasts
from tests.ui.conftest import Shot
from tests.ui.hands import click

DONE = News(text="7 peserta ditandai hadir", icon="checks", act="Urungkan")


@pytest.fixture
def toasts(shown: QWidget, theme: Theme) -> Toasts:
    """Toasts over a window of 800 × 500."""
    shown.resize(800, 500)
    return Toasts(theme, shown)


def test_news_stay_for_six_seconds(toasts: Toasts) -> None:
    toasts.tell(DONE)
    assert toasts.toast.running
    assert SHOWN_MS == 6000


def test_the_clock_stands_still_under_the_mouse(toasts: Toasts) -> None:
    toasts.tell(DONE)
    QApplication.sendEvent(toasts.toast, QEnterEvent(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5)))
    assert not toasts.toast.running
    QApplication.sendEvent(toasts.toast, QEvent(QEvent.Type.Leave))
    assert toasts.toast.running


def test_the_clock_stands_still_under_the_keyboard(toasts: Toasts) -> None:
    toasts.tell(DONE)
    button = toasts.toast.findChildren(Button)[0]
    button.setFocus()
    assert not toasts.toast.running
    QTest.keyClick(button, Qt.Key.Key_Escape)
    assert not toasts.toast.isVisible()


def test_new_news_replace_the_old(toasts: Toasts) -> None:
    toasts.tell(DONE)
    toasts.tell(News(text="Dua kartu dicetak"))
    assert toasts.toast.accessibleName() == "Dua kartu dicetak"


def test_the_last_ones_are_kept_newest_first(toasts: Toasts) -> None:
    for number in range(KEPT + 3):
        toasts.tell(News(text=str(number)))
    assert [news.text for news in toasts.history][:2] == [str(KEPT + 2), str(KEPT + 1)]
    assert len(toasts.history) == KEPT


def test_the_act_is_done_once_and_the_toast_goes(toasts: Toasts) -> None:
    undone: list[str] = []
    toasts.tell(News(text="7 peserta ditandai hadir", act="Urungkan", on_act=lambda: undone.append("marks")))
    click(toasts.toast.findChildren(Button)[0])
    assert (undone, toasts.toast.isVisible()) == (["marks"], False)


def test_long_work_has_no_clock_and_can_be_stopped(toasts: Toasts) -> None:
    stopped: list[bool] = []
    toasts.progress("Mencetak 4 dari 11", 4, 11, cancel=lambda: stopped.append(True), act="Batal")
    assert not toasts.toast.running
    click(toasts.toast.findChildren(Button)[0])
    assert stopped == [True]


def test_work_is_no_news_until_it_ends(toasts: Toasts) -> None:
    toasts.progress("Mencetak 4 dari 11", 4, 11)
    assert toasts.history == ()
    toasts.tell(News(text="11 sertifikat dicetak"))
    assert toasts.toast.running


def test_the_toast_stays_in_its_corner_when_the_window_changes(toasts: Toasts) -> None:
    toasts.tell(DONE)
    window = toasts.toast.window()
    window.resize(600, 400)
    assert window.rect().contains(toasts.toast.geometry())
    assert window.rect().bottomRight().x() - toasts.toast.geometry().right() == 16


def test_long_news_wrap_within_the_window(toasts: Toasts, shot: Shot) -> None:
    window = toasts.toast.window()
    window.resize(420, 400)
    toasts.tell(
        News(text="Ada kesalahan program. Yang sudah tersimpan tetap aman; laporannya disimpan.", act="Lihat")
    )
    shot(window, "toast-long")
    assert window.rect().contains(toasts.toast.geometry())
    assert toasts.toast.height() > 44
