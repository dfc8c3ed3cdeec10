"""Holding people to the table of permissions: what every service asks before it acts or reads.

A session knows for whom the store was opened. No person at all means the program itself (founding
a centre, telling the sample's story): a person who signed in always has an id.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVarTuple

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from lpk_desktop.domain.roles import Reach, Right, Role, holders, reach
from lpk_desktop.errors import UserError
from lpk_desktop.storage import tables as t
from lpk_desktop.storage.direct import Prepared
from lpk_desktop.storage.tables import Cohort, Enrolment, Staff

Ts = TypeVarTuple("Ts")
Column = InstrumentedAttribute[str]


def require(
    session: Session,
    right: Right,
    *,
    cohort: str | None = None,
    meetings: Collection[str] | None = None,
    enrolments: Collection[str] | None = None,
    trainee: str | None = None,
    role: Role | None = None,
) -> None:
    """Refuse unless the person of `session` has `right`, there where it is to be used.

    The places (cohort, sessions, enrolments, a trainee) count for a right that reaches to one's own
    cohorts alone: all must lie there, a trainee must have a place there. Naming no place is more than
    such a right gives. `role` is what `ROLE` gave just now, if it was asked. Raises UserError:
    "not-allowed" (right, role, who), "not-own-cohort" (right), "person-inactive".
    """
    role = role or role_of(session)
    if role is None:
        return
    far = reach(role, right)
    if far is Reach.NONE:
        who = " ".join(holder.value for holder in holders(right))
        raise UserError("not-allowed", right=right.value, role=role.value, who=who)
    if far is Reach.OWN:
        own = (
            _teaches(session, trainee)
            if trainee is not None
            else _all_own(session, cohort=cohort, meetings=meetings, enrolments=enrolments)
        )
        if not own:
            raise UserError("not-own-cohort", right=right.value)


def may(session: Session, right: Right) -> Reach:
    """How far the person of `session` has `right`; for what a screen offers, never instead of `require`."""
    try:
        role = role_of(session)
    except UserError:
        return Reach.NONE
    return Reach.ALL if role is None else reach(role, right)


def limited(
    session: Session,
    right: Right,
    query: Select[*Ts],
    *,
    cohort: Column | None = None,
    trainee: Column | None = None,
) -> Select[*Ts]:
    """`query` narrowed to what the person may see, by its column of cohorts or of trainees.

    Raises UserError as `require` does for somebody who may see nothing of the kind.
    """
    role = role_of(session)
    if role is None or reach(role, right) is Reach.ALL:
        return query
    if reach(role, right) is Reach.NONE:
        require(session, right)
    if cohort is not None:
        query = query.where(cohort.in_(_own(session.info["author"])))
    if trainee is not None:
        query = query.where(trainee.in_(_taught(session.info["author"])))
    return query


def role_of(session: Session) -> Role | None:
    """What the person of `session` is now; None for the program itself. Raises "person-inactive"."""
    author: str | None = session.info["author"]
    if author is None:
        return None
    role: Role | None
    name, role, active = _PERSON.first(session, author=author) or ("", None, False)
    if not active:
        raise UserError("person-inactive", name=name)
    return role


_AUTHOR: BindParameter[str | None] = bindparam("author")
ROLE = select(Staff.role).where(Staff.id == _AUTHOR, Staff.active, ~Staff.deleted).scalar_subquery()
"""What `author` is now, as a column beside others; none for the program itself and who is not active."""
_PERSON = Prepared(
    select(Staff.name, Staff.role, and_(Staff.active, ~Staff.deleted)).where(Staff.id == _AUTHOR)
)


def _own(author: str | BindParameter[str | None]) -> Select[str]:
    """The cohorts that the person leads, or teaches a session of."""
    teaches = select(t.Session.cohort_id).where(
        t.Session.instructor_id == author, ~t.Session.deleted, ~t.Session.cancelled
    )
    mine: ColumnElement[bool] = or_(Cohort.instructor_id == author, Cohort.id.in_(teaches))
    return select(Cohort.id).where(~Cohort.deleted, mine)


def _taught(author: str | BindParameter[str | None]) -> Select[str]:
    return select(Enrolment.trainee_id).where(~Enrolment.deleted, Enrolment.cohort_id.in_(_own(author)))


_OWN = Prepared(_own(_AUTHOR).where(Cohort.id == bindparam("place")))
_TAUGHT = Prepared(_taught(_AUTHOR).where(Enrolment.trainee_id == bindparam("trainee")).limit(1))
_OWN_MEETING = Prepared(
    _own(_AUTHOR).where(
        Cohort.id == select(t.Session.cohort_id).where(t.Session.id == bindparam("place")).scalar_subquery()
    )
)
_OWN_ENROLMENT = Prepared(
    _own(_AUTHOR).where(
        Cohort.id == select(Enrolment.cohort_id).where(Enrolment.id == bindparam("place")).scalar_subquery()
    )
)


def _all_own(
    session: Session,
    *,
    cohort: str | None,
    meetings: Collection[str] | None,
    enrolments: Collection[str] | None,
) -> bool:
    """Whether places are named, and all of them lie in one's own cohorts; what is unknown does not."""
    if cohort is None and meetings is None and enrolments is None:
        return False
    named = (
        (() if cohort is None else (cohort,), _OWN),
        (meetings, _OWN_MEETING),
        (enrolments, _OWN_ENROLMENT),
    )
    author = session.info["author"]
    return all(
        where.first(session, place=place, author=author) is not None
        for places, where in named
        for place in set(places or ())
    )


def _teaches(session: Session, trainee: str) -> bool:
    return _TAUGHT.first(session, trainee=trainee, author=session.info["author"]) is not None
