"""The commands put together, and what becomes of failures."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from lpk_desktop.cli import attendance, backup, centre, certificates, cohort, log, results, roster, sync, tour
from lpk_desktop.cli.context import Context, say
from lpk_desktop.cli.usage import usage_words
from lpk_desktop.errors import UserError
from lpk_desktop.language import _
from lpk_desktop.messages import words
from lpk_desktop.paths import data_folder
from lpk_desktop.reports import write_report

app = typer.Typer(
    name="lpk-desktop",
    help=_("Peserta, kehadiran, hasil, dan sertifikat pusat pelatihan; lengkap tanpa jaringan."),
    invoke_without_command=True,
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for commands in (centre, roster, cohort, attendance, results, certificates, sync, log, backup, tour):
    commands.add_to(app)


@app.callback()
def common(
    ctx: typer.Context,
    data: Annotated[Path | None, typer.Option(help=_("Folder data pusat."), metavar="FOLDER")] = None,
    user: Annotated[str | None, typer.Option(help=_("Nama orang yang masuk."), metavar="NAMA")] = None,
    password_file: Annotated[
        Path | None,
        typer.Option(help=_("Berkas berisi kata sandi; atau isi LPK_PASSWORD."), metavar="BERKAS"),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help=_("Cetak hasil sebagai satu dokumen JSON."))] = False,  # noqa: FBT002
    lang: Annotated[str, typer.Option(help=_("Bahasa: id atau en."), metavar="BAHASA")] = "id",  # noqa: ARG001
) -> None:
    """Keep the common options."""
    ctx.obj = Context(data=data or data_folder(), user=user, password_file=password_file, json=json)
    if ctx.invoked_subcommand is None:
        say(ctx.get_help())
        raise typer.Exit(2)


def run(arguments: Sequence[str]) -> int:
    """Run one command line; gives the exit status of commands.md and never raises."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    try:
        result = app(args=list(arguments), standalone_mode=False, prog_name="lpk-desktop")
        return result if isinstance(result, int) else 0
    except UserError as error:
        what, advice = words(error)
        say(f"{what} {advice}".strip())
        return 1
    except typer.Exit as error:
        return error.exit_code
    except (typer.Abort, KeyboardInterrupt):
        say(_("Dibatalkan. Yang sudah tersimpan tetap tersimpan."))
        return 1
    except typer.TyperException as error:
        for line in usage_words(error):
            say(line)
        return 2
    except Exception as error:  # noqa: BLE001  the last door: a bug becomes a report, not a traceback
        say(
            _("Ini kesalahan program, bukan kesalahan Anda. Laporan disimpan: {file}").format(
                file=write_report(error) or "–"
            )
        )
        return 3
