"""Keys in the words people know them by."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from lpk_desktop.language import _


def key_words(keys: QKeySequence) -> str:
    """A shortcut as written on screen: "Ctrl+K", "Enter", "Alt+←"; empty when there is none."""
    text = keys.toString(QKeySequence.SequenceFormat.NativeText)
    names = {"Return": "Enter", "Space": _("Spasi"), "Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}
    *held, key = text.rsplit("+", 1)
    return "+".join([*held, names.get(key, key)])


def page_action(
    parent: QWidget, text: str, *keys: str, context: Qt.ShortcutContext | None = None, tip: str = ""
) -> QAction:
    """An action of a page or list; its keys work while the keyboard is inside `parent`, the first is shown.

    The caller connects `triggered`. Buttons and hints made from it show its words and key.
    """
    action = QAction(text, parent)
    action.setShortcuts([QKeySequence(each) for each in keys])
    action.setShortcutContext(context or Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.setStatusTip(tip)
    parent.addAction(action)
    return action
