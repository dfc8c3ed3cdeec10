"""The commands put together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from lpk_desktop.cli import (
    attendance,
    backup,
    centre,
    certificates,
    cohort,
    consent,
    log,
    privacy,
    results,
    roster,
    staff,
    sync,
    tour,
    trainees,
)
from lpk_desktop.cli.context import Context
from lpk_desktop.language import N_
from lpk_desktop.paths import data_folder
from lpk_desktop.terminal import running
from lpk_desktop.terminal.arguments import Language
from lpk_desktop.terminal.helping import Program
from lpk_desktop.terminal.running import say

PROGRAM = "lpk-desktop"

app = Program(
    name=PROGRAM,
    help=N_("Peserta, kehadiran, hasil, dan sertifikat pusat pelatihan; lengkap tanpa jaringan."),
    invoke_without_command=True,
)
for commands in (
    centre, staff, roster, trainees, cohort, attendance, results, certificates, sync, log,
    privacy, consent, backup, tour,
):  # fmt: skip
    commands.add_to(app)


@app.callback()
def common(
    ctx: typer.Context,
    data: Annotated[
        Path | None,
        typer.Option(help=N_("Folder data pusat pelatihan."), metavar=N_("FOLDER"), envvar="LPK_DATA"),
    ] = None,
    user: Annotated[str | None, typer.Option(help=N_("Nama orang yang masuk."), metavar=N_("NAMA"))] = None,
    password_file: Annotated[
        Path | None,
        typer.Option(help=N_("Berkas berisi kata sandi; atau isi LPK_PASSWORD."), metavar=N_("BERKAS")),
    ] = None,
    new_password_file: Annotated[
        Path | None,
        typer.Option(
            help=N_("Berkas berisi kata sandi baru; atau isi LPK_NEW_PASSWORD."), metavar=N_("BERKAS")
        ),
    ] = None,
    json: Annotated[  # noqa: FBT002
        bool, typer.Option("--json", help=N_("Cetak hasil sebagai satu dokumen JSON."))
    ] = False,
    lang: Annotated[  # noqa: ARG001  read before the arguments are, by `choose_language`
        Language | None, typer.Option(help=N_("Bahasa: id atau en; atau isi LPK_LANG."), metavar=N_("BAHASA"))
    ] = None,
) -> None:
    """Keep the common options."""
    ctx.obj = Context(
        data=data or data_folder(),
        user=user,
        password_file=password_file,
        new_password_file=new_password_file,
        json=json,
    )
    if ctx.invoked_subcommand is None:
        say(ctx.get_help())
        raise typer.Exit(2)


def run(arguments: Sequence[str]) -> int:
    """Run one command line; gives the exit status of commands.md and never raises."""
    return running.run(app, arguments, program=PROGRAM)
