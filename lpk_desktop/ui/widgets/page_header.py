"""The head of a page: where one is, what it is about, and the acts of the whole page."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.box import Area, Lines
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.glyph import Glyph
from lpk_desktop.ui.widgets.label import ElidedLabel, Label
from lpk_desktop.ui.widgets.tag import Tag


class PageHeader(Area):
    """Title, tag and a line about the page at the left; acts at the right, the primary one last.

    `parent_title` is the page above ("Kelas"); its link emits `went_up`.
    """

    went_up = Signal()

    def __init__(self, theme: Theme, title: str = "", *, parent_title: str = "", line: bool = True) -> None:
        super().__init__(theme, lines=Lines(bottom=line))
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._title = Label(theme, title, style="title")
        self._tag = Tag(theme)
        self._meta = ElidedLabel(theme, role="text3")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.px(20), 0, theme.px(20), 0)
        self._row.setSpacing(theme.px(12))
        if parent_title:
            self._add_parent(parent_title)
        self._row.addWidget(self._title)
        self._row.addWidget(self._tag)
        self._row.addWidget(self._meta, 1)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(theme.px(8))
        self._row.addLayout(self._actions)
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_title(self, title: str) -> None:
        """Name the page."""
        self._title.setText(title)

    def set_tag(self, text: str, kind: str = "neut") -> None:
        """Show a tag after the title; an empty text takes it away."""
        self._tag.set_tag(text, kind)

    def set_meta(self, text: str) -> None:
        """Say in one line what the page is about; it is cut where the window is narrow."""
        self._meta.setText(text)

    def add_action(self, widget: QWidget) -> None:
        """Put a button behind those already there."""
        self._actions.addWidget(widget)

    def add_choice(self, widget: QWidget) -> None:
        """Put a chooser of what the page is about behind the title."""
        self._row.insertWidget(self._row.indexOf(self._tag), widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Below 720 the line about the page gives its room to the acts."""
        super().resizeEvent(event)
        self._meta.setVisible(self.width() >= self._theme.px(720) or not self._meta.text())

    def _add_parent(self, title: str) -> None:
        link = Button(self._theme, title, kind="link")
        link.clicked.connect(self.went_up)
        self._row.addWidget(link)
        self._row.addWidget(Glyph(self._theme, "chevron-right", role="text3", size=14))

    def _restyle(self) -> None:
        self.setFixedHeight(self._theme.px(56))
