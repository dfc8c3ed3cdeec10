"""Who may get a certificate, and why the others are held back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lpk_desktop.domain.clashes import Clash
from lpk_desktop.domain.competency import Reason, ReasonCode, Result
from lpk_desktop.services.clashes import clashes_by_paper
from lpk_desktop.services.competency import Standing, standings
from lpk_desktop.services.programmes import ProgrammeBlock, blocks_of
from lpk_desktop.storage.tables import Certificate, CertificateState, Cohort, Enrolment, NikState, Trainee


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One reason against a certificate."""

    code: str
    """A code of domain.competency or domain.clashes, or attendance-open, nik-damaged,
    result-disputed, mark-disputed. A NIK that nobody has given yet holds nothing back: it is not on
    the paper."""
    blocks: tuple[str, ...] = ()
    """Unit codes, or titles of subjects without one."""
    rate: float | None = None
    minimum: int | None = None
    needed: int | None = None
    """Sessions still to attend and mark before the minimum is certain."""
    others: tuple[str, ...] = ()
    """What the certificate clashes with, as `Clash.others` names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One active trainee of a cohort on the way to a certificate."""

    enrolment: str
    trainee: str
    number: int
    name: str
    competent: int
    blocks: int
    rate: float | None
    held: tuple[Held, ...]
    certificate: str | None
    """Id of the certificate that was issued, the first where two stand, with its number below."""
    certificate_number: str | None

    @property
    def ready(self) -> bool:
        """Whether a certificate can be issued now."""
        return not self.held and self.certificate is None


def readiness(session: Session, cohort: str, *, now: datetime) -> list[Candidate]:
    """Every active trainee of a cohort in list order."""
    blocks = {block.id: block for block in blocks_of(session, session.get_one(Cohort, cohort).programme_id)}
    query = select(Enrolment.id, Trainee).join(Trainee, Trainee.id == Enrolment.trainee_id)
    people = dict(session.execute(query.where(Enrolment.cohort_id == cohort)).all())
    issued = {
        row.enrolment_id: row
        for row in session.scalars(
            select(Certificate)
            .join(Enrolment, Enrolment.id == Certificate.enrolment_id)
            .where(
                Enrolment.cohort_id == cohort,
                ~Certificate.deleted,
                Certificate.state == CertificateState.ISSUED,
            )
            # Two offline devices may both have issued one: every computer names the same, the first.
            .order_by(Certificate.id.desc())
        )
    }
    contested = clashes_by_paper(session)
    found = []
    for standing in standings(session, cohort, now=now):
        certificate = issued.get(standing.row.enrolment)
        person = people[standing.row.enrolment]
        found.append(
            Candidate(
                enrolment=standing.row.enrolment,
                trainee=person.id,
                number=standing.row.number,
                name=standing.row.name,
                competent=sum(
                    cell is not None and cell.result is Result.COMPETENT and block.code is not None
                    for cell, block in zip(standing.row.cells, blocks.values(), strict=True)
                ),
                blocks=sum(block.code is not None for block in blocks.values()),
                rate=standing.attendance.rate,
                held=(
                    *_clashing(certificate, contested),
                    *_held(standing, person, blocks),
                ),
                certificate=certificate.id if certificate else None,
                certificate_number=certificate.number if certificate else None,
            )
        )
    return found


def _clashing(certificate: Certificate | None, contested: Mapping[str, Sequence[Clash]]) -> Iterator[Held]:
    if certificate is not None:
        for clash in contested.get(certificate.id, ()):
            yield Held(code=clash.kind.value, others=clash.others(certificate.id))


def _held(standing: Standing, person: Trainee, blocks: dict[str, ProgrammeBlock]) -> list[Held]:
    held = [_of(reason, blocks) for reason in standing.reasons]
    if not held and standing.attendance.needed:
        held.append(Held(code="attendance-open", needed=standing.attendance.needed))
    if any(cell and cell.disputed for cell in standing.row.cells):
        held.append(Held(code="result-disputed"))
    if any(cell and cell.disputed for cell in standing.attendance.cells):
        held.append(Held(code="mark-disputed"))
    if person.nik_state is NikState.DAMAGED:
        held.append(Held(code="nik-damaged"))
    return held


def _of(reason: Reason, blocks: dict[str, ProgrammeBlock]) -> Held:
    names = tuple(blocks[each].code or blocks[each].title for each in reason.blocks if each in blocks)
    share = None if reason.rate is None else float(reason.rate)
    return Held(code=ReasonCode(reason.code).value, blocks=names, rate=share, minimum=reason.minimum)
