"""From the cells of people to values, and to every problem per cell (commands.md)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from functools import lru_cache

from lpk_desktop.domain import dates
from lpk_desktop.domain.people import (
    NOTHING,
    ProblemCode,
    Reading,
    Sex,
    is_missing,
    parse_nik,
    read_kpj,
    read_name,
    read_nik,
    read_sex,
    read_text,
    split_birth,
    tidy,
)
from lpk_desktop.domain.phones import is_foreign, read_phone
from lpk_desktop.exchange.columns import Column
from lpk_desktop.exchange.evidence import is_tick
from lpk_desktop.exchange.headings import Field
from lpk_desktop.exchange.tables import Cell, Row, text_of

_ALL_ROUND = 6  # so many NIK, every one ending in 0, have been through Excel's numbers
_STANDARD = tuple(name for name in Field if name is not Field.EMAIL)
_NO_DATE = re.compile(r"[0\s./:-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong with one value, and the text that stood in the cell."""

    field: Field
    code: ProblemCode
    original: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow:
    """One person of the file.

    `row` is the number beside it in the spreadsheet, or its line in a text file. `values` has every
    field (e-mail only where the file has such a column), None where it is missing or damaged. `raw`
    keeps the cells as they are, for giving the row back.
    """

    row: int
    values: Mapping[Field, str | None]
    problems: tuple[Problem, ...]
    raw: Row

    @property
    def originals(self) -> dict[Field, str]:
        """What stood in the cells whose value was damaged and is therefore None."""
        return {
            problem.field: problem.original
            for problem in self.problems
            if problem.original and self.values.get(problem.field) is None
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """What whole columns prove about their single cells."""

    today: date
    orders: Mapping[int, dates.Order]
    p_is_man: bool
    niks_rounded: bool


@dataclass(slots=True)
class _Draft:
    values: dict[Field, str | None]
    problems: list[Problem] = field(default_factory=list)

    def put(self, name: Field, reading: Reading, original: str) -> None:
        self.values[name] = reading.value
        if reading.problem:
            self.problems.append(Problem(field=name, code=reading.problem, original=tidy(original)))


def read_rows(
    people: Sequence[tuple[int, Row]], columns: Sequence[Column], *, today: date
) -> Iterator[RosterRow]:
    """The values and problems of each row, duplicates within the file included."""
    filled = [column for column in columns if column.fields]
    context = _context(people, filled, today=today)
    seen_niks: dict[str, int] = {}
    seen_people: dict[tuple[str, str], list[str | None]] = {}
    for number, row in people:
        draft = _read_row(row, filled, context)
        _compare_with_nik(draft)
        _find_duplicate(draft, number, seen_niks=seen_niks, seen_people=seen_people)
        yield RosterRow(row=number, values=draft.values, problems=tuple(draft.problems), raw=row)


def _context(people: Sequence[tuple[int, Row]], columns: Sequence[Column], *, today: date) -> _Context:
    orders = {
        column.index: dates.order_of(_written(people, column, today=today))
        for column in columns
        if column.fields[-1] in (Field.BIRTH_DATE, Field.TERMINATED)
    }
    sexes = {
        text_of(row[column.index]).strip(" .").casefold()
        for column in columns
        if Field.SEX in column.fields
        for _number, row in people
    }
    niks = [
        nik
        for column in columns
        if Field.NIK in column.fields
        for _number, row in people
        if (nik := read_nik(row[column.index]).value)
    ]
    return _Context(
        today=today,
        orders=orders,
        p_is_man={"p", "w"} <= sexes and "l" not in sexes,
        niks_rounded=len(niks) >= _ALL_ROUND and all(nik.endswith("0") for nik in niks),
    )


def _written(people: Sequence[tuple[int, Row]], column: Column, *, today: date) -> Iterator[dates.Written]:
    kind = _kind(column)
    for _number, row in people:
        cell = row[column.index]
        if isinstance(cell, str) and cell:
            text = split_birth(cell, today=today)[1] if len(column.fields) == 2 else cell
            written = dates.parse(text, kind=kind, today=today)
            if written:
                yield written


def _kind(column: Column) -> dates.Kind:
    return dates.Kind.BIRTH if column.fields[-1] is Field.BIRTH_DATE else dates.Kind.EVENT


def _read_row(row: Row, columns: Sequence[Column], context: _Context) -> _Draft:
    draft = _Draft(dict.fromkeys(_STANDARD))
    boxes = [column for column in columns if column.tick]
    for column in columns:
        cell = row[column.index]
        if column.tick:
            continue
        if column.fields == (Field.BIRTH_PLACE, Field.BIRTH_DATE):
            _read_birth(draft, cell, column, context)
        elif column.fields[-1] in (Field.BIRTH_DATE, Field.TERMINATED):
            draft.put(column.fields[-1], _read_date(cell, column, context), text_of(cell))
        else:
            for name in column.fields:
                draft.put(name, _read_value(name, cell, context), text_of(cell))
    if boxes:
        draft.put(Field.SEX, _read_boxes(row, boxes), " ".join(text_of(row[box.index]) for box in boxes))
    if Field.NAME not in {name for column in columns for name in column.fields}:
        draft.put(Field.NAME, Reading(None, ProblemCode.MISSING), "")
    return draft


def _read_value(name: Field, cell: Cell, context: _Context) -> Reading:
    if name is Field.NIK:
        reading = read_nik(_plain(cell))
        lost = context.niks_rounded and reading.value
        return Reading(None, ProblemCode.DIGITS_LOST) if lost else reading
    if name is Field.SEX:
        return read_sex(text_of(cell), p_is_man=context.p_is_man)
    return _READERS[name](cell)


def _read_phone(cell: Cell) -> Reading:
    reading = read_phone(_plain(cell))
    if reading.value and is_foreign(reading.value) and not _is_possible(reading.value):
        return Reading(None, ProblemCode.NOT_A_PHONE)
    return reading


_READERS: Mapping[Field, Callable[[Cell], Reading]] = {
    Field.NAME: lambda cell: read_name(text_of(cell)),
    Field.KPJ: lambda cell: read_kpj(_plain(cell)),
    Field.PHONE: _read_phone,
    Field.BIRTH_PLACE: lambda cell: read_text(text_of(cell)),
    Field.EDUCATION: lambda cell: read_text(text_of(cell)),
    Field.ADDRESS: lambda cell: read_text(text_of(cell)),
    Field.EMPLOYER: lambda cell: read_text(text_of(cell)),
    Field.EMAIL: lambda cell: read_text(text_of(cell)),
}


def _plain(cell: Cell) -> Cell:
    """Days and times in a column of numbers are text there, and thus no number."""
    return cell if isinstance(cell, str | int | float) else text_of(cell)


@lru_cache(maxsize=256)
def _is_possible(phone: str) -> bool:
    import phonenumbers  # noqa: PLC0415  costs start-up time

    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(phone))
    except phonenumbers.NumberParseException:
        return False


def _read_birth(draft: _Draft, cell: Cell, column: Column, context: _Context) -> None:
    place, day = split_birth(cell, today=context.today) if isinstance(cell, str) else ("", cell)
    draft.put(Field.BIRTH_PLACE, read_text(place), place)
    draft.put(Field.BIRTH_DATE, _read_date(day, column, context), text_of(cell))


def _read_date(cell: Cell, column: Column, context: _Context) -> Reading:
    if isinstance(cell, date):
        return Reading(dates.day_of(cell).isoformat())
    text = text_of(cell)
    if cell == time() or is_missing(text) or _NO_DATE.fullmatch(text):
        return NOTHING
    kind, order = _kind(column), context.orders[column.index]
    written = dates.parse(cell, kind=kind, today=context.today)
    if written and written.either and order is dates.Order.MIXED:
        return Reading(None, ProblemCode.AMBIGUOUS_DATE)
    day = written and dates.resolve(written, order=order, kind=kind, today=context.today)
    return Reading(day.isoformat()) if day else Reading(None, ProblemCode.NOT_A_DATE)


def _read_boxes(row: Row, boxes: Sequence[Column]) -> Reading:
    ticked = [box.tick for box in boxes if _is_ticked(row[box.index], box.tick)]
    written = any(not is_missing(text_of(row[box.index])) or is_tick(row[box.index]) for box in boxes)
    if len(ticked) == 1 and ticked[0]:
        return Reading(ticked[0].value)
    return Reading(None, ProblemCode.UNKNOWN_VALUE) if written else NOTHING


def _is_ticked(cell: Cell, sex: Sex | None) -> bool:
    return is_tick(cell) or read_sex(text_of(cell)).value == sex


def _compare_with_nik(draft: _Draft) -> None:
    """Warn where NIK and birth date or sex differ; the NIK never changes with a correction, so both stay."""
    nik = parse_nik(draft.values[Field.NIK] or "")
    if nik is None:
        return
    born, sex = draft.values[Field.BIRTH_DATE], draft.values[Field.SEX]
    if born and not nik.born_on(date.fromisoformat(born)):
        draft.problems.append(Problem(field=Field.NIK, code=ProblemCode.BIRTH_DATE_DIFFERS, original=born))
    if sex and sex != nik.sex:
        draft.problems.append(Problem(field=Field.NIK, code=ProblemCode.SEX_DIFFERS, original=sex))


def _find_duplicate(
    draft: _Draft,
    number: int,
    *,
    seen_niks: dict[str, int],
    seen_people: dict[tuple[str, str], list[str | None]],
) -> None:
    """Report a person who stands further up: the same NIK, or without one the same name and birth date."""
    nik, name, born = (draft.values[key] for key in (Field.NIK, Field.NAME, Field.BIRTH_DATE))
    person = (name.casefold(), born) if name and born else None
    others = seen_people.setdefault(person, []) if person else []
    if nik and nik in seen_niks:
        first = str(seen_niks[nik])
        draft.problems.append(Problem(field=Field.NIK, code=ProblemCode.DUPLICATE_IN_FILE, original=first))
    elif person and (None in others or (nik is None and others)):
        draft.problems.append(
            Problem(field=Field.NAME, code=ProblemCode.DUPLICATE_IN_FILE, original=name or "")
        )
    others.append(nik)
    if nik:
        seen_niks.setdefault(nik, number)
