"""The competency grid: results by key, by drag, by list number; it asks its owner to store them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from lpk_desktop.domain.competency import Result
from lpk_desktop.language import _, counted
from lpk_desktop.services.views import AssessmentCell, CompetencySheet
from lpk_desktop.ui.grids.frame import Sizes
from lpk_desktop.ui.grids.geometry import Cell
from lpk_desktop.ui.grids.keyed import KeyedGrid, Move
from lpk_desktop.ui.grids.keys import GridKey
from lpk_desktop.ui.grids.totals_row import Total
from lpk_desktop.ui.pages.competency import planning, words
from lpk_desktop.ui.pages.competency.acts import CompetencyActs, Evidence
from lpk_desktop.ui.pages.competency.assessments import AssessmentsPainter
from lpk_desktop.ui.pages.competency.headers import ResultsHeader, UnitHeader
from lpk_desktop.ui.pages.competency.layout import arrange, measure
from lpk_desktop.ui.pages.competency.model import CompetencyModel, ResultsModel
from lpk_desktop.ui.pages.competency.popover import AssessmentPopover, Draft
from lpk_desktop.ui.pages.competency.results import CompetencySide, CompetencyTotalsRow
from lpk_desktop.ui.theme import Theme

_USUAL = Evidence()


class CompetencyGrid(KeyedGrid):
    """Trainees against blocks; every change goes out through `acts`."""

    def __init__(
        self,
        *,
        theme: Theme,
        sheet: CompetencySheet,
        acts: CompetencyActs,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        """`today` gives the centre's day, which a new result gets."""
        self.model = CompetencyModel(sheet)
        super().__init__(theme, self.model, parent)
        self._acts = acts
        self._today = today
        self._assessment: AssessmentPopover | None = None
        self._then = (list[Cell](), Move.STAY)
        self._build_parts()
        self.bind(self._result_keys())
        self.view.value_dragged.connect(self._on_value_dragged)
        self.view.opened.connect(self.open_assessment)
        self._show_sheet()
        start = self.start_cell()
        if start is not None:
            self.view.go_to(start)

    def _build_parts(self) -> None:
        theme = self.theme
        self.model.setParent(self)
        self.results_model = ResultsModel(self.model.sheet, self)
        self.unit_header = UnitHeader(self.model, theme, self.tip, self.view)
        side = CompetencySide(
            model=self.results_model,
            header=ResultsHeader(theme),
            theme=theme,
            hover=self.hover,
            tip=self.tip,
            parent=self,
        )
        self.assessments = AssessmentsPainter(self.view, self.model, theme, self.hover)
        self.view.set_painter(self.assessments)
        self.totals_row = CompetencyTotalsRow(self.view, self.model, theme, self)
        self.install(header=self.unit_header, side=side, totals=self.totals_row)

    @property
    def sheet(self) -> CompetencySheet:
        """What is shown."""
        return self.model.sheet

    def set_sheet(self, sheet: CompetencySheet) -> None:
        """Show another state of the cohort; current cell, selection and scroll position stay."""
        place = self.remember()
        self.model.set_sheet(sheet)
        self.results_model.set_sheet(sheet)
        self._show_sheet()
        self.restore(place)

    def start_cell(self) -> Cell | None:
        """The first cell that is not assessed."""
        return planning.first_cell(self.sheet)

    def measure(self, width: int, height: int) -> Sizes:
        """Sizes for the room there is."""
        return measure(self, width, height)

    def sized(self, sizes: Sizes) -> None:
        """Arrange heads and results."""
        arrange(self, sizes)

    def record_competent(self, move: Move = Move.STAY) -> None:
        """Record K for the current cell, the selection or the typed list number, then move on."""
        cells, by_number = self.wanted_cells()
        if not cells:
            return
        changing = planning.plan_record(self.sheet, cells, Result.COMPETENT)
        if self._record(changing, Result.COMPETENT, _USUAL):
            self._finish(cells, Result.COMPETENT, Move.STAY if by_number else move)

    def record_not_yet(self, move: Move = Move.STAY) -> None:
        """Ask why for BK; it is recorded once the note is given, and only then the ring moves on."""
        cells, by_number = self.wanted_cells()
        if not cells:
            return
        move = Move.STAY if by_number else move
        changing = planning.plan_record(self.sheet, cells, Result.NOT_YET)
        if changing:
            self._ask(changing, result=Result.NOT_YET, then=(cells, move), note=True)
        else:
            self._finish(cells, Result.NOT_YET, move)

    def clear(self) -> None:
        """Take back the latest attempt of the current cell, the selection or the typed list number."""
        cells, _by_number = self.wanted_cells()
        clearing = planning.plan_record(self.sheet, cells, None)
        if self._record(clearing, None, _USUAL) and clearing:
            self.announce(words.result_word(None).capitalize())

    def copy_down(self) -> None:
        """Copy the top of the selection with its evidence into the cells under it."""
        copies = planning.plan_copies(self.sheet, self.view.selected_cells())
        writes = [(planning.targets(self.sheet, copy.cells), copy.source) for copy in copies]
        for targets, source in writes:
            self._write(targets, source.result, _evidence(source))

    def fill_rest(self) -> None:
        """Record K for whoever is not assessed in the current block."""
        current = self.view.current_cell
        if current is None:
            return
        waiting = [(row, current[1]) for row in planning.open_rows(self.sheet, current[1])]
        if waiting:
            self._record(waiting, Result.COMPETENT, _USUAL)
        else:
            self.refused.emit(_("Semua peserta sudah dinilai di unit ini."))

    def undo(self) -> None:
        """Take back the last act."""
        self._acts.undo()

    def go_to_start(self) -> None:
        """Go to the first cell that is not assessed."""
        start = self.start_cell()
        if start is not None:
            self.view.go_to(start)

    def open_assessment(self, *, note: bool = False) -> None:
        """Open result and evidence of the current cell, or of the selection."""
        cells = self.view.selected_cells()
        if cells:
            self._ask(cells, result=None, then=([], Move.STAY), note=note)

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page: keep what is being written."""
        if self._assessment is not None:
            self._assessment.close_and_keep()
        super().hideEvent(event)

    def _ask(
        self, cells: Sequence[Cell], *, result: Result | None, then: tuple[list[Cell], Move], note: bool
    ) -> None:
        first = self.model.assessment(cells[0]) if len(cells) == 1 else None
        columns = {column for _row, column in cells}
        block = self.sheet.blocks[cells[0][1]] if len(columns) == 1 else None
        usual = Evidence(assessor=block.assessor if block else None, day=self._today())
        draft = Draft(
            targets=tuple(planning.targets(self.sheet, cells)),
            result=result or (first.result if first else None),
            evidence=_evidence(first) if first else usual,
        )
        people = counted("{count} peserta", len({row for row, _column in cells}))
        popover = self._popover()
        popover.ask(
            draft,
            name=self.model.name(cells[0][0]) if len(cells) == 1 else people,
            unit=words.block_name(block) if block else counted("{count} unit", len(columns)),
            attempt=first.attempt if first else None,
            assessors=planning.assessors(self.sheet),
            chosen=result,
        )
        self._then = then
        popover.open_beside(self.window_rect(cells[0]), keep_free=self.side_rect())
        self.view.held_active = True
        popover.take_focus(note=note)

    def _on_finished(self, draft: Draft, changed: bool) -> None:  # noqa: FBT001  Qt's signals have no names
        self.view.held_active = False
        self.view.viewport().update()
        (cells, move), self._then = self._then, ([], Move.STAY)
        if not draft.complete:
            self._refuse_draft(draft, changed=changed)
            return
        if (changed or cells) and not self._write(list(draft.targets), draft.result, draft.evidence):
            self._popover().keep(draft)
            return
        if cells and draft.result is not None:
            self._finish(cells, draft.result, move)

    def _refuse_draft(self, draft: Draft, *, changed: bool) -> None:
        if draft.result is Result.NOT_YET:
            self.refused.emit(_("BK belum disimpan: beri catatan apa yang belum kompeten."))
        elif changed and draft.evidence.note:
            self.refused.emit(_("Catatan belum disimpan: pilih dulu kompeten atau belum kompeten."))

    def _record(self, cells: Sequence[Cell], result: Result | None, evidence: Evidence) -> bool:
        """Whether all `cells` hold the result now; also where none had to change."""
        return not cells or self._write(planning.targets(self.sheet, cells), result, evidence)

    def _write(self, targets: Sequence[tuple[str, str]], result: Result | None, evidence: Evidence) -> bool:
        return self._acts.record(
            targets,
            result,
            note=evidence.note,
            assessor=evidence.assessor,
            day=evidence.day,
            method=evidence.method,
        )

    def _finish(self, cells: Sequence[Cell], result: Result, move: Move) -> None:
        self.move_on(cells, move)
        done = words.result_word(result).capitalize()
        current = self.view.current_cell
        if move is Move.STAY or current is None or current in cells:
            self.announce(done)
        else:
            name = self.model.name(current[0])
            self.announce(_("{done}, berikutnya {name}").format(done=done, name=name))

    def _on_value_dragged(self, source: Cell, cells: list[Cell]) -> None:
        stands = self.model.assessment(source)
        if stands is not None:
            changing = planning.plan_record(self.sheet, cells, stands.result)
            self._record(changing, stands.result, _evidence(stands))

    def _show_sheet(self) -> None:
        rest = f" / {len(self.sheet.rows)}"
        totals = [Total(str(count), rest) for count in self.sheet.competent]
        self.totals_row.set_totals(_("Kompeten per unit"), totals)
        self.relayout()

    def _popover(self) -> AssessmentPopover:
        if self._assessment is None:
            self._assessment = AssessmentPopover(self.theme, self.window())
            self._assessment.finished.connect(self._on_finished)
        return self._assessment

    def _result_keys(self) -> list[GridKey]:
        competent, not_yet = self.record_competent, self.record_not_yet
        acts = {
            "competent": (_("Kompeten"), ("K", "Space"), competent),
            "not_yet": (_("Belum kompeten"), ("B",), not_yet),
        }
        keys = []
        for name, (text, texts, act) in acts.items():
            down, right = partial(act, Move.DOWN), partial(act, Move.RIGHT)
            across = tuple(f"Shift+{key}" for key in texts)
            keys += [
                GridKey(name=name, keys=texts, words=text, act=down, takes_number=True, in_menu=True),
                GridKey(name=f"{name}_right", keys=across, words=text, act=right, takes_number=True),
            ]
        open_note, rest = partial(self.open_assessment, note=True), ("Ctrl+Return", "Ctrl+Enter")
        detail = _("Catatan dan bukti")
        return [
            *keys,
            GridKey(
                name="clear",
                keys=("Del",),
                words=_("Belum dinilai"),
                act=self.clear,
                takes_number=True,
                in_menu=True,
            ),
            GridKey(
                name="open", keys=("Return", "Enter"), words=detail, act=self.open_assessment, in_menu=True
            ),
            GridKey(name="note", keys=("N",), words=_("Catatan"), act=open_note),
            GridKey(
                name="copy_down", keys=("Ctrl+D",), words=_("Isi ke bawah"), act=self.copy_down, in_menu=True
            ),
            GridKey(name="fill_rest", keys=rest, words=_("Sisanya kompeten"), act=self.fill_rest),
            GridKey(name="undo", keys=("Ctrl+Z",), words=_("Urungkan"), act=self.undo),
            GridKey(
                name="start", keys=("Ctrl+Home",), words=_("Ke yang belum dinilai"), act=self.go_to_start
            ),
        ]


def _evidence(cell: AssessmentCell) -> Evidence:
    return Evidence(note=cell.note, assessor=cell.assessor, day=cell.day, method=cell.method)
