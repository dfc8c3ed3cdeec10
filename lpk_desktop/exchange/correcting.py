"""A value typed anew by a person, judged by the same rules as those of the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from lpk_desktop.domain.people import ProblemCode
from lpk_desktop.exchange.columns import Column
from lpk_desktop.exchange.headings import Field
from lpk_desktop.exchange.roster import Roster
from lpk_desktop.exchange.tables import Row
from lpk_desktop.exchange.values import Problem, RosterRow, differences, duplicates, read_cells

_OF_THE_ROW = frozenset({ProblemCode.BIRTH_DATE_DIFFERS, ProblemCode.SEX_DIFFERS})
_OF_THE_FILE = frozenset({ProblemCode.DUPLICATE_IN_FILE})


def correct(roster: Roster, row: int, field: Field, text: str, *, today: date) -> Roster:
    """The roster with `text` in place of one value of the row with that number.

    The text stands alone: what the other cells of its column look like says nothing about it, and
    no digit is ever added to it. Problems of that value, differences between NIK, birth date and
    sex, and repeated people are judged anew; all other problems stay.
    """
    rows = [
        _typed(each, roster.layout, field, text, today=today) if each.row == row else each
        for each in roster.rows
    ]
    return replace(roster, rows=tuple(_without_repeats(rows)))


def _typed(row: RosterRow, layout: Sequence[Column], field: Field, text: str, *, today: date) -> RosterRow:
    (reading,) = read_cells(field, [text.strip()], today=today)
    values = {**row.values, field: reading.value}
    kept = [each for each in row.problems if each.field is not field and each.code not in _OF_THE_ROW]
    # The NIK bears the problems of a difference; a repeat is judged below for all rows at once.
    kept += [each for each in row.problems if each.field is field and each.code in _OF_THE_FILE]
    if reading.problem:
        kept.append(Problem(field=field, code=reading.problem, original=text.strip()))
    kept += differences(values)
    return replace(row, values=values, problems=tuple(kept), raw=_raw(row.raw, layout, field, text.strip()))


def _raw(raw: Row, layout: Sequence[Column], field: Field, text: str) -> Row:
    """The cells with what was typed, so that a row given back bears it; shared cells stay as they are."""
    places = {column.index for column in layout if column.fields == (field,) and column.tick is None}
    return tuple(text if index in places else cell for index, cell in enumerate(raw))


def _without_repeats(rows: Sequence[RosterRow]) -> list[RosterRow]:
    seen_niks: dict[str, int] = {}
    seen_people: dict[tuple[str, str], list[tuple[int, str | None]]] = {}
    judged = []
    for row in rows:
        values: Mapping[Field, str | None] = row.values
        again = duplicates(values, row.row, seen_niks=seen_niks, seen_people=seen_people)
        kept = [each for each in row.problems if each.code not in _OF_THE_FILE]
        judged.append(replace(row, problems=(*kept, *again)))
    return judged
