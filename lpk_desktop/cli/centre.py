"""`init`, `demo`, and the people and signatories that papers name."""

from __future__ import annotations

import platform
from typing import Annotated

import typer

from lpk_desktop.cli.context import context, say, today
from lpk_desktop.errors import UserError
from lpk_desktop.language import N_, _
from lpk_desktop.messages.fields import value_words
from lpk_desktop.messages.tables import table_words
from lpk_desktop.services import access
from lpk_desktop.services.centre import add_person, set_signer, staff
from lpk_desktop.services.sample_access import SAMPLE_PASSWORD
from lpk_desktop.storage.slots import exists
from lpk_desktop.terminal.helping import Program, group


def add_to(app: Program) -> None:
    """Register these commands."""
    app.command(help=N_("Membuat folder data terenkripsi dan administrator pertama."))(init)
    app.command(help=N_("Membuat pusat contoh dengan data rekaan."))(demo)
    people = group(N_("Orang yang bekerja di pusat pelatihan."))
    people.command("list", help=N_("Daftar orang."))(list_people)
    people.command("add", help=N_("Menambah instruktur atau asesor."))(add)
    app.add_typer(people, name="staff")
    app.command("signatory", help=N_("Menetapkan penanda tangan sertifikat."))(signatory)


def init(
    ctx: typer.Context,
    centre: Annotated[str, typer.Option(help=N_("Nama pusat pelatihan."), metavar=N_("NAMA"))],
    admin: Annotated[str, typer.Option(help=N_("Nama administrator pertama."), metavar=N_("NAMA"))],
    place: Annotated[str | None, typer.Option(help=N_("Kota untuk sertifikat."), metavar=N_("KOTA"))] = None,
    licence: Annotated[
        str | None, typer.Option(help=N_("Nomor izin atau tanda daftar."), metavar=N_("NOMOR"))
    ] = None,
    licence_issuer: Annotated[
        str | None, typer.Option(help=N_("Penerbit izin."), metavar=N_("PENERBIT"))
    ] = None,
    zone: Annotated[
        str, typer.Option(help=N_("Zona waktu: WIB, WITA, atau WIT."), metavar=N_("ZONA"))
    ] = "WIB",
    device: Annotated[str | None, typer.Option(help=N_("Nama komputer ini."), metavar=N_("NAMA"))] = None,
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
    say(_("Perintah di folder itu tidak meminta kata sandi, dan tidak memakai LPK_PASSWORD."))
    shared.answer(found, *(f"{table_words(table)}: {count}" for table, count in found.items()))


def list_people(ctx: typer.Context) -> None:
    """Everybody who works here."""
    shared = context(ctx)
    with shared.store() as store, store.read() as session:
        found = staff(session)
    shared.answer(
        [{"id": each.id, "name": each.name, "role": each.role, "met": each.met} for each in found],
        *(
            " · ".join(filter(None, (each.name, value_words("role", each.role.value), each.met)))
            for each in found
        ),
    )


def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help=N_("Nama lengkap dengan gelar."), metavar=N_("NAMA"))],
    met: Annotated[
        str | None, typer.Option(help=N_("Nomor registrasi asesor, MET.000…"), metavar=N_("NOMOR"))
    ] = None,
) -> None:
    """Add an instructor or assessor."""
    shared = context(ctx)
    with shared.store() as store, store.write(_("Orang baru: {name}").format(name=name)) as session:
        added = add_person(session, name=name, met=met)
    shared.answer({"staff": added}, name)


def signatory(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help=N_("Nama penanda tangan."), metavar=N_("NAMA"))],
    position: Annotated[str, typer.Argument(help=N_("Jabatan: Direktur, Kepala …"), metavar=N_("JABATAN"))],
    nip: Annotated[str | None, typer.Option(help=N_("NIP bila ada."), metavar=N_("NIP"))] = None,
    back: Annotated[bool, typer.Option("--back", help=N_("Untuk halaman belakang."))] = False,  # noqa: FBT002
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
