"""How far the chosen session is: 9 dari 16 ditandai, H 7, T 1, I 1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lpk_desktop.domain.attendance import Code
from lpk_desktop.language import _
from lpk_desktop.ui import paint
from lpk_desktop.ui.theme import Theme

_ROLES = {
    Code.PRESENT: "okFg",
    Code.LATE: "warnFg",
    Code.EXCUSED: "excFg",
    Code.SICK: "sickFg",
    Code.ABSENT: "dangerFg",
}


class _Run(NamedTuple):
    """Words in one colour and weight; `gap` design pixels stand before them."""

    text: str
    role: str
    weight: int = 400
    gap: int = 0


class Tally(QWidget):
    """Figures of one session, or what is being typed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._figures: Sequence[_Run] = ()
        self._typing = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def set_counts(self, counts: Mapping[Code, int], trainees: int) -> None:
        """Show how many are marked, and each code that occurs."""
        marked = str(sum(counts.values()))
        rest = _("dari {trainees} ditandai").format(trainees=trainees)
        runs = [_Run(marked, "text", 600), _Run(rest, "text2", gap=4)]
        runs += [
            _Run(f"{code.value} {count}", _ROLES[code], 500, gap=12 if not at else 9)
            for at, (code, count) in enumerate(counts.items())
        ]
        self._show(runs)

    def set_sentence(self, text: str) -> None:
        """Say why there is nothing to count."""
        self._show([_Run(text, "text3")])

    def set_typing(self, text: str) -> None:
        """Show what is being typed in place of the figures; "" shows these again."""
        self._typing = text
        self.updateGeometry()
        self.update()

    @property
    def text(self) -> str:
        """What is to read here."""
        return self._typing or " ".join(run.text for run in self._figures)

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        width = sum(self._theme.px(run.gap) + self._advance(run) for run in self._runs())
        return QSize(round(width) + 2, self._theme.px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Run after run."""
        painter, place = QPainter(self), QRectF(self.rect())
        for run in self._runs():
            place.setLeft(place.left() + self._theme.px(run.gap))
            font = self._theme.font("dense", run.weight)
            used = paint.elided(painter, place, run.text, self._theme, font=font, role=run.role)
            place.setLeft(place.left() + used)
        painter.end()

    def _runs(self) -> Sequence[_Run]:
        return [_Run(self._typing, "accentText", 600)] if self._typing else self._figures

    def _advance(self, run: _Run) -> float:
        return QFontMetricsF(self._theme.font("dense", run.weight)).horizontalAdvance(run.text)

    def _show(self, runs: Sequence[_Run]) -> None:
        self._figures = runs
        self.setAccessibleName(" ".join(run.text for run in runs))
        self.updateGeometry()
        self.update()
