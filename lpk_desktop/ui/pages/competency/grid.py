"""The competency grid: results by key, by drag, by list number; it asks its owner to store them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from lpk_desktop.domain.competency import Result
from lpk_desktop.language import _, counted
from lpk_desktop.services.views import AssessmentCell, CompetencySheet
from lpk_desktop.ui.grids.filling import open_rows
from lpk_desktop.ui.grids.frame import Sizes
from lpk_desktop.ui.grids.geometry import Cell
from lpk_desktop.ui.grids.keyed import Move
from lpk_desktop.ui.grids.keys import GridKey
from lpk_desktop.ui.grids.sheet_grid import SheetGrid, writing_keys
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


class _Then(NamedTuple):
    """What follows once a popover has been filled: the act on `cells` is finished so."""

    cells: list[Cell]
    move: Move
    by_number: bool


_NOTHING = _Then([], Move.STAY, by_number=False)


class CompetencyGrid(SheetGrid[CompetencySheet]):
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
        results = ResultsModel(sheet)
        super().__init__(theme, self.model, results, parent)
        self._acts = acts
        self._today = today
        self._assessment: AssessmentPopover | None = None
        self._then = _NOTHING
        self._build_parts(results)
        self.view.setAccessibleName(_("Hasil asesmen"))
        self.begin(self._result_keys())

    def _build_parts(self, results: ResultsModel) -> None:
        theme = self.theme
        self.unit_header = UnitHeader(self.model, theme, self.tip, self.view)
        side = CompetencySide(
            model=results,
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
            self._finish(_Then(cells, move, by_number), Result.COMPETENT)

    def record_not_yet(self, move: Move = Move.STAY) -> None:
        """Ask why for BK; it is recorded once the note is given, and only then the ring moves on."""
        cells, by_number = self.wanted_cells()
        if not cells:
            return
        then = _Then(cells, move, by_number)
        changing = planning.plan_record(self.sheet, cells, Result.NOT_YET)
        if changing:
            self._ask(changing, result=Result.NOT_YET, then=then, note=True)
        else:
            self._finish(then, Result.NOT_YET)

    def clear(self) -> None:
        """Take back the latest attempt of the current cell, the selection or the typed list number."""
        cells, by_number = self.wanted_cells()
        clearing = planning.plan_record(self.sheet, cells, None)
        if self._record(clearing, None, _USUAL) and clearing:
            self._finish(_Then(clearing, Move.STAY, by_number), None)

    def copy_down(self) -> None:
        """Copy the top of the selection with its evidence into the cells under it."""
        copies = planning.plan_copies(self.sheet, self.view.selected_cells())
        writes = [(self.model.targets(copy.cells), copy.source) for copy in copies]
        for targets, source in writes:
            self._write(targets, source.result, _evidence(source))

    def fill_rest(self) -> None:
        """Record K for whoever is not assessed in the current block."""
        current = self.view.current_cell
        if current is None:
            return
        waiting = [(row, current[1]) for row in open_rows(self.sheet, current[1])]
        if waiting:
            self._record(waiting, Result.COMPETENT, _USUAL)
        else:
            self.refused.emit(_("Semua peserta sudah dinilai di unit ini."))

    def undo(self) -> None:
        """Take back the last act."""
        self._acts.undo()

    def open_detail(self) -> None:
        """Open result and evidence of the current cell, or of the selection."""
        self._open(note=False)

    def put_away(self) -> None:
        """Keep what is being written."""
        if self._assessment is not None:
            self._assessment.close_and_keep()

    def _open(self, *, note: bool) -> None:
        cells = self.view.selected_cells()
        if cells:
            self._ask(cells, result=None, then=_NOTHING, note=note)

    def _ask(self, cells: Sequence[Cell], *, result: Result | None, then: _Then, note: bool) -> None:
        first = self.model.assessment(cells[0]) if len(cells) == 1 else None
        columns = {column for _row, column in cells}
        block = self.sheet.blocks[cells[0][1]] if len(columns) == 1 else None
        usual = Evidence(assessor=block.assessor if block else None, day=self._today())
        draft = Draft(
            targets=tuple(self.model.targets(cells)),
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
        self.hold_detail(held=True)
        popover.take_focus(note=note)

    def _on_finished(self, draft: Draft, changed: bool) -> None:  # noqa: FBT001  Qt's signals have no names
        self.hold_detail(held=False)
        then, self._then = self._then, _NOTHING
        if not draft.complete:
            self._refuse_draft(draft, changed=changed)
            return
        written = not (changed or then.cells) or self._write(
            list(draft.targets), draft.result, draft.evidence
        )
        if not written:
            self._popover().keep(draft)
        elif then.cells:
            self._finish(then, draft.result)

    def _refuse_draft(self, draft: Draft, *, changed: bool) -> None:
        if draft.result is Result.NOT_YET:
            self.refused.emit(_("BK belum disimpan: beri catatan apa yang belum kompeten."))
        elif changed and draft.evidence.note:
            self.refused.emit(_("Catatan belum disimpan: pilih dulu kompeten atau belum kompeten."))

    def _record(self, cells: Sequence[Cell], result: Result | None, evidence: Evidence) -> bool:
        """Whether all `cells` hold the result now; also where none had to change."""
        return not cells or self._write(self.model.targets(cells), result, evidence)

    def _write(self, targets: Sequence[tuple[str, str]], result: Result | None, evidence: Evidence) -> bool:
        return self._acts.record(
            targets,
            result,
            note=evidence.note,
            assessor=evidence.assessor,
            day=evidence.day,
            method=evidence.method,
        )

    def _finish(self, then: _Then, result: Result | None) -> None:
        self.finish(then.cells, words.result_word(result), move=then.move, by_number=then.by_number)

    def copy_over(self, source: Cell, cells: list[Cell]) -> None:
        """Record the assessment of `source` for the cells its handle was dragged over."""
        stands = self.model.assessment(source)
        if stands is not None:
            changing = planning.plan_record(self.sheet, cells, stands.result)
            self._record(changing, stands.result, _evidence(stands))

    def show_sheet(self) -> None:
        """Count who is competent in each unit."""
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
        detail = GridKey(
            name="open",
            keys=("Return", "Enter"),
            words=_("Catatan dan bukti"),
            act=self.open_detail,
            in_menu=True,
        )
        note = GridKey(name="note", keys=("N",), words=_("Catatan"), act=partial(self._open, note=True))
        clear, rest = _("Belum dinilai"), _("Sisanya kompeten")
        start = _("Ke yang belum dinilai")
        return [
            *writing_keys("competent", ("K", "Space"), _("Kompeten"), self.record_competent),
            *writing_keys("not_yet", ("B",), _("Belum kompeten"), self.record_not_yet),
            *self.usual_keys(detail, note, clear=clear, rest=rest, start=start),
        ]


def _evidence(cell: AssessmentCell) -> Evidence:
    return Evidence(note=cell.note, assessor=cell.assessor, day=cell.day, method=cell.method)
