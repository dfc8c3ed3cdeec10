"""`access`: whose data was seen or left, when, by whom, where to (UU 27/2022, article 46)."""

from __future__ import annotations

from typing import Annotated

import typer

from lpk_desktop.cli.context import context, day
from lpk_desktop.cli.naming import trainee_named
from lpk_desktop.language import N_, _
from lpk_desktop.messages.history import computer_words, moment_words
from lpk_desktop.messages.privacy import way_words
from lpk_desktop.services.privacy import AccessEntry, accesses
from lpk_desktop.terminal.helping import Program


def add_to(app: Program) -> None:
    """Register this command."""
    app.command("access", help=N_("Siapa melihat atau mengambil data siapa, dan kapan."))(show_accesses)


def show_accesses(
    ctx: typer.Context,
    trainee: Annotated[
        str | None, typer.Option(help=N_("Nama atau id peserta."), metavar=N_("PESERTA"))
    ] = None,
    since: Annotated[
        str | None, typer.Option(help=N_("Hari pertama yang ditampilkan."), metavar=N_("TANGGAL"))
    ] = None,
) -> None:
    """The whole access log, newest first, or that of one person, or from a day on."""
    shared = context(ctx)
    first = day(since) if since else None
    with shared.store() as store, store.read() as session:
        whose = trainee_named(session, trainee) if trainee else None
        found = accesses(session, trainee=whose, since=first, limit=None)
    shared.answer(
        [_facts(entry) for entry in found],
        *(_line(entry) for entry in found),
        empty=_("Belum ada data yang dilihat lengkap atau diambil."),
    )


def _facts(entry: AccessEntry) -> dict[str, object]:
    return {
        "at": entry.at.isoformat(),
        "by": entry.by,
        "computer": computer_words(entry.computer),
        "way": entry.way,
        "detail": entry.detail,
        "persons": [{"trainee": each.id, "name": each.name} for each in entry.persons],
        "words": way_words(entry.way, entry.detail),
    }


def _line(entry: AccessEntry) -> str:
    who, what = entry.by or _("tanpa nama"), way_words(entry.way, entry.detail)
    where = _("di {computer}").format(computer=computer_words(entry.computer))
    whose = ", ".join(each.name or each.id for each in entry.persons) or _("orang yang belum terdaftar")
    return f"{moment_words(entry.at)}  {who}  {what}  {where}: {whose}"
