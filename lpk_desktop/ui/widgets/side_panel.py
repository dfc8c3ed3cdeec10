"""The panel beside a table: sections under each other, each with facts, lists or acts."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from lpk_desktop.language import _
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.box import Area, Lines
from lpk_desktop.ui.widgets.button import IconButton
from lpk_desktop.ui.widgets.label import Label


class FactGrid(QWidget):
    """Names of facts at the left, their values beside them, an act at the right where there is one."""

    def __init__(self, theme: Theme, *, name_width: int = 92) -> None:
        super().__init__()
        self._theme = theme
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(theme.px(4))
        self._grid.setColumnMinimumWidth(0, theme.px(name_width))
        self._grid.setColumnStretch(1, 1)

    def add(self, name: str, value: str, *, act: QWidget | None = None, role: str = "text") -> Label:
        """Add a fact; the label of the value is returned so that it can be filled again."""
        row = self._grid.rowCount()
        heading = Label(self._theme, name, style="dense", role="text3")
        fact = Label(self._theme, value or "–", style="dense", role=role, wrap=True)
        fact.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        fact.setAccessibleName(f"{name}: {value}")
        if act is None:
            self._grid.addWidget(heading, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(fact, row, 1, 1, 2)
        else:
            # The act is taller than a line of words: all three stand on its middle.
            self._grid.addWidget(heading, row, 0, Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(fact, row, 1)
            self._grid.addWidget(act, row, 2, Qt.AlignmentFlag.AlignVCenter)
        return fact


class Section(Area):
    """A part of the panel: an optional heading with a word beside it, then what is put into `body`."""

    def __init__(self, theme: Theme, title: str = "", meta: str = "") -> None:
        super().__init__(theme, lines=Lines(bottom=True))
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(theme.px(18), theme.px(12), theme.px(18), theme.px(13))
        self.body.setSpacing(theme.px(6))
        self.meta = Label(theme, meta, style="small", role="text3")
        if title:
            head = QHBoxLayout()
            head.setSpacing(theme.px(8))
            head.addWidget(Label(theme, title, style="small", weight=600))
            head.addWidget(self.meta)
            head.addStretch(1)
            self.body.addLayout(head)

    def add(self, *widgets: QWidget) -> None:
        """Put widgets under those already there."""
        for widget in widgets:
            self.body.addWidget(widget)


class SidePanel(QScrollArea):
    """Sections in a column of fixed width that scrolls by itself; Esc or the cross closes it."""

    closed = Signal()

    def __init__(self, theme: Theme, *, name: str, width: int = 404) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(theme.px(width))
        self._ground = Area(theme, lines=Lines(left=True))
        self._column = QVBoxLayout(self._ground)
        self._column.setContentsMargins(1, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self.setWidget(self._ground)
        self.close_button = IconButton(theme, "x", _("Tutup rincian"), keys="Esc", size="small")
        self.close_button.clicked.connect(self.closed)

    def add(self, *sections: QWidget) -> None:
        """Put sections under those already there."""
        for section in sections:
            self._column.insertWidget(self._column.count() - 1, section)

    def clear(self) -> None:
        """Take all sections away, for another row."""
        self.close_button.setParent(None)
        while self._column.count() > 1:
            item = self._column.takeAt(0)
            if item is not None and (section := item.widget()) is not None:
                section.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
