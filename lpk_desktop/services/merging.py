"""Two rows of one person become one: places, marks, results and papers go to the row that stays.

Rows that stand for a pair have derived ids, so nothing moves: what the second row has is written
under the id it has for the first, and removed under the old one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from lpk_desktop.domain.names import same_name
from lpk_desktop.domain.roles import Right
from lpk_desktop.errors import UserError
from lpk_desktop.services.doubles import alike, rank
from lpk_desktop.services.permissions import require
from lpk_desktop.storage import tables as t
from lpk_desktop.storage.ids import derived_id
from lpk_desktop.storage.tables import (
    Assessment,
    Block,
    Certificate,
    CertificateState,
    Cohort,
    Document,
    Enrolment,
    EnrolmentStatus,
    Mark,
    NikState,
    Programme,
    Trainee,
)

Record = TypeVar("Record", Mark, Assessment, Certificate)


FILLED = (
    ("nik",), ("kpj",), ("sex",), ("birth_place",), ("birth_date",), ("phone",), ("other_phones",),
    ("email",), ("contact_name", "contact_phone"), ("address", "province_code", "city_code"), ("education",),
    ("employer",), ("occupation",), ("terminated",), ("photo_id",),
    ("consent_version", "consent_on", "consent_withdrawn_on"),
)  # fmt: skip
"""What a person may lack and get from the other row; what says one thing together comes together."""


class _Records(NamedTuple):
    """What is recorded under one place: marks by session, assessments by block and attempt."""

    marks: dict[str, Mark]
    assessments: dict[tuple[str, int], Assessment]
    certificates: list[Certificate]

    @property
    def results(self) -> dict[tuple[str, int], Assessment]:
        return {key: row for key, row in self.assessments.items() if row.result is not None}


def merge(session: Session, one: str, other: str) -> str:
    """Make two rows of one person one; gives the id of the row that stays, the one made first.

    Which stays does not depend on who merges, so two computers that merge the same pair apart agree.
    Its own values stay, empty fields are filled from the other. Where both have a place in a cohort,
    each gets what only the other had. Raises UserError, and then nothing is changed:
    "unknown-trainee"; "merge-niks-differ", "merge-names-differ" (domain.names), "merge-nothing-alike"
    where it would be a guess that they are one person (services.doubles); and where both have records
    that contradict each other "merge-marks-differ", "merge-results-differ", "merge-two-certificates".
    """
    require(session, Right.EDIT_TRAINEE)
    require(session, Right.ENROL)
    keep, gone = _pair(session, one, other)
    _refuse_guesses(session, keep, gone)
    held = [(row, _records(session, row.id)) for row in _places(session, gone)]
    for row, found in held:
        _refuse_contradictions(session, keep, row, found)
    _fill(keep, gone)
    for row, found in held:
        place = _place(session, keep, row)
        _take_marks(session, place, found.marks.values())
        _take_assessments(session, place, found.assessments.values())
        for certificate in found.certificates:
            certificate.enrolment_id = place
        row.deleted = True
    for paper in session.scalars(select(Document).where(Document.trainee_id == gone.id, ~Document.deleted)):
        paper.trainee_id = keep.id
    gone.deleted = True
    session.flush()
    return keep.id


def kept_name(session: Session, one: str, other: str) -> str:
    """The name that stays when these two rows are merged; raises UserError("unknown-trainee")."""
    require(session, Right.ENROL)
    return _pair(session, one, other)[0].name


def _pair(session: Session, one: str, other: str) -> tuple[Trainee, Trainee]:
    """The row that stays, and the other."""
    query = select(Trainee).where(Trainee.id.in_({one, other}), ~Trainee.deleted)
    people = list(session.scalars(query))
    if len(people) != 2:
        raise UserError("unknown-trainee")
    keep, gone = sorted(people, key=rank)
    return keep, gone


def _refuse_guesses(session: Session, keep: Trainee, gone: Trainee) -> None:
    names = {"first": keep.name, "second": gone.name}
    if keep.nik and gone.nik and keep.nik != gone.nik:
        raise UserError("merge-niks-differ", **names)
    if not same_name(keep.name, gone.name):
        raise UserError("merge-names-differ", **names)
    if alike(session, keep, gone) is None:
        raise UserError("merge-nothing-alike", **names)


def _places(session: Session, person: Trainee) -> list[Enrolment]:
    query = select(Enrolment).where(Enrolment.trainee_id == person.id, ~Enrolment.deleted)
    return list(session.scalars(query.order_by(Enrolment.id)))


def _records(session: Session, enrolment: str) -> _Records:
    def live(kind: type[Record]) -> Iterable[Record]:
        query = select(kind).where(kind.enrolment_id == enrolment, ~kind.deleted)
        return session.scalars(query.order_by(kind.id))

    return _Records(
        marks={row.session_id: row for row in live(Mark)},
        assessments={(row.block_id, row.attempt): row for row in live(Assessment)},
        certificates=list(live(Certificate)),
    )


def _refuse_contradictions(session: Session, keep: Trainee, row: Enrolment, found: _Records) -> None:
    own = _records(session, derived_id("enrolment", keep.id, row.cohort_id))
    facts = {"name": keep.name, "cohort": _short(session, row.cohort_id)}
    differing = [
        meeting
        for meeting, mark in found.marks.items()
        if meeting in own.marks and not _agree(mark, own.marks[meeting])
    ]
    if differing:
        day = min(session.get_one(t.Session, meeting).day for meeting in differing)
        raise UserError("merge-marks-differ", day=day, **facts)
    for block in sorted({block for block, _attempt in found.results}):
        theirs, ours = _attempts(found, block), _attempts(own, block)
        if ours and theirs != ours:
            unit = session.get_one(Block, block)
            raise UserError("merge-results-differ", unit=unit.title, **facts)
    if _standing(found) and _standing(own):
        raise UserError("merge-two-certificates", **facts)


def _agree(one: Mark, other: Mark) -> bool:
    if one.code is None or other.code is None:
        return True
    return (one.code, one.minutes_late) == (other.code, other.minutes_late)


def _attempts(found: _Records, block: str) -> dict[int, object]:
    return {attempt: row.result for (of, attempt), row in found.results.items() if of == block}


def _standing(found: _Records) -> bool:
    return any(row.state is CertificateState.ISSUED for row in found.certificates)


def _short(session: Session, cohort: str) -> str:
    row = session.get_one(Cohort, cohort)
    return f"{session.get_one(Programme, row.programme_id).short} {row.batch}/{row.year}"


def _fill(keep: Trainee, gone: Trainee) -> None:
    for names in FILLED:
        if all(getattr(keep, name) is None for name in names):
            for name in names:
                setattr(keep, name, getattr(gone, name))
    if keep.nik:
        keep.nik_state = NikState.VALID
    elif gone.nik_state is NikState.DAMAGED:
        keep.nik_state = NikState.DAMAGED


def _place(session: Session, keep: Trainee, row: Enrolment) -> str:
    """The place of `keep` in the cohort of `row`, made or brought back where there is none; gives its id."""
    row_id = derived_id("enrolment", keep.id, row.cohort_id)
    place = session.get(Enrolment, row_id)
    if place is None:
        place = Enrolment(
            id=row_id,
            trainee_id=keep.id,
            cohort_id=row.cohort_id,
            list_number=row.list_number,
            status=row.status,
            certificate_name=row.certificate_name,
        )
        session.add(place)
    elif place.deleted:
        place.deleted = False
        place.list_number, place.status = row.list_number, row.status
    elif row.status is EnrolmentStatus.ACTIVE:
        place.status = EnrolmentStatus.ACTIVE
    if place.certificate_name is None and row.certificate_name is not None:
        place.certificate_name = row.certificate_name
    return row_id


def _take_marks(session: Session, place: str, marks: Iterable[Mark]) -> None:
    for mark in marks:
        row_id = derived_id("mark", mark.session_id, place)
        own = session.get(Mark, row_id)
        if own is None:
            own = Mark(id=row_id, session_id=mark.session_id, enrolment_id=place, at=mark.at)
            session.add(own)
        elif own.deleted:
            own.deleted = False
            own.code = own.minutes_late = own.note = None
        if own.code is None:
            own.code, own.minutes_late = mark.code, mark.minutes_late
            own.method, own.by, own.at = mark.method, mark.by, mark.at
        notes = dict.fromkeys(note for note in (own.note, mark.note) if note)
        own.note = "; ".join(notes) or None
        mark.deleted = True


def _take_assessments(session: Session, place: str, assessments: Iterable[Assessment]) -> None:
    for row in assessments:
        row_id = derived_id("assessment", place, row.block_id, str(row.attempt))
        own = session.get(Assessment, row_id)
        if own is None:
            own = Assessment(id=row_id, enrolment_id=place, block_id=row.block_id, attempt=row.attempt)
            session.add(own)
        elif own.deleted:
            own.deleted = False
            own.result = own.score = None
        if own.result is None:
            own.result, own.score, own.assessor, own.day = row.result, row.score, row.assessor, row.day
            own.method, own.note = row.method, row.note
        row.deleted = True
