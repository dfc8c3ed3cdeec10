"""A sentence about the state of a page, across its width, under the tool row."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from lpk_desktop.ui import paint
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.glyph import Glyph
from lpk_desktop.ui.widgets.label import ElidedLabel, Label
from lpk_desktop.ui.widgets.visibility import show_if


class Banner(QWidget):
    """What holds ("Hanya baca."), what it means, and one act; hidden until it is told."""

    acted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._kind = "neut"
        self._icon = Glyph(theme, "info-circle")
        self._lead = Label(theme, style="small", weight=600)
        self._text = ElidedLabel(theme, style="small")
        self._act = Button(theme, "", kind="link")
        self._act.clicked.connect(self.acted)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.px(38))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        row.setSpacing(theme.px(4))
        row.addWidget(self._icon)
        row.addSpacing(theme.px(6))
        row.addWidget(self._lead)
        row.addWidget(self._text, 1)
        row.addWidget(self._act)
        self.hide()

    def tell(
        self, lead: str, text: str, *, kind: str = "neut", icon: str = "info-circle", act: str = ""
    ) -> None:
        """Show `lead` in bold, then `text`; `act` names the link that emits `acted`."""
        self._kind = kind
        role = paint.KINDS[kind][0]
        self._icon.set_icon(icon, role)
        for label, words in ((self._lead, lead), (self._text, text)):
            label.setText(words)
            label.set_role(role)
        self._act.setText(act)
        self._act.set_kind("alarm" if kind == "danger" else "link")
        self._act.setVisible(bool(act))
        self.setAccessibleName(f"{lead} {text}")
        show_if(self, True)  # noqa: FBT003
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The tint of its kind."""
        painter = QPainter(self)
        rect = QRectF(self.rect())
        paint.fill(painter, rect, paint.KINDS[self._kind][1], self._theme, radius=self._theme.px(6))
        painter.end()
