"""F9 locks wherever the keyboard is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from tests.ui.test_locking import Hands, at_work, founded, hands

__all__ = ["at_work", "founded", "hands"]


def test_the_key_locks_from_a_dialog_too(at_work: Hands) -> None:
    dialog = QDialog(at_work.application.window)
    dialog.setModal(True)
    dialog.open()
    at_work.qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is dialog.windowHandle())
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_F9)
    assert at_work.application.lock.locked
    assert not dialog.isVisible()
    at_work.come_in()
    assert dialog.isVisible()
    dialog.close()
