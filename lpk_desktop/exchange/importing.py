"""From a checked roster to people in a cohort: one transaction, undoable as a whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from lpk_desktop.domain.people import ProblemCode
from lpk_desktop.exchange.headings import Field
from lpk_desktop.exchange.matching import Match, matches
from lpk_desktop.exchange.roster import Roster
from lpk_desktop.exchange.values import RosterRow
from lpk_desktop.services.trainees import enrol_all
from lpk_desktop.storage.direct import add_rows, put_rows
from lpk_desktop.storage.ids import new_id
from lpk_desktop.storage.tables import NikState

_DATES = frozenset({Field.BIRTH_DATE, Field.TERMINATED})
_NEVER = frozenset({ProblemCode.MISSING, ProblemCode.DUPLICATE_IN_FILE})
"""Problems with which a row cannot stand for a person: no name, or the same person again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import did; `left_out` gives the rows by number, for the workbook of rejects."""

    new: int
    changed: int
    unchanged: int
    left_out: tuple[RosterRow, ...]


def left_out(roster: Roster, *, skip_problem_rows: bool) -> tuple[RosterRow, ...]:
    """The rows that an import would not take.

    Rows without a name and repeated rows never; with `skip_problem_rows` no row that has any
    problem. Other rows are taken without their damaged values, which stay visibly missing.
    """
    return tuple(
        row
        for row in roster.rows
        if (skip_problem_rows and row.problems) or any(problem.code in _NEVER for problem in row.problems)
    )


def import_roster(
    session: Session,
    roster: Roster,
    *,
    cohort: str | None,
    skip_problem_rows: bool = False,
    rows: Mapping[int, RosterRow] | None = None,
    tick: Callable[[int, int], None] = lambda _done, _total: None,
) -> Imported:
    """Add the people of a roster, in the open transaction of Store.write.

    Known people are updated: what the file says replaces what is there, an empty cell changes
    nothing. With a `cohort` everybody gets a place in it, in the order of the file. `rows` replaces
    rows by number (corrected by a person). `tick(done, total)` may raise to cancel.
    """
    out = {row.row for row in left_out(roster, skip_problem_rows=skip_problem_rows)}
    corrected = rows or {}
    out -= corrected.keys()
    known = matches(session, roster)
    people: list[str] = []
    new: list[dict[str, Any]] = []
    again: list[dict[str, Any]] = []
    for done, row in enumerate(roster.rows):
        tick(done, len(roster.rows))
        if row.row in out:
            continue
        match = known.get(row.row)
        values = _values(corrected.get(row.row, row), match)
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
        left_out=tuple(row for row in roster.rows if row.row in out),
    )


def _values(row: RosterRow, match: Match | None) -> dict[str, Any]:
    """What the file says of a person, by column; what it leaves empty is not among it."""
    said = {field.value: _value(field, text) for field, text in row.values.items() if text is not None}
    if match is None:
        return {"id": new_id(), **said, "nik_state": nik_state(row)}
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
