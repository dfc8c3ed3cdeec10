"""A cohort's schedule: its sessions with their attendance, and changing single ones."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lpk_desktop.errors import UserError
from lpk_desktop.services.cohorts import SessionItem, schedule
from lpk_desktop.storage import tables as t
from lpk_desktop.storage.tables import Enrolment, EnrolmentStatus, Mark, Staff


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLine:
    """One session of a schedule with how far its attendance is."""

    item: SessionItem
    instructor: str | None
    marked: int
    trainees: int


EDITABLE = frozenset({"room", "topic", "start", "end", "jp"})


def session_lines(session: Session, cohort: str) -> list[SessionLine]:
    """The schedule in order, cancelled sessions too."""
    people = session.scalar(
        select(func.count())
        .select_from(Enrolment)
        .where(Enrolment.cohort_id == cohort, ~Enrolment.deleted, Enrolment.status == EnrolmentStatus.ACTIVE)
    )
    names = dict(
        session.execute(
            select(t.Session.id, Staff.name)
            .join(Staff, Staff.id == t.Session.instructor_id)
            .where(t.Session.cohort_id == cohort)
        ).all()
    )
    marked = _marked(session, cohort)
    return [
        SessionLine(
            item=item, instructor=names.get(item.id), marked=marked.get(item.id, 0), trainees=people or 0
        )
        for item in schedule(session, cohort)
    ]


def cancel(session: Session, meetings: Collection[str]) -> None:
    """Cancel sessions; marks in them stay, but count no more. Raises UserError("unknown-session")."""
    for meeting in meetings:
        _session(session, meeting).cancelled = True


def restore(session: Session, meetings: Collection[str]) -> None:
    """Hold cancelled sessions after all; raises UserError("unknown-session")."""
    for meeting in meetings:
        _session(session, meeting).cancelled = False


def lock(session: Session, meetings: Collection[str], *, locked: bool) -> None:
    """Close sessions for marks, or open them again; raises UserError("unknown-session")."""
    for meeting in meetings:
        _session(session, meeting).locked = locked


def change_session(session: Session, meeting: str, values: Mapping[str, object]) -> None:
    """Change room, topic, start, end or training hours (JP) of one session.

    Raises UserError: "unknown-session", "unknown-field", "pattern-hours-reversed" when it would
    end before it begins.
    """
    row = _session(session, meeting)
    for name, value in values.items():
        if name not in EDITABLE:
            raise UserError("unknown-field", field=name)
        setattr(row, name, value)
    if row.end <= row.start:
        raise UserError("pattern-hours-reversed", start=row.start, end=row.end)


def _session(session: Session, meeting: str) -> t.Session:
    row = session.get(t.Session, meeting)
    if row is None or row.deleted:
        raise UserError("unknown-session")
    return row


def _marked(session: Session, cohort: str) -> dict[str, int]:
    query = (
        select(Mark.session_id, func.count())
        .join(t.Session, t.Session.id == Mark.session_id)
        .join(Enrolment, Enrolment.id == Mark.enrolment_id)
        .where(
            t.Session.cohort_id == cohort, ~Mark.deleted, Mark.code.is_not(None),
            ~Enrolment.deleted, Enrolment.status == EnrolmentStatus.ACTIVE,
        )
        .group_by(Mark.session_id)
    )  # fmt: skip
    return dict(session.execute(query).all())
