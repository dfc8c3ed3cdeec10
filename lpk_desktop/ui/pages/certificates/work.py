"""What the certificates page does with records and papers, off the GUI thread where it takes time."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lpk_desktop.domain.privacy import Way
from lpk_desktop.domain.verification import Check
from lpk_desktop.errors import UserError
from lpk_desktop.language import _
from lpk_desktop.services import certificates, cohorts
from lpk_desktop.services.centre import centre, local_now, signer
from lpk_desktop.services.certificates import Issued
from lpk_desktop.services.privacy import Permit
from lpk_desktop.services.readiness import Candidate, readiness
from lpk_desktop.services.views import CohortHead, CohortStatus
from lpk_desktop.storage.history import FINAL
from lpk_desktop.ui.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything about one cohort's certificates."""

    head: CohortHead
    candidates: tuple[Candidate, ...]
    numbers: tuple[str, ...]
    """The numbers to come, as many as people are ready, and one at least."""
    papers: tuple[Issued, ...]
    """Every certificate of the class, those that do not stand any more too."""
    today: date
    place: str
    signatory: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The paper of one person: the certificate that was issued, or how it would look."""

    enrolment: str
    certificate: str | None
    number: str


def heads(desk: Desk) -> list[CohortHead]:
    """All cohorts, as the chooser lists them."""
    with desk.store.read() as session:
        return cohorts.cohorts(session, today=local_now(session, desk.now()).date())


def first_choice(found: Sequence[CohortHead]) -> str:
    """The cohort whose certificates are most likely due: one at its end, else one that runs."""
    order = (CohortStatus.EXAM, CohortStatus.RUNNING, CohortStatus.FINISHED, CohortStatus.PLANNED)
    ranked = sorted(found, key=lambda head: order.index(head.status))
    return ranked[0].id if ranked else ""


def sheet(desk: Desk, cohort: str) -> Sheet:
    """Read one cohort's certificates."""
    now = desk.now()
    with desk.store.read() as session:
        today = local_now(session, now).date()
        candidates = tuple(readiness(session, cohort, now=now))
        wanted = max(sum(each.ready for each in candidates), 1)
        coming = certificates.coming_numbers(session, cohort, issued_on=today)
        signs = signer(session, on=today)
        return Sheet(
            head=cohorts.head(session, cohort, today=today),
            candidates=candidates,
            numbers=tuple(number for *_rest, number in itertools.islice(coming, wanted)),
            papers=tuple(certificates.register(session, cohort=cohort)),
            today=today,
            place=centre(session).place or "",
            signatory=signs.name if signs else "",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One person's certificate as PDF, and what its code proves once it is issued."""

    pdf: bytes
    qr: str = ""
    check: Check | None = None


def paper_of(desk: Desk, wanted: Wanted) -> Drawn:
    """One person's certificate: the PDF has the very bytes that are saved once it is issued."""
    from lpk_desktop.documents.certificate import render  # noqa: PLC0415  reportlab takes its time

    now = desk.now()
    with desk.store.read() as session:
        if wanted.certificate is not None:
            (paper,) = certificates.frozen(session, [wanted.certificate])
            check = certificates.check_text(session, paper.qr)
            return Drawn(pdf=render([paper]), qr=paper.qr, check=check)
        paper = certificates.preview(
            session,
            wanted.enrolment,
            issued_on=local_now(session, now).date(),
            now=now,
            number=wanted.number,
        )
    return Drawn(pdf=render([paper]))


def printable(desk: Desk, issued: Sequence[str], printer: str) -> tuple[bytes, Permit]:
    """Issued certificates as one PDF for the printer of that name; on record once it is given."""
    from lpk_desktop.documents.certificate import render  # noqa: PLC0415  reportlab takes its time

    papers, permit = certificates.take_papers(desk.store, issued, Way.PRINT, where=printer, at=desk.now())
    return render(papers), permit


def issue(desk: Desk, head: CohortHead, enrolments: Sequence[str]) -> list[str]:
    """Issue to these people as one act that nothing takes back; gives the ids of the certificates."""
    now = desk.now()
    label = _("Terbitkan sertifikat {cohort}").format(cohort=head.number)
    with desk.store.write(label, source=FINAL) as session:
        return certificates.issue(
            session, head.id, enrolments=enrolments, issued_on=local_now(session, now).date(), now=now
        )


def revoke(desk: Desk, paper: Issued, reason: str) -> None:
    """Revoke a certificate as one act, which a toast offers to take back."""
    desk.act(
        _("Cabut sertifikat {number}").format(number=paper.number),
        lambda session: certificates.revoke(session, paper.id, reason=reason),
        done=_("Sertifikat {number} dicabut.").format(number=paper.number),
    )


def save(desk: Desk, issued: Sequence[str], folder: Path, *, one_file: bool, name: str) -> list[Path]:
    """Write the PDF of these certificates; gives the files. Raises UserError("file-not-writable")."""
    from lpk_desktop.documents.files import write_papers  # noqa: PLC0415

    where = f"{name}.pdf" if one_file else folder.name
    at = desk.now()
    papers, permit = certificates.take_papers(desk.store, issued, Way.CERTIFICATES, where=where, at=at)
    files = write_papers(papers, folder, permit, one_file=one_file, name=name)
    return list(dict.fromkeys(files))


def check_code(desk: Desk, text: str) -> Check:
    """Check a code or the text of a QR."""
    with desk.store.read() as session:
        return certificates.check_text(session, text)


def check_file(desk: Desk, path: Path) -> list[Check]:
    """Check every code in a PDF or picture.

    Raises UserError("no-code-found", file) and those of `read_codes`.
    """
    from lpk_desktop.documents.qr import read_codes  # noqa: PLC0415  readers of pictures take their time

    found = list(dict.fromkeys(read_codes(path)))
    if not found:
        raise UserError("no-code-found", file=path.name)
    return [check_code(desk, text) for text in found]
