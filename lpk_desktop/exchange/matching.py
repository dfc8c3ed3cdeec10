"""Which person of the file is already known here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from lpk_desktop.domain.roles import Right
from lpk_desktop.exchange.headings import Field
from lpk_desktop.exchange.roster import Roster
from lpk_desktop.services.permissions import require
from lpk_desktop.storage.tables import Trainee


class Why(StrEnum):
    """What a row and a known person have in common."""

    NIK = "nik"
    NAME_AND_BIRTH = "name-and-birth"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A known person behind a row."""

    trainee: str
    why: Why


def matches(session: Session, roster: Roster) -> dict[int, Match]:
    """The known person for each row (by its number) that has one.

    The same NIK is the same person. Where either side has no NIK, the same name and birth date
    are, if just one known person has them; two different NIKs are never one person.
    """
    require(session, Right.IMPORT)
    by_nik: dict[str, list[str]] = defaultdict(list)
    by_birth: dict[tuple[str, date], list[tuple[str, str | None]]] = defaultdict(list)
    known = select(Trainee.id, Trainee.nik, Trainee.name, Trainee.birth_date).where(~Trainee.deleted)
    for trainee, nik, name, birth in session.execute(known.order_by(Trainee.id)):
        if nik:
            by_nik[nik].append(trainee)
        if birth is not None:
            by_birth[_key(name, birth)].append((trainee, nik))
    found = {}
    for row in roster.rows:
        match = _match(row.values, by_nik, by_birth)
        if match is not None:
            found[row.row] = match
    return found


def _match(
    values: Mapping[Field, str | None],
    by_nik: Mapping[str, list[str]],
    by_birth: Mapping[tuple[str, date], list[tuple[str, str | None]]],
) -> Match | None:
    nik, name, birth = values[Field.NIK], values[Field.NAME], values[Field.BIRTH_DATE]
    if nik and by_nik.get(nik):
        return Match(trainee=by_nik[nik][0], why=Why.NIK)
    if not name or not birth:
        return None
    alike = by_birth.get(_key(name, date.fromisoformat(birth)), [])
    if len(alike) != 1:
        return None
    trainee, other = alike[0]
    return None if nik and other else Match(trainee=trainee, why=Why.NAME_AND_BIRTH)


def _key(name: str, birth: date) -> tuple[str, date]:
    return " ".join(name.split()).casefold(), birth
