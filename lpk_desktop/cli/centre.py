"""`init`, `demo`, and the people and signatories that papers name."""

from __future__ import annotations

import platform
from typing import Annotated

import typer

from lpk_desktop.cli.context import context, say, today
from lpk_desktop.errors import UserError
from lpk_desktop.language import _
from lpk_desktop.services import access
from lpk_desktop.services.centre import add_person, set_signer, staff
from lpk_desktop.services.sample_access import SAMPLE_PASSWORD
from lpk_desktop.storage.slots import exists


def add_to(app: typer.Typer) -> None:
    """Register these commands."""
    app.command(help=_("Membuat folder data terenkripsi dan administrator pertama."))(init)
    app.command(help=_("Membuat pusat contoh dengan data rekaan."))(demo)
    people = typer.Typer(help=_("Orang yang bekerja di pusat pelatihan."), no_args_is_help=True)
    people.command("list", help=_("Daftar orang."))(list_people)
    people.command("add", help=_("Menambah instruktur atau asesor."))(add)
    app.add_typer(people, name="staff")
    app.command("signatory", help=_("Menetapkan penanda tangan sertifikat."))(signatory)


def init(
    ctx: typer.Context,
    centre: Annotated[str, typer.Option(help=_("Nama pusat pelatihan."))],
    admin: Annotated[str, typer.Option(help=_("Nama administrator pertama."))],
    place: Annotated[str | None, typer.Option(help=_("Kota untuk sertifikat."))] = None,
    licence: Annotated[str | None, typer.Option(help=_("Nomor izin atau tanda daftar."))] = None,
    licence_issuer: Annotated[str | None, typer.Option(help=_("Penerbit izin."))] = None,
    zone: Annotated[str, typer.Option(help=_("Zona waktu: WIB, WITA, atau WIT."))] = "WIB",
    device: Annotated[str | None, typer.Option(help=_("Nama komputer ini."))] = None,
) -> None:
    """Make a data folder; print the recovery code, once."""
    shared = context(ctx)
    if exists(shared.data):
        raise UserError("data-folder-in-use", folder=str(shared.data))
    password = shared.password()
    if password is None:
        raise UserError("password-missing")
    founded = access.found_centre(
        shared.data,
        access.NewCentre(
            name=centre, place=place, licence_number=licence, licence_issuer=licence_issuer, zone=zone.upper()
        ),
        admin=admin,
        password=password,
        device=device or platform.node() or "desktop",
    )
    founded.store.close()
    say(_("Simpan kode pemulihan ini di tempat aman. Kode tidak ditampilkan lagi."))
    from lpk_desktop.storage.tables import CENTRE_ID  # noqa: PLC0415

    shared.answer({"centre": CENTRE_ID, "recovery_code": founded.recovery_code}, founded.recovery_code)


def demo(ctx: typer.Context) -> None:
    """Make the sample centre."""
    from lpk_desktop.services.sample import build_sample, counts  # noqa: PLC0415

    shared = context(ctx)
    store = build_sample(shared.data)
    try:
        found = counts(store)
    finally:
        store.close()
    say(
        _("Pusat contoh siap di {folder}. Kata sandinya: {password}").format(
            folder=shared.data, password=SAMPLE_PASSWORD
        )
    )
    shared.answer(found, *(f"{table}: {count}" for table, count in found.items()))


def list_people(ctx: typer.Context) -> None:
    """Everybody who works here."""
    shared = context(ctx)
    with shared.store() as store, store.read() as session:
        found = staff(session)
    shared.answer(
        [{"id": each.id, "name": each.name, "role": each.role, "met": each.met} for each in found],
        *(f"{each.name} · {each.role.value}{f' · {each.met}' if each.met else ''}" for each in found),
    )


def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help=_("Nama lengkap dengan gelar."))],
    met: Annotated[str | None, typer.Option(help=_("Nomor registrasi asesor, MET.000…"))] = None,
) -> None:
    """Add an instructor or assessor."""
    shared = context(ctx)
    with shared.store() as store, store.write(_("Orang baru: {name}").format(name=name)) as session:
        added = add_person(session, name=name, met=met)
    shared.answer({"staff": added}, name)


def signatory(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help=_("Nama penanda tangan."))],
    position: Annotated[str, typer.Argument(help=_("Jabatan: Direktur, Kepala …"))],
    nip: Annotated[str | None, typer.Option(help=_("NIP bila ada."))] = None,
    back: Annotated[bool, typer.Option("--back", help=_("Untuk halaman belakang."))] = False,  # noqa: FBT002
) -> None:
    """Say who signs certificates from now on."""
    shared = context(ctx)
    with shared.store() as store:
        with store.write(_("Penanda tangan: {name}").format(name=name)) as session:
            set_signer(session, name=name, position=position, nip=nip, back=back)
        since = today(store)
    shared.answer(
        {"signatory": name, "position": position, "since": since.isoformat()}, f"{name}, {position}"
    )
