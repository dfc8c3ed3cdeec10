"""The command palette: one field that finds people, cohorts and acts (Ctrl+K)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lpk_desktop.language import _
from lpk_desktop.ui.shell.cover import Cover
from lpk_desktop.ui.shell.matching import Found
from lpk_desktop.ui.shell.palette_list import PaletteList
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.box import Area
from lpk_desktop.ui.widgets.field import LineEdit
from lpk_desktop.ui.widgets.glyph import Glyph
from lpk_desktop.ui.widgets.hint_bar import Hint, HintBar
from lpk_desktop.ui.widgets.key_caps import KeyCaps
from lpk_desktop.ui.widgets.label import Label

Find = Callable[[str], Sequence[Found]]
"""Takes what was typed, gives the hits, best first, those of a group together."""

WIDTH, TOP, LIST_HEIGHT = 640, 108, 400


class Palette(Cover):
    """The box in the cover holds the field and the hits."""

    def __init__(self, theme: Theme, window: QWidget, find: Find) -> None:
        super().__init__(theme, window)
        self._find = find
        self.edit = LineEdit()
        self.list = PaletteList(theme)
        self._none = Label(theme, _("Tidak ada yang cocok. Coba kata lain atau sebagian nama."), role="text3")
        self._fill_box()
        self.edit.textChanged.connect(self._on_typed)
        self.edit.installEventFilter(self)
        self.list.clicked.connect(self._on_chosen)

    def open(self, text: str = "") -> None:
        """Show the palette with `text` typed."""
        self.edit.setText(text)
        self._on_typed(text)
        self.appear(self.edit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows, Enter and Esc work from the field."""
        if watched is self.edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._take_key(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _take_key(self, key: Qt.Key) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
        if key in steps:
            self.list.step(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_chosen()
        elif key == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            return False
        return True

    def _on_typed(self, text: str) -> None:
        found = self._find(text.strip())
        self.list.set_found(found, text.lstrip(">@#"))
        self._none.setVisible(not found)
        self.list.setVisible(bool(found))
        self.place()

    def _on_chosen(self) -> None:
        chosen = self.list.chosen
        if chosen is not None:
            self.dismiss()
            chosen.open()

    def place(self) -> None:
        """Under the upper edge, as high as the hits need."""
        theme, window = self.theme, self.covered
        self.setGeometry(window.rect())
        width = min(theme.px(WIDTH), window.width() - theme.px(40))
        top = min(theme.px(TOP), window.height() // 8)
        rows = min(max(self.list.wanted_height, theme.px(60)), theme.px(LIST_HEIGHT))
        height = min(rows + theme.px(92), window.height() - top - theme.px(24))
        self.box.setGeometry((window.width() - width) // 2, top, width, height)

    def _fill_box(self) -> None:
        theme = self.theme
        self.edit.setProperty("bare", "true")
        self.edit.setFont(theme.font("title", 400))
        self.edit.setAccessibleName(_("Cari peserta, kelas, perintah"))
        self.edit.setPlaceholderText(_("Cari peserta, kelas, perintah"))
        line = Area(theme, role="border")
        line.setFixedHeight(1)
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(10))
        row.setSpacing(theme.px(12))
        row.addWidget(Glyph(theme, "search", role="text3", size=18))
        row.addWidget(self.edit, 1)
        row.addWidget(KeyCaps(theme, ("Esc",)))
        foot = HintBar(theme, ground="")
        foot.set_hints([Hint(keys=("↑", "↓"), text=_("pilih")), Hint(keys=("Enter",), text=_("buka"))])
        self._none.setContentsMargins(theme.px(16), theme.px(20), theme.px(16), theme.px(20))
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self.box)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(line)
        column.addSpacing(theme.px(2))
        column.addWidget(self.list, 1)
        column.addWidget(self._none, 1)
        column.addSpacing(theme.px(4))
        column.addWidget(foot)
