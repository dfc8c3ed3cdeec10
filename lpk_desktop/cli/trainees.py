"""`trainees`: two rows of one person become one, and personal data whose time is over goes."""

from __future__ import annotations

from typing import Annotated

import typer

from lpk_desktop.cli import erasing
from lpk_desktop.cli.context import context
from lpk_desktop.language import N_, _
from lpk_desktop.services import merging
from lpk_desktop.storage.capture import recording_of
from lpk_desktop.terminal.helping import Program, group


def add_to(app: Program) -> None:
    """Register these commands."""
    commands = group(N_("Peserta."))
    commands.command("merge", help=N_("Menggabungkan dua data satu orang; bisa diurungkan."))(merge)
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
