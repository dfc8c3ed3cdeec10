"""Which person of the file is already known here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from lpk_desktop.domain.names import same_name
from lpk_desktop.domain.people import ProblemCode
from lpk_desktop.domain.roles import Right
from lpk_desktop.exchange.headings import Field
from lpk_desktop.exchange.roster import Roster
from lpk_desktop.exchange.values import Problem, RosterRow
from lpk_desktop.services.permissions import require
from lpk_desktop.storage.tables import Trainee


class Why(StrEnum):
    """What a row and a known person have in common."""

    NIK = "nik"
    NAME_AND_BIRTH = "name-and-birth"


OF_THE_CENTRE = frozenset({ProblemCode.NAME_DIFFERS, ProblemCode.NIK_NOT_UNIQUE})
"""Problems that a file has only beside the people already known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A known person behind a row, as this centre has it."""

    trainee: str
    name: str
    birth_date: date | None
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """A roster with the problems it has beside the people known here, and who stands behind its rows."""

    roster: Roster
    matches: Mapping[int, Match]
    """By row number."""
    meant: Mapping[int, tuple[str, ...]]
    """Ids of all known people whom a row may mean, by row number; rows that mean nobody are left out."""

    def persons(self, rows: Iterable[RosterRow]) -> frozenset[str]:
        """Ids of the known people whom these rows may mean."""
        return frozenset(each for row in rows for each in self.meant.get(row.row, ()))


class _Person(NamedTuple):
    id: str
    name: str
    nik: str | None
    birth_date: date | None

    def behind(self, why: Why) -> Match:
        return Match(trainee=self.id, name=self.name, birth_date=self.birth_date, why=why)


@dataclass(frozen=True, slots=True)
class _Known:
    by_nik: Mapping[str, list[_Person]]
    by_birth: Mapping[tuple[str, date], list[_Person]]


def recognise(session: Session, roster: Roster) -> Recognised:
    """The known person for each row that has one, and the rows where that is for a person to decide.

    The same NIK is the same person. Where either side has no NIK, the same name and birth date
    are, if just one known person has them; two different NIKs are never one person. A NIK that is
    known under another name (domain.names) is name-differs, one that two people bear here is
    nik-not-unique and matches nobody. Such problems of an earlier call are judged anew.
    """
    require(session, Right.IMPORT)
    known = _known(session)
    rows, found, meant = [], {}, {}
    for row in roster.rows:
        match, problem, bearers = _judge(row.values, known)
        if match is not None:
            found[row.row] = match
        if bearers:
            meant[row.row] = tuple(person.id for person in bearers)
        kept = tuple(each for each in row.problems if each.code not in OF_THE_CENTRE)
        rows.append(replace(row, problems=(*kept, problem) if problem else kept))
    return Recognised(roster=replace(roster, rows=tuple(rows)), matches=found, meant=meant)


def _known(session: Session) -> _Known:
    by_nik: dict[str, list[_Person]] = defaultdict(list)
    by_birth: dict[tuple[str, date], list[_Person]] = defaultdict(list)
    query = select(Trainee.id, Trainee.name, Trainee.nik, Trainee.birth_date).where(
        ~Trainee.deleted, Trainee.erased_on.is_(None)
    )
    for trainee, name, nik, birth in session.execute(query.order_by(Trainee.id)):
        person = _Person(trainee, name, nik, birth)
        if nik:
            by_nik[nik].append(person)
        if birth is not None:
            by_birth[_key(name, birth)].append(person)
    return _Known(by_nik, by_birth)


def _judge(
    values: Mapping[Field, str | None], known: _Known
) -> tuple[Match | None, Problem | None, Sequence[_Person]]:
    nik, name, birth = values[Field.NIK], values[Field.NAME], values[Field.BIRTH_DATE]
    bearers = known.by_nik.get(nik, []) if nik else []
    if len(bearers) > 1:
        return None, _problem(ProblemCode.NIK_NOT_UNIQUE, name, bearers), bearers
    if bearers:
        differs = name is not None and not same_name(name, bearers[0].name)
        problem = _problem(ProblemCode.NAME_DIFFERS, name, bearers) if differs else None
        return bearers[0].behind(Why.NIK), problem, bearers
    alike = known.by_birth.get(_key(name, date.fromisoformat(birth)), []) if name and birth else []
    if len(alike) != 1 or (nik and alike[0].nik):
        return None, None, alike
    return alike[0].behind(Why.NAME_AND_BIRTH), None, alike


def _problem(code: ProblemCode, name: str | None, bearers: Sequence[_Person]) -> Problem:
    return Problem(
        field=Field.NIK, code=code, original=name or "", known=tuple(person.name for person in bearers)
    )


def _key(name: str, birth: date) -> tuple[str, date]:
    return " ".join(name.split()).casefold(), birth
