"""`certificates ready | issue | verify`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any

import typer

from lpk_desktop.cli import options
from lpk_desktop.cli.context import Context, context, day, no_people, now, say, share_words, today
from lpk_desktop.domain.certificates import FrozenCertificate
from lpk_desktop.domain.verification import Check
from lpk_desktop.errors import UserError
from lpk_desktop.language import N_, _, counted
from lpk_desktop.messages.reasons import held_words, verdict_words
from lpk_desktop.services import certificates, cohorts
from lpk_desktop.services.readiness import Candidate, readiness
from lpk_desktop.storage.history import FINAL
from lpk_desktop.terminal.helping import Program, group


def add_to(app: Program) -> None:
    """Register these commands."""
    commands = group(N_("Sertifikat."))
    commands.command("ready", help=N_("Siapa yang siap, siapa yang belum dan mengapa."))(ready)
    commands.command("issue", help=N_("Menerbitkan sertifikat yang siap, sebagai PDF."))(issue)
    again = N_("Menulis ulang PDF sertifikat yang sudah terbit; nomor tetap.")
    commands.command("reprint", help=again)(reprint)
    commands.command("verify", help=N_("Memeriksa PDF, foto, atau teks kode QR, tanpa jaringan."))(verify)
    app.add_typer(commands, name="certificates")


def ready(ctx: typer.Context, cohort: options.Cohort) -> None:
    """Who is ready and who is held back."""
    shared = context(ctx)
    with shared.store() as store, store.read() as session:
        found = readiness(session, cohorts.cohort_id(session, cohort), now=now())
    held = [each for each in found if each.held]
    document = {
        "ready": [_person(each) for each in found if each.ready],
        "held": [_person(each) | {"reasons": [reason.code for reason in each.held]} for each in held],
        "issued": [
            _person(each) | {"certificate": each.certificate_number} for each in found if each.certificate
        ],
    }
    shared.answer(document, *(_line(each) for each in found), empty=no_people())


def issue(
    ctx: typer.Context,
    cohort: options.Cohort,
    out: options.Out,
    one_file: options.OneFile = False,  # noqa: FBT002
    date: Annotated[
        str | None, typer.Option(help=N_("Tanggal terbit; biasanya hari ini."), metavar=N_("TANGGAL"))
    ] = None,
) -> None:
    """Issue to everybody who is ready, then write the PDF files.

    Numbers are final once issued, so the folder is tried first; should a file fail all the same,
    the certificates stay in the register and `certificates reprint` writes them again.
    """
    shared = context(ctx)
    _usable(out)
    with shared.store() as store:
        on = day(date) if date else today(store)
        label = _("Terbitkan sertifikat {cohort}").format(cohort=cohort)
        with store.write(label, source=FINAL) as session:
            cohort_id = cohorts.cohort_id(session, cohort)
            issued = certificates.issue(session, cohort_id, issued_on=on, now=now())
        with store.read() as session:
            papers = certificates.frozen(session, issued)
    from lpk_desktop.documents.files import write_papers  # noqa: PLC0415  reportlab takes its time

    files = write_papers(papers, out, one_file=one_file, name=cohort)
    _answer_papers(shared, papers, files)


def reprint(
    ctx: typer.Context,
    cohort: options.Cohort,
    out: options.Out,
    one_file: options.OneFile = False,  # noqa: FBT002
) -> None:
    """Write the PDF files of issued certificates again, byte for byte."""
    shared = context(ctx)
    _usable(out)
    with shared.store() as store, store.read() as session:
        issued = certificates.register(session, cohort=cohorts.cohort_id(session, cohort))
        papers = certificates.frozen(session, [each.id for each in issued])
    from lpk_desktop.documents.files import write_papers  # noqa: PLC0415  reportlab takes its time

    files = write_papers(papers, out, one_file=one_file, name=cohort)
    _answer_papers(shared, papers, files)


def verify(
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(help=N_("PDF, gambar, atau teks kode QR."), metavar=N_("BERKAS"))],
) -> None:
    """Check a certificate; status 1 when it is not valid."""
    shared = context(ctx)
    texts = _texts(what)
    with shared.store_if_known() as store:
        if store is None:
            checks = [certificates.check_text(None, text) for text in texts]
        else:
            with store.read() as session:
                checks = [certificates.check_text(session, text) for text in texts]
    documents = [verdict_document(check) for check in checks]
    for check in checks:
        for line in verdict_words(check):
            say(line)
    shared.answer(documents[0] if len(documents) == 1 else documents)
    if not all(check.valid for check in checks):
        raise typer.Exit(1)


def verdict_document(check: Check) -> dict[str, Any]:
    """The JSON of `certificates verify`."""
    content = check.content
    document: dict[str, Any] = {
        "valid": check.valid,
        "verdict": check.verdict.value,
        "state": check.registered.state.value if check.registered else "not-in-this-register",
        "confirmed_by": check.central,
        "words": verdict_words(check),
    }
    if content is not None:
        document |= {
            "number": content.number,
            "name": content.name,
            "programme": content.programme,
            "centre": content.centre_name,
            "result": content.result,
            "jp": content.jp,
            "from": content.starts.isoformat(),
            "until": content.ends.isoformat(),
            "issued_on": content.issued_on.isoformat(),
            "units": [
                {"code": unit.code, "title": unit.title, "result": unit.result.value}
                for unit in content.units
            ],
            "code": content.code,
            "sample": content.sample,
        }
    return document


def _answer_papers(shared: Context, papers: list[FrozenCertificate], files: list[Path]) -> None:
    document = {
        "issued": [
            {"number": paper.content.number, "name": paper.content.name, "file": str(file)}
            for paper, file in zip(papers, files, strict=True)
        ]
    }
    shared.answer(
        document, *(f"{each['number']}  {each['name']}  {each['file']}" for each in document["issued"])
    )


def _texts(what: str) -> list[str]:
    """The QR texts in a file, one for each certificate, or the text itself."""
    try:
        is_file = Path(what).is_file()
    except OSError:
        is_file = False
    if not is_file:
        looks_like_file = bool(re.search(r"\.(pdf|png|jpe?g|webp|bmp|tiff?)$", what, re.IGNORECASE))
        if looks_like_file and not what.lower().startswith("http"):
            raise UserError("code-file-missing", file=what)
        return [what]
    from lpk_desktop.documents.qr import read_codes  # noqa: PLC0415

    found = list(dict.fromkeys(read_codes(Path(what))))
    if not found:
        raise UserError("no-code-found", file=what)
    return found


def _usable(out: Path) -> None:
    probe = out / ".lpk-coba"
    try:
        out.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise UserError("file-not-writable", file=str(out)) from error


def _person(each: Candidate) -> dict[str, Any]:
    return {"trainee": each.trainee, "number": each.number, "name": each.name}


def _line(each: Candidate) -> str:
    if each.certificate_number:
        state = each.certificate_number
    elif each.held:
        state = "; ".join(held_words(reason) for reason in each.held)
    else:
        share = share_words(each.rate)
        state = counted(
            "siap: {competent}/{count} unit, kehadiran {rate}",
            each.blocks,
            competent=each.competent,
            rate=share,
        )
    return f"{each.number:>3}  {each.name:<30.30}  {state}"
