"""A code that is shown once: large enough to copy by hand, and gone when the person says so."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from lpk_desktop.language import _
from lpk_desktop.ui.pages.first_run.code_card import CodeCard
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.box import Panel
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.label import Label


class CodeBox(Panel):
    """Hidden until `show_code`; nothing keeps the code after it has gone."""

    appeared = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, radius=8)
        self._title = Label(theme, style="section", wrap=True)
        self.card = CodeCard(theme)
        self._sentence = Label(theme, style="small", role="text2", wrap=True)
        self._code = ""
        self.copy_button = Button(theme, _("Salin"), kind="quiet", icon="copy")
        self.done = Button(theme, _("Sudah dicatat"), icon="check")
        self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._code))
        self.done.clicked.connect(self.forget)
        acts = QHBoxLayout()
        acts.setSpacing(theme.px(8))
        acts.addWidget(self.done)
        acts.addWidget(self.copy_button)
        acts.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(16), theme.px(14), theme.px(16), theme.px(14))
        column.setSpacing(theme.px(10))
        column.addWidget(self._title)
        column.addWidget(self.card)
        column.addWidget(self._sentence)
        column.addLayout(acts)
        self.hide()

    def show_code(self, code: str, *, title: str, sentence: str) -> None:
        """Show a code, whose it is and what becomes of it."""
        self._code = code
        self._title.setText(title)
        self._sentence.setText(sentence)
        self.card.show_code(code, spoken=title)
        self.show()
        self.done.setFocus()
        self.appeared.emit()

    def forget(self) -> None:
        """Take the code away."""
        self._code = ""
        self.card.show_code("", spoken="")
        self.hide()
