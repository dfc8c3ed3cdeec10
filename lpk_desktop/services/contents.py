"""What stands on a certificate, gathered from the records at the moment of issue."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lpk_desktop.domain.certificates import CertificateContent, UnitLine
from lpk_desktop.domain.competency import Result
from lpk_desktop.services import cohorts, competency
from lpk_desktop.services.attendance import policy_of
from lpk_desktop.services.centre import CentreCard, Signer, centre, local_now, signer
from lpk_desktop.services.competency import Standing
from lpk_desktop.services.programmes import ProgrammeBlock, blocks_of
from lpk_desktop.services.readiness import Candidate
from lpk_desktop.services.views import CohortHead
from lpk_desktop.storage.tables import Cohort, Enrolment, Programme, Staff, Trainee


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Everything that the certificates of one cohort have in common."""

    cohort: str
    issued_on: date
    centre: CentreCard
    head: CohortHead
    code: str
    batch: int
    title: str
    name: str
    minutes_per_jp: int
    counted: frozenset[str]
    blocks: tuple[ProgrammeBlock, ...]
    signer: Signer | None
    back: Signer | None
    standings: dict[str, Standing]
    registrations: dict[str, str]
    """Assessor registrations by name."""

    @classmethod
    def of(cls, session: Session, cohort: str, *, issued_on: date, now: datetime) -> Occasion:
        """The occasion of issuing to `cohort` on a day."""
        row = session.get_one(Cohort, cohort)
        course = session.get_one(Programme, row.programme_id)
        met = session.execute(select(Staff.name, Staff.met).where(Staff.met.is_not(None)))
        return cls(
            cohort=cohort,
            issued_on=issued_on,
            centre=centre(session),
            head=cohorts.head(session, cohort, today=local_now(session, now).date()),
            code=course.code,
            batch=row.batch,
            title=course.title,
            name=f"{course.name}, Angkatan {row.batch}/{row.year}",
            minutes_per_jp=course.minutes_per_jp,
            counted=frozenset(code.value for code in policy_of(session, cohort).counted),
            blocks=blocks_of(session, row.programme_id),
            signer=signer(session, on=issued_on),
            back=signer(session, on=issued_on, back=True),
            standings={each.row.enrolment: each for each in competency.standings(session, cohort, now=now)},
            registrations={name: number for name, number in met if number},
        )


def content_of(
    session: Session, candidate: Candidate, occasion: Occasion, *, number: str, salt: str
) -> CertificateContent:
    """The content of one person's certificate; the words on paper are Indonesian in every language."""
    person = session.get_one(Trainee, candidate.trainee)
    enrolment = session.get_one(Enrolment, candidate.enrolment)
    standing = occasion.standings[candidate.enrolment]
    marked = [cell.code.value for cell in standing.attendance.cells if cell]
    attended = sum(code in occasion.counted for code in marked)
    assessor = _assessor(standing)
    card, head = occasion.centre, occasion.head
    return CertificateContent(
        number=number,
        name=enrolment.certificate_name or person.name,
        programme=occasion.title,
        jp=head.jp,
        minutes_per_jp=occasion.minutes_per_jp,
        starts=head.starts,
        ends=head.ends,
        result="LULUS",
        units=tuple(_line(standing, occasion)),
        centre_name=card.name,
        centre_kind="Lembaga Pelatihan Kerja",
        place=card.place or "",
        issued_on=occasion.issued_on,
        signatory=occasion.signer.name if occasion.signer else "",
        signatory_position=occasion.signer.position if occasion.signer else "",
        salt=salt,
        licence=_licence(card),
        vin=card.vin,
        birth_place=person.birth_place,
        born=person.birth_date,
        trainee_number=f"{occasion.code}-{occasion.batch}-{candidate.number:02}",
        decrees=tuple(dict.fromkeys(_cited(block.decree) for block in occasion.blocks if block.decree)),
        cohort=occasion.name,
        attended=attended,
        sessions=len(marked),
        rate=100 * attended // len(marked) if marked else None,
        signatory_nip=occasion.signer.nip if occasion.signer else None,
        head=occasion.back.name if occasion.back else None,
        head_position=occasion.back.position if occasion.back else None,
        assessor=assessor,
        assessor_number=occasion.registrations.get(assessor or ""),
        sample=card.sample,
    )


def _line(standing: Standing, occasion: Occasion) -> list[UnitLine]:
    return [
        UnitLine(title=block.title, jp=block.jp, result=cell.result, code=block.code)
        for block, cell in zip(occasion.blocks, standing.row.cells, strict=True)
        if cell is not None and cell.result is Result.COMPETENT
    ]


def _cited(decree: str) -> str:
    """A decree in full, as a paper cites it: "SKKNI Nomor 98 Tahun 2018"; others as they are written.

    The decree behind a unit is the one that sets its standard (domain.md section 4).
    """
    found = re.fullmatch(r"Kepmenaker (\d+)/(\d{4})", decree)
    if found:
        return f"SKKNI Nomor {found[1]} Tahun {found[2]}"
    return f"SKKNI {decree}" if decree.startswith("KEP.") else decree


def _assessor(standing: Standing) -> str | None:
    names = Counter(cell.assessor for cell in standing.row.cells if cell and cell.assessor)
    return names.most_common(1)[0][0] if names else None


def _licence(card: CentreCard) -> str | None:
    if not card.licence_number:
        return None
    issuer = f"Izin {card.licence_issuer}" if card.licence_issuer else "Izin"
    return f"{issuer} No. {card.licence_number}"
