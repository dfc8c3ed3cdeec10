"""What the frame of the window shows about the centre: counts, running cohorts, whether work is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lpk_desktop.domain.clock import moment_of
from lpk_desktop.domain.roles import Reach, Right, Role
from lpk_desktop.services import cohorts
from lpk_desktop.services.centre import centre, local_now, person
from lpk_desktop.services.clashes import clashes
from lpk_desktop.services.permissions import limited, may
from lpk_desktop.services.views import CohortStatus
from lpk_desktop.storage import tables as t
from lpk_desktop.storage.device import sync_state
from lpk_desktop.storage.epochs import unsent_changes
from lpk_desktop.storage.outbox import waiting
from lpk_desktop.storage.tables import ActRow, ChangeRow, Mark, Trainee

SHOWN = 8
"""How many running cohorts the sidebar has room for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """One running cohort and its session of today, if it has one."""

    id: str
    short: str
    trainees: int
    marked: int | None
    """How many are marked in today's session once it has begun, None without one."""
    starts: time | None
    """When today's session begins, while it has not; local time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncStanding:
    """Whether this computer's work has reached the centre."""

    paired: bool
    waiting: int
    last_success: datetime | None
    last_problem: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The frame's data."""

    centre: str
    place: str | None
    sample: bool
    person: str
    role: Role | None
    trainees: int
    clashes: int
    """Certificates that cannot both stand, counted by what they clash over."""
    running: tuple[Running, ...]
    sync: SyncStanding


def overview(session: Session, *, author: str | None, now: datetime) -> Overview:
    """The frame's data for the person `author` as of `now`."""
    card = centre(session)
    who = person(session, author)
    count = select(func.count()).select_from(Trainee).where(~Trainee.deleted)
    return Overview(
        centre=card.name,
        place=card.place,
        sample=card.sample,
        person=who.name if who else "",
        role=who.role if who else None,
        trainees=session.scalar(limited(session, Right.READ_TRAINEE, count, trainee=Trainee.id)) or 0,
        clashes=len(clashes(session)),
        running=_running(session, now),
        sync=sync_standing(session),
    )


def sync_standing(session: Session) -> SyncStanding:
    """Whether this computer's work has reached the centre."""
    state = sync_state(session)
    return SyncStanding(
        paired=state is not None,
        waiting=waiting(session) if state else 0,
        last_success=state.last_success if state else None,
        last_problem=state.last_problem if state else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingAct:
    """One act of this computer that the centre has not acknowledged."""

    label: str
    at: datetime
    changes: int


def waiting_acts(session: Session, *, limit: int = 50) -> list[WaitingAct]:
    """The latest acts that wait to be sent, newest first; none before pairing.

    One's own alone for somebody who may not read what others did.
    """
    if sync_state(session) is None:
        return []
    query = (
        select(ActRow.label, ActRow.hlc, func.count())
        .join(ChangeRow, (ChangeRow.origin == ActRow.origin) & (ChangeRow.tx == ActRow.n))
        .where(unsent_changes(session))
        .group_by(ActRow.origin, ActRow.n)
        .order_by(ActRow.origin.desc(), ActRow.n.desc())
        .limit(limit)
    )
    if may(session, Right.READ_LOG) is not Reach.ALL:
        query = query.where(ActRow.author == session.info["author"])
    return [
        WaitingAct(label=label, at=moment_of(hlc), changes=count)
        for label, hlc, count in session.execute(query)
    ]


def _running(session: Session, now: datetime) -> tuple[Running, ...]:
    local = local_now(session, now)
    heads = [
        head
        for head in cohorts.cohorts(session, today=local.date())
        if head.status in {CohortStatus.RUNNING, CohortStatus.EXAM}
    ][:SHOWN]
    todays = {
        meeting.cohort_id: meeting
        for meeting in session.scalars(
            select(t.Session)
            .where(t.Session.day == local.date(), ~t.Session.cancelled, ~t.Session.deleted)
            .order_by(t.Session.start.desc())
        )
    }
    counts = dict(
        session.execute(
            select(Mark.session_id, func.count())
            .join(t.Session, t.Session.id == Mark.session_id)
            .where(t.Session.day == local.date(), Mark.code.is_not(None), ~Mark.deleted)
            .group_by(Mark.session_id)
        ).all()
    )
    found = []
    for head in heads:
        meeting = todays.get(head.id)
        begun = meeting is not None and meeting.start <= local.time()
        found.append(
            Running(
                id=head.id,
                short=head.short,
                trainees=head.trainees,
                marked=counts.get(meeting.id, 0) if meeting and begun else None,
                starts=meeting.start if meeting and not begun else None,
            )
        )
    return tuple(found)
