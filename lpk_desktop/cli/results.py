"""`results record | show`."""

from __future__ import annotations

from typing import Annotated

import typer
from sqlalchemy.orm import Session

from lpk_desktop.cli import options
from lpk_desktop.cli.context import context, day, listed, no_people, now, today
from lpk_desktop.domain.competency import Result, parse_results
from lpk_desktop.domain.formatting import echo
from lpk_desktop.domain.privacy import without_numbers
from lpk_desktop.errors import UserError
from lpk_desktop.language import N_, _
from lpk_desktop.messages.reasons import final_word
from lpk_desktop.services import cohorts, competency
from lpk_desktop.services.competency import Verdict
from lpk_desktop.services.trainees import enrolment_numbers, enrolment_of
from lpk_desktop.services.views import BlockColumn, CompetencyRow, CompetencySheet
from lpk_desktop.terminal.helping import Program, group


def add_to(app: Program) -> None:
    """Register these commands."""
    commands = group(N_("Hasil K dan BK per unit."))
    commands.command("record", help=N_("Mencatat hasil satu unit: nomor=K atau nomor=BK:alasan."))(record)
    commands.command("show", help=N_("Hasil semua unit dan hasil akhir."))(show)
    app.add_typer(commands, name="results")


def record(
    ctx: typer.Context,
    cohort: options.Cohort,
    unit: Annotated[str, typer.Option(help=N_("Kode unit, atau nomor urut materi."), metavar=N_("UNIT"))],
    entries: Annotated[
        list[str] | None, typer.Argument(help=N_("Nomor urut = hasil."), metavar=N_("NOMOR=HASIL"))
    ] = None,
    rest: Annotated[
        str | None, typer.Option(help=N_("Hasil untuk yang belum dinilai."), metavar=N_("HASIL"))
    ] = None,
    assessor: Annotated[str | None, typer.Option(help=N_("Nama asesor."), metavar=N_("NAMA"))] = None,
    date: Annotated[
        str | None, typer.Option(help=N_("Hari asesmen; biasanya hari ini."), metavar=N_("TANGGAL"))
    ] = None,
    method: Annotated[str | None, typer.Option(help=N_("Cara menilai."), metavar=N_("CARA"))] = None,
) -> None:
    """Record the results of one unit of a cohort."""
    shared = context(ctx)
    results = parse_results(entries or [])
    with shared.store() as store:
        on = day(date) if date else today(store)
        with store.read() as session:
            cohort_id = cohorts.cohort_id(session, cohort)
            block = _block(competency.sheet(session, cohort_id, now=now()), unit)
        label = _("Hasil {cohort} {unit}").format(cohort=cohort, unit=block.code or block.title)
        with store.write(label) as session:
            numbers = enrolment_numbers(session, cohort_id) if results else {}
            for each in results:
                verdict = Verdict(
                    result=each.result, assessor=assessor, day=on, method=method, note=each.note
                )
                enrolment = enrolment_of(numbers, each.number)
                competency.record(session, [enrolment], block.id, verdict, now=now())
            if rest is not None:
                session.flush()
                verdict = Verdict(result=_result(rest), assessor=assessor, day=on, method=method)
                competency.record(session, _open(session, cohort_id, block.id), block.id, verdict, now=now())
        with store.read() as session:
            grid = competency.sheet(session, cohort_id, now=now())
    counts = _counts(grid, block.id)
    shared.answer(counts, listed(counts, {"unassessed": _("belum dinilai")}))


def show(ctx: typer.Context, cohort: options.Cohort) -> None:
    """All results and final results of a cohort."""
    shared = context(ctx)
    with shared.store() as store, store.read() as session:
        grid = competency.sheet(session, cohorts.cohort_id(session, cohort), now=now())
    rows = [
        {
            "number": row.number,
            "name": row.name,
            "results": [cell.result.value if cell else None for cell in row.cells],
            "final": row.final.value,
            "reasons": list(row.reasons),
        }
        for row in grid.rows
    ]
    document = {"units": [{"code": block.code, "title": block.title} for block in grid.blocks], "rows": rows}
    lines = (
        f"{row.number:>3}  {row.name:<30.30}  {_letters(row)}  {final_word(row.final)}" for row in grid.rows
    )
    shared.answer(document, *lines, empty=no_people())


def _letters(row: CompetencyRow) -> str:
    return " ".join((cell.result.value if cell else "–").ljust(2) for cell in row.cells)


def _result(text: str) -> Result:
    try:
        return Result(text.strip().upper())
    except ValueError:
        raise UserError("not-a-result", text=echo(text)[:20]) from None


def _block(grid: CompetencySheet, unit: str) -> BlockColumn:
    """A block by its unit code, however it is cased, or by its place in the programme."""
    for position, block in enumerate(grid.blocks, start=1):
        if unit.strip().casefold() in {(block.code or block.title).casefold(), str(position)}:
            return block
    known = ", ".join(block.code or block.title for block in grid.blocks)
    raise UserError("unknown-unit", unit=without_numbers(unit), known=known)


def _open(session: Session, cohort: str, block: str) -> list[str]:
    grid = competency.sheet(session, cohort, now=now())
    column = [each.id for each in grid.blocks].index(block)
    return [row.enrolment for row in grid.rows if row.cells[column] is None]


def _counts(grid: CompetencySheet, block: str) -> dict[str, int]:
    column = [each.id for each in grid.blocks].index(block)
    found = [row.cells[column] for row in grid.rows]
    counts = {
        result.value: sum(cell is not None and cell.result is result for cell in found) for result in Result
    }
    return counts | {"unassessed": sum(cell is None for cell in found)}
