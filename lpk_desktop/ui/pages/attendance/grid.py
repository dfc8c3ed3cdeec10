"""The attendance grid: marks by key, by drag, by list number; it asks its owner to store them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtWidgets import QWidget

from lpk_desktop.domain.attendance import Code
from lpk_desktop.language import _, counted
from lpk_desktop.services.views import AttendanceSheet
from lpk_desktop.ui.grids.filling import open_rows
from lpk_desktop.ui.grids.frame import Sizes
from lpk_desktop.ui.grids.geometry import Cell
from lpk_desktop.ui.grids.keyed import Move
from lpk_desktop.ui.grids.keys import GridKey
from lpk_desktop.ui.grids.sheet_grid import SheetGrid, writing_keys
from lpk_desktop.ui.grids.totals_row import Total
from lpk_desktop.ui.pages.attendance import planning, words
from lpk_desktop.ui.pages.attendance.acts import AttendanceActs, Target
from lpk_desktop.ui.pages.attendance.headers import SessionHeader, TotalsHeader
from lpk_desktop.ui.pages.attendance.layout import arrange, measure
from lpk_desktop.ui.pages.attendance.marks import MarksPainter
from lpk_desktop.ui.pages.attendance.model import AttendanceModel, TotalsModel
from lpk_desktop.ui.pages.attendance.note import NotePopover
from lpk_desktop.ui.pages.attendance.totals import AttendanceSide, AttendanceTotalsRow, Figures
from lpk_desktop.ui.theme import Theme

_DIGITS_FOLLOW = timedelta(seconds=5)
"""How long after T a digit still means minutes and not a list number."""


@dataclass(frozen=True, slots=True)
class _Late:
    """Marks just made late, whose minutes the next digits correct."""

    targets: list[Target]
    digits: str
    until: datetime


class AttendanceGrid(SheetGrid[AttendanceSheet]):
    """Trainees against sessions; every change goes out through `acts`."""

    def __init__(
        self,
        *,
        theme: Theme,
        sheet: AttendanceSheet,
        acts: AttendanceActs,
        clock: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        """`clock` gives the centre's local time; where it carries a zone, tips show times in it."""
        self.model = AttendanceModel(sheet, clock)
        totals = TotalsModel(sheet)
        super().__init__(theme, self.model, totals, parent)
        self._acts = acts
        self._clock = clock
        self._late: _Late | None = None
        self._note: NotePopover | None = None
        self._build_parts(totals)
        self.view.setAccessibleName(_("Tanda kehadiran"))
        self.begin(self._marking_keys())

    def _build_parts(self, totals: TotalsModel) -> None:
        theme, self.figures = self.theme, Figures(self.theme, self)
        self.session_header = SessionHeader(self.model, theme, self.view)
        self.totals_header = TotalsHeader(self.model, theme)
        side = AttendanceSide(
            model=totals,
            header=self.totals_header,
            figures=self.figures,
            theme=theme,
            hover=self.hover,
            tip=self.tip,
            parent=self,
        )
        self.marks = MarksPainter(self.view, self.model, theme, self.hover)
        self.view.set_painter(self.marks)
        self.totals_row = AttendanceTotalsRow(self.view, self.model, theme, self.figures, self)
        self.install(header=self.session_header, side=side, totals=self.totals_row)

    @property
    def column(self) -> int | None:
        """The chosen session: the one of the current cell."""
        current = self.view.current_cell
        return None if current is None else current[1]

    def start_cell(self) -> Cell | None:
        """Today's first unmarked trainee."""
        return planning.first_cell(self.sheet)

    def measure(self, width: int, height: int) -> Sizes:
        """Sizes for the room there is."""
        return measure(self, width, height)

    def sized(self, sizes: Sizes) -> None:
        """Arrange heads and totals."""
        arrange(self, sizes)

    def mark(self, code: Code | None, move: Move = Move.STAY) -> None:
        """Mark the current cell, the selection or the typed list number, then move on."""
        cells, by_number = self.wanted_cells()
        minutes = self._minutes_now(cells) if code is Code.LATE else None
        open_cells = self._write(cells, code, minutes)
        if not open_cells:
            return
        if code is Code.LATE and not by_number:
            self._late = _Late(self.model.targets(open_cells), "", self._clock() + _DIGITS_FOLLOW)
        self.finish(open_cells, words.code_word(code), move=move, by_number=by_number)

    def clear(self) -> None:
        """Unmark the current cell, the selection or the typed list number."""
        self.mark(None)

    def copy_down(self) -> None:
        """Copy the top of the selection into the cells under it, one act for each different mark."""
        copies, refused = planning.plan_copies(self.sheet, self.view.selected_cells())
        writes = [(self.model.targets(copy.cells), copy) for copy in copies]
        for targets, copy in writes:
            self._acts.mark(targets, copy.code, copy.minutes_late)
        if refused:
            self.refused.emit(refused)

    def fill_rest(self) -> None:
        """Mark whoever is unmarked in the chosen session as present."""
        column = self.column
        if column is None:
            return
        session = self.sheet.sessions[column]
        reason = planning.closed_reason(session)
        if reason:
            self.refused.emit(reason)
        elif open_rows(self.sheet, column):
            self._acts.fill_rest(session.id)
        else:
            self.refused.emit(
                _("Semua peserta sudah ditandai di sesi {number}.").format(number=session.number)
            )

    def undo(self) -> None:
        """Take back the last act."""
        self._acts.undo()

    def go_to_session(self, column: int) -> None:
        """Choose a session: its first unmarked trainee, or the same row when all are marked."""
        current = self.view.current_cell
        if current is None:
            return
        waiting = [] if self.sheet.sessions[column].future else open_rows(self.sheet, column)
        self.view.go_to((waiting[0] if waiting else current[0], column))

    def open_detail(self) -> None:
        """Open the note of the current mark; an unmarked or locked cell has none to write."""
        cell = self.view.current_cell
        if cell is None:
            return
        row, session, mark = self.sheet.rows[cell[0]], self.sheet.sessions[cell[1]], self.model.mark(cell)
        reason = planning.closed_reason(session)
        if reason or mark is None:
            ask = _("{name} belum ditandai. Tandai dulu, lalu beri catatan.").format(name=row.name)
            self.refused.emit(reason or ask)
            return
        popover = self._popover()
        where = f"{words.session_words(session)} · {words.mark_words(mark)}"
        popover.ask((session.id, row.enrolment), name=row.name, where=where, note=mark.note or "")
        popover.open_beside(self.window_rect(cell), keep_free=self.side_rect())
        self.hold_detail(held=True)
        popover.take_focus()

    def type_digit(self, digit: str) -> None:
        """Minutes right after T, a list number otherwise."""
        late = self._late
        if late is None or self._clock() > late.until:
            self._late = None
            super().type_digit(digit)
            return
        digits = (late.digits + digit)[:3]
        self._late = _Late(late.targets, digits, self._clock() + _DIGITS_FOLLOW)
        self._acts.mark(late.targets, Code.LATE, int(digits))
        self.typing.emit(counted("Terlambat {count} menit", int(digits)))

    def forget_typing(self) -> None:
        """The next digit begins a list number."""
        self._late = None
        super().forget_typing()

    def put_away(self) -> None:
        """Keep the note that is being written."""
        if self._note is not None:
            self._note.close_and_keep()

    def _write(self, cells: Iterable[Cell], code: Code | None, minutes: int | None) -> list[Cell]:
        """Write where it changes something; returns the cells that are open for marks."""
        cells = list(cells)
        plan = planning.plan_mark(self.sheet, cells, code, minutes)
        open_cells = [cell for cell in cells if not planning.closed_reason(self.sheet.sessions[cell[1]])]
        if plan.cells:
            self._acts.mark(self.model.targets(plan.cells), code, minutes)
        if plan.refused:
            self.refused.emit(plan.refused)
        return open_cells

    def _minutes_now(self, cells: Sequence[Cell]) -> int | None:
        columns = {column for _row, column in cells}
        if len(columns) != 1:
            return None
        return planning.minutes_late(self.sheet.sessions[columns.pop()], self._clock())

    def copy_over(self, source: Cell, cells: list[Cell]) -> None:
        """Write the mark of `source` into the cells its handle was dragged over."""
        mark = self.model.mark(source)
        if mark is not None:
            self._write(cells, mark.code, mark.minutes_late)

    def _on_cell_changed(self, cell: Cell) -> None:
        self.session_header.choose(cell[1])
        super()._on_cell_changed(cell)

    def show_sheet(self) -> None:
        """Accent the session to mark now, group the weeks, count who was there."""
        sheet = self.sheet
        tinted = -1 if sheet.current is None else sheet.current
        for part in (self.session_header, self.marks, self.totals_row):
            part.tinted_column = tinted
        self.session_header.set_sessions(sheet.sessions)
        totals = [Total("" if count is None else str(count)) for count in sheet.present]
        self.totals_row.set_totals(_("Hadir per sesi"), totals)
        self.relayout()

    def _popover(self) -> NotePopover:
        if self._note is None:
            self._note = NotePopover(self.theme, self.window())
            self._note.changed.connect(self._acts.note)
            self._note.closed.connect(partial(self.hold_detail, held=False))
        return self._note

    def _marking_keys(self) -> list[GridKey]:
        codes = {
            Code.PRESENT: (_("Hadir"), ("H", "Space")),
            Code.LATE: (_("Terlambat"), ("T",)),
            Code.EXCUSED: (_("Izin"), ("I",)),
            Code.SICK: (_("Sakit"), ("S",)),
            Code.ABSENT: (_("Alpa"), ("A",)),
        }
        keys = [
            key
            for code, (name, texts) in codes.items()
            for key in writing_keys(code.name, texts, name, partial(self.mark, code))
        ]
        note = GridKey(
            name="note", keys=("N", "Return", "Enter"), words=_("Catatan"), act=self.open_detail, in_menu=True
        )
        start = _("Ke yang belum ditandai")
        return keys + self.usual_keys(note, clear=_("Kosongkan"), rest=_("Sisanya hadir"), start=start)
