"""`backup` and `restore`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lpk_desktop.cli.context import Context, context, now, say, wait
from lpk_desktop.errors import UserError
from lpk_desktop.language import N_, _, counted
from lpk_desktop.messages import sentence, words
from lpk_desktop.messages.backup import backup_reason, left_behind_words, salvaged_words, untold_words
from lpk_desktop.messages.findings import finding_words
from lpk_desktop.storage.door import Gate
from lpk_desktop.terminal.helping import Program

if TYPE_CHECKING:
    from lpk_desktop.services.backups import BackupLine
    from lpk_desktop.services.ways_in import WayIn


def add_to(app: Program) -> None:
    """Register these commands."""
    app.command("backup", help=N_("Membuat cadangan terenkripsi yang sudah diperiksa."))(back_up)
    app.command(help=N_("Memulihkan cadangan. Berkas yang sekarang disimpan di sampingnya."))(restore)


def back_up(
    ctx: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(
            help=N_("Berkas atau folder; tanpa ini: folder cadangan sendiri."), metavar=N_("BERKAS")
        ),
    ] = None,
    *,
    show: Annotated[bool, typer.Option("--list", help=N_("Hanya menampilkan cadangan yang ada."))] = False,
    verify: Annotated[
        bool, typer.Option("--verify", help=N_("Hanya memeriksa berkas itu, atau cadangan terbaru."))
    ] = False,
    second: Annotated[
        Path | None, typer.Option(help=N_("Folder tempat kedua, misalnya di stik USB."), metavar=N_("FOLDER"))
    ] = None,
) -> None:
    """Make a backup, checked; or list them, or check one."""
    from lpk_desktop.services import backups  # noqa: PLC0415  brings the database

    shared = context(ctx)
    if show:
        found = backups.backups(shared.data)
        shared.answer([_document(each) for each in found], *(_sentence(each) for each in found))
    elif verify:
        _verify(shared, file)
    else:
        _make(shared, file, second)


def _make(shared: Context, file: Path | None, second: Path | None) -> None:
    from lpk_desktop.domain.backups import Reason  # noqa: PLC0415
    from lpk_desktop.services import backups  # noqa: PLC0415

    with shared.store() as store:
        if second is not None:
            backups.choose_second_place(store, second)
        if file is not None:
            line, carried = backups.back_up_to(store, file, at=now()), None
        else:
            made = backups.back_up(store, reason=Reason.ASKED, at=now())
            line, carried = made.line, made.carried
            if made.trouble is not None:
                say(sentence(made.trouble))
    lines = [_("Cadangan dibuat dan diperiksa: {file}").format(file=line.path)]
    if line.findings:
        lines = [
            _("Cadangan dibuat: {file}").format(file=line.path),
            counted("Pemeriksaan menemukan {count} hal; jalankan lpk-desktop check.", line.findings),
        ]
    if carried is not None:
        lines.append(_("Juga di tempat kedua: {file}").format(file=carried))
    shared.answer(_document(line) | {"second_place": str(carried) if carried else None}, *lines)


def _verify(shared: Context, file: Path | None) -> None:
    from lpk_desktop.services import backups  # noqa: PLC0415

    if file is None:
        newest = backups.newest_backup(shared.data, now=now())
        if newest is None:
            raise UserError("no-backup", folder=str(shared.data))
        file = newest.path
    way_in, gate = _way_in(shared, file, recovery=False)
    report = backups.verify(shared.data, file, way_in=way_in, gate=gate)
    findings = [{"code": each.code, **each.facts} for each in report.findings]
    shared.answer(
        {
            "file": str(file),
            "clean": report.clean,
            "counts": dict(report.counts),
            "findings": findings,
        },
        *(finding_words(each.code.value, each.facts) for each in report.findings),
        (
            _("Cadangan utuh dan bersih: {file}") if report.clean else _("Ada yang perlu diperiksa: {file}")
        ).format(file=file),
    )
    if not report.clean:
        raise typer.Exit(1)


def restore(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help=N_("Berkas cadangan, .lpkbackup."), metavar=N_("BERKAS"))],
    *,
    recovery: Annotated[
        bool, typer.Option("--recovery", help=N_("Yang diberikan adalah kode pemulihan, bukan kata sandi."))
    ] = False,
) -> None:
    """Put a backup in the place of the data folder's files, which are kept beside."""
    from lpk_desktop.services import backups  # noqa: PLC0415  brings the database

    shared = context(ctx)
    way_in, gate = _way_in(shared, file, recovery=recovery)
    done = backups.restore(shared.data, file, way_in=way_in, gate=gate, at=now())
    told = done.manifest
    lines = [
        _("Dipulihkan: {centre}, keadaan {at:%Y-%m-%d %H.%M}.").format(centre=told.centre, at=told.local)
    ]
    if done.aside is not None:
        lines.append(_("Berkas dari sebelumnya disimpan di {folder}.").format(folder=done.aside))
    if done.salvaged:
        lines.append(salvaged_words(done.salvaged))
    if done.untold:
        lines.append(untold_words())
    if done.left_behind:
        lines.append(left_behind_words(done.left_behind))
    if told.number:
        lines.append(_("Sinkronkan sekali, supaya yang sudah terkirim kembali."))
    shared.answer(
        {
            "file": str(file),
            "centre": told.centre,
            "made_at": told.at.isoformat(),
            "aside": str(done.aside) if done.aside else None,
            "salvaged": done.salvaged,
            "left_behind": done.left_behind,
            "untold": done.untold,
        },
        *lines,
    )


def _way_in(shared: Context, file: Path, *, recovery: bool) -> tuple[WayIn, Gate]:
    """What the person gave, after the wait that wrong passwords have cost at the door."""
    from lpk_desktop.services import backups, ways_in  # noqa: PLC0415

    people = backups.people_in(shared.data, file)
    secret, gate = shared.password(), Gate(shared.data)
    if secret is None:
        raise UserError("password-missing")
    if recovery:
        return ways_in.with_code(secret), gate
    name = shared.person_of(people)
    wait(ways_in.seconds_to_wait(shared.data, file, name=name, gate=gate))
    return ways_in.with_password(name, secret), gate


def _document(line: BackupLine) -> dict[str, Any]:
    return {
        "file": str(line.path),
        "made_at": line.at.isoformat() if line.at else None,
        "size": line.size,
        "reason": line.reason.value if line.reason else None,
        "sound": line.sound,
        "findings": line.findings,
        "problem": line.problem or None,
    }


def _sentence(line: BackupLine) -> str:
    if line.at is None:
        return f"{line.path.name}  {words(UserError(line.problem, file=line.path.name))[0]}"
    state = _("baik") if line.sound else counted("{count} temuan", line.findings)
    return f"{line.at:%Y-%m-%d %H.%M}  {backup_reason(line.reason)}  {state}  {line.path}"
