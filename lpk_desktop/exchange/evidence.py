"""What a column holds, judged by its cells alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from lpk_desktop.domain import dates
from lpk_desktop.domain.people import ProblemCode, is_missing, read_kpj, read_nik, read_sex, split_birth
from lpk_desktop.domain.phones import read_phone
from lpk_desktop.exchange.headings import Meaning
from lpk_desktop.exchange.tables import Cell, is_blank, text_of

SAMPLE = 100  # cells that are looked at
_CHILD, _OLD = 10, 90  # ages at which a date may be somebody's birth

_EDUCATION = """
sd mi smp mts sltp sma smk smu smea stm slta ma man d1 d2 d3 d4 di dii diii div s1 s2 s3 diploma sarjana paket
strata magister ponpes tk
"""
_EDUCATION_WORDS = frozenset(_EDUCATION.split())
_ADDRESS = re.compile(
    r"\b(?:jl|jln|jalan|rt|rw|desa|ds|dusun|dsn|dk|kel|kec|kp|kampung|gang|gg|perum|blok|kab)\b", re.I
)
_EMPLOYER = re.compile(
    r"\s*(?:pt|cv|ud|pd|koperasi|kop|toko|firma|fa|yayasan|rs|rsu|perum|bank|hotel)\b", re.I
)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_NAME = re.compile(r"[^\W\d_][^\d_@/:]{2,}")
_TICKS = frozenset("v x √ ✓ ✔ ☑ ☒ * ● • 1 ya y".split())  # noqa: SIM905  a row of signs reads better so


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The shares of filled cells that fit each meaning, are small numbers, are ticks.

    `filled` is the share of cells that are filled, `count` how many these are.
    """

    shares: Mapping[Meaning, float]
    filled: float
    count: int
    ticks: float
    numbers: float
    counts_up: bool

    def share(self, meaning: Meaning) -> float:
        """The share of filled cells that fit `meaning`."""
        return self.shares.get(meaning, 0.0)


def weigh(cells: Sequence[Cell], *, today: date) -> Evidence:
    """What the first cells of a column prove."""
    sample = cells[:SAMPLE]
    filled = [cell for cell in sample if not is_blank(cell) and not is_missing(text_of(cell))]
    tests = _tests(today)
    shares = {meaning: sum(map(test, filled)) / len(filled) for meaning, test in tests.items() if filled}
    return Evidence(
        shares=shares,
        filled=len(filled) / len(sample) if sample else 0.0,
        count=len(filled),
        ticks=_share(filled, is_tick),
        numbers=_share(filled, lambda cell: row_count(cell) is not None),
        counts_up=_counts_up(filled),
    )


def is_tick(cell: Cell) -> bool:
    """Whether a cell is the sign people put into a box."""
    return cell is True or text_of(cell).strip().casefold() in _TICKS


def _tests(today: date) -> Mapping[Meaning, Callable[[Cell], bool]]:
    def is_birth_date(cell: Cell) -> bool:
        day = dates.read_date(cell, kind=dates.Kind.BIRTH, today=today)
        return day is not None and _CHILD <= dates.age_on(day, today) <= _OLD

    def is_recent(cell: Cell) -> bool:
        day = dates.read_date(cell, kind=dates.Kind.EVENT, today=today)
        return day is not None and today.year - 20 <= day.year <= today.year + 5

    def is_birth(cell: Cell) -> bool:
        place, written = split_birth(text_of(cell), today=today) if isinstance(cell, str) else ("", "")
        return bool(place) and dates.parse(written, kind=dates.Kind.BIRTH, today=today) is not None

    return {
        Meaning.NIK: _is_nik,
        Meaning.KPJ: _is_kpj,
        Meaning.SEX: lambda cell: read_sex(text_of(cell)).value is not None,
        Meaning.BIRTH_DATE: is_birth_date,
        Meaning.TERMINATED: is_recent,
        Meaning.BIRTH: is_birth,
        Meaning.BIRTH_PLACE: lambda cell: _is_words(cell, most=3),
        Meaning.PHONE: lambda cell: read_phone(cell).value is not None,
        Meaning.EMAIL: lambda cell: _EMAIL.fullmatch(text_of(cell).strip()) is not None,
        Meaning.EDUCATION: _is_education,
        Meaning.ADDRESS: lambda cell: _ADDRESS.search(text_of(cell)) is not None,
        Meaning.EMPLOYER: lambda cell: _EMPLOYER.match(text_of(cell)) is not None,
        Meaning.NAME: _is_name,
    }


def _is_nik(cell: Cell) -> bool:
    reading = read_nik(cell)
    if reading.problem is ProblemCode.WRONG_LENGTH:
        return 14 <= sum(map(str.isdigit, text_of(cell))) <= 18
    return reading.value is not None or reading.problem is ProblemCode.DIGITS_LOST


def _is_kpj(cell: Cell) -> bool:
    value = read_kpj(cell).value
    return value is not None and not value.startswith(("08", "62"))


def _is_words(cell: Cell, *, most: int) -> bool:
    return isinstance(cell, str) and _NAME.fullmatch(cell.strip()) is not None and len(cell.split()) <= most


def _is_education(cell: Cell) -> bool:
    words = re.findall(r"[a-z]+-?\d?", text_of(cell).casefold().replace(".", ""))
    return bool(words) and words[0].replace("-", "") in _EDUCATION_WORDS


def _is_name(cell: Cell) -> bool:
    return (
        _is_words(cell, most=7)
        and not _is_education(cell)
        and read_sex(text_of(cell)).value is None
        and _ADDRESS.search(text_of(cell)) is None
        and _EMPLOYER.match(text_of(cell)) is None
    )


def _share(cells: Sequence[Cell], test: Callable[[Cell], bool]) -> float:
    return sum(map(test, cells)) / len(cells) if cells else 0.0


def _counts_up(cells: Sequence[Cell]) -> bool:
    numbers = [number for number in map(row_count, cells) if number is not None]
    steps = [later - earlier for earlier, later in pairwise(numbers)]
    return len(numbers) >= 2 and len(numbers) >= 0.8 * len(cells) and steps.count(1) >= 0.7 * len(steps)


def row_count(cell: Cell) -> int | None:
    """The number in a counter column: 7, "7.", "07"; None for anything else."""
    text = text_of(cell).strip().rstrip(".)").lstrip("(")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 5 else None
