"""`certificates ready | issue | reprint | list | revoke | verify`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from lpk_desktop.cli import options
from lpk_desktop.cli.context import Context, context, day, no_people, now, say, share_words, today
from lpk_desktop.domain.certificates import CertificateState, FrozenCertificate
from lpk_desktop.domain.privacy import Way
from lpk_desktop.domain.verification import Check
from lpk_desktop.errors import UserError
from lpk_desktop.language import N_, _, counted
from lpk_desktop.messages.reasons import clash_words, held_words, verdict_words
from lpk_desktop.services import certificates, cohorts
from lpk_desktop.services.certificates import Issued
from lpk_desktop.services.privacy import Permit
from lpk_desktop.services.readiness import Candidate, readiness
from lpk_desktop.storage.history import FINAL
from lpk_desktop.storage.store import Store
from lpk_desktop.terminal.helping import Program, group


def add_to(app: Program) -> None:
    """Register these commands."""
    commands = group(N_("Sertifikat."))
    commands.command("ready", help=N_("Siapa yang siap, siapa yang belum dan mengapa."))(ready)
    commands.command("issue", help=N_("Menerbitkan sertifikat yang siap, sebagai PDF."))(issue)
    again = N_("Menulis ulang PDF sertifikat yang sudah terbit; nomor tetap.")
    commands.command("reprint", help=again)(reprint)
    commands.command("list", help=N_("Register: nomor, keadaan, dan yang perlu diputuskan."))(list_issued)
    no_more = N_("Mencabut satu sertifikat dengan alasan; nomornya tetap terpakai.")
    commands.command("revoke", help=no_more)(revoke)
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
            _person(each)
            | {
                "certificate": each.certificate_number,
                "clashes": [
                    {"code": reason.code, "with": list(reason.others)}
                    for reason in each.held
                    if reason.others
                ],
            }
            for each in found
            if each.certificate
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

    Numbers are final once issued, so the folder is made and tried before they are kept; should a file
    fail all the same, the certificates stay in the register and `certificates reprint` writes them again.
    """
    shared = context(ctx)
    with shared.store() as store:
        on = day(date) if date else today(store)
        label = _("Terbitkan sertifikat {cohort}").format(cohort=cohort)
        with store.write(label, source=FINAL) as session:
            cohort_id = cohorts.cohort_id(session, cohort)
            issued = certificates.issue(session, cohort_id, issued_on=on, now=now())
            _usable(out)
        papers, permit = _leaving(store, issued, out)
    from lpk_desktop.documents.files import write_papers  # noqa: PLC0415  reportlab takes its time

    files = write_papers(papers, out, permit, one_file=one_file, name=cohort)
    _answer_papers(shared, papers, files)


def reprint(
    ctx: typer.Context,
    cohort: options.Cohort,
    out: options.Out,
    one_file: options.OneFile = False,  # noqa: FBT002
) -> None:
    """Write the PDF files of issued certificates again, byte for byte."""
    shared = context(ctx)
    papers: list[FrozenCertificate] = []
    files: list[Path] = []
    with shared.store() as store:
        with store.read() as session:
            issued = certificates.register(session, cohort=cohorts.cohort_id(session, cohort))
        if issued:
            _usable(out)
            papers, permit = _leaving(store, [each.id for each in issued], out)
            from lpk_desktop.documents.files import write_papers  # noqa: PLC0415  reportlab takes its time

            files = write_papers(papers, out, permit, one_file=one_file, name=cohort)
    for each in issued:
        for line in _clash_lines(each):
            say(f"{each.number}: {line}")
    _answer_papers(shared, papers, files)


def list_issued(ctx: typer.Context, cohort: options.AnyCohort = None) -> None:
    """The register, of one cohort or of the centre."""
    shared = context(ctx)
    with shared.store() as store, store.read() as session:
        chosen = None if cohort is None else cohorts.cohort_id(session, cohort)
        found = certificates.register(session, cohort=chosen)
    shared.answer(
        [_document(each) for each in found],
        *(_issued_line(each) for each in found),
        empty=_("Belum ada sertifikat."),
    )


def revoke(
    ctx: typer.Context,
    which: Annotated[
        str, typer.Argument(help=N_("Nomor sertifikat atau kode verifikasinya."), metavar=N_("NOMOR"))
    ],
    reason: Annotated[
        str,
        typer.Option(
            help=N_("Alasan; dibaca siapa saja yang memeriksa sertifikatnya."), metavar=N_("ALASAN")
        ),
    ],
) -> None:
    """Revoke one certificate; the person can then be issued another, with a new number."""
    shared = context(ctx)
    with shared.store() as store:
        with store.read() as session:
            known = certificates.find(session, which)
        with store.write(_("Cabut sertifikat {number}").format(number=known.number)) as session:
            certificates.revoke(session, known.id, reason=reason)
        with store.read() as session:
            known = certificates.find(session, known.code)
    shared.answer(_document(known), _issued_line(known))


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
        "contested": check.contested,
        "confirmed_by": check.central,
        "words": verdict_words(check),
    }
    if check.registered is not None:
        document |= {
            "also": list(check.registered.also),
            "number_shared": check.registered.number_shared,
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


def _document(issued: Issued) -> dict[str, Any]:
    return {
        "number": issued.number,
        "code": issued.code,
        "name": issued.name,
        "cohort": issued.cohort,
        "issued_on": issued.issued_on.isoformat(),
        "state": issued.state.value,
        "reason": issued.reason,
        "clashes": [
            {"code": clash.kind.value, "with": list(clash.others(issued.id))} for clash in issued.clashes
        ],
    }


def _issued_line(issued: Issued) -> str:
    parts = [issued.number, f"{issued.name:<30.30}", issued.code]
    if issued.state is CertificateState.REVOKED:
        parts.append(_("dicabut: {reason}").format(reason=issued.reason or "–"))
    elif issued.state is CertificateState.REPLACED:
        parts.append(_("diganti"))
    return "  ".join([*parts, *_clash_lines(issued)])


def _clash_lines(issued: Issued) -> list[str]:
    return [clash_words(clash.kind, clash.others(issued.id)) for clash in issued.clashes]


def _answer_papers(shared: Context, papers: list[FrozenCertificate], files: list[Path]) -> None:
    document = {
        "issued": [
            {"number": paper.content.number, "name": paper.content.name, "file": str(file)}
            for paper, file in zip(papers, files, strict=True)
        ]
    }
    shared.answer(
        document,
        *(f"{each['number']}  {each['name']}  {each['file']}" for each in document["issued"]),
        empty=_("Kelas ini belum punya sertifikat."),
    )


def _leaving(store: Store, issued: Sequence[str], out: Path) -> tuple[list[FrozenCertificate], Permit]:
    """Certificates on their way into a folder; that they leave is on record."""
    where = out.resolve().name
    return certificates.take_papers(store, issued, Way.CERTIFICATES, where=where, at=now())


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
        clashing = (held_words(reason) for reason in each.held if reason.others)
        state = "; ".join((each.certificate_number, *clashing))
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
