"""Sheets as the design draws them, and owners that apply acts to them: fake data for the grids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone

from lpk_desktop.domain.attendance import Code
from lpk_desktop.domain.competency import Final, Result
from lpk_desktop.services.views import (
    AssessmentCell,
    AttendanceRow,
    AttendanceSheet,
    BlockColumn,
    CohortHead,
    CohortStatus,
    CompetencyRow,
    CompetencySheet,
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


LAS = (
    ("C.24LAS01.001.1", "Melaksanakan Persiapan Tempat Kerja", 4, "Wahyu Adi Nugroho"),
    ("C.24LAS01.003.1", "Menetapkan Proses dan Peralatan Las", 16, "Wahyu Adi Nugroho"),
    ("C.24LAS01.010.1", "Membuat Welding Procedure Specification (WPS)", 20, "Wahyu Adi Nugroho"),
    ("C.24LAS01.028.1", "Membuat Sambungan Las Fillet Sesuai WPS", 72, "Hesti Tri Prabowo"),
    ("C.24LAS01.029.1", "Membuat Sambungan Las Kampuh (Groove) Sesuai WPS", 100, "Hesti Tri Prabowo"),
    (None, "Materi umum: K3, produktivitas, kewirausahaan", 28, "Wahyu Adi Nugroho"),
)
RESULTS = (
    *("KKKKKK", "KKKKkK", "KKKKK ", "KKKKKK", "KKKB K", "KKKKKK", "KKK K ", "KKKKKK", "KKKKKK"),
    *("KB    ", "KKKKBK", "KK    ", "KKKKKK", "KKKkKK", "KKKKK ", "KKKB K"),
)
"""A letter per unit: k is a K of a second attempt; as in 03-competency.png."""
UNIT_DAYS = tuple(date(2026, *day) for day in ((5, 22), (5, 26), (5, 29), (6, 12), (6, 26), (6, 29)))


def block(
    number: int, code: str | None, title: str, *, jp: int = 20, assessor: str | None = None
) -> BlockColumn:
    return BlockColumn(
        id=f"b{number:031}", code=code, title=title, jp=jp, decree="Kepmenaker 98/2018", assessor=assessor
    )


def assessment(
    result: Result, *, day: date = UNIT_DAYS[0], note: str | None = None, attempt: int = 1
) -> AssessmentCell:
    return AssessmentCell(
        result=result,
        assessor="Hesti Tri Prabowo, MET.000.004182 2019",
        day=day,
        method="Praktik dan lisan",
        note=note,
        attempt=attempt,
        pending=False,
        disputed=False,
    )


def competency_row(number: int, name: str, cells: Sequence[AssessmentCell | None]) -> CompetencyRow:
    results = [None if cell is None else cell.result for cell in cells]
    final, reasons = Final.PASSED, tuple[str, ...]()
    if number == 12:
        final, reasons = Final.FAILED, ("attendance-out-of-reach", "unit-not-assessed")
    elif Result.NOT_YET in results:
        final = Final.REASSESS
        reasons = (
            ("unit-not-yet-competent", "unit-not-assessed")
            if None in results
            else ("unit-not-yet-competent",)
        )
    elif None in results:
        final, reasons = Final.INCOMPLETE, ("unit-not-assessed",)
    return CompetencyRow(
        enrolment=f"e{number:031}",
        number=number,
        name=name,
        cells=tuple(cells),
        competent=results.count(Result.COMPETENT),
        final=final,
        reasons=reasons,
    )


def competency_sheet(
    *,
    names: Sequence[str] = NAMES,
    blocks: Sequence[BlockColumn] | None = None,
    results: Sequence[str] | None = None,
    decree: str | None = "Kepmenaker 98/2018",
) -> CompetencySheet:
    """A letter per block and trainee: K, B for BK, k for a second attempt, a blank for not assessed."""
    columns = tuple(
        blocks
        if blocks is not None
        else [block(at, code, title, jp=jp, assessor=who) for at, (code, title, jp, who) in enumerate(LAS)]
    )
    letters = results if results is not None else RESULTS
    rows = []
    for at, name in enumerate(names):
        line = (letters[at] if at < len(letters) else "").ljust(len(columns))
        cells = [_assessed(letter, column) for column, letter in enumerate(line)]
        rows.append(competency_row(at + 1, name, cells))
    return CompetencySheet(
        cohort=cohort(trainees=len(names), status=CohortStatus.EXAM),
        blocks=columns,
        rows=tuple(rows),
        competent=_competent(rows, len(columns)),
        decree=decree,
        minimum=80,
        passed=sum(row.final is Final.PASSED for row in rows),
    )


def _assessed(letter: str, column: int) -> AssessmentCell | None:
    if letter == " ":
        return None
    day = UNIT_DAYS[column % len(UNIT_DAYS)]
    if letter == "B":
        return assessment(Result.NOT_YET, day=day, note="Undercut 0,8 mm di kaki las atas, batas 0,5 mm.")
    return assessment(Result.COMPETENT, day=day, attempt=2 if letter == "k" else 1)


def _competent(rows: Sequence[CompetencyRow], blocks: int) -> tuple[int, ...]:
    return tuple(
        sum((cell := row.cells[column]) is not None and cell.result is Result.COMPETENT for row in rows)
        for column in range(blocks)
    )


def with_assessment(
    sheet: CompetencySheet, row: int, column: int, cell: AssessmentCell | None
) -> CompetencySheet:
    """The sheet with one cell replaced and all sums right."""
    before = sheet.rows[row]
    cells = (*before.cells[:column], cell, *before.cells[column + 1 :])
    after = competency_row(before.number, before.name, cells)
    rows = (*sheet.rows[:row], after, *sheet.rows[row + 1 :])
    passed = sum(each.final is Final.PASSED for each in rows)
    return replace(sheet, rows=rows, competent=_competent(rows, len(sheet.blocks)), passed=passed)


def results(sheet: CompetencySheet, column: int) -> str:
    """The results of one block down the list: K, B for BK, a blank for none."""
    cells = [row.cells[column] for row in sheet.rows]
    return "".join(" " if cell is None else cell.result.value[0] for cell in cells)


class CompetencyDesk:
    """An owner as the application has it: applies each act to the sheet and shows the result."""

    def __init__(self, sheet: CompetencySheet) -> None:
        self.sheet, self.refuses = sheet, False
        self.grid: object = None
        self.calls: list[tuple[object, ...]] = []
        self._before: list[CompetencySheet] = []

    def record(
        self,
        cells: Sequence[tuple[str, str]],
        result: Result | None,
        *,
        note: str | None,
        assessor: str | None,
        day: date | None,
        method: str | None,
    ) -> bool:
        self.calls.append(("record", len(cells), result, note))
        sheet = self.sheet
        for block_id, enrolment in cells:
            row = next(at for at, each in enumerate(sheet.rows) if each.enrolment == enrolment)
            column = next(at for at, each in enumerate(sheet.blocks) if each.id == block_id)
            made = None
            if result is not None:
                usual = assessor or sheet.blocks[column].assessor
                fresh = assessment(result, day=day or NOW.date(), note=note)
                made = replace(fresh, assessor=usual, method=method, pending=True)
            sheet = with_assessment(sheet, row, column, made)
        if not self.refuses:
            self._show(sheet)
        return not self.refuses

    def undo(self) -> None:
        self.calls.append(("undo",))
        if self._before:
            self._show(self._before.pop())
            self._before.pop()

    def set_final(self) -> None:
        self.calls.append(("set_final",))

    def _show(self, sheet: CompetencySheet) -> None:
        self._before.append(self.sheet)
        self.sheet = sheet
        self.grid.set_sheet(sheet)  # type: ignore[attr-defined]
