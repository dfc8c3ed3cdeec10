"""A sentence about the state of a page, across its width, under the tool row."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from lpk_desktop.ui import paint
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.glyph import Glyph
from lpk_desktop.ui.widgets.visibility import show_if


class Banner(QWidget):
    """What holds ("Hanya baca."), what it means, and one act; hidden until it is told."""

    acted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._kind = "neut"
        self._words = ("", "", "info-circle")
        self._icon = Glyph(theme, "info-circle")
        self._text = QLabel(textFormat=Qt.TextFormat.RichText, wordWrap=True)
        self._act = Button(theme, "", kind="link")
        self._act.clicked.connect(self.acted)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setMinimumHeight(theme.px(38))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        row.setSpacing(theme.px(10))
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._act)
        theme.changed.connect(self._restyle)
        self.hide()

    def tell(
        self, lead: str, text: str, *, kind: str = "neut", icon: str = "info-circle", act: str = ""
    ) -> None:
        """Show `lead` in bold, then `text`; `act` names the link that emits `acted`."""
        self._kind = kind
        self._words = (lead, text, icon)
        self._restyle()
        self._act.setText(act)
        self._act.set_kind("alarm" if kind == "danger" else "link")
        self._act.setVisible(bool(act))
        self.setAccessibleName(f"{lead} {text}")
        show_if(self, True)  # noqa: FBT003
        self.update()

    def _restyle(self) -> None:
        lead, text, icon = self._words
        role = paint.KINDS[self._kind][0]
        self._icon.set_icon(icon, role)
        self._text.setFont(self._theme.font("small"))
        colour = self._theme.colour(role).name()
        strong = f'<span style="font-weight:600">{escape(lead)}</span>'
        self._text.setText(f'<span style="color:{colour}">{strong} {escape(text)}</span>')

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The tint of its kind."""
        painter = QPainter(self)
        rect = QRectF(self.rect())
        paint.fill(painter, rect, paint.KINDS[self._kind][1], self._theme, radius=self._theme.px(6))
        painter.end()
