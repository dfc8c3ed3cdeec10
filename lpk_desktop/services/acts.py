"""The list of what was done: all of it, or what concerned one class or one person."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from lpk_desktop.domain.roles import Reach, Right
from lpk_desktop.services.centre import local_now
from lpk_desktop.services.computers import Computer, computer
from lpk_desktop.services.history import trainee_rows, whose_acts
from lpk_desktop.services.permissions import may
from lpk_desktop.storage import history
from lpk_desktop.storage import tables as t
from lpk_desktop.storage.history import FINAL, FOUNDING, KEYS, SEEN, ActId, PastAct
from lpk_desktop.storage.tables import Assessment, Certificate, Enrolment, Mark

SHOWN = 300


class Bar(StrEnum):
    """Why an act cannot be taken back on this computer."""

    ELSEWHERE = "elsewhere"
    FINAL = "final"
    """What has been issued, or all else rests on."""
    KEYS = "keys"
    """It says who can sign in."""
    SEEN = "seen"
    """It showed hidden data or took data out, and stays on record."""
    OTHERS = "others"
    """Somebody else did it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneAct:
    """One act in a list; `changes` counts its changed rows."""

    id: ActId
    at: datetime
    """The centre's wall clock."""
    by: str | None
    computer: Computer
    label: str
    changes: int
    undone: bool
    """Whether it has been taken back."""
    bar: Bar | None

    @property
    def undoable(self) -> bool:
        """Whether it can be taken back on this computer."""
        return self.bar is None and not self.undone

    @property
    def key(self) -> str:
        """The act's id as one text."""
        return f"{self.id[0]}.{self.id[1]}"


def done_acts(session: Session, *, cohort: str = "", trainee: str = "", limit: int = SHOWN) -> list[DoneAct]:
    """The latest acts one may read, of all computers, newest first; those of a class or a person."""
    rows: Collection[str] | None = None
    if cohort:
        rows = cohort_rows(session, cohort)
    elif trainee:
        rows = trainee_rows(session, trainee)
    past = history.acts(session, limit=limit, rows=rows, author=whose_acts(session))
    gone = history.undone(session)
    computers = {origin: computer(session, origin) for origin in {each.id[0] for each in past}}
    return [
        DoneAct(
            id=each.id,
            at=local_now(session, each.at),
            by=each.author,
            computer=computers[each.id[0]],
            label=each.label,
            changes=each.changes,
            undone=each.id in gone,
            bar=_bar(session, each),
        )
        for each in past
    ]


def _bar(session: Session, act: PastAct) -> Bar | None:
    if act.source in _BARS:
        return _BARS[act.source]
    own = act.author_id == session.info["author"]
    return None if own or may(session, Right.UNDO_OTHERS) is Reach.ALL else Bar.OTHERS


_BARS = {"central": Bar.ELSEWHERE, FINAL: Bar.FINAL, FOUNDING: Bar.FINAL, KEYS: Bar.KEYS, SEEN: Bar.SEEN}


def cohort_rows(session: Session, cohort: str) -> list[str]:
    """The rows that belong to a class: itself, sessions, places, marks, results, certificates."""
    places = select(Enrolment.id).where(Enrolment.cohort_id == cohort)
    rows = [cohort, *session.scalars(select(t.Session.id).where(t.Session.cohort_id == cohort))]
    rows += session.scalars(places)
    for kind in (Mark, Assessment, Certificate):
        rows += session.scalars(select(kind.id).where(kind.enrolment_id.in_(places)))
    return rows
