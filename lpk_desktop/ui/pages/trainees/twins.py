"""The part of the panel about rows that may be the same person, with the act that makes them one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from lpk_desktop.language import _
from lpk_desktop.messages.doubles import likeness_words
from lpk_desktop.services.doubles import SamePerson, Twin
from lpk_desktop.ui.dates import clock_time, plain_date
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.glyph import Glyph
from lpk_desktop.ui.widgets.label import ElidedLabel
from lpk_desktop.ui.widgets.side_panel import Section


class TwinSection(Section):
    """Each other row with what it has in common; `merge_asked` and `person_asked` tell its id."""

    merge_asked = Signal(str)
    person_asked = Signal(str)

    def __init__(self, theme: Theme, trainee: str, pairs: Sequence[SamePerson]) -> None:
        super().__init__(theme, _("Mungkin orang yang sama"))
        self.buttons: list[Button] = []
        for pair in pairs:
            kept = pair.first.trainee == trainee
            self._add(theme, pair, pair.second if kept else pair.first)
        words = _("Data yang lebih dulu dicatat tetap. Bisa diurungkan.")
        self.add(ElidedLabel(theme, words, style="small", role="text3"))

    def _add(self, theme: Theme, pair: SamePerson, other: Twin) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(Glyph(theme, "copy", role="warnFg"))
        row.addWidget(ElidedLabel(theme, other.name, style="dense", weight=500), 1)
        look = Button(theme, _("Buka"), kind="link")
        look.setAccessibleName(_("Buka {name}").format(name=other.name))
        look.clicked.connect(lambda: self.person_asked.emit(other.trainee))
        row.addWidget(look)
        merge = Button(theme, _("Gabungkan"), size="small")
        merge.setAccessibleName(_("Gabungkan dengan {name}").format(name=other.name))
        merge.clicked.connect(lambda: self.merge_asked.emit(other.trainee))
        self.buttons.append(merge)
        row.addWidget(merge)
        facts = QVBoxLayout()
        facts.setContentsMargins(theme.px(24), 0, 0, theme.px(4))
        facts.setSpacing(theme.px(1))
        for line in _facts(pair, other):
            facts.addWidget(ElidedLabel(theme, line, style="small", role="text3"))
        self.body.addLayout(row)
        self.body.addLayout(facts)


def _facts(pair: SamePerson, other: Twin) -> tuple[str, ...]:
    alike = " · ".join([likeness_words(pair.why), *other.places])
    words = _("dicatat {day} {time}") if other.noted_here else _("dicatat {day} {time} di komputer lain")
    at = other.noted_at
    return alike, words.format(day=plain_date(at.date()), time=clock_time(at))
