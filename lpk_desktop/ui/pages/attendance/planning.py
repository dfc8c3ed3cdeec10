"""What an act on the attendance grid would change and why it may not: facts of a sheet, no Qt."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from lpk_desktop.domain.attendance import Code
from lpk_desktop.language import _
from lpk_desktop.services.views import AttendanceSheet, SessionColumn
from lpk_desktop.ui.dates import short_date
from lpk_desktop.ui.grids.filling import fills_down, open_rows
from lpk_desktop.ui.grids.geometry import Cell


class Plan(NamedTuple):
    """Cells to write, and the reason why others of the same act are left alone."""

    cells: list[Cell]
    refused: str | None


class Copy(NamedTuple):
    """Cells that take over one mark."""

    code: Code
    minutes_late: int | None
    cells: list[Cell]


def closed_reason(session: SessionColumn) -> str | None:
    """Why nobody may mark in this session, as a sentence; None when it is open."""
    if session.locked:
        return _(
            "Sesi {number} dikunci, tandanya tidak berubah. Buka kuncinya dulu untuk memperbaiki."
        ).format(number=session.number)
    if session.future:
        return _("Sesi {number} baru pada {day}. Tandai setelah sesi dimulai.").format(
            number=session.number, day=short_date(session.day)
        )
    return None


def plan_mark(
    sheet: AttendanceSheet, cells: Iterable[Cell], code: Code | None, minutes_late: int | None
) -> Plan:
    """Which of `cells` the mark would change: open sessions only, and not where it stands already."""
    wanted: list[Cell] = []
    refused: str | None = None
    for cell in cells:
        reason = closed_reason(sheet.sessions[cell[1]])
        if reason:
            refused = refused or reason
        elif _changes(sheet, cell, code, minutes_late):
            wanted.append(cell)
    return Plan(wanted, refused)


def _changes(sheet: AttendanceSheet, cell: Cell, code: Code | None, minutes_late: int | None) -> bool:
    mark = sheet.rows[cell[0]].cells[cell[1]]
    if mark is None or mark.disputed:
        return mark is not None or code is not None
    return mark.code != code or (minutes_late is not None and minutes_late != mark.minutes_late)


def plan_copies(sheet: AttendanceSheet, cells: Iterable[Cell]) -> tuple[list[Copy], str | None]:
    """Fill down, grouped by mark so that each is one act; columns whose top is unmarked stay as they are."""
    wanted: dict[tuple[Code, int | None], list[Cell]] = {}
    refused: str | None = None
    for (row, column), into in fills_down(cells):
        mark = sheet.rows[row].cells[column]
        if mark is None:
            continue
        plan = plan_mark(sheet, into, mark.code, mark.minutes_late)
        refused = refused or plan.refused
        wanted.setdefault((mark.code, mark.minutes_late), []).extend(plan.cells)
    copies = [Copy(code, minutes, found) for (code, minutes), found in wanted.items() if found]
    return copies, refused


def first_cell(sheet: AttendanceSheet) -> Cell | None:
    """Where work starts: the current session's first unmarked trainee, or its first; None without a cell."""
    if not (sheet.rows and sheet.sessions):
        return None
    column = 0 if sheet.current is None else sheet.current
    return next(iter(open_rows(sheet, column)), 0), column


def tally(sheet: AttendanceSheet, column: int) -> dict[Code, int]:
    """How often each code stands in a session; codes that do not are left out."""
    codes = [mark.code for row in sheet.rows if (mark := row.cells[column]) is not None]
    return {code: codes.count(code) for code in Code if code in codes}


def minutes_late(session: SessionColumn, now: datetime) -> int | None:
    """Minutes since the session began, None unless it is running at `now` (the centre's local time)."""
    if session.day != now.date() or not session.start <= now.time() <= session.end:
        return None
    return (now.hour - session.start.hour) * 60 + now.minute - session.start.minute
