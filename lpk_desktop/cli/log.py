"""`history`, `undo` and `check`."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from lpk_desktop.cli.context import context, say
from lpk_desktop.errors import UserError
from lpk_desktop.language import N_, _, counted
from lpk_desktop.messages.findings import finding_words
from lpk_desktop.messages.tables import table_words
from lpk_desktop.storage import history
from lpk_desktop.storage.history import ActId
from lpk_desktop.terminal.helping import Program


def add_to(app: Program) -> None:
    """Register these commands."""
    app.command("history", help=N_("Riwayat: apa yang dilakukan, siapa, kapan."))(show_history)
    app.command(help=N_("Mengurungkan satu tindakan."))(undo)
    app.command(help=N_("Memeriksa berkas, riwayat, dan kunci."))(check)


def show_history(
    ctx: typer.Context,
    row: Annotated[str | None, typer.Option(help=N_("Id baris."), metavar=N_("ID"))] = None,
    limit: Annotated[int, typer.Option(help=N_("Jumlah paling banyak."), metavar=N_("ANGKA"), min=1)] = 50,
) -> None:
    """The latest acts, or every change of one row. Values of NIK and KPJ are masked."""
    shared = context(ctx)
    with shared.store() as store, store.read() as session:
        if row is None:
            acts = history.acts(session, limit=limit)
            shared.answer(
                [
                    {
                        "transaction": _name(act.id),
                        "label": act.label,
                        "author": act.author,
                        "at": act.at.isoformat(),
                        "source": act.source,
                        "changes": act.changes,
                    }
                    for act in acts
                ],
                *(
                    f"{_name(act.id):>10}  {act.at:%Y-%m-%d %H:%M}  {act.label}  ({act.changes})"
                    for act in acts
                ),
            )
            return
        lines = history.row_history(session, row=_row_id(row))[:limit]
    shared.answer(
        [
            {
                "transaction": _name(line.act),
                "at": line.at.isoformat(),
                "author": line.author,
                "label": line.label,
                "table": line.table,
                "op": line.op.value,
                "field": line.field,
                "before": _masked(line.field, line.before),
                "after": _masked(line.field, line.after),
            }
            for line in lines
        ],
        *(
            f"{line.at:%Y-%m-%d %H:%M}  {line.author or '–'}  {line.field or line.op.value}: "
            f"{_masked(line.field, line.before)} → {_masked(line.field, line.after)}"
            for line in lines
        ),
    )


def undo(
    ctx: typer.Context,
    transaction: Annotated[
        str | None,
        typer.Argument(help=N_("Nomor dari history; tanpa nomor: yang terakhir."), metavar=N_("NOMOR")),
    ] = None,
) -> None:
    """Take one act back; what somebody changed since stays and is named."""
    shared = context(ctx)
    with shared.store() as store:
        with store.read() as session:
            act = _act(transaction) if transaction else history.next_undo(session, store.author)
            if act is None:
                raise UserError("nothing-to-undo")
            label = history.label_of(session, act)
        with store.write(_("Urungkan: {label}").format(label=label), source="undo", undoes=act) as session:
            undone = history.undo(session, act)
    for table, row in undone.left:
        left = _("Dibiarkan, karena sudah diubah lagi: {table} {row}")
        say(left.format(table=table_words(table), row=row))
    shared.answer(
        {
            "transaction": _name(act),
            "label": undone.label,
            "touched": undone.touched,
            "left": list(undone.left),
        },
        counted("Diurungkan: {label} ({count} perubahan)", undone.touched, label=undone.label),
    )


def check(ctx: typer.Context) -> None:
    """Check file, log and stamps; status 1 when something is wrong."""
    from lpk_desktop.storage.checking import check as check_store  # noqa: PLC0415

    shared = context(ctx)
    with shared.store() as store:
        report = check_store(store)
    findings = [{"code": each.code, **each.facts} for each in report.findings]
    shared.answer(
        {"clean": report.clean, "counts": dict(report.counts), "findings": findings},
        *(finding_words(each.code.value, each.facts) for each in report.findings),
        _("Bersih.") if report.clean else _("Ada yang perlu diperiksa."),
    )
    if not report.clean:
        raise typer.Exit(1)


def _row_id(text: str) -> str:
    found = text.replace("-", "").lower()
    if not re.fullmatch(r"[0-9a-f]{32}", found):
        raise UserError("no-such-row", row=text[:40])
    return found


def _masked(field: str | None, value: object) -> object:
    if field in {"nik", "kpj"} and isinstance(value, str):
        return f"•••• {value[-4:]}"
    return value


def _name(act: ActId) -> str:
    return f"{act[0]}.{act[1]}"


def _act(text: str) -> ActId:
    origin, _dot, number = text.partition(".")
    if not (origin.isdigit() and number.isdigit()):
        raise UserError("no-such-act")
    return int(origin), int(number)
