"""`staff`: the people of the centre, their roles, and their way in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from lpk_desktop.cli.context import Context, context, say
from lpk_desktop.domain.roles import Access, Role
from lpk_desktop.errors import UserError
from lpk_desktop.language import N_, _
from lpk_desktop.messages.roles import access_word, role_word
from lpk_desktop.services import passwords, staff
from lpk_desktop.services.centre import known_person
from lpk_desktop.services.staff import Member
from lpk_desktop.storage.history import KEYS
from lpk_desktop.terminal.helping import Program, group

Name = Annotated[str, typer.Argument(help=N_("Nama lengkap dengan gelar."), metavar=N_("NAMA"))]


def add_to(app: Program) -> None:
    """Register these commands."""
    people = group(N_("Orang yang bekerja di pusat pelatihan."))
    people.command("list", help=N_("Daftar orang, perannya, dan apakah bisa masuk."))(list_members)
    people.command("add", help=N_("Menambah orang; --code memberinya kode masuk sekali pakai."))(add)
    people.command("role", help=N_("Mengganti peran seseorang."))(role)
    people.command("code", help=N_("Memberi kode masuk sekali pakai; kata sandi lama tidak berlaku lagi."))(
        code
    )
    people.command("deactivate", help=N_("Mencabut akses seseorang; pekerjaannya tetap tercatat."))(
        deactivate
    )
    people.command("password", help=N_("Mengganti kata sandi sendiri, atau memilihnya dengan kode."))(
        password
    )
    people.command("recovery", help=N_("Membuat kode pemulihan baru; yang lama tidak berlaku lagi."))(
        recovery
    )
    app.add_typer(people, name="staff")


def list_members(ctx: typer.Context) -> None:
    """Everybody, also who has left."""
    shared = context(ctx)
    with shared.store() as store, store.read() as session:
        found = staff.members(session)
    shared.answer([_document(each) for each in found], *(_line(each) for each in found))


def add(
    ctx: typer.Context,
    name: Name,
    role: Annotated[Role, typer.Option(help=N_("Peran."), metavar=N_("PERAN"))] = Role.INSTRUCTOR,
    met: Annotated[
        str | None, typer.Option(help=N_("Nomor registrasi asesor, MET.000…"), metavar=N_("NOMOR"))
    ] = None,
    code: Annotated[bool, typer.Option("--code", help=N_("Beri kode masuk sekali pakai."))] = False,  # noqa: FBT002
) -> None:
    """Add a person; with --code one who can sign in."""
    shared = context(ctx)
    label = _("Orang baru: {name}").format(name=name)
    with shared.store() as store, store.write(label, source=KEYS) as session:
        added = staff.add_member(session, name=name, role=role, met=met)
        given = staff.give_code(session, added) if code else None
    _answer(shared, added, given, name)


def role(
    ctx: typer.Context,
    name: Name,
    role: Annotated[Role, typer.Argument(help=N_("Peran."), metavar=N_("PERAN"))],
) -> None:
    """Give a person another role."""
    label = _("Peran {name}: {role}").format(name=name, role=role_word(role))
    _change(ctx, name, label, lambda session, person: staff.change_member(session, person, role=role))


def code(ctx: typer.Context, name: Name) -> None:
    """Give a person a one-time code, for the first time or in the place of a forgotten password."""
    shared = context(ctx)
    label = _("Kode masuk: {name}").format(name=name)
    with shared.store() as store, store.write(label, source=KEYS) as session:
        person = _member(session, name)
        given = staff.give_code(session, person)
    _answer(shared, person, given, name)


def deactivate(ctx: typer.Context, name: Name) -> None:
    """Take a person's way in."""
    _change(ctx, name, _("Akses dicabut: {name}").format(name=name), staff.deactivate)


def password(ctx: typer.Context) -> None:
    """Change one's own password, from --new-password-file, LPK_NEW_PASSWORD or the terminal."""
    shared = context(ctx)
    fresh = shared.new_password()
    shared.open(new_password=fresh).close()
    shared.answer({"changed": True}, _("Kata sandi diganti. Komputer lain mengikuti setelah tersinkron."))


def recovery(ctx: typer.Context) -> None:
    """Renew this computer's recovery code; print it, once."""
    shared = context(ctx)
    with shared.store() as store:
        fresh = passwords.renew_recovery_code(store, password=shared.password() or "")
    say(_("Simpan kode pemulihan ini di tempat aman. Kode tidak ditampilkan lagi."))
    shared.answer({"recovery_code": fresh}, fresh)


def _change(ctx: typer.Context, name: str, label: str, act: Callable[[Session, str], None]) -> None:
    shared = context(ctx)
    with shared.store() as store:
        with store.write(label, source=KEYS) as session:
            person = _member(session, name)
            act(session, person)
        with store.read() as session:
            found = next(each for each in staff.members(session) if each.id == person)
    shared.answer(_document(found), _line(found))


def _member(session: Session, name: str) -> str:
    """The person called `name` or with this id; one who has left, where nobody here is called so."""
    called = name.strip().casefold()
    gone = [
        each.id
        for each in staff.members(session)
        if each.access is Access.GONE and called in {each.id, each.name.casefold()}
    ]
    try:
        return known_person(session, name).id
    except UserError as error:
        if error.code != "wrong-person" or not gone:
            raise
    if len(gone) > 1:
        raise UserError("several-people", name=name.strip(), matches=len(gone))
    return gone[0]


def _answer(shared: Context, person: str, given: str | None, name: str) -> None:
    if given is None:
        shared.answer({"staff": person}, name)
        return
    say(_("Sampaikan kode ini kepada {name}. Kode hanya untuk memilih kata sandi.").format(name=name))
    shared.answer({"staff": person, "code": given}, given)


def _document(member: Member) -> dict[str, object]:
    return {
        "id": member.id,
        "name": member.name,
        "role": member.role,
        "met": member.met,
        "access": member.access,
    }


def _line(member: Member) -> str:
    words = (member.name, role_word(member.role), access_word(member.access), member.met)
    return " · ".join(word for word in words if word)
