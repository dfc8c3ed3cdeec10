"""What needs somebody's attention today, each matter with its facts; the most urgent first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum
from fractions import Fraction

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session

from lpk_desktop.domain.clashes import Clash, ClashKind
from lpk_desktop.domain.roles import Right
from lpk_desktop.services.centre import centre
from lpk_desktop.services.clashes import clashes
from lpk_desktop.services.disputes import disputes
from lpk_desktop.services.doubles import (
    SamePerson,
    SharedCohortNumber,
    SharedListNumber,
    cohorts_twice,
    numbers_twice,
    people_twice,
)
from lpk_desktop.services.overview import sync_standing
from lpk_desktop.services.permissions import limited
from lpk_desktop.services.presence import Presence
from lpk_desktop.storage import tables as t
from lpk_desktop.storage.tables import (
    Cohort,
    Enrolment,
    EnrolmentStatus,
    Mark,
    NikState,
    Programme,
    Trainee,
)

LICENCE_NOTICE = timedelta(days=60)
"""How long before the licence ends it is spoken of."""
LOOK_BACK = timedelta(days=14)
"""Incomplete sessions older than this are the class page's matter."""
LONG_UNSENT = timedelta(days=7)
"""After so long without the centre, unsent work is a warning."""


class Urgency(IntEnum):
    """How pressing a matter is; the lowest comes first."""

    DANGER = 0
    WARNING = 1
    REST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """One trainee under the minimum."""

    name: str
    rate: Fraction
    reachable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BelowMinimum:
    """Trainees of one running cohort under its minimum attendance, the lowest first."""

    cohort: str
    short: str
    minimum: int
    people: tuple[Behind, ...]
    urgency: Urgency = Urgency.DANGER


@dataclass(frozen=True, slots=True, kw_only=True)
class Incomplete:
    """One past session that is not marked for everybody."""

    session: str
    cohort: str
    short: str
    day: date
    number: int
    unmarked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IncompleteSessions:
    """Past sessions with unmarked trainees, the latest first."""

    sessions: tuple[Incomplete, ...]
    yesterday: bool
    """Whether all of them were yesterday."""
    urgency: Urgency = Urgency.REST


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceEnding:
    """The centre's licence ends soon, or has ended (`days` below 0)."""

    number: str | None
    until: date
    days: int
    urgency: Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputedRows:
    """Rows that hold two values until somebody decides."""

    count: int
    urgency: Urgency = Urgency.WARNING


@dataclass(frozen=True, slots=True, kw_only=True)
class ClashingCertificates:
    """Certificates that two computers issued apart and that cannot both stand, until one is revoked."""

    kind: ClashKind
    clashes: tuple[Clash, ...]
    urgency: Urgency = Urgency.DANGER


@dataclass(frozen=True, slots=True, kw_only=True)
class DamagedNiks:
    """People whose NIK lost digits on its way here."""

    names: tuple[str, ...]
    urgency: Urgency = Urgency.WARNING


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsent:
    """Changes that the centre has not acknowledged; only on a paired computer."""

    count: int
    last_success: datetime | None
    urgency: Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class DoublePeople:
    """People who may be here twice, by name."""

    pairs: tuple[SamePerson, ...]
    urgency: Urgency = Urgency.WARNING


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubleCohorts:
    """One number that several cohorts go by."""

    shared: SharedCohortNumber
    urgency: Urgency = Urgency.WARNING


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubleNumbers:
    """List numbers of one cohort that several of its people have."""

    cohort: str
    short: str
    numbers: tuple[SharedListNumber, ...]
    urgency: Urgency = Urgency.WARNING


Attention = (
    ClashingCertificates
    | BelowMinimum
    | IncompleteSessions
    | LicenceEnding
    | DisputedRows
    | DamagedNiks
    | DoublePeople
    | DoubleCohorts
    | DoubleNumbers
    | Unsent
)


def attention(
    session: Session, *, standings: Mapping[str, Presence], running: Mapping[str, str], local: datetime
) -> tuple[Attention, ...]:
    """All matters as of `local`; `standings` of the `running` cohorts (short title by id)."""
    found: list[Attention] = [
        *_clashing(session),
        *_below(session, standings, running),
        *_licence(session, local.date()),
        *_disputed(session),
        *_damaged(session),
        *_people_twice(session),
        *_cohorts_twice(session, local.date()),
        *_numbers_twice(session),
        *_incomplete(session, local.date()),
        *_unsent(session, local),
    ]
    return tuple(sorted(found, key=lambda each: each.urgency))


def _below(
    session: Session, standings: Mapping[str, Presence], running: Mapping[str, str]
) -> list[BelowMinimum]:
    behind = [each for each in standings.values() if each.below and each.left]
    names = _names(session, [each.trainee for each in behind])
    found = []
    for cohort, short in running.items():
        own = sorted(
            (each for each in behind if each.cohort == cohort), key=lambda each: each.rate or Fraction(0)
        )
        people = tuple(
            Behind(name=names[each.trainee], rate=each.rate or Fraction(0), reachable=each.ahead.reachable)
            for each in own
        )
        if people:
            found.append(BelowMinimum(cohort=cohort, short=short, minimum=own[0].minimum, people=people))
    return found


def _names(session: Session, trainees: list[str]) -> dict[str, str]:
    query = select(Trainee.id, Trainee.name).where(Trainee.id.in_(trainees))
    return dict(session.execute(query).all())


def _licence(session: Session, day: date) -> list[LicenceEnding]:
    card = centre(session)
    if card.licence_until is None or card.licence_until - day > LICENCE_NOTICE:
        return []
    days = (card.licence_until - day).days
    urgency = Urgency.DANGER if days < 0 else Urgency.WARNING
    return [LicenceEnding(number=card.licence_number, until=card.licence_until, days=days, urgency=urgency)]


def _clashing(session: Session) -> list[ClashingCertificates]:
    found = clashes(session)
    of_kind = {kind: tuple(clash for clash in found if clash.kind is kind) for kind in ClashKind}
    return [ClashingCertificates(kind=kind, clashes=alike) for kind, alike in of_kind.items() if alike]


def _disputed(session: Session) -> list[DisputedRows]:
    count = len(disputes(session))
    return [DisputedRows(count=count)] if count else []


def _damaged(session: Session) -> list[DamagedNiks]:
    query = select(Trainee.name).where(~Trainee.deleted, Trainee.nik_state == NikState.DAMAGED)
    query = limited(session, Right.READ_TRAINEE, query, trainee=Trainee.id)
    names = tuple(session.scalars(query.order_by(func.lower(Trainee.name))))
    return [DamagedNiks(names=names)] if names else []


def _people_twice(session: Session) -> list[DoublePeople]:
    pairs = tuple(people_twice(session))
    return [DoublePeople(pairs=pairs)] if pairs else []


def _cohorts_twice(session: Session, day: date) -> list[DoubleCohorts]:
    return [DoubleCohorts(shared=shared) for shared in cohorts_twice(session, today=day)]


def _numbers_twice(session: Session) -> list[DoubleNumbers]:
    found: dict[str, list[SharedListNumber]] = {}
    for shared in numbers_twice(session):
        found.setdefault(shared.cohort, []).append(shared)
    return [
        DoubleNumbers(cohort=cohort, short=numbers[0].short, numbers=tuple(numbers))
        for cohort, numbers in found.items()
    ]


def _incomplete(session: Session, day: date) -> list[IncompleteSessions]:
    order = func.row_number().over(
        partition_by=t.Session.cohort_id, order_by=(t.Session.day, t.Session.start)
    )
    numbered = (
        select(t.Session.id, order.label("number")).where(~t.Session.deleted, ~t.Session.cancelled).subquery()
    )
    unmarked = _unmarked()
    query = (
        select(t.Session.id, t.Session.day, numbered.c.number, unmarked, Cohort, Programme.short)
        .join(numbered, numbered.c.id == t.Session.id)
        .join(Cohort, Cohort.id == t.Session.cohort_id)
        .join(Programme, Programme.id == Cohort.programme_id)
        .where(t.Session.day.between(day - LOOK_BACK, day - timedelta(days=1)), unmarked > 0)
        .where(~Cohort.deleted)
        .order_by(t.Session.day.desc(), t.Session.start.desc(), Cohort.number)
    )
    query = limited(session, Right.READ_CLASS, query, cohort=Cohort.id)
    sessions = tuple(
        Incomplete(
            session=meeting,
            cohort=cohort.id,
            short=f"{short} {cohort.batch}/{cohort.year}",
            day=at,
            number=number,
            unmarked=count,
        )
        for meeting, at, number, count, cohort, short in session.execute(query)
    )
    if not sessions:
        return []
    yesterday = all(each.day == day - timedelta(days=1) for each in sessions)
    return [IncompleteSessions(sessions=sessions, yesterday=yesterday)]


def _unmarked() -> ScalarSelect[int]:
    """How many active trainees of a session's cohort have no mark in it."""
    marked = select(Mark.enrolment_id).where(
        Mark.session_id == t.Session.id, ~Mark.deleted, Mark.code.is_not(None)
    )
    return (
        select(func.count())
        .select_from(Enrolment)
        .where(
            Enrolment.cohort_id == t.Session.cohort_id,
            ~Enrolment.deleted,
            Enrolment.status == EnrolmentStatus.ACTIVE,
            Enrolment.id.not_in(marked.correlate(t.Session)),
        )
        .correlate(t.Session)
        .scalar_subquery()
    )


def _unsent(session: Session, local: datetime) -> list[Unsent]:
    standing = sync_standing(session)
    if not standing.paired or not standing.waiting:
        return []
    last = standing.last_success
    late = last is None or local - last > LONG_UNSENT
    urgency = Urgency.WARNING if late else Urgency.REST
    return [Unsent(count=standing.waiting, last_success=last, urgency=urgency)]
