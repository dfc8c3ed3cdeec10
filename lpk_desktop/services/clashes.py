"""Certificates of the register that cannot both stand, for every place that must say so."""

from __future__ import annotations

from sqlalchemy import func, select, union
from sqlalchemy.orm import Session

from lpk_desktop.domain.clashes import Clash, Paper
from lpk_desktop.domain.clashes import clashes as clashes_among
from lpk_desktop.storage.tables import Certificate, CertificateState, Enrolment, Trainee


def clashes(session: Session) -> tuple[Clash, ...]:
    """Every clash of the centre; none of them ends before somebody revokes a paper."""
    query = (
        select(
            Certificate.id,
            Certificate.enrolment_id,
            Enrolment.cohort_id,
            Certificate.number,
            Certificate.code,
            Trainee.name,
        )
        .join(Enrolment, Enrolment.id == Certificate.enrolment_id)
        .join(Trainee, Trainee.id == Enrolment.trainee_id)
        .where(
            Certificate.id.in_(_SUSPECTS),
            ~Certificate.deleted,
            Certificate.state == CertificateState.ISSUED,
        )
    )
    return clashes_among(
        Paper(id=row, enrolment=enrolment, cohort=cohort, number=number, code=code, name=name)
        for row, enrolment, cohort, number, code, name in session.execute(query)
    )


def clashes_by_paper(session: Session) -> dict[str, tuple[Clash, ...]]:
    """The clashes that each certificate stands in, by its id; without those that stand in none."""
    found: dict[str, tuple[Clash, ...]] = {}
    for clash in clashes(session):
        for paper in clash.papers:
            found[paper.id] = (*found.get(paper.id, ()), clash)
    return found


# Read from the two indexes alone: papers are large, and hardly one has its like.
_REPEATED_PEOPLE = (
    select(Certificate.enrolment_id).group_by(Certificate.enrolment_id).having(func.count() > 1)
)
_REPEATED_NUMBERS = select(Certificate.number).group_by(Certificate.number).having(func.count() > 1)
_SUSPECTS = union(
    select(Certificate.id).where(Certificate.enrolment_id.in_(_REPEATED_PEOPLE)),
    select(Certificate.id).where(Certificate.number.in_(_REPEATED_NUMBERS)),
)
