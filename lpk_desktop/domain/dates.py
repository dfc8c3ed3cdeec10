"""Dates as Indonesians write them: read, never guessed (domain.md sections 5.4 and 5.5)."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from functools import lru_cache

YOUNGEST, OLDEST = 15, 75  # ages between which a two-digit year of birth is resolved (commands.md)
TYPING_ERROR_SHARE = 20  # so many proven day-first dates outweigh one that is only possible month first

_MONTHS = {
    1: "januari january jan jn",
    2: "februari pebruari february febuari peb feb",
    3: "maret march mar mrt mart",
    4: "april apr aprl",
    5: "mei may mey",
    6: "juni june jun",
    7: "juli july jul",
    8: "agustus august augustus agt agu ags agst agus aug",
    9: "september sept sep spt",
    10: "oktober october okt oct",
    11: "november nopember nov nop nof",
    12: "desember december des dec",
}
_MONTH_OF = {word: month for month, words in _MONTHS.items() for word in words.split()}
_ROMAN_NUMERALS = "i ii iii iv v vi vii viii ix x xi xii"
_ROMAN = dict(zip(_ROMAN_NUMERALS.split(), range(1, 13), strict=True))
_DAY_NAMES = """
    senin selasa rabu kamis jumat jum at sabtu minggu ahad sen sel rab kam sab min
    legi manis pahing paing pon wage kliwon
    sunday monday tuesday wednesday thursday friday saturday sun mon tue tues wed thu thur thurs fri sat
"""
_SIDE_WORDS = frozenset(_DAY_NAMES.split()) | {"tgl", "tanggal", "lahir"}

_GAP = r"(?:\s*[-/.,\\–—_']+\s*|\s+)"
_TIME = r"(?:(?:\s+|t|\s*,\s*)\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:am|pm|z|wib|wita|wit)?)?"
_NUMERIC = re.compile(rf"(\d{{1,2}}){_GAP}(\d{{1,2}}){_GAP}(\d{{2}}|\d{{4}}){_TIME}")
_YEAR_FIRST = re.compile(rf"(\d{{4}}|[4-9]\d|3[2-9]){_GAP}(\d{{1,2}}){_GAP}(\d{{1,2}}){_TIME}")
_DAY_WORD = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?(?:{_GAP})?([a-z]+)(?:{_GAP})?(\d{{4}}|\d{{2}}){_TIME}")
_WORD_DAY = re.compile(rf"([a-z]{{3,}})(?:{_GAP})?(\d{{1,2}})(?:st|nd|rd|th)?{_GAP}(\d{{4}}|\d{{2}}){_TIME}")
_YEAR_WORD = re.compile(rf"(\d{{4}})(?:{_GAP})?([a-z]+)(?:{_GAP})?(\d{{1,2}}){_TIME}")
_LEAD = re.compile(r"[a-z']+(?=[\s.,:/-])[\s.,:/-]*")

_PLAIN = str.maketrans({"’": "'", "‘": "'", "`": "'", "\u200b": None, "\ufeff": None})
_EPOCH = date(1899, 12, 30)  # day 0 of spreadsheets that count 29 February 1900


class Kind(Enum):
    """What a date stands for: a birth has a window of ages, an event lies near today."""

    BIRTH = "birth"
    EVENT = "event"


class Order(Enum):
    """How a column writes day and month, as far as its own values prove it."""

    DAY_FIRST = "day-first"
    MIXED = "mixed"  # some value is only possible month first: equal claims are ambiguous
    STRAY = "stray"  # one month-first value among very many day-first: a typing error


@dataclass(frozen=True, slots=True)
class Written:
    """A date as it stands in a cell, before century and order are decided.

    `swappable` is true where both parts are numbers and day first is only the custom.
    """

    year: int
    month: int
    day: int
    short_year: bool
    swappable: bool = False

    @property
    def only_month_first(self) -> bool:
        """Whether no reading but month first gives a date."""
        return self.swappable and self.month > 12 and _exists(self.year, self.day, self.month)

    @property
    def only_day_first(self) -> bool:
        """Whether no reading but day first gives a date."""
        return self.swappable and self.day > 12 and _exists(self.year, self.month, self.day)

    @property
    def either(self) -> bool:
        """Whether day first and month first both give a date, and not the same one."""
        return self.swappable and self.day <= 12 and self.month <= 12 and self.day != self.month


def order_of(column: Iterable[Written]) -> Order:
    """What the values of one column prove about their order (commands.md: `ambiguous-date`)."""
    day_first = month_first = 0
    for written in column:
        day_first += written.only_day_first
        month_first += written.only_month_first
    if not month_first:
        return Order.DAY_FIRST
    return Order.STRAY if day_first >= TYPING_ERROR_SHARE * month_first else Order.MIXED


def resolve(written: Written, *, order: Order, kind: Kind, today: date) -> date | None:
    """The day meant by `written`, or None where it is impossible or, in a mixed column, ambiguous."""
    month, day = written.month, written.day
    if order is Order.MIXED:
        if written.either:
            return None
        if written.only_month_first:
            month, day = day, month
    for year in _years(written, kind=kind, today=today):
        if _exists(year, month, day):
            return date(year, month, day)
    return None


def read_date(cell: object, *, kind: Kind, today: date) -> date | None:
    """The day in one cell that stands alone (day first), or None."""
    if isinstance(cell, date):
        return day_of(cell)
    written = parse(cell, kind=kind, today=today)
    if written is None:
        return None
    return resolve(written, order=order_of([written]), kind=kind, today=today)


def day_of(moment: date) -> date:
    """The day of a date cell, with or without a time."""
    return moment.date() if isinstance(moment, datetime) else moment


def parse(cell: object, *, kind: Kind, today: date) -> Written | None:
    """The date written in a cell: words, digits with separators, compact digits, spreadsheet serials.

    Serial numbers count only where they give a plausible day for `kind`. None if it is no date.
    """
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return _from_number(cell, kind=kind, today=today)
    if not isinstance(cell, str):
        return None
    text = _tidy(cell)
    if re.fullmatch(r"\d{5}(?:[.,]\d+)?", text):
        return _from_serial(int(text[:5]), kind=kind, today=today)
    return _from_text(text)


def may_begin(word: str) -> bool:
    """Whether a date may begin with this word: digits, a month, the name of a day."""
    return word[0].isdigit() or (plain := word.casefold()) in _MONTH_OF or plain in _SIDE_WORDS


def birth_year(short: int, month: int, day: int, *, today: date) -> int:
    """The year of birth for two digits, so that the person is 15 to 75 or as near to that as possible."""
    return _years(Written(short, month, day, short_year=True), kind=Kind.BIRTH, today=today)[0]


def age_on(birth: date, today: date) -> int:
    """Completed years of life on `today`; negative before the birth."""
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))


def _tidy(text: str) -> str:
    text = (
        text.replace("’", "'").replace("‘", "'").replace("`", "'").replace("\u200b", "").replace("\ufeff", "")
    )
    return " ".join(text.casefold().split()).strip(" .,;:'/-\"()")


@lru_cache(maxsize=4096)
def _from_text(text: str) -> Written | None:
    while (lead := _LEAD.match(text)) and _word_is_aside(lead.group()):
        text = text[lead.end() :]
    if text.isascii() and text.isdigit():
        return _from_compact(text)
    return _from_numeric(text) or _from_words(text)


def _word_is_aside(lead: str) -> bool:
    return all(word in _SIDE_WORDS for word in re.findall(r"[a-z]+", lead))


def _from_numeric(text: str) -> Written | None:
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
        return _plausible(Written(year, month, day, short_year=len(match[1]) == 2))
    if match := _NUMERIC.fullmatch(text):
        first, second, year = (int(part) for part in match.groups())
        return _plausible(Written(year, second, first, short_year=len(match[3]) == 2, swappable=True))
    return None


def _from_words(text: str) -> Written | None:
    if match := _DAY_WORD.fullmatch(text):
        day, word, year = match.groups()
    elif match := _WORD_DAY.fullmatch(text):
        word, day, year = match.groups()
    elif match := _YEAR_WORD.fullmatch(text):
        year, word, day = match.groups()
    else:
        return None
    month = _month(word)
    if month is None:
        return None
    return _plausible(Written(int(year), month, int(day), short_year=len(year) == 2))


@lru_cache(maxsize=256)
def _month(word: str) -> int | None:
    exact = _MONTH_OF.get(word) or _ROMAN.get(word)
    if exact or len(word) < 5:
        return exact
    # Full names lie so far apart that one slip of the finger still names a single month.
    close = {_MONTH_OF[name] for name in difflib.get_close_matches(word, _MONTH_OF, n=3, cutoff=0.8)}
    return close.pop() if len(close) == 1 else None


def _from_compact(digits: str) -> Written | None:
    if len(digits) == 7:  # a number cell drops the first zero: 3051990 can only have been 03051990
        digits = digits.zfill(8)
    if len(digits) == 8 and digits[:2] in ("19", "20") and int(digits[4:6]) <= 12:
        return _plausible(Written(int(digits[:4]), int(digits[4:6]), int(digits[6:]), short_year=False))
    if len(digits) == 8:
        return _plausible(Written(int(digits[4:]), int(digits[2:4]), int(digits[:2]), short_year=False))
    if len(digits) == 6:
        return Written(int(digits[4:]), int(digits[2:4]), int(digits[:2]), short_year=True)
    return None


def _from_number(number: float, *, kind: Kind, today: date) -> Written | None:
    if not 0 <= number < 1e8:
        return None
    if number < 1e5:
        return _from_serial(int(number), kind=kind, today=today)
    if number != int(number):
        return None
    return _from_compact(str(int(number)))


def _from_serial(serial: int, *, kind: Kind, today: date) -> Written | None:
    day = _EPOCH + timedelta(days=serial)
    oldest, newest = (1920, today.year - 5) if kind is Kind.BIRTH else (1980, today.year + 5)
    if not oldest <= day.year <= newest:
        return None
    return Written(day.year, day.month, day.day, short_year=False)


def _plausible(written: Written) -> Written | None:
    return written if written.short_year or 1900 <= written.year <= 2100 else None


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year or 2000, month, day)  # the bare year 00 stands for 2000, a leap year
    except ValueError:
        return False
    return True


def _years(written: Written, *, kind: Kind, today: date) -> list[int]:
    """Possible years, the likeliest first: one for four digits, two centuries for two."""
    if not written.short_year:
        return [written.year]
    centuries = [1900 + written.year, 2000 + written.year]
    if kind is Kind.EVENT:
        return sorted(centuries, key=lambda year: abs(year - today.year))

    def outside(year: int) -> int:
        age = today.year - year - ((today.month, today.day) < (written.month, written.day))
        return max(YOUNGEST - age, age - OLDEST, 0)

    return sorted(centuries, key=outside)
