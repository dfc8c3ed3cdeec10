"""`attendance mark | show`."""

from __future__ import annotations

from collections import Counter
from datetime import date, time
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from lpk_desktop.cli import options
from lpk_desktop.cli.context import context, day, listed, no_people, now, share_words, time_of_day
from lpk_desktop.domain.attendance import Code, MarkEntry, parse_code, parse_marks
from lpk_desktop.errors import UserError
from lpk_desktop.language import N_, _, counted
from lpk_desktop.services import attendance, cohorts
from lpk_desktop.services.attendance import Entry
from lpk_desktop.services.trainees import enrolment_numbers, enrolment_of
from lpk_desktop.services.views import AttendanceSheet
from lpk_desktop.terminal.helping import Program, group
from lpk_desktop.ui.dates import plain_date


def add_to(app: Program) -> None:
    """Register these commands."""
    commands = group(N_("Kehadiran."))
    commands.command("mark", help=N_("Menandai kehadiran satu sesi: nomor=tanda."))(mark)
    commands.command("show", help=N_("Tanda, persentase, dan perkiraan."))(show)
    app.add_typer(commands, name="attendance")


def mark(
    ctx: typer.Context,
    cohort: options.Cohort,
    date: Annotated[str, typer.Option(help=N_("Hari sesi."), metavar=N_("TANGGAL"))],
    entries: Annotated[
        list[str] | None,
        typer.Argument(help=N_("Nomor urut = tanda, misalnya 7=A."), metavar=N_("NOMOR=TANDA")),
    ] = None,
    rest: Annotated[
        str | None, typer.Option(help=N_("Tanda untuk yang belum ditandai."), metavar=N_("TANDA"))
    ] = None,
    start: Annotated[
        str | None, typer.Option(help=N_("Jam mulai, bila sehari ada beberapa sesi."), metavar=N_("JAM"))
    ] = None,
) -> None:
    """Mark one session of a cohort."""
    shared = context(ctx)
    marks = parse_marks(entries or [])
    on, begins = day(date), None if start is None else time_of_day(start)
    with shared.store() as store:
        label = _("Kehadiran {cohort} {day}").format(cohort=cohort, day=plain_date(on))
        with store.write(label) as session:
            cohort_id = cohorts.cohort_id(session, cohort)
            meeting = _session_on(session, cohort_id, on, begins)
            _mark_each(session, cohort_id, meeting, marks, by=store.author)
            if rest is not None:
                code, minutes = parse_code(rest)
                entry = Entry(code=code, minutes_late=minutes, method="fill")
                attendance.fill_rest(session, meeting, entry, by=store.author, now=now())
        with store.read() as session:
            grid = attendance.sheet(session, cohort_id, now=now())
    counts = _counts(grid, meeting)
    shared.answer(counts, listed(counts, {"unmarked": _("belum ditandai")}))


def show(ctx: typer.Context, cohort: options.Cohort) -> None:
    """The whole grid with rates and forecast."""
    shared = context(ctx)
    with shared.store() as store, store.read() as session:
        grid = attendance.sheet(session, cohorts.cohort_id(session, cohort), now=now())
    shared.answer(_document(grid), *_lines(grid), empty=no_people())


def _session_on(session: Session, cohort: str, on: date, start: time | None) -> str:
    found = [item for item in cohorts.schedule(session, cohort) if item.day == on and not item.cancelled]
    if start is not None:
        found = [item for item in found if item.start == start]
        if not found:
            raise UserError("no-session-then", day=on, start=start)
    if not found:
        raise UserError("no-session-on-day", day=on)
    if len(found) > 1:
        raise UserError("several-sessions", day=on, starts=", ".join(f"{item.start:%H:%M}" for item in found))
    return found[0].id


def _mark_each(
    session: Session, cohort: str, meeting: str, marks: tuple[MarkEntry, ...], *, by: str | None
) -> None:
    numbers = enrolment_numbers(session, cohort) if marks else {}
    for each in marks:
        entry = Entry(code=each.code, minutes_late=each.minutes)
        enrolment = enrolment_of(numbers, each.number)
        attendance.mark(session, [(meeting, enrolment)], entry, by=by, now=now())


def _counts(grid: AttendanceSheet, meeting: str) -> dict[str, int]:
    column = [each.id for each in grid.sessions].index(meeting)
    found = Counter(row.cells[column].code.value if row.cells[column] else "" for row in grid.rows)  # type: ignore[union-attr]
    return {code.value: found[code.value] for code in Code} | {"unmarked": found[""]}


def _document(grid: AttendanceSheet) -> dict[str, object]:
    return {
        "cohort": grid.cohort.number,
        "minimum": grid.minimum,
        "sessions": [{"number": each.number, "day": each.day.isoformat()} for each in grid.sessions],
        "rows": [
            {
                "number": row.number,
                "name": row.name,
                "marks": [cell.code.value if cell else None for cell in row.cells],
                "rate": row.rate,
                "below": row.below,
                "needed": row.needed,
                "left": row.left,
            }
            for row in grid.rows
        ],
        "rate": grid.rate,
    }


def _lines(grid: AttendanceSheet) -> list[str]:
    lines = []
    for row in grid.rows:
        letters = "".join(cell.code.value if cell else "·" for cell in row.cells)
        share = share_words(row.rate, minimum=grid.minimum)
        ahead = _forecast(row.needed, row.left) if row.below else ""
        lines.append(f"{row.number:>3}  {row.name:<30.30}  {letters}  {share:>6}{ahead}")
    return lines


def _forecast(needed: int | None, left: int) -> str:
    if needed is None:
        return "  " + _("tidak bisa mengejar lagi")
    return "  " + counted("masih bisa bila hadir {needed} dari {count} sesi sisa", left, needed=needed)
