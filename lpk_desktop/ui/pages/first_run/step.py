"""One step of first run: what it asks, and whether it is answered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.field import ChoiceField, Field
from lpk_desktop.ui.widgets.label import Label


class Step(QWidget):
    """A heading, a sentence, then what subclasses put into `body`. The keyboard begins at `start`."""

    readiness_changed = Signal()

    def __init__(
        self, theme: Theme, title: str, sentence: str, *, note: str = "", note_icon: str = ""
    ) -> None:
        super().__init__()
        self.theme = theme
        self.note, self.note_icon = note, note_icon
        self._fields: list[Field] = []
        # No focus proxy: for Tab a proxy is a stop of its own, and what lies before it cannot be reached.
        self.start: QWidget = self
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(theme.px(40), theme.px(32), theme.px(40), theme.px(16))
        self.body.setSpacing(theme.px(14))
        heading = QVBoxLayout()
        heading.setSpacing(theme.px(5))
        heading.addWidget(Label(theme, title, style="display"))
        heading.addWidget(Label(theme, sentence, role="text2", wrap=True))
        self.body.addLayout(heading)
        self.body.addSpacing(theme.px(4))

    @property
    def ready(self) -> bool:
        """Whether nothing that shows stands against going on."""
        return not any(field.wrong for field in self._fields)

    def summary(self) -> str:
        """The answer in a few words, for the list of steps."""
        return ""

    def complete(self) -> bool:
        """Check every answer; the keyboard goes to the first that is wrong."""
        wrong = [field for field in self._fields if not field.validate()]
        if wrong:
            wrong[0].setFocus()
        self.readiness_changed.emit()
        return not wrong

    def add_row(self, *widgets: Field | ChoiceField, stretches: Sequence[int] = ()) -> None:
        """Put fields side by side, of equal width or in the proportion of `stretches`."""
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(16))
        for number, widget in enumerate(widgets):
            row.addWidget(widget, stretches[number] if stretches else 1, Qt.AlignmentFlag.AlignTop)
            widget.setMinimumWidth(0)
            if isinstance(widget, Field):
                self._fields.append(widget)
                self.start = self._fields[0]
                widget.edited.connect(self.readiness_changed)
                widget.edit.left.connect(self.readiness_changed)
        self.body.addLayout(row)
