"""What happened, a line each; the computer on which it happened stands in the tip."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from lpk_desktop.language import counted
from lpk_desktop.messages.history import event_words, sentence
from lpk_desktop.services.history import PastEvent
from lpk_desktop.ui.dates import clock_time, short_date
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.label import Label

MOST = 200
"""How many lines are written out; the others are counted."""


class ChangeList(QWidget):
    """When, what and who, of one person or one row."""

    def __init__(self, theme: Theme, events: Sequence[PastEvent], today: date) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(10))
        grid.setVerticalSpacing(theme.px(5))
        grid.setColumnStretch(1, 1)
        for row, event in enumerate(events):
            when = Label(theme, moment(event.at, today), style="small", role="text3")
            what = Label(theme, event_words(event), style="small", wrap=True)
            what.setToolTip(sentence(event))
            what.setAccessibleName(sentence(event))
            who = Label(theme, first_name(event.by), style="small", role="text3")
            grid.addWidget(when, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(what, row, 1)
            grid.addWidget(who, row, 2, Qt.AlignmentFlag.AlignTop)


class LineList(QWidget):
    """Sentences under each other, the first of many."""

    def __init__(self, theme: Theme, lines: Sequence[str], *, role: str = "text") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        for line in lines[:MOST]:
            column.addWidget(Label(theme, line, style="small", role=role, wrap=True))
        if len(lines) > MOST:
            more = counted("dan {count} lagi", len(lines) - MOST)
            column.addWidget(Label(theme, more, style="small", role="text3"))


def moment(at: datetime, today: date) -> str:
    """9 Jun 08.24, with the year where it is another one."""
    year = "" if at.year == today.year else f" {at.year}"
    return f"{short_date(at.date())}{year} {clock_time(at)}"


def first_name(name: str | None) -> str:
    """Siti, of Siti Aminah, S.Pd."""
    return (name or "").split(",")[0].split(" ")[0]
