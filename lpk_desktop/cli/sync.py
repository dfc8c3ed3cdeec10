"""`pair`, `sync` and `sync status`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from lpk_desktop.cli.context import back_up_first, context, moment
from lpk_desktop.domain.backups import Reason
from lpk_desktop.errors import UserError
from lpk_desktop.language import N_, _, counted
from lpk_desktop.messages import sentence
from lpk_desktop.services.centre import centre
from lpk_desktop.storage.device import sync_state
from lpk_desktop.storage.outbox import waiting
from lpk_desktop.terminal.helping import Program


def add_to(app: Program) -> None:
    """Register these commands."""
    app.command(help=N_("Memasangkan komputer ini dengan server pusat."))(pair)
    commands = Program(help=N_("Sinkronisasi dengan server pusat."), invoke_without_command=True)
    commands.callback()(sync)
    commands.command("status", help=N_("Apa yang menunggu dikirim."))(status)
    app.add_typer(commands, name="sync")


def pair(
    ctx: typer.Context,
    url: Annotated[str, typer.Argument(help=N_("Alamat server pusat."), metavar=N_("ALAMAT"))],
    code: Annotated[str, typer.Argument(help=N_("Kode sekali pakai."), metavar=N_("KODE"))],
) -> None:
    """Join a centre at the central API."""
    from lpk_desktop.sync.replica import pair_device  # noqa: PLC0415  requests takes its time

    shared = context(ctx)
    with shared.store() as store:
        back_up_first(store, Reason.PAIRING)
        paired = pair_device(store, url, code)
    shared.answer(
        {"centre": paired.centre, "centre_name": paired.centre_name, "device": paired.device},
        _("Terpasang dengan {name} sebagai perangkat {device}.").format(
            name=paired.centre_name, device=paired.device
        ),
    )


def sync(ctx: typer.Context) -> None:
    """One round with the centre."""
    if ctx.invoked_subcommand is not None:
        return
    from lpk_desktop.sync.replica import sync_now  # noqa: PLC0415  requests takes its time

    shared = context(ctx)
    with shared.store() as store:
        outcome = sync_now(store)
        with store.read() as session:
            state = sync_state(session)
    document = {
        "sent": outcome.sent,
        "received": outcome.received,
        "set_aside": len(outcome.set_aside),
        "waiting": outcome.waiting,
        "last_success": state.last_success.isoformat() if state and state.last_success else None,
    }
    shared.answer(
        document,
        _("Terkirim {sent}, diterima {received}, menunggu {waiting}.").format(
            sent=outcome.sent, received=outcome.received, waiting=outcome.waiting
        ),
    )


def status(ctx: typer.Context) -> None:
    """What waits, and when the last round succeeded."""
    shared = context(ctx)
    with shared.store() as store, store.read() as session:
        state, count, zone = sync_state(session), waiting(session), centre(session).zone
    last = state.last_success if state else None
    document: dict[str, Any] = {
        "paired": state is not None,
        "url": state.url if state else None,
        "waiting": count,
        "last_success": last.isoformat() if last else None,
        "last_problem": state.last_problem if state else None,
    }
    if state is None:
        line = counted(
            "Belum dipasangkan dengan server pusat. {count} perubahan tersimpan di komputer ini.", count
        )
    else:
        when = moment(last, zone) if last else _("belum pernah")
        line = counted("{count} perubahan menunggu. Terakhir tersinkron: {when}.", count, when=when)
        if state.last_problem:
            line += " " + sentence(UserError(state.last_problem, url=state.url))
    shared.answer(document, line)
