"""What stands where a list would stand, when there is nothing to list."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.glyph import Glyph
from lpk_desktop.ui.widgets.label import Label
from lpk_desktop.ui.widgets.visibility import show_if


class EmptyState(QWidget):
    """An icon, what belongs here, one sentence, and the acts that fill it (primary first)."""

    def __init__(self, theme: Theme, icon: str, title: str, sentence: str = "") -> None:
        super().__init__()
        self._icon = Glyph(theme, icon, role="text3", size=28)
        self._title = Label(theme, title, style="section")
        self._sentence = Label(theme, sentence, style="small", role="text3", wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._sentence.setMaximumWidth(theme.px(440))
        show_if(self._sentence, bool(sentence))
        self._acts = QHBoxLayout()
        self._acts.setSpacing(theme.px(8))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), theme.px(28), theme.px(24), theme.px(36))
        column.setSpacing(theme.px(4))
        column.addStretch(2)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(theme.px(8))
        column.addWidget(self._title, 0, Qt.AlignmentFlag.AlignHCenter)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self._sentence, 1000)
        across.addStretch(1)
        column.addLayout(across)
        column.addSpacing(theme.px(10))
        column.addLayout(self._acts)
        column.addStretch(3)
        self._acts.setAlignment(Qt.AlignmentFlag.AlignHCenter)

    def set_words(self, icon: str, title: str, sentence: str = "") -> None:
        """Say something else, for example that a filter has no hits."""
        self._icon.set_icon(icon, "text3")
        self._title.setText(title)
        self._sentence.setText(sentence)
        show_if(self._sentence, bool(sentence))

    def add_act(self, button: Button) -> None:
        """Offer an act under the sentence."""
        self._acts.addWidget(button)
