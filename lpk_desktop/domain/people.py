"""NIK, KPJ, names and sex: read, check, mask (domain.md sections 5.1 to 5.3)."""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from lpk_desktop.domain import dates

WOMEN_ADD = 40  # a woman's day of birth stands in the NIK with 40 added
EXACT_LIMIT = 2**53  # above this a number cell skips whole numbers (NIK of Papua)
MASK = "••••"
SHOWN = 4
"""How many of its last characters a masked identifier shows."""


class ProblemCode(StrEnum):
    """What can be wrong with one value of a roster (commands.md)."""

    MISSING = "missing"
    WRONG_LENGTH = "wrong-length"
    DIGITS_LOST = "digits-lost"
    NOT_A_NIK = "not-a-nik"
    NOT_A_DATE = "not-a-date"
    AMBIGUOUS_DATE = "ambiguous-date"
    BIRTH_DATE_DIFFERS = "birth-date-differs"
    SEX_DIFFERS = "sex-differs"
    NAME_DIFFERS = "name-differs"
    NIK_NOT_UNIQUE = "nik-not-unique"
    DUPLICATE_IN_FILE = "duplicate-in-file"
    ALREADY_ON_ROSTER = "already-on-roster"
    NOT_A_PHONE = "not-a-phone"
    WRONG_KPJ = "wrong-kpj"
    UNKNOWN_VALUE = "unknown-value"


class Reading(NamedTuple):
    """What one cell says: a value, a problem, or neither where the cell says nothing."""

    value: str | None
    problem: ProblemCode | None = None


NOTHING = Reading(None)


class Sex(StrEnum):
    """As on the KTP: laki-laki, perempuan."""

    MALE = "L"
    FEMALE = "P"


@dataclass(frozen=True, slots=True, kw_only=True)
class Nik:
    """The parts of a national id: place of first registration, birth date, sex, serial."""

    number: str
    region: str
    day: int
    month: int
    short_year: int
    sex: Sex

    @property
    def serial(self) -> str:
        """The last four digits."""
        return self.number[12:]

    def born_on(self, day: date) -> bool:
        """Whether `day` is the birth date in the number; its century is not part of it."""
        return (self.day, self.month, self.short_year) == (day.day, day.month, day.year % 100)

    def birth_date(self, today: date) -> date:
        """The birth date, its century chosen so that the person is 15 to 75 on `today`."""
        year = dates.birth_year(self.short_year, self.month, self.day, today=today)
        if (self.day, self.month) == (29, 2) and year == 1900:
            year = 2000
        return date(year, self.month, self.day)


def parse_nik(number: str) -> Nik | None:
    """The parts of 16 digits, or None where they cannot be a NIK.

    The region is not checked: it need not be one of today's regencies (domain.md section 5.1).
    """
    if not re.fullmatch(r"[0-9]{16}", number) or number.endswith("0000"):
        return None
    day, month, short_year = int(number[6:8]), int(number[8:10]), int(number[10:12])
    sex = Sex.FEMALE if day > WOMEN_ADD else Sex.MALE
    day -= WOMEN_ADD if sex is Sex.FEMALE else 0
    try:
        date(2000 if short_year == 0 else 1900 + short_year, month, day)
    except ValueError:
        return None
    return Nik(number=number, region=number[:6], day=day, month=month, short_year=short_year, sex=sex)


def read_nik(cell: object) -> Reading:
    """The NIK in a cell, only if every digit of it stands there.

    Text may carry spaces, dots, dashes and apostrophes. Of a number cell Excel keeps 15 digits and
    puts 0 for the 16th, so such a cell counts only if its last digit is not 0 and it lies below 2^53.
    """
    digits = _digits(cell)
    if digits is None:
        return Reading(None, ProblemCode.NOT_A_NIK)
    if digits.text in ("", "0"):
        return NOTHING
    problem = _nik_problem(digits)
    return Reading(None, problem) if problem else Reading(digits.text)


def _nik_problem(digits: _Digits) -> ProblemCode | None:
    if digits.scientific:
        return ProblemCode.DIGITS_LOST
    if len(digits.text) != 16:
        return ProblemCode.WRONG_LENGTH
    if digits.counted and (digits.text.endswith("0") or int(digits.text) > EXACT_LIMIT):
        return ProblemCode.DIGITS_LOST
    return None if parse_nik(digits.text) else ProblemCode.NOT_A_NIK


def read_kpj(cell: object) -> Reading:
    """The 11 digits of a BPJAMSOSTEK card, as text (domain.md section 5.2)."""
    digits = _digits(cell)
    if digits is None:
        return Reading(None, ProblemCode.WRONG_KPJ)
    if digits.text in ("", "0"):
        return NOTHING
    if digits.scientific:
        return Reading(None, ProblemCode.DIGITS_LOST)
    if len(digits.text) != 11 or not digits.text.strip("0"):
        return Reading(None, ProblemCode.WRONG_KPJ)
    return Reading(digits.text)


def is_scientific(cell: object) -> bool:
    """Whether a cell shows a number as Excel shortens it: 3,47102E+15."""
    return isinstance(cell, str) and _SCIENTIFIC.fullmatch(_bare(cell)) is not None


def read_sex(text: str, *, p_is_man: bool = False) -> Reading:
    """L or P from a letter or word, Indonesian or English; `p_is_man` where a column writes P and W."""
    if is_missing(text):
        return NOTHING
    sex = _sex(text.casefold())
    if sex is None:
        return Reading(None, ProblemCode.UNKNOWN_VALUE)
    if p_is_man and text.strip(" .").casefold() == "p":
        sex = Sex.MALE
    return Reading(sex.value)


def read_name(text: str) -> Reading:
    """A name as written, runs of white space made one; the only value that must not be missing."""
    name = tidy(text)
    missing = _says_nothing(name) or not any(map(str.isalnum, name))
    return Reading(None, ProblemCode.MISSING) if missing else Reading(name)


def read_text(text: str) -> Reading:
    """Free text as written, runs of white space made one."""
    plain = tidy(text)
    return NOTHING if _says_nothing(plain) else Reading(plain)


def split_birth(text: str, *, today: date) -> tuple[str, str]:
    """The place and the words of the date in a cell that holds both: "Cilegon, 22 Oktober 2004".

    The date may also come first. Where none can be read, everything from the first digit on counts as
    the date, so that it can be reported.
    """
    text = tidy(text)
    starts = [match.start() for match in _WORD.finditer(text) if dates.may_begin(match.group())]
    for start in starts:
        if dates.parse(text[start:], kind=dates.Kind.BIRTH, today=today):
            return _place(text[:start]), text[start:]
    for end in reversed([match.start() for match in _WORD.finditer(text)]):
        if dates.parse(text[:end], kind=dates.Kind.BIRTH, today=today):
            return _place(text[end:]), text[:end]
    digit = _FIRST_DIGIT.search(text)
    end = digit.start() if digit else len(text)
    return _place(text[:end]), text[end:]


def _place(text: str) -> str:
    place = text.strip(" ,;:/|-–—.")
    return "" if is_missing(place) else place


def tidy(text: str) -> str:
    """Text with every run of white space, also no-break and zero-width, made one blank."""
    if not text.isascii():
        text = text.translate(_INVISIBLE)
    return " ".join(text.split())


def is_missing(text: str) -> bool:
    """Whether a cell says that there is nothing: blank, only signs ("-", but not "?"), or a word for it."""
    return _says_nothing(tidy(text))


def _says_nothing(plain: str) -> bool:
    if not any(map(str.isalnum, plain)):
        return "?" not in plain
    return len(plain) <= _LONGEST_NOTHING and plain.casefold().strip(" .()#") in _NOTHING_WORDS


def mask(text: str) -> str:
    """Four dots and the last four (`SHOWN`) characters; a short text shows nothing of itself."""
    return f"{MASK} {text[-SHOWN:]}" if len(text) > SHOWN else MASK


class _Digits(NamedTuple):
    text: str
    counted: bool = False  # went through a number cell
    scientific: bool = False


_INVISIBLE = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD, 0x200E, 0x200F))
_NOTHING = """
    n/a|nihil|kosong|blank|null|none|nil|tidak ada|tdk ada|belum ada|blm ada|tidak punya|tdk punya|belum punya
    |ref!|value!|name?|div/0!
"""
_NOTHING_WORDS = frozenset(word.strip() for word in _NOTHING.split("|"))
_LONGEST_NOTHING = max(map(len, _NOTHING_WORDS)) + 2  # with brackets around it
_WORD = re.compile(r"\d+|[^\W\d_]+")
_FIRST_DIGIT = re.compile(r"\d")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?e\+?\d{1,3}", re.IGNORECASE)
_FRACTION = re.compile(r"(\d{5,})[.,]0{1,2}")
_THOUSANDS = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})+(?:[.,]0{1,2})?")
_SEPARATORS = re.compile(r"[\s.\-‐‑–—_'’‘`´\"]+")


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text.translate(_INVISIBLE)).strip("'’‘`´\"")


def _digits(cell: object) -> _Digits | None:
    """The digits of an identifier, "" where the cell says nothing, None where other signs stand in it."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        whole = 0 <= cell < 1e20 and cell == int(cell)
        return _Digits(str(int(cell)), counted=True) if whole else None
    if not isinstance(cell, str):
        return None
    return _digits_of_text(cell)


def _digits_of_text(text: str) -> _Digits | None:
    if text.isascii() and text.isdigit():
        return _Digits(text)
    if is_missing(text):
        return _Digits("")
    bare = _bare(text)
    if _SCIENTIFIC.fullmatch(bare):
        return _Digits(bare, scientific=True)
    if match := _FRACTION.fullmatch(bare):
        return _Digits(match[1], counted=True)
    counted = _THOUSANDS.fullmatch(bare)
    if counted:
        bare = re.sub(r"[.,]0{1,2}$", "", bare)
    digits = _SEPARATORS.sub("", bare)
    if not digits.isascii() or not digits.isdigit():
        return None
    return _Digits(digits, counted=counted is not None)


_MALE = "l lk laki lakilaki laki2 lelaki pria cowok cowo m male man"
_FEMALE = "p pr prp perempuan wanita w wnt cewek cewe f female woman"
_SEX_OF = dict.fromkeys(_MALE.split(), Sex.MALE) | dict.fromkeys(_FEMALE.split(), Sex.FEMALE)


@lru_cache(maxsize=512)
def _sex(text: str) -> Sex | None:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain)
    joined = "".join(words)
    if joined in _SEX_OF:
        return _SEX_OF[joined]
    # "L (Laki-laki)", "P / Perempuan": every word says the same.
    meant = {_SEX_OF.get(word) for word in words}
    if len(meant) == 1 and None not in meant:
        return meant.pop()
    close = difflib.get_close_matches(joined, _SEX_OF, n=1, cutoff=0.8) if len(joined) >= 5 else []
    return _SEX_OF[close[0]] if close else None
