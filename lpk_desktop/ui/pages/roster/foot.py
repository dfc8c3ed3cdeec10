"""The foot of a step: leave, what is safe, back, and on."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from lpk_desktop.language import _
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.box import Area, Lines
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.label import ElidedLabel, Label


class Foot(Area):
    """Its buttons mean what the step on the page says; `say` puts a word before them."""

    def __init__(self, theme: Theme, on: str) -> None:
        super().__init__(theme, role="window", lines=Lines(top=True))
        self.cancel = Button(theme, _("Batal"), kind="quiet")
        self.back = Button(theme, _("Kembali"))
        self.on = Button(theme, on, kind="primary")
        self._words = ElidedLabel(theme, style="small", role="text2")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(20), theme.px(10), theme.px(20), theme.px(10))
        row.setSpacing(theme.px(8))
        row.addWidget(self.cancel)
        row.addSpacing(theme.px(4))
        row.addWidget(Label(theme, _("Belum ada data yang disimpan"), style="small", role="text2"))
        row.addStretch(1)
        row.addWidget(self._words)
        row.addSpacing(theme.px(4))
        row.addWidget(self.back)
        row.addWidget(self.on)

    def say(self, words: str) -> None:
        """What happens to the rest."""
        self._words.setText(words)
