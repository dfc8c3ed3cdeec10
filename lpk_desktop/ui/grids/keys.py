"""The keys of a grid as actions, so that menu, hint bar and keyboard cannot disagree."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QKeyCombination, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence

_KEYPAD = Qt.KeyboardModifier.KeypadModifier.value
_MODIFIER_KEYS = {
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GridKey:
    """One act of a grid and the keys that call it."""

    name: str
    keys: tuple[str, ...]
    """Portable key texts ("Ctrl+D"); the first is the one to show."""
    words: str
    """What the key does, for menus and hints, in the person's language."""
    act: Callable[[], object]
    takes_number: bool = False
    """Whether a list number typed before the key chooses the trainee: 7 A."""
    in_menu: bool = False
    same: bool = False
    """Whether it does what another key does, with a small difference."""


class KeyMap:
    """The actions of a grid, found by key event.

    The actions are never added to a widget: their shortcuts would then compete with those of the window.
    The grid claims its keys while it has the focus and triggers the actions itself.
    """

    def __init__(self, owner: QObject, keys: Iterable[GridKey]) -> None:
        self._by_keys: dict[int, tuple[GridKey, QAction]] = {}
        self._by_name: dict[str, tuple[GridKey, QAction]] = {}
        for key in keys:
            action = QAction(key.words, owner)
            action.setObjectName(key.name)
            action.setShortcuts([QKeySequence(text) for text in key.keys])
            action.triggered.connect(lambda _checked=False, act=key.act: act())
            self._by_name[key.name] = (key, action)
            for text in key.keys:
                self._by_keys[_combined(text)] = (key, action)

    def find(self, event: QKeyEvent) -> tuple[GridKey, QAction] | None:
        """The act of a key press, None when the grid has none for it."""
        if event.text() == "/":  # on a shifted key in many layouts
            return self._by_name.get("find")
        return self._by_keys.get(event.keyCombination().toCombined() & ~_KEYPAD)

    def action(self, name: str) -> QAction:
        """The action of an act; KeyError for a name the grid does not have."""
        return self._by_name[name][1]

    @property
    def actions(self) -> list[QAction]:
        """All acts, those with Shift left out: they are the same and go right."""
        return [action for key, action in self._by_name.values() if not key.same]

    def menu_actions(self) -> list[QAction]:
        """What the right mouse button offers."""
        return [action for key, action in self._by_name.values() if key.in_menu]


def is_modifier(event: QKeyEvent) -> bool:
    """Whether only Shift, Ctrl or such went down, which is not yet a key."""
    return event.key() in _MODIFIER_KEYS


def typed_digit(event: QKeyEvent) -> str:
    """The digit a key press types, "" for anything else or with Ctrl, Alt or Meta held."""
    held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    text = event.text()
    return text if held == Qt.KeyboardModifier.NoModifier and len(text) == 1 and text in "0123456789" else ""


def _combined(text: str) -> int:
    combination: QKeyCombination = QKeySequence(text)[0]  # type: ignore[index]  # the stub forgets it
    return combination.toCombined()
