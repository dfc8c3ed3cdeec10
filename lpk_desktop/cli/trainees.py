"""`trainees merge | export-own | due | erase | retention`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lpk_desktop.cli import erasing
from lpk_desktop.cli.context import context, now
from lpk_desktop.cli.naming import trainee_named
from lpk_desktop.language import N_, _
from lpk_desktop.services import merging
from lpk_desktop.services.own_data import take_own_data
from lpk_desktop.storage.capture import recording_of
from lpk_desktop.terminal.helping import Program, group


def add_to(app: Program) -> None:
    """Register these commands."""
    commands = group(N_("Peserta."))
    commands.command("merge", help=N_("Menggabungkan dua data satu orang; bisa diurungkan."))(merge)
    own = N_("Menyimpan seluruh data satu orang untuk orang itu, sebagai PDF atau JSON.")
    commands.command("export-own", help=own)(export_own)
    erasing.add_to(commands)
    app.add_typer(commands, name="trainees")


def merge(
    ctx: typer.Context,
    one: Annotated[str, typer.Argument(help=N_("Id satu data, dari check."), metavar=N_("ID"))],
    other: Annotated[str, typer.Argument(help=N_("Id data lainnya."), metavar=N_("ID"))],
) -> None:
    """Make two rows of one person one; the row made first stays."""
    shared = context(ctx)
    with shared.store() as store:
        with store.read() as session:
            name = merging.kept_name(session, one, other)
        label = _("Data ganda {name} digabung").format(name=name)
        with store.write(label) as session:
            kept = merging.merge(session, one, other)
            recording = recording_of(session)
    shared.answer({"trainee": kept, "name": name, "transaction": f"{recording.origin}.{recording.tx}"}, label)


def export_own(
    ctx: typer.Context,
    trainee: Annotated[str, typer.Argument(help=N_("Nama atau id peserta."), metavar=N_("PESERTA"))],
    out: Annotated[
        Path,
        typer.Option("--out", help=N_("Berkas .pdf untuk dibaca, atau .json."), metavar=N_("BERKAS")),
    ],
) -> None:
    """Write everything about one person, NIK and KPJ whole; it is on record before."""
    from lpk_desktop.documents.own_data import check_name, write_own_data  # noqa: PLC0415  reportlab

    shared = context(ctx)
    check_name(out)
    with shared.store() as store:
        with store.read() as session:
            person = trainee_named(session, trainee)
        data, permit = take_own_data(store, person, where=out.name, at=now())
        write_own_data(data, out, permit)
    name = data.person["name"] or ""
    shared.answer(
        {"trainee": person, "name": name, "file": str(out)},
        _("Seluruh data {name} disimpan di {file}").format(name=name, file=out),
    )
