"""`results record | show`."""

from __future__ import annotations

from typing import Annotated

import typer
from sqlalchemy.orm import Session

from lpk_desktop.cli.context import context, day, now, today
from lpk_desktop.domain.competency import Result, parse_results
from lpk_desktop.errors import UserError
from lpk_desktop.language import _
from lpk_desktop.services import cohorts, competency
from lpk_desktop.services.competency import Verdict
from lpk_desktop.services.trainees import enrolment_numbers, enrolment_of
from lpk_desktop.services.views import CompetencyRow, CompetencySheet


def add_to(app: typer.Typer) -> None:
    """Register these commands."""
    group = typer.Typer(help=_("Hasil K dan BK per unit."), no_args_is_help=True)
    group.command("record", help=_("Mencatat hasil satu unit: nomor=K atau nomor=BK:alasan."))(record)
    group.command("show", help=_("Hasil semua unit dan hasil akhir."))(show)
    app.add_typer(group, name="results")


def record(
    ctx: typer.Context,
    cohort: Annotated[str, typer.Option(help=_("Nomor kelas."))],
    unit: Annotated[str, typer.Option(help=_("Kode unit, atau nomor urut materi."))],
    entries: Annotated[list[str] | None, typer.Argument(help=_("Nomor urut = hasil."))] = None,
    rest: Annotated[str | None, typer.Option(help=_("Hasil untuk yang belum dinilai."))] = None,
    assessor: Annotated[str | None, typer.Option(help=_("Nama asesor."))] = None,
    date: Annotated[str | None, typer.Option(help=_("Hari asesmen; biasanya hari ini."))] = None,
    method: Annotated[str | None, typer.Option(help=_("Cara menilai."))] = None,
) -> None:
    """Record the results of one unit of a cohort."""
    shared = context(ctx)
    results = parse_results(entries or [])
    with shared.store() as store:
        on = day(date) if date else today(store)
        with store.write(_("Hasil {cohort} {unit}").format(cohort=cohort, unit=unit)) as session:
            cohort_id = cohorts.cohort_id(session, cohort)
            block = _block(competency.sheet(session, cohort_id, now=now()), unit)
            numbers = enrolment_numbers(session, cohort_id) if results else {}
            for each in results:
                verdict = Verdict(
                    result=each.result, assessor=assessor, day=on, method=method, note=each.note
                )
                enrolment = enrolment_of(numbers, each.number)
                competency.record(session, [enrolment], block, verdict, now=now())
            if rest is not None:
                session.flush()
                verdict = Verdict(result=_result(rest), assessor=assessor, day=on, method=method)
                competency.record(session, _open(session, cohort_id, block), block, verdict, now=now())
        with store.read() as session:
            grid = competency.sheet(session, cohort_id, now=now())
    counts = _counts(grid, block)
    shared.answer(counts, "  ".join(f"{code} {count}" for code, count in counts.items()))


def show(ctx: typer.Context, cohort: Annotated[str, typer.Option(help=_("Nomor kelas."))]) -> None:
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
    lines = (f"{row.number:>3}  {row.name:<30.30}  {_letters(row)}  {row.final.value}" for row in grid.rows)
    shared.answer(document, *lines)


def _letters(row: CompetencyRow) -> str:
    return " ".join((cell.result.value if cell else "–").ljust(2) for cell in row.cells)


def _result(text: str) -> Result:
    try:
        return Result(text.strip().upper())
    except ValueError:
        raise UserError("not-a-result", text=text[:20]) from None


def _block(grid: CompetencySheet, unit: str) -> str:
    """A block by its unit code, however it is cased, or by its place in the programme."""
    for position, block in enumerate(grid.blocks, start=1):
        if unit.strip().casefold() in {(block.code or block.title).casefold(), str(position)}:
            return block.id
    known = ", ".join(block.code or block.title for block in grid.blocks)
    raise UserError("unknown-unit", unit=unit, known=known)


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
