"""All keys at a glance (F1): those that work everywhere, those of what is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from lpk_desktop.language import _
from lpk_desktop.ui.keys import key_words
from lpk_desktop.ui.shell.cover import Cover
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.box import Area
from lpk_desktop.ui.widgets.hint_bar import Hint
from lpk_desktop.ui.widgets.key_caps import KeyCaps
from lpk_desktop.ui.widgets.label import Label

Keys = Sequence[Hint | QAction]
WIDTH, TOP = 860, 72


class KeysSheet(Cover):
    """Read from the same actions that answer the keys, each time it opens."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(theme, window)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName(_("Tombol"))
        line = Area(theme, role="border")
        line.setFixedHeight(1)
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(20), theme.px(12), theme.px(16), theme.px(12))
        head.addWidget(Label(theme, _("Tombol"), style="title"), 1)
        head.addWidget(KeyCaps(theme, ("Esc",)))
        column = QVBoxLayout(self.box)
        column.setContentsMargins(1, 1, 1, theme.px(8))
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(line)
        column.addWidget(self.area, 1)

    def open(self, *, everywhere: Keys, here: Keys) -> None:
        """Show both lists; a key that means something else here is left out of the keys of everywhere."""
        own = _readable(here)
        taken = {key for hint in own for key in hint.keys}
        common = [hint for hint in _readable(everywhere) if not taken.issuperset(hint.keys)]
        body = Area(self.theme, role="raised")
        row = QHBoxLayout(body)
        row.setContentsMargins(*[self.theme.px(n) for n in (20, 16, 20, 20)])
        row.setSpacing(self.theme.px(32))
        row.addLayout(self._column(_("Di halaman ini"), own), 1)
        row.addLayout(self._column(_("Di mana saja"), common), 1)
        self.area.setWidget(body)
        self.appear(self.area)

    def place(self) -> None:
        """In the middle, as high as its keys and the window allow."""
        px, window = self.theme.px, self.covered
        self.setGeometry(window.rect())
        body = self.area.widget()
        wanted = px(58) + (body.sizeHint().height() if body is not None else 0)
        width = min(px(WIDTH), window.width() - px(40))
        height = min(wanted, window.height() - 2 * px(24))
        top = min(px(TOP), (window.height() - height) // 2)
        self.box.setGeometry((window.width() - width) // 2, top, width, height)

    def _column(self, title: str, hints: Sequence[Hint]) -> QVBoxLayout:
        theme, grid = self.theme, QGridLayout()
        grid.setHorizontalSpacing(theme.px(14))
        grid.setVerticalSpacing(theme.px(6))
        grid.setColumnMinimumWidth(0, theme.px(128))
        grid.setColumnStretch(1, 1)
        for at, hint in enumerate(hints):
            grid.addWidget(KeyCaps(theme, hint.keys), at, 0)
            grid.addWidget(Label(theme, hint.text[:1].upper() + hint.text[1:], role="text2"), at, 1)
        column = QVBoxLayout()
        column.setSpacing(theme.px(10))
        column.addWidget(Label(theme, title, style="section"))
        column.addLayout(grid)
        column.addStretch(1)
        return column


def _readable(keys: Keys) -> list[Hint]:
    """Each act with every key that calls it; words without a key and acts that are off are left out."""
    return [hint for each in keys if (hint := _with_all_keys(each)).keys]


def _with_all_keys(each: Hint | QAction) -> Hint:
    if isinstance(each, Hint):
        return Hint(keys=(each.tile,), text=each.text) if each.tile else each
    # Both Enter keys have one name.
    keys = tuple(dict.fromkeys(key_words(sequence) for sequence in each.shortcuts()))
    return Hint(keys=keys if each.isEnabled() and each.isVisible() else (), text=each.text())
