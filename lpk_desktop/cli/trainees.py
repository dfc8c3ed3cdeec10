"""`trainees merge`."""

from __future__ import annotations

from typing import Annotated

import typer

from lpk_desktop.cli.context import context
from lpk_desktop.language import _
from lpk_desktop.services import merging
from lpk_desktop.storage.capture import recording_of


def add_to(app: typer.Typer) -> None:
    """Register these commands."""
    group = typer.Typer(help=_("Peserta."), no_args_is_help=True)
    group.command("merge", help=_("Menggabungkan dua data satu orang; bisa diurungkan."))(merge)
    app.add_typer(group, name="trainees")


def merge(
    ctx: typer.Context,
    one: Annotated[str, typer.Argument(help=_("Id satu data, dari check."))],
    other: Annotated[str, typer.Argument(help=_("Id data lainnya."))],
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
