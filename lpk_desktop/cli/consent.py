"""`consent text | sheet | record | withdraw`: consent to the processing of personal data (UU 27/2022)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from lpk_desktop.cli import options
from lpk_desktop.cli.context import context, day, now, today
from lpk_desktop.cli.naming import trainee_named
from lpk_desktop.domain.privacy import Way
from lpk_desktop.errors import UserError
from lpk_desktop.language import N_, _, counted, current_language
from lpk_desktop.services import cohorts, consent
from lpk_desktop.services.centre import centre
from lpk_desktop.services.privacy import record
from lpk_desktop.storage.store import Session, Store
from lpk_desktop.terminal.helping import Program, group

_Trainee = Annotated[
    str | None, typer.Option("--trainee", help=N_("Nama atau id peserta."), metavar=N_("PESERTA"))
]
_On = Annotated[str, typer.Option("--on", help=N_("Tanggal di lembarnya."), metavar=N_("TANGGAL"))]
_Version = Annotated[str, typer.Option("--version", help=N_("Versi teksnya."), metavar=N_("VERSI"))]


def add_to(app: Program) -> None:
    """Register these commands."""
    commands = group(N_("Persetujuan pemrosesan data pribadi."))
    commands.command("text", help=N_("Teks yang ditandatangani."))(show_text)
    commands.command("sheet", help=N_("Lembar untuk ditandatangani satu orang atau satu kelas."))(sheet)
    commands.command("record", help=N_("Mencatat lembar yang sudah ditandatangani."))(record_signed)
    commands.command("withdraw", help=N_("Mencatat penarikan persetujuan satu orang."))(withdraw)
    app.add_typer(commands, name="consent")


def show_text(ctx: typer.Context, version: _Version = consent.CURRENT) -> None:
    """The text, with the centre's name in it."""
    shared = context(ctx)
    with shared.store() as store, store.read() as session:
        name = centre(session).name
    found = consent.consent_text(name, language=current_language(), version=version)
    shared.answer(
        {"version": found.version, "title": found.title, "paragraphs": list(found.paragraphs)},
        found.title,
        _("Teks persetujuan versi {version}").format(version=found.version),
        *found.paragraphs,
    )


def sheet(
    ctx: typer.Context,
    out: Annotated[Path, typer.Option("--out", help=N_("Berkas PDF."), metavar=N_("BERKAS"))],
    trainee: _Trainee = None,
    cohort: options.AnyCohort = None,
) -> None:
    """The current text with a line for each to sign; that the names leave is on record before."""
    from lpk_desktop.documents.consent import write_consent  # noqa: PLC0415  reportlab takes its time

    shared = context(ctx)
    with shared.store() as store:
        with store.read() as session:
            people, name = _people(session, trainee, cohort), centre(session).name
        text = consent.consent_text(name, language=current_language())
        persons = [each.trainee for each in people]
        permit = record(store, Way.CONSENT, persons, where=out.name, at=now())
        write_consent(text, people, out, permit, centre=name)
    shared.answer({"file": str(out), "people": len(people)}, _("{file} disimpan").format(file=out))


def record_signed(
    ctx: typer.Context,
    on: _On,
    trainee: _Trainee = None,
    cohort: options.AnyCohort = None,
    version: _Version = consent.CURRENT,
) -> None:
    """One person or a whole class signed on a day; who has withdrawn since is left as before."""
    shared = context(ctx)
    signed = day(on)
    with shared.store() as store:
        done, label = _record(store, signed, trainee, cohort, version)
    left = ", ".join(done.withdrew_since)
    shared.answer(
        {"recorded": len(done.given), "withdrew_since": list(done.withdrew_since), "version": version},
        label,
        counted("{count} orang dicatat.", len(done.given)),
        *([_("Sudah menarik persetujuan, dibiarkan: {names}").format(names=left)] if left else []),
    )


def withdraw(
    ctx: typer.Context,
    trainee: Annotated[str, typer.Argument(help=N_("Nama atau id peserta."), metavar=N_("PESERTA"))],
    on: _On,
) -> None:
    """One person withdrew consent on a day."""
    shared = context(ctx)
    withdrawn = day(on)
    with shared.store() as store:
        with store.read() as session:
            [person] = consent.signers(session, trainee=trainee_named(session, trainee))
        on_day = today(store)
        label = _("Persetujuan {name} ditarik").format(name=person.name)
        with store.write(label) as session:
            consent.withdraw_consent(session, person.trainee, on=withdrawn, today=on_day)
    shared.answer(
        {"trainee": person.trainee, "name": person.name, "withdrawn_on": withdrawn.isoformat()}, label
    )


def _record(
    store: Store, signed: date, trainee: str | None, cohort: str | None, version: str
) -> tuple[consent.Consented, str]:
    on_day = today(store)
    with store.read() as session:
        people = _people(session, trainee, cohort)
    who = people[0].name if cohort is None else cohort
    label = _("Persetujuan dicatat: {who}").format(who=who)
    with store.write(label) as session:
        persons = [each.trainee for each in people]
        return consent.record_consent(session, persons, on=signed, today=on_day, version=version), label


def _people(session: Session, trainee: str | None, cohort: str | None) -> list[consent.Signer]:
    """Whom it is about; raises UserError("consent-of-whom") unless one of both is named."""
    if (trainee is None) == (cohort is None):
        raise UserError("consent-of-whom")
    if trainee is not None:
        return consent.signers(session, trainee=trainee_named(session, trainee))
    return consent.signers(session, cohort=cohorts.cohort_id(session, cohort or ""))
