"""`tour`: the whole main job on the sample files, in a fresh folder."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from lpk_desktop.cli.context import context, say
from lpk_desktop.errors import UserError
from lpk_desktop.language import N_
from lpk_desktop.terminal.helping import Program


def add_to(app: Program) -> None:
    """Register this command."""
    app.command(help=N_("Seluruh pekerjaan utama pada berkas contoh, tanpa layar; hasilnya di --out."))(tour)


def tour(
    ctx: typer.Context,
    out: Annotated[
        Path, typer.Option(help=N_("Folder untuk PDF, buku kerja, dan gambar layar."), metavar=N_("FOLDER"))
    ],
) -> None:
    """Do the main job; leave papers, workbooks and a picture of each page."""
    from lpk_desktop.tour.run import run_tour  # noqa: PLC0415  brings Qt, reportlab and requests

    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError("file-not-writable", file=str(out)) from error
    with tempfile.TemporaryDirectory(prefix="lpk-tour-", ignore_cleanup_errors=True) as folder:
        files = run_tour(Path(folder), out, say=say)
    context(ctx).answer([str(file) for file in files], *(str(file) for file in files))
