"""Step 3: everybody as they would come in; what is doubtful is shown and mended here."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from lpk_desktop.domain.people import ProblemCode
from lpk_desktop.exchange.headings import Field
from lpk_desktop.exchange.reasons import describe, problem_title
from lpk_desktop.exchange.values import Problem, RosterRow
from lpk_desktop.language import _, counted
from lpk_desktop.ui.pages.roster.decision import Decision, Doubt
from lpk_desktop.ui.pages.roster.draft import Draft, State
from lpk_desktop.ui.pages.roster.foot import Foot
from lpk_desktop.ui.pages.roster.preview_model import SEVERE, Line, PreviewModel, fields_of
from lpk_desktop.ui.pages.roster.preview_view import PreviewView
from lpk_desktop.ui.targets import TraineesTarget
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.box import Area, Lines
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.empty_state import EmptyState
from lpk_desktop.ui.widgets.glyph import Glyph
from lpk_desktop.ui.widgets.label import Label
from lpk_desktop.ui.widgets.segmented import Choice, Segmented
from lpk_desktop.ui.widgets.side_panel import Section
from lpk_desktop.ui.widgets.tool_row import ToolRow

ALL = "all"
Group = list[tuple[RosterRow, Problem]]


class PreviewStep(QWidget):
    """`typed` tells a correction, `skip_chosen` whether rows with problems stay out.

    `people_asked` tells what the page "trainees" shall show.
    """

    typed = Signal(int, object, str)
    skip_chosen = Signal(bool)
    people_asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.model = PreviewModel(())
        self.view = PreviewView(theme, self.model)
        self.filter = Segmented(
            theme,
            [
                Choice(ALL, _("Semua")),
                Choice(State.READY.value, _("Siap")),
                Choice(State.FIX.value, _("Perlu diperbaiki")),
                Choice(State.KNOWN.value, _("Sudah terdaftar")),
            ],
            name=_("Tampilkan"),
            alarm=State.FIX.value,
        )
        self.skip = QCheckBox(_("Lewati baris bermasalah"))
        self._skip_words = Label(theme, style="small", role="text3", wrap=True)
        self.foot = Foot(theme, _("Impor"))
        self._table = QVBoxLayout()
        self._groups = QVBoxLayout()
        self._group_widgets: list[QWidget] = []
        self._meta = Label(theme, style="small", role="text3")
        self._lay_out()
        self._use(self.model)
        self.filter.chosen.connect(self._on_filter)
        self.skip.toggled.connect(self.skip_chosen)

    def show_draft(self, draft: Draft) -> None:
        """Show the rows of a draft; the current cell stays where it can."""
        fields = fields_of(draft)
        if self.model.fields[2:] != fields:
            self._use(PreviewModel(fields))
        self.model.show_draft(draft)
        counts = draft.counts()
        self.filter.set_counts({ALL: len(draft.roster.rows), **{key.value: n for key, n in counts.items()}})
        out, total = len(draft.out), len(draft.roster.rows)
        self.foot.on.setText(counted("Impor {count} peserta", total - out))
        self.foot.on.setEnabled(total > out)
        self.foot.say(counted("{count} baris lain disimpan sebagai berkas perbaikan", out) if out else "")
        self.skip.blockSignals(True)  # noqa: FBT003
        self.skip.setChecked(draft.skip)
        self.skip.blockSignals(False)  # noqa: FBT003
        self._skip_words.setText(_skip_words(draft))
        self._fill_groups(draft)

    def focus_first(self) -> None:
        """Put the keyboard on the first doubtful cell, else on the first person."""
        first = next((line for line in self.model.rows if line.row.problems), None)
        if first is not None:
            self.view.go_to(first.row.row, first.row.problems[0].field)
        elif self.model.rows:
            self.view.setCurrentIndex(self.model.index(0, 2))
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _use(self, model: PreviewModel) -> None:
        """Other fields are other columns: model and table are made anew."""
        old = self.view
        self.model, self.view = model, PreviewView(self._theme, model)
        self.view.set_empty(EmptyState(self._theme, "filter", _("Tidak ada baris dengan saringan ini")))
        self._table.replaceWidget(old, self.view)
        old.hide()  # gone at once, also before Qt gets round to deleting it
        old.deleteLater()
        model.typed.connect(self.typed)
        self._on_filter(self.filter.current)

    def _on_filter(self, key: str) -> None:
        def keep(line: Line) -> bool:
            return line.state.value == key

        self.model.set_filter(None if key == ALL else keep)

    def _fill_groups(self, draft: Draft) -> None:
        for widget in self._group_widgets:
            self._groups.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        groups = draft.groups()
        self._group_widgets = [
            self._decision(draft, found)
            if code is ProblemCode.NAME_DIFFERS
            else self._group(name, code, found)
            for (name, code), found in groups.items()
        ]
        if not groups:
            done = Section(self._theme)
            done.add(Label(self._theme, _("Semua baris terbaca tanpa masalah."), style="dense", role="text2"))
            self._group_widgets = [done]
        for at, widget in enumerate(self._group_widgets):
            self._groups.insertWidget(at, widget)
        rows = draft.counts()[State.FIX]
        figures = (counted("{count} jenis", len(groups)), counted("{count} baris", rows))
        self._meta.setText(", ".join(figures) if groups else "")

    def _decision(self, draft: Draft, found: Group) -> Decision:
        decision = Decision(self._theme, [Doubt(row, draft.known[row.row]) for row, _problem in found])
        decision.settled.connect(lambda row, name: self.typed.emit(row, Field.NAME, name))
        decision.nik_asked.connect(self._edit_nik)
        decision.person_asked.connect(self.people_asked)
        return decision

    def _edit_nik(self, row: int) -> None:
        self.filter.choose(ALL)
        self.view.go_to(row, Field.NIK)
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.view.edit(self.view.currentIndex())

    def _group(self, name: Field, code: ProblemCode, found: Group) -> QWidget:
        theme = self._theme
        section = Section(theme)
        severe = code in SEVERE
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        icon = "alert-circle" if severe else "alert-triangle"
        head.addWidget(Glyph(theme, icon, role="dangerFg" if severe else "warnSolid"))
        head.addWidget(Label(theme, problem_title(name, code), style="dense", weight=500), 1)
        head.addWidget(Label(theme, counted("{count} baris", len(found)), style="small", role="text3"))
        section.body.addLayout(head)
        text = QVBoxLayout()
        text.setContentsMargins(theme.px(24), 0, 0, 0)
        text.setSpacing(theme.px(4))
        text.addWidget(Label(theme, describe(found[0][1]), style="small", role="text2", wrap=True))
        rows = ", ".join(str(row.row) for row, _problem in found[:12]) + (" …" if len(found) > 12 else "")
        foot = QHBoxLayout()
        foot.addWidget(
            Label(theme, _("Baris {rows}").format(rows=rows), style="small", role="text3", wrap=True), 1
        )
        if code is ProblemCode.NIK_NOT_UNIQUE:
            people = Button(theme, _("Buka di Peserta"), kind="link")
            people.clicked.connect(lambda: self.people_asked.emit(TraineesTarget(doubled=True)))
            foot.addWidget(people)
            foot.addSpacing(theme.px(8))
        look = Button(theme, _("Lihat"), kind="link")
        look.setAccessibleName(_("Lihat: {title}").format(title=problem_title(name, code)))
        look.clicked.connect(lambda: self._look_at(name, found))
        foot.addWidget(look)
        text.addLayout(foot)
        section.body.addLayout(text)
        return section

    def _look_at(self, name: Field, found: Group) -> None:
        """The first of a group, or the one after the current one."""
        index = self.view.currentIndex()
        here = self.model.row_at(index.row()).row.row if index.isValid() else 0
        numbers = [row.row for row, _problem in found]
        self.filter.choose(ALL)
        self.view.go_to(next((number for number in numbers if number > here), numbers[0]), name)
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _lay_out(self) -> None:
        theme = self._theme
        tools = ToolRow(theme)
        tools.add(self.filter)
        tools.add_right(Label(theme, _("F2 atau klik dua kali mengubah sel"), style="small", role="text3"))
        self._table.setSpacing(0)
        self._table.addWidget(tools)
        self._table.addWidget(self.view, 1)
        panes = QHBoxLayout()
        panes.setSpacing(0)
        panes.addLayout(self._table, 1)
        panes.addWidget(self._make_side())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(panes, 1)
        column.addWidget(self.foot)

    def _make_side(self) -> QWidget:
        theme = self._theme
        side = Area(theme, lines=Lines(left=True))
        side.setFixedWidth(theme.px(372))
        head = ToolRow(theme)
        head.add(Label(theme, _("Perbaikan"), style="section"), self._meta)
        body = QWidget()
        self._groups = QVBoxLayout(body)
        self._groups.setContentsMargins(0, 0, 0, 0)
        self._groups.setSpacing(0)
        self._groups.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(body)
        choice = Area(theme, lines=Lines(top=True))
        words = QVBoxLayout(choice)
        words.setContentsMargins(theme.px(18), theme.px(12), theme.px(18), theme.px(12))
        words.setSpacing(theme.px(4))
        words.addWidget(self.skip)
        words.addWidget(self._skip_words)
        column = QVBoxLayout(side)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(area, 1)
        column.addWidget(choice)
        return side


def _skip_words(draft: Draft) -> str:
    if draft.skip:
        text = _("Baris itu disimpan sebagai berkas perbaikan, untuk diimpor nanti.")
    else:
        text = _("Nilai yang rusak dikosongkan; sertifikat tertahan sampai dilengkapi.")
    known = draft.counts()[State.KNOWN]
    if known:
        text += " " + counted(
            "{count} orang sudah terdaftar; datanya diperbarui dari berkas, namanya tetap.", known
        )
    return text
