"""From the cells of people to values, and to every problem per cell (commands.md)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

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
_COUNTED_NAME = re.compile(r"\s*(\d{1,4})\s*[.)]\s*(?=[^\W\d_])")
_NO_DATE = re.compile(r"[0\s./:-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong with one value, and the text that stood in the cell or, for a difference, against it.

    `other_row` is the row that a duplicate repeats, `known` the names of the people here who bear the NIK.
    """

    field: Field
    code: ProblemCode
    original: str
    other_row: int | None = None
    known: tuple[str, ...] = ()


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


class _Read(NamedTuple):
    """One field of all people: what was read, and the cells it was read from."""

    name: Field
    readings: Sequence[Reading]
    cells: Sequence[Cell]


def read_rows(
    people: Sequence[tuple[int, Row]], columns: Sequence[Column], *, today: date
) -> list[RosterRow]:
    """The values and problems of each row, duplicates within the file included."""
    rows = [row for _number, row in people]
    read = [
        one for column in columns if column.tick is None for one in _read_column(column, rows, today=today)
    ]
    boxes = [column for column in columns if column.tick]
    if boxes:
        read.append(_read_boxes(rows, boxes))
    if not any(one.name is Field.NAME for one in read):
        read.append(_Read(Field.NAME, [read_name("")] * len(rows), [""] * len(rows)))
    return _judged(people, read)


def _read_column(column: Column, rows: Sequence[Row], *, today: date) -> Iterator[_Read]:
    cells = [row[column.index] for row in rows]
    if column.fields == (Field.BIRTH_PLACE, Field.BIRTH_DATE):
        halves = [split_birth(cell, today=today) if isinstance(cell, str) else ("", cell) for cell in cells]
        places: list[Cell] = [place for place, _day in halves]
        yield _Read(Field.BIRTH_PLACE, read_cells(Field.BIRTH_PLACE, places, today=today), places)
        yield _Read(
            Field.BIRTH_DATE,
            _read_dates([day for _place, day in halves], dates.Kind.BIRTH, today=today),
            cells,
        )
        return
    for name in column.fields:
        yield _Read(name, read_cells(name, cells, today=today), cells)


def read_cells(name: Field, cells: Sequence[Cell], *, today: date) -> list[Reading]:
    """One field of several people, each read in the light of the others."""
    if name is Field.BIRTH_DATE:
        return _read_dates(cells, dates.Kind.BIRTH, today=today)
    if name is Field.TERMINATED:
        return _read_dates(cells, dates.Kind.EVENT, today=today)
    if name is Field.NAME:
        return _read_names(cells)
    if name is Field.NIK:
        return _read_niks(cells)
    if name is Field.SEX:
        return _read_sexes(cells)
    return list(map(_READERS[name], cells))


def _read_names(cells: Sequence[Cell]) -> list[Reading]:
    """Names as written; where the whole column numbers them (1. Budi, 2. Citra), without the numbers."""
    texts = [text_of(cell) for cell in cells]
    counts = [_COUNTED_NAME.match(text) for text in texts if not is_missing(text)]
    numbers = [int(count[1]) for count in counts if count]
    if len(numbers) == len(counts) > 1 and all(later - earlier == 1 for earlier, later in pairwise(numbers)):
        texts = [_COUNTED_NAME.sub("", text) for text in texts]
    return [read_name(text) for text in texts]


def _read_niks(cells: Sequence[Cell]) -> list[Reading]:
    readings = [read_nik(_plain(cell)) for cell in cells]
    niks = [reading.value for reading in readings if reading.value]
    if len(niks) < _ALL_ROUND or not all(nik.endswith("0") for nik in niks):
        return readings
    lost = Reading(None, ProblemCode.DIGITS_LOST)
    return [lost if reading.value else reading for reading in readings]


def _read_sexes(cells: Sequence[Cell]) -> list[Reading]:
    texts = [text_of(cell) for cell in cells]
    letters = {text.strip(" .").casefold() for text in texts}
    p_is_man = {"p", "w"} <= letters and "l" not in letters
    return [read_sex(text, p_is_man=p_is_man) for text in texts]


def _read_dates(cells: Sequence[Cell], kind: dates.Kind, *, today: date) -> list[Reading]:
    written = [dates.parse(cell, kind=kind, today=today) for cell in cells]
    order = dates.order_of(filter(None, written))
    return [
        _read_date(cell, one, order=order, kind=kind, today=today)
        for cell, one in zip(cells, written, strict=True)
    ]


def _read_date(
    cell: Cell, written: dates.Written | None, *, order: dates.Order, kind: dates.Kind, today: date
) -> Reading:
    if isinstance(cell, date):
        return Reading(dates.day_of(cell).isoformat())
    if written is None:
        text = text_of(cell)
        says_nothing = cell == time() or is_missing(text) or _NO_DATE.fullmatch(text)
        return NOTHING if says_nothing else Reading(None, ProblemCode.NOT_A_DATE)
    if written.either and order is dates.Order.MIXED:
        return Reading(None, ProblemCode.AMBIGUOUS_DATE)
    day = dates.resolve(written, order=order, kind=kind, today=today)
    return Reading(day.isoformat()) if day else Reading(None, ProblemCode.NOT_A_DATE)


def _plain(cell: Cell) -> Cell:
    """Days and times in a column of numbers are text there, and thus no number."""
    return cell if isinstance(cell, str | int | float) else text_of(cell)


def _read_phone(cell: Cell) -> Reading:
    reading = read_phone(_plain(cell))
    if reading.value and is_foreign(reading.value) and not _is_possible(reading.value):
        return Reading(None, ProblemCode.NOT_A_PHONE)
    return reading


_READERS: Mapping[Field, Callable[[Cell], Reading]] = {
    Field.KPJ: lambda cell: read_kpj(_plain(cell)),
    Field.PHONE: _read_phone,
    Field.BIRTH_PLACE: lambda cell: read_text(text_of(cell)),
    Field.EDUCATION: lambda cell: read_text(text_of(cell)),
    Field.ADDRESS: lambda cell: read_text(text_of(cell)),
    Field.EMPLOYER: lambda cell: read_text(text_of(cell)),
    Field.EMAIL: lambda cell: read_text(text_of(cell)),
}


@lru_cache(maxsize=256)
def _is_possible(phone: str) -> bool:
    import phonenumbers  # noqa: PLC0415  costs start-up time

    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(phone))
    except phonenumbers.NumberParseException:
        return False


def _read_boxes(rows: Sequence[Row], boxes: Sequence[Column]) -> _Read:
    cells = [[row[box.index] for box in boxes] for row in rows]
    sexes = [box.tick for box in boxes]
    texts: list[Cell] = [" ".join(map(text_of, pair)).strip() for pair in cells]
    return _Read(Field.SEX, [_read_pair(pair, sexes) for pair in cells], texts)


def _read_pair(cells: Sequence[Cell], sexes: Sequence[Sex | None]) -> Reading:
    ticked = [sex for cell, sex in zip(cells, sexes, strict=True) if _is_ticked(cell, sex)]
    if len(ticked) == 1 and ticked[0]:
        return Reading(ticked[0].value)
    says_nothing = not ticked and all(is_missing(text_of(cell)) for cell in cells)
    return NOTHING if says_nothing else Reading(None, ProblemCode.UNKNOWN_VALUE)


def _is_ticked(cell: Cell, sex: Sex | None) -> bool:
    return is_tick(cell) or read_sex(text_of(cell)).value == sex


def _judged(people: Sequence[tuple[int, Row]], read: Sequence[_Read]) -> list[RosterRow]:
    seen_niks: dict[str, int] = {}
    seen_people: dict[tuple[str, str], list[tuple[int, str | None]]] = {}
    rows = []
    for at, (number, raw) in enumerate(people):
        values: dict[Field, str | None] = dict.fromkeys(_STANDARD)
        problems = []
        for name, readings, cells in read:
            values[name], problem = readings[at]
            if problem:
                problems.append(Problem(field=name, code=problem, original=tidy(text_of(cells[at]))))
        problems += differences(values)
        problems += duplicates(values, number, seen_niks=seen_niks, seen_people=seen_people)
        rows.append(RosterRow(row=number, values=values, problems=tuple(problems), raw=raw))
    return rows


def differences(values: Mapping[Field, str | None]) -> Iterator[Problem]:
    """Where NIK and birth date or sex differ: the NIK never changes with a correction, so both stay."""
    nik = parse_nik(values[Field.NIK] or "")
    if nik is None:
        return
    born, sex = values[Field.BIRTH_DATE], values[Field.SEX]
    if born and not nik.born_on(date.fromisoformat(born)):
        yield Problem(field=Field.NIK, code=ProblemCode.BIRTH_DATE_DIFFERS, original=born)
    if sex and sex != nik.sex:
        yield Problem(field=Field.NIK, code=ProblemCode.SEX_DIFFERS, original=sex)


def duplicates(
    values: Mapping[Field, str | None],
    number: int,
    *,
    seen_niks: dict[str, int],
    seen_people: dict[tuple[str, str], list[tuple[int, str | None]]],
) -> Iterator[Problem]:
    """A person who stands further up: the same NIK, or for want of one the same name and birth date."""
    nik, name, born = (values[key] for key in (Field.NIK, Field.NAME, Field.BIRTH_DATE))
    alike = seen_people.setdefault((name.casefold(), born), []) if name and born else []
    if nik and nik in seen_niks:
        yield _duplicate(Field.NIK, nik, other_row=seen_niks[nik])
    elif other := next((row for row, theirs in alike if nik is None or theirs is None), None):
        yield _duplicate(Field.NAME, name or "", other_row=other)
    alike.append((number, nik))
    if nik:
        seen_niks.setdefault(nik, number)


def _duplicate(name: Field, original: str, *, other_row: int) -> Problem:
    return Problem(field=name, code=ProblemCode.DUPLICATE_IN_FILE, original=original, other_row=other_row)
