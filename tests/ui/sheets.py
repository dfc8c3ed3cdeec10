"""Sheets as the design draws them, and owners that apply acts to them: fake data for the grids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone

from lpk_desktop.domain.attendance import Code
from lpk_desktop.services.views import (
    AttendanceRow,
    AttendanceSheet,
    CohortHead,
    CohortStatus,
    MarkCell,
    SessionColumn,
)

WIB = timezone(timedelta(hours=7), "WIB")
NOW = datetime(2026, 6, 9, 8, 19, tzinfo=WIB)
NAMES = (
    *("Agus Priyanto", "Andi Setiawan", "Bagas Prakoso", "Budi Santoso", "Dedi Kurniawan", "Dwi Lestari"),
    *("Eko Nur Cahyo", "Fajar Hidayat", "Galih Pamungkas", "Hendra Wijaya", "Imam Mustofa", "Joko Susilo"),
    *("Muhammad Rizki Ramadhan", "Nur Aini Rahmawati", "Rudi Hermawan", "Slamet Widodo"),
)
DAYS = (
    *(date(2026, 5, day) for day in (18, 19, 20, 21, 22, 25, 26, 29)),
    *(date(2026, 6, day) for day in (2, 3, 4, 5, 8, 9, 10, 11, 12, 15, 17, 18, 19)),
    *(date(2026, 6, day) for day in (22, 23, 24, 25, 26, 29, 30)),
    *(date(2026, 7, day) for day in (1, 2)),
)
MARKS = (
    *("HHHHHHHHTHHHHH", "HHHHIHHHHHHHHH", "HTHHHHHHHHSHHH", "HHHHHHHHHHHHHH", "HHAHHHTHHHHHHT"),
    *("HHHHHHHHIHHHHH", "HHHHHSSHHHHHHH", "HHHHHHHHHHHTHI", "HTHHHHHHHHHHHH", "HHAHTHHHIHAHH"),
    *("HHHHHHHHHHIHH", "HAHHHAHTHHAHA", "HHHHHHHHHHHHH", "HHHSHHHHHHHHH", "HHHHHTHHHHHHH", "HHIHHHHHHHHHT"),
)
"""A letter per session up to today, the fourteenth; as in 02-attendance.png."""
TODAY = 13


def cohort(*, trainees: int = 16, status: CohortStatus = CohortStatus.RUNNING) -> CohortHead:
    return CohortHead(
        id="c" * 32,
        number="LAS-4/2026",
        title="Las SMAW 3G – Angkatan 4/2026",
        short="Las SMAW 4/2026",
        status=status,
        starts=date(2026, 5, 18),
        ends=date(2026, 7, 2),
        sessions=30,
        jp=240,
        instructor="Sutrisno, S.T.",
        trainees=trainees,
    )


def session(number: int, day: date, *, locked: bool = False) -> SessionColumn:
    return SessionColumn(
        id=f"s{number:031}",
        number=number,
        day=day,
        start=time(8),
        end=time(16),
        jp=8,
        locked=locked,
        future=day > NOW.date(),
    )


def mark(code: Code, *, minutes_late: int | None = None, pending: bool = False) -> MarkCell:
    return MarkCell(
        code=code,
        minutes_late=minutes_late,
        note=None,
        by="Sutrisno, S.T.",
        at=datetime(2026, 6, 9, 1, 27, tzinfo=UTC),
        device="Laptop Bengkel A",
        method="manual",
        pending=pending,
        disputed=False,
    )


def attendance_row(number: int, name: str, cells: Sequence[MarkCell | None], *, left: int) -> AttendanceRow:
    codes = [cell.code for cell in cells if cell is not None]
    counts = tuple(codes.count(code) for code in Code)
    attended = counts[0] + counts[1]
    rate = attended / len(codes) if codes else None
    total = len(codes) + left
    needed = max(0, -(-8 * total // 10) - attended)
    return AttendanceRow(
        enrolment=f"e{number:031}",
        number=number,
        name=name,
        cells=tuple(cells),
        counts=(counts[0], counts[1], counts[2], counts[3], counts[4]),
        rate=rate,
        below=rate is not None and rate < 0.8,
        needed=needed if needed <= left else None,
        left=left,
    )


def attendance_sheet(
    *,
    names: Sequence[str] = NAMES,
    sessions: Sequence[SessionColumn] | None = None,
    marks: Sequence[str] | None = None,
    current: int | None = TODAY,
) -> AttendanceSheet:
    """A letter per session and trainee, a blank for unmarked; what is left out is unmarked."""
    columns = tuple(sessions or [session(at + 1, day) for at, day in enumerate(DAYS)])
    letters = marks if marks is not None else MARKS
    rows = []
    for at, name in enumerate(names):
        line = (letters[at] if at < len(letters) else "").ljust(len(columns))
        cells = [_cell(letter, waiting=column == current) for column, letter in enumerate(line)]
        rows.append(attendance_row(at + 1, name, cells, left=cells.count(None)))
    return summed(
        AttendanceSheet(
            cohort=cohort(trainees=len(names)),
            sessions=columns,
            rows=tuple(rows),
            minimum=80,
            current=current,
            present=(),
            rate=None,
            waiting=0,
        )
    )


def _cell(letter: str, *, waiting: bool) -> MarkCell | None:
    if letter == " ":
        return None
    return mark(Code(letter), minutes_late=19 if letter == "T" else None, pending=waiting)


def summed(sheet: AttendanceSheet) -> AttendanceSheet:
    """The sheet with its sums made right."""
    attended = (Code.PRESENT, Code.LATE)
    present: list[int | None] = []
    for column in range(len(sheet.sessions)):
        codes = [cell.code for row in sheet.rows if (cell := row.cells[column]) is not None]
        present.append(sum(code in attended for code in codes) if codes else None)
    rates = [row.rate for row in sheet.rows if row.rate is not None]
    waiting = sum(cell is not None and cell.pending for row in sheet.rows for cell in row.cells)
    return replace(
        sheet,
        present=tuple(present),
        rate=sum(rates) / len(rates) if rates else None,
        waiting=waiting,
    )


def with_cell(sheet: AttendanceSheet, row: int, column: int, cell: MarkCell | None) -> AttendanceSheet:
    """The sheet with one cell replaced and all sums right."""
    before = sheet.rows[row]
    cells = (*before.cells[:column], cell, *before.cells[column + 1 :])
    after = attendance_row(before.number, before.name, cells, left=cells.count(None))
    return summed(replace(sheet, rows=(*sheet.rows[:row], after, *sheet.rows[row + 1 :])))


def letters(sheet: AttendanceSheet, column: int) -> str:
    """The marks of one session down the list, a blank for none."""
    return "".join(" " if (cell := row.cells[column]) is None else cell.code.value for row in sheet.rows)


class AttendanceDesk:
    """An owner as the application has it: applies each act to the sheet and shows the result."""

    def __init__(self, sheet: AttendanceSheet) -> None:
        self.sheet = sheet
        self.grid: object = None
        self.calls: list[tuple[object, ...]] = []
        self._before: list[AttendanceSheet] = []

    def mark(self, cells: Sequence[tuple[str, str]], code: Code | None, minutes_late: int | None) -> None:
        self.calls.append(("mark", len(cells), code, minutes_late))
        sheet = self.sheet
        for session_id, enrolment in cells:
            made = None if code is None else mark(code, minutes_late=minutes_late, pending=True)
            sheet = with_cell(sheet, *self._find(session_id, enrolment), made)
        self._show(sheet)

    def fill_rest(self, session_id: str) -> None:
        self.calls.append(("fill_rest", session_id))
        sheet, column = self.sheet, self._column(session_id)
        for row, each in enumerate(sheet.rows):
            if each.cells[column] is None:
                filled = replace(mark(Code.PRESENT, pending=True), method="fill")
                sheet = with_cell(sheet, row, column, filled)
        self._show(sheet)

    def note(self, session_id: str, enrolment_id: str, text: str) -> None:
        self.calls.append(("note", text))
        row, column = self._find(session_id, enrolment_id)
        cell = self.sheet.rows[row].cells[column]
        assert cell is not None
        self._show(with_cell(self.sheet, row, column, replace(cell, note=text or None)))

    def undo(self) -> None:
        self.calls.append(("undo",))
        if self._before:
            self._show(self._before.pop())
            self._before.pop()

    def _show(self, sheet: AttendanceSheet) -> None:
        self._before.append(self.sheet)
        self.sheet = sheet
        self.grid.set_sheet(sheet)  # type: ignore[attr-defined]

    def _column(self, session_id: str) -> int:
        return next(at for at, each in enumerate(self.sheet.sessions) if each.id == session_id)

    def _find(self, session_id: str, enrolment: str) -> tuple[int, int]:
        row = next(at for at, each in enumerate(self.sheet.rows) if each.enrolment == enrolment)
        return row, self._column(session_id)
