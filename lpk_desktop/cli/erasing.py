"""`trainees due`, `trainees erase` and `trainees retention`: personal data whose time is over."""

from __future__ import annotations

from typing import Annotated

import typer

from lpk_desktop.cli.context import context, now, say
from lpk_desktop.domain.erasing import Reason
from lpk_desktop.domain.formatting import date_long
from lpk_desktop.language import N_, _, counted, current_language
from lpk_desktop.messages import erasing as words
from lpk_desktop.services import erasing
from lpk_desktop.services.erasing import Due
from lpk_desktop.storage.history import FINAL
from lpk_desktop.terminal.helping import Program

Whom = Annotated[
    list[str] | None, typer.Argument(help=N_("Nama lengkap atau id; boleh beberapa."), metavar=N_("ORANG"))
]


Sure = Annotated[bool, typer.Option("--yes", help=N_("Hapus sekarang; tanpa ini hanya dijelaskan."))]


def add_to(commands: Program) -> None:
    """Register these commands among those about trainees."""
    commands.command("due", help=N_("Daftar orang yang masa simpan datanya sudah lewat."))(due)
    commands.command("erase", help=N_("Menghapus data pribadi untuk selamanya; sertifikat tetap sah."))(erase)
    commands.command("retention", help=N_("Menetapkan berapa tahun data disimpan sesudah kelas terakhir."))(
        retention
    )


def due(ctx: typer.Context) -> None:
    """Whose data the centre no longer needs; nothing is erased."""
    shared = context(ctx)
    with shared.store() as store, store.read() as session:
        found = erasing.due(session, now=now())
        years = erasing.retention_years(session)
    empty = counted("Belum ada yang lewat masa simpan {count} tahun.", years)
    shared.answer([_document(each) for each in found], *(_line(each) for each in found), empty=empty)


def erase(
    ctx: typer.Context,
    whom: Whom = None,
    all_due: Annotated[bool, typer.Option("--due", help=N_("Semua yang ada di trainees due."))] = False,  # noqa: FBT002
    reason: Annotated[Reason, typer.Option(help=N_("Alasannya, untuk catatan."), metavar=N_("ALASAN"))] = (
        Reason.RETENTION
    ),
    yes: Sure = False,  # noqa: FBT002
) -> None:
    """Erase these people for good; without --yes say what that would do."""
    shared = context(ctx)
    at = now()
    with shared.store() as store:
        with store.read() as session:
            people = [erasing.whom(session, each) for each in whom or ()]
            if all_due:
                people += [each.trainee for each in erasing.due(session, now=at)]
            people = list(dict.fromkeys(people))
            found = erasing.preview(session, people, now=at)
        if yes:
            with store.write(words.label(len(people)), source=FINAL) as session:
                erasing.erase_people(session, people, reason=reason, now=at)
    document = {"people": people, "reason": reason.value, "erased": yes, "certificates": found.certificates}
    if yes:
        shared.answer(document, counted("Data pribadi {count} peserta sudah dihapus.", len(people)))
        return
    shared.answer(document, ", ".join(found.names), *words.preview_lines(found))
    say(_("Belum ada yang dihapus. Bila yakin, ulangi dengan --yes."))


def retention(
    ctx: typer.Context,
    years: Annotated[int, typer.Argument(help=N_("Berapa tahun."), metavar=N_("TAHUN"))],
) -> None:
    """Say how long data is kept."""
    shared = context(ctx)
    label = counted("Data peserta disimpan {count} tahun", years)
    with shared.store() as store, store.write(label) as session:
        erasing.set_retention(session, years)
    shared.answer({"years": years}, label)


def _document(each: Due) -> dict[str, object]:
    return {
        "id": each.trainee,
        "name": each.name,
        "since": each.since.isoformat(),
        "certificates": each.certificates,
        "removed": each.removed,
    }


def _line(each: Due) -> str:
    since = _("sejak {day}").format(day=date_long(each.since, language=current_language()))
    return f"{each.trainee}  {each.name}  {since}"
