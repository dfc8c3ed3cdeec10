"""Rows whose NIK is known under another name: file and known person side by side, one row at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lpk_desktop.domain.people import ProblemCode
from lpk_desktop.exchange.headings import Field
from lpk_desktop.exchange.matching import Match
from lpk_desktop.exchange.reasons import field_label, problem_title
from lpk_desktop.exchange.values import RosterRow
from lpk_desktop.language import _
from lpk_desktop.ui.pages.roster.words import value_words
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.box import Area, Lines, Panel
from lpk_desktop.ui.widgets.button import Button, IconButton
from lpk_desktop.ui.widgets.glyph import Glyph
from lpk_desktop.ui.widgets.label import ElidedLabel, Label
from lpk_desktop.ui.widgets.side_panel import Section
from lpk_desktop.ui.widgets.visibility import show_if

_NAME_WIDTH = 76


class Doubt(NamedTuple):
    """A row, and the known person who bears its NIK."""

    row: RosterRow
    match: Match


class Decision(Section):
    """Says nothing by itself: the person names the row the same one, mends the NIK, or leaves it out."""

    settled = Signal(int, str)
    """Row number and the known name: both are one person."""
    nik_asked = Signal(int)
    """Row number: the NIK is to be mended."""
    person_asked = Signal(object)
    """Id of the known person."""

    def __init__(self, theme: Theme, doubts: Sequence[Doubt]) -> None:
        super().__init__(theme)
        self._doubts, self._at = tuple(doubts), 0
        self._count = Label(theme, style="small", role="text3")
        self.next = IconButton(theme, "chevron-right", _("Baris berikutnya"), size="small")
        self._file = Label(theme, style="micro", role="text3")
        self._name, self._known = _value(theme, "warnFg"), _value(theme, "warnFg")
        self._nik, self._known_nik = _value(theme), _value(theme)
        self._born, self._known_born = _value(theme), _value(theme)
        self.same = Button(theme, _("Orang yang sama"), size="small")
        self.mend = Button(theme, _("Ubah NIK"), size="small")
        self.open = Button(theme, _("Buka datanya"), kind="link")
        self._words = Label(theme, style="small", role="text2", wrap=True)
        self._lay_out(theme)
        self.next.clicked.connect(self._on_next)
        self.same.clicked.connect(lambda: self.settled.emit(self._doubt.row.row, self._doubt.match.name))
        self.mend.clicked.connect(lambda: self.nik_asked.emit(self._doubt.row.row))
        self.open.clicked.connect(lambda: self.person_asked.emit(self._doubt.match.trainee))
        self._show()

    @property
    def _doubt(self) -> Doubt:
        return self._doubts[self._at]

    def _on_next(self) -> None:
        self._at = (self._at + 1) % len(self._doubts)
        self._show()

    def _show(self) -> None:
        row, match = self._doubt
        self._count.setText(_("{part} dari {total}").format(part=self._at + 1, total=len(self._doubts)))
        show_if(self.next, len(self._doubts) > 1)
        self._file.setText(_("Berkas, baris {row}").format(row=row.row))
        nik = value_words(row, Field.NIK)
        self._name.setText(row.values[Field.NAME] or "–")
        self._known.setText(match.name)
        self._nik.setText(nik)
        self._known_nik.setText(nik)
        self._born.setText(value_words(row, Field.BIRTH_DATE) or "–")
        self._known_born.setText(match.birth_date.strftime("%d-%m-%Y") if match.birth_date else "–")
        self._words.setText(
            _("Bila orangnya sama, data {name} diperbarui dan namanya tetap.").format(name=match.name)
        )

    def _lay_out(self, theme: Theme) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(Glyph(theme, "alert-circle", role="dangerFg"))
        title = problem_title(Field.NIK, ProblemCode.NAME_DIFFERS)
        head.addWidget(Label(theme, title, style="dense", weight=500), 1)
        head.addWidget(self._count)
        head.addWidget(self.next)
        self.body.addLayout(head)
        table = Panel(theme, radius=6)
        rows = QVBoxLayout(table)
        rows.setContentsMargins(1, 1, 1, 1)
        rows.setSpacing(0)
        here = Label(theme, _("Terdaftar di sini"), style="micro", role="text3")
        rows.addWidget(_row(theme, "", self._file, here, role="sunken"))
        rows.addWidget(_row(theme, _("Nama"), self._name, self._known, role="warnBg"))
        rows.addWidget(_row(theme, "NIK", self._nik, self._known_nik))
        rows.addWidget(_row(theme, field_label(Field.BIRTH_DATE), self._born, self._known_born, last=True))
        acts = QHBoxLayout()
        acts.setSpacing(theme.px(8))
        acts.addWidget(self.same)
        acts.addWidget(self.mend)
        acts.addStretch(1)
        acts.addWidget(self.open)
        inside = QVBoxLayout()
        inside.setContentsMargins(theme.px(24), 0, 0, 0)
        inside.setSpacing(theme.px(8))
        inside.addWidget(table)
        inside.addWidget(self._words)
        inside.addLayout(acts)
        self.body.addLayout(inside)


def _value(theme: Theme, role: str = "text") -> ElidedLabel:
    return ElidedLabel(theme, style="small", role=role, weight=500 if role != "text" else None)


def _row(
    theme: Theme, name: str, first: QWidget, second: QWidget, *, role: str = "surface", last: bool = False
) -> Area:
    area = Area(theme, role=role, lines=Lines(bottom=not last), line_role="borderSubtle")
    line = QHBoxLayout(area)
    line.setContentsMargins(theme.px(10), theme.px(5), theme.px(8), theme.px(5))
    line.setSpacing(theme.px(8))
    heading = Label(theme, name, style="small", role="text3")
    heading.setFixedWidth(theme.px(_NAME_WIDTH))
    line.addWidget(heading)
    line.addWidget(first, 1)
    line.addWidget(second, 1)
    return area
