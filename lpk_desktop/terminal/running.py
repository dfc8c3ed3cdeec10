"""One call of a command line, and what becomes of failures."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence

import typer

from lpk_desktop.errors import UserError
from lpk_desktop.language import _
from lpk_desktop.messages import sentence
from lpk_desktop.messages.usage import WORDS as USAGE
from lpk_desktop.reports import write_report
from lpk_desktop.terminal.usage import as_user_error


def run(app: typer.Typer, arguments: Sequence[str], *, program: str) -> int:
    """Run one command line; gives the exit status of commands.md and never raises."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    try:
        result = app(args=list(arguments), standalone_mode=False, prog_name=program)
        return result if isinstance(result, int) else 0
    except UserError as error:
        return _told(error)
    except typer.Exit as error:
        return error.exit_code
    except (typer.Abort, KeyboardInterrupt):
        say(_("Dibatalkan. Yang sudah tersimpan tetap tersimpan."))
        return 1
    except typer.TyperException as error:
        return _misused(error, program)
    except Exception as error:  # noqa: BLE001  the last door: a bug becomes a report, not a traceback
        file = write_report(error) or "–"
        say(_("Ini kesalahan program, bukan kesalahan Anda. Laporan disimpan: {file}").format(file=file))
        return 3


def say(line: str) -> None:
    """Words for people, on standard error."""
    typer.echo(line, err=True)


def _misused(error: typer.TyperException, program: str) -> int:
    if type(error).__name__ != "NoArgsIsHelpError":
        return _told(as_user_error(error, program=program))
    say(error.format_message())
    return 2


def _told(error: UserError) -> int:
    say(sentence(error))
    return 2 if error.code in USAGE else 1
