"""`backup` and `restore`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lpk_desktop.cli.context import Context, context, now, say
from lpk_desktop.errors import UserError
from lpk_desktop.language import _
from lpk_desktop.messages import words
from lpk_desktop.messages.backup import backup_reason

if TYPE_CHECKING:
    from lpk_desktop.services.backups import BackupLine
    from lpk_desktop.storage.backup import KeyFor


def add_to(app: typer.Typer) -> None:
    """Register these commands."""
    app.command("backup", help=_("Membuat cadangan terenkripsi yang sudah diperiksa."))(back_up)
    app.command(help=_("Memulihkan cadangan. Berkas yang sekarang disimpan di sampingnya."))(restore)


def back_up(
    ctx: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(help=_("Berkas atau folder; tanpa ini: folder cadangan pusat."))
    ] = None,
    show: Annotated[bool, typer.Option("--list", help=_("Hanya menampilkan cadangan yang ada."))] = False,  # noqa: FBT002
    verify: Annotated[  # noqa: FBT002  an option, never a position
        bool, typer.Option("--verify", help=_("Hanya memeriksa berkas itu, atau cadangan terbaru."))
    ] = False,
    second: Annotated[
        Path | None, typer.Option(help=_("Folder tempat kedua, misalnya di stik USB."), metavar="FOLDER")
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
                say(" ".join(words(made.trouble)).strip())
    lines = [_("Cadangan dibuat dan diperiksa: {file}").format(file=line.path)]
    if line.findings:
        count = _("Pemeriksaan menemukan {count} hal; jalankan lpk-desktop check.")
        lines = [_("Cadangan dibuat: {file}").format(file=line.path), count.format(count=line.findings)]
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
    report = backups.verify(shared.data, file, way_in=_way_in(shared, file, recovery=False))
    findings = [{"code": each.code, **each.facts} for each in report.findings]
    shared.answer(
        {
            "file": str(file),
            "clean": report.clean,
            "counts": dict(report.counts),
            "findings": findings,
        },
        *(str(finding) for finding in findings),
        (
            _("Cadangan utuh dan bersih: {file}") if report.clean else _("Ada yang perlu diperiksa: {file}")
        ).format(file=file),
    )
    if not report.clean:
        raise typer.Exit(1)


def restore(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help=_("Berkas cadangan, .lpkbackup."))],
    recovery: Annotated[  # noqa: FBT002  an option, never a position
        bool, typer.Option("--recovery", help=_("Yang diberikan adalah kode pemulihan, bukan kata sandi."))
    ] = False,
) -> None:
    """Put a backup in the place of the data folder's files, which are kept beside."""
    from lpk_desktop.services import backups  # noqa: PLC0415  brings the database

    shared = context(ctx)
    done = backups.restore(shared.data, file, way_in=_way_in(shared, file, recovery=recovery), at=now())
    told = done.manifest
    lines = [
        _("Dipulihkan: {centre}, keadaan {at:%Y-%m-%d %H.%M}.").format(centre=told.centre, at=told.local)
    ]
    if done.aside is not None:
        lines.append(_("Berkas dari sebelumnya disimpan di {folder}.").format(folder=done.aside))
    if done.left_behind:
        text = _("{count} perubahan sesudah cadangan itu belum terkirim; hanya ada di berkas yang disimpan.")
        lines.append(text.format(count=done.left_behind))
    if told.number:
        lines.append(_("Sinkronkan sekali, supaya yang sudah terkirim kembali."))
    shared.answer(
        {
            "file": str(file),
            "centre": told.centre,
            "made_at": told.at.isoformat(),
            "aside": str(done.aside) if done.aside else None,
            "left_behind": done.left_behind,
        },
        *lines,
    )


def _way_in(shared: Context, file: Path, *, recovery: bool) -> KeyFor:
    from lpk_desktop.services import backups  # noqa: PLC0415

    people = backups.people_in(file)
    secret = shared.password()
    if secret is None:
        raise UserError("password-missing")
    if recovery:
        return backups.with_code(secret)
    return backups.with_password(shared.person_of(people), secret)


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
    state = _("baik") if line.sound else _("{count} temuan").format(count=line.findings)
    return f"{line.at:%Y-%m-%d %H.%M}  {backup_reason(line.reason)}  {state}  {line.path}"
