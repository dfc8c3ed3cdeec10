"""Step 2: which column is stored as what, guessed from headings and content, changed here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from lpk_desktop.exchange.columns import Column
from lpk_desktop.exchange.headings import Field
from lpk_desktop.exchange.reasons import field_label
from lpk_desktop.exchange.tables import column_letter
from lpk_desktop.language import _, counted
from lpk_desktop.services.views import CohortHead
from lpk_desktop.ui.pages.roster.draft import Choice, Draft
from lpk_desktop.ui.pages.roster.foot import Foot
from lpk_desktop.ui.pages.roster.words import BIRTH, NEEDED, choice_words, samples, treatment
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.box import Area, Lines, Panel
from lpk_desktop.ui.widgets.glyph import Glyph
from lpk_desktop.ui.widgets.label import ElidedLabel, Label
from lpk_desktop.ui.widgets.side_panel import FactGrid, Section

CHOICES: tuple[Choice, ...] = ((), *((name,) for name in Field), BIRTH)
_WIDTHS = (164, 170, 20, 206)
"""Design pixels of heading, samples, arrow and choice; the treatment takes the rest."""
_BELOW_HEADER = 12
"""How many rows below the one found are offered as the row of headings."""


class MappingStep(QWidget):
    """Tells each choice at once; the page reads the file again and shows what came of it."""

    column_chosen = Signal(int, object)
    sheet_chosen = Signal(str)
    header_chosen = Signal(int)
    cohort_chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.rows: list[MappingRow] = []
        self._title = Label(theme, style="section")
        self._words = Label(theme, style="small", role="text3")
        self.sheet = QComboBox()
        self.sheet.setAccessibleName(_("Lembar"))
        self.header = QComboBox()
        self.header.setAccessibleName(_("Baris judul"))
        self.cohort = QComboBox()
        self.cohort.setAccessibleName(_("Masukkan ke"))
        self.foot = Foot(theme, _("Lanjut ke pemeriksaan"))
        self._list = QVBoxLayout()
        self._side = QVBoxLayout()
        self._facts: QWidget | None = None
        self._lay_out()
        self.sheet.activated.connect(lambda at: self.sheet_chosen.emit(self.sheet.itemData(at)))
        self.header.activated.connect(lambda at: self.header_chosen.emit(self.header.itemData(at)))
        self.cohort.activated.connect(lambda at: self.cohort_chosen.emit(self.cohort.itemData(at)))

    def show_draft(self, draft: Draft, cohorts: Sequence[CohortHead]) -> None:
        """Show a file as read; the keyboard stays on the column it was on."""
        roster = draft.roster
        used = [column for column in roster.layout if column.heading.strip() or column.fields]
        matched = sum(bool(column.fields) for column in used)
        self._title.setText(counted("{matched} dari {count} kolom dikenali", len(used), matched=matched))
        where = (
            _("Judul di baris {row}").format(row=roster.header_row)
            if roster.header_row
            else _("Tanpa baris judul")
        )
        self._words.setText(
            counted(
                "{where}, {count} orang. Periksa pasangan di bawah, ubah bila perlu.",
                len(roster.rows),
                where=where,
            )
        )
        self._fill_rows(draft, used)
        self._fill_choosers(draft, cohorts)
        self._fill_side(draft)

    def focus_first(self) -> None:
        """Put the keyboard on the first column that is stored, else on the first."""
        row = next((row for row in self.rows if row.column.fields), self.rows[0] if self.rows else None)
        if row is not None:
            row.combo.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _fill_rows(self, draft: Draft, used: Sequence[Column]) -> None:
        if [row.column.index for row in self.rows] != [column.index for column in used]:
            for row in self.rows:
                self._list.removeWidget(row)
                row.deleteLater()
            self.rows = [MappingRow(self._theme, column) for column in used]
            for at, row in enumerate(self.rows):
                self._list.insertWidget(at, row)
                row.chosen.connect(self.column_chosen)
        for row, column in zip(self.rows, used, strict=True):
            row.fill(draft, column)

    def _fill_choosers(self, draft: Draft, cohorts: Sequence[CohortHead]) -> None:
        roster = draft.roster
        sheets = [roster.sheet or "", *roster.other_sheets]
        self.sheet.clear()
        for name in sorted(sheets, key=sheets.index):
            self.sheet.addItem(_("Lembar: {name}").format(name=name), name)
        self.sheet.setVisible(len(sheets) > 1)
        row = roster.header_row or 0
        self.header.clear()
        for number in range(1, row + _BELOW_HEADER + 1):
            self.header.addItem(_("Baris judul: {row}").format(row=number), number)
        self.header.setCurrentIndex(self.header.findData(row))
        self.cohort.clear()
        self.cohort.addItem(_("Calon peserta, belum ada kelas"), None)
        for head in cohorts:
            self.cohort.addItem(head.title, head.id)
        self.cohort.setCurrentIndex(max(self.cohort.findData(draft.cohort), 0))

    def _fill_side(self, draft: Draft) -> None:
        if self._facts is not None:
            self._side.removeWidget(self._facts)
            self._facts.deleteLater()
        theme, roster = self._theme, draft.roster
        self._facts = QWidget()
        column = QVBoxLayout(self._facts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        file = Section(theme, _("Berkas"))
        grid = FactGrid(theme, name_width=104)
        if roster.sheet:
            count = len(roster.other_sheets) + 1
            grid.add(_("Lembar"), f"{roster.sheet} (1/{count})" if count > 1 else roster.sheet)
        grid.add(_("Baris data"), str(len(roster.rows)))
        if roster.skipped:
            grid.add(_("Dilewati"), counted("{count} baris bukan orang", len(roster.skipped)))
        grid.add(_("Dibaca"), _("di laptop ini, tidak diunggah"))
        file.add(grid)
        needed = Section(theme, _("Perlu ada"))
        found = {name for each in roster.layout for name in each.fields}
        for name in NEEDED:
            needed.add(_needed_row(theme, field_label(name), there=name in found))
        column.addWidget(file)
        column.addWidget(needed)
        self._side.insertWidget(0, self._facts)

    def _lay_out(self) -> None:
        theme = self._theme
        head = Area(theme, lines=Lines(bottom=True))
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.px(20), theme.px(12), theme.px(20), theme.px(12))
        row.setSpacing(theme.px(8))
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(self._title)
        words.addWidget(self._words)
        row.addLayout(words, 1)
        row.addWidget(self.sheet)
        row.addWidget(self.header)
        body = QWidget()
        self._list = QVBoxLayout(body)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._list.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(head)
        left.addWidget(_titles(theme))
        left.addWidget(_scrolling(body), 1)
        panes = QHBoxLayout()
        panes.setSpacing(0)
        panes.addLayout(left, 1)
        panes.addWidget(self._make_side())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(panes, 1)
        column.addWidget(self.foot)

    def _make_side(self) -> QWidget:
        theme = self._theme
        side = Area(theme, lines=Lines(left=True))
        side.setFixedWidth(theme.px(292))
        self._side = QVBoxLayout(side)
        self._side.setContentsMargins(1, 0, 0, 0)
        self._side.setSpacing(0)
        target = Section(theme, _("Masukkan ke"))
        target.add(self.cohort)
        target.add(
            Label(theme, _("Kelayakan dihitung setelah impor."), style="small", role="text3", wrap=True)
        )
        self.cohort.setMinimumContentsLength(10)
        self.cohort.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._side.addWidget(target)
        self._side.addStretch(1)
        return side


class MappingRow(Area):
    """One column of the file; `chosen` tells its number and the fields it shall fill."""

    chosen = Signal(int, object)

    def __init__(self, theme: Theme, column: Column) -> None:
        super().__init__(theme, lines=Lines(bottom=True), line_role="borderSubtle")
        self.column = column
        self._heading = ElidedLabel(theme, weight=500)
        self._samples = ElidedLabel(theme, style="dense", role="text2")
        self._arrow = Glyph(theme, "arrow-right", role="text3")
        policy = self._arrow.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._arrow.setSizePolicy(policy)
        self.combo = QComboBox()
        for at, fields in enumerate(CHOICES):
            self.combo.addItem(choice_words(fields), at)
        self._sign = Glyph(theme, "check", role="okSolid")
        self._note = ElidedLabel(theme, style="dense", role="text2")
        grid = _grid(self, theme)
        letter = QHBoxLayout()
        letter.setSpacing(theme.px(10))
        letter.addWidget(_Letter(theme, column_letter(column.index)))
        letter.addWidget(self._heading, 1)
        grid.addLayout(letter, 0, 0)
        grid.addWidget(self._samples, 0, 1)
        grid.addWidget(self._arrow, 0, 2)
        grid.addWidget(self.combo, 0, 3)
        note = QHBoxLayout()
        note.setSpacing(theme.px(7))
        note.addWidget(self._sign)
        note.addWidget(self._note, 1)
        grid.addLayout(note, 0, 4)
        self.setFixedHeight(theme.px(42))
        self.combo.activated.connect(self._on_activated)

    def fill(self, draft: Draft, column: Column) -> None:
        """Show the column as it is read now."""
        self.column = column
        stored = bool(column.fields)
        self._heading.setText(" ".join(column.heading.split()) or _("tanpa judul"))
        self._heading.set_role("text" if stored else "text2")
        self._samples.setText(samples(draft.roster, column))
        self.combo.setCurrentIndex(CHOICES.index(column.fields) if column.fields in CHOICES else 0)
        self.combo.setAccessibleName(
            _("Kolom {letter} {heading} disimpan sebagai").format(
                letter=column_letter(column.index), heading=column.heading
            )
        )
        text, warn = treatment(draft.roster, column)
        self._arrow.setVisible(stored)
        self._sign.setVisible(stored)
        self._sign.set_icon("alert-triangle" if warn else "check", "warnSolid" if warn else "okSolid")
        self._note.setText(text)
        self._note.set_role("warnFg" if warn else "text2")

    def _on_activated(self, at: int) -> None:
        fields = CHOICES[self.combo.itemData(at)]
        if fields != self.column.fields:
            self.chosen.emit(self.column.index, fields)


class _Letter(Panel):
    """The letter above a column in the spreadsheet."""

    def __init__(self, theme: Theme, letter: str) -> None:
        super().__init__(theme, role="neutBg", edge="", radius=4)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        label = Label(theme, letter, style="micro", role="text2", weight=600)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(label)
        self.setFixedSize(theme.px(22), theme.px(20))


def _grid(parent: QWidget, theme: Theme) -> QGridLayout:
    grid = QGridLayout(parent)
    grid.setContentsMargins(theme.px(20), 0, theme.px(20), 0)
    grid.setHorizontalSpacing(theme.px(14))
    for column, width in enumerate(_WIDTHS):
        grid.setColumnMinimumWidth(column, theme.px(width))
    grid.setColumnStretch(0, 3)
    grid.setColumnStretch(1, 4)
    grid.setColumnStretch(4, 5)
    return grid


def _titles(theme: Theme) -> QWidget:
    head = Area(theme, role="sunken", lines=Lines(bottom=True))
    grid = _grid(head, theme)
    titles = (
        (0, _("Kolom di berkas")),
        (1, _("Contoh isi")),
        (3, _("Disimpan sebagai")),
        (4, _("Perlakuan")),
    )
    for column, title in titles:
        grid.addWidget(ElidedLabel(theme, title, style="micro", role="text3"), 0, column)
    grid.addWidget(QWidget(), 0, 2)
    head.setFixedHeight(theme.px(31))
    return head


def _scrolling(body: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(body)
    return area


def _needed_row(theme: Theme, name: str, *, there: bool) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(8))
    row.addWidget(
        Glyph(theme, "check" if there else "alert-triangle", role="okSolid" if there else "warnSolid")
    )
    words = name if there else _("{field}, tidak ada di berkas").format(field=name)
    row.addWidget(Label(theme, words, style="dense", role="text" if there else "warnFg"), 1)
    return line
