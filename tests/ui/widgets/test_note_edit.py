"""Enter ends a note, Shift+Enter begins a line."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.note_edit import NoteEdit


@pytest.fixture
def edit(qtbot: QtBot, theme: Theme) -> NoteEdit:
    edit = NoteEdit("Catatan")
    qtbot.addWidget(edit)
    return edit


def test_enter_is_done(edit: NoteEdit, qtbot: QtBot) -> None:
    with qtbot.waitSignal(edit.done):
        QTest.keyClick(edit, Qt.Key.Key_Return)


def test_shift_enter_begins_a_line(edit: NoteEdit) -> None:
    QTest.keyClicks(edit, "a")
    QTest.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(edit, "b")
    assert edit.text == "a\nb"


def test_blanks_around_the_note_do_not_count(edit: NoteEdit) -> None:
    edit.setPlainText("  Demam \n")
    assert edit.text == "Demam"


def test_it_has_a_name_for_screen_readers(edit: NoteEdit) -> None:
    assert edit.accessibleName() == "Catatan"
