"""From a checked roster to people in a cohort: one transaction, undoable as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from lpk_desktop.domain.people import ProblemCode
from lpk_desktop.domain.roles import Right
from lpk_desktop.exchange.headings import Field
from lpk_desktop.exchange.matching import OF_THE_CENTRE, Match, recognise
from lpk_desktop.exchange.roster import Roster
from lpk_desktop.exchange.values import RosterRow
from lpk_desktop.services.permissions import require
from lpk_desktop.services.trainees import enrol_all
from lpk_desktop.storage.direct import add_rows, put_rows
from lpk_desktop.storage.ids import new_id
from lpk_desktop.storage.tables import NikState

_DATES = frozenset({Field.BIRTH_DATE, Field.TERMINATED})
_NEVER = frozenset({ProblemCode.MISSING, ProblemCode.DUPLICATE_IN_FILE}) | OF_THE_CENTRE
"""Problems with which a row cannot stand for a person: no name, the same person again, or whom it means
is for somebody to decide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptName:
    """A known person whose name the file spells otherwise; the name stayed as it was."""

    row: int
    known: str
    written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import did; `left_out` gives the rows by number, for the workbook of rejects."""

    new: int
    changed: int
    unchanged: int
    left_out: tuple[RosterRow, ...]
    kept_names: tuple[KeptName, ...]
    known_out: frozenset[str]
    """Ids of the known people whom the rows left out may mean: that workbook holds their data."""


def left_out(roster: Roster, *, skip_problem_rows: bool) -> tuple[RosterRow, ...]:
    """The rows of a recognised roster that an import would not take.

    Rows without a name, repeated rows and rows for somebody to decide never; with `skip_problem_rows`
    no row that has any problem. Other rows are taken without their damaged values, which stay visibly
    missing.
    """
    return tuple(
        row
        for row in roster.rows
        if (skip_problem_rows and row.problems) or any(problem.code in _NEVER for problem in row.problems)
    )


def kept_names(rows: Iterable[RosterRow], matches: Mapping[int, Match]) -> dict[int, KeptName]:
    """The known people, by row, whose name the file spells otherwise; capitals do not count."""
    found = {}
    for row in rows:
        match, written = matches.get(row.row), row.values[Field.NAME]
        if match is not None and written and written.casefold() != match.name.casefold():
            found[row.row] = KeptName(row=row.row, known=match.name, written=written)
    return found


def import_roster(
    session: Session,
    roster: Roster,
    *,
    cohort: str | None,
    skip_problem_rows: bool = False,
    tick: Callable[[int, int], None] = lambda _done, _total: None,
) -> Imported:
    """Add the people of a roster, in the open transaction of Store.write.

    Known people are updated: what the file says replaces what is there, an empty cell changes
    nothing, and neither does the name: that is what certificates bear, so only a person changes it.
    With a `cohort` everybody gets a place in it, in the order of the file. Who is known is looked
    up here anew. `tick(done, total)` may raise to cancel.
    """
    require(session, Right.IMPORT, cohort=cohort)
    recognised = recognise(session, roster)
    roster, known = recognised.roster, recognised.matches
    left = left_out(roster, skip_problem_rows=skip_problem_rows)
    out = {row.row for row in left}
    taken = [row for row in roster.rows if row.row not in out]
    people: list[str] = []
    new: list[dict[str, Any]] = []
    again: list[dict[str, Any]] = []
    for done, row in enumerate(roster.rows):
        tick(done, len(roster.rows))
        if row.row in out:
            continue
        match = known.get(row.row)
        values = _values(row, match)
        (new if match is None else again).append(values)
        people.append(values["id"])
    add_rows(session, "trainee", new)
    changed = sum(put_rows(session, "trainee", again))
    if cohort is not None:
        enrol_all(session, trainees=people, cohort=cohort)
    return Imported(
        new=len(new),
        changed=changed,
        unchanged=len(again) - changed,
        left_out=left,
        kept_names=tuple(kept_names(taken, known).values()),
        known_out=recognised.persons(left),
    )


def _values(row: RosterRow, match: Match | None) -> dict[str, Any]:
    """What the file says of a person, by column; what it leaves empty is not among it."""
    said = {field.value: _value(field, text) for field, text in row.values.items() if text is not None}
    if match is None:
        return {"id": new_id(), **said, "nik_state": nik_state(row)}
    del said[Field.NAME.value]
    known_nik = {"nik_state": NikState.VALID} if row.values[Field.NIK] else {}
    return {"id": match.trainee, **said, **known_nik}


def nik_state(row: RosterRow) -> NikState:
    """What the row knows of the NIK: a damaged one is not simply missing."""
    if row.values[Field.NIK]:
        return NikState.VALID
    damaged = any(problem.field is Field.NIK for problem in row.problems)
    return NikState.DAMAGED if damaged else NikState.MISSING


def _value(field: Field, text: str) -> date | str:
    return date.fromisoformat(text) if field in _DATES else text
