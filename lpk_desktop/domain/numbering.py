"""Certificate numbers: templates that centres type, and numbers that never meet (domain.md section 3.4).

A template is text with tokens in braces: `{serial:04}/{series}/{roman}/{year}` gives
`0147/ST-LAS/VII/2026`. Every device counts its own serials and marks its numbers with its own
letter, so two desktops without a network cannot issue the same number: the first device has none
(`0001/…`), the next ones B, C, … right after the serial (`0001B/…`). Where a template names
`{device}` the letter stands there instead and the first device is A (`LPK.01/2026/A-0007`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lpk_desktop.errors import UserError

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Device letters; I and O are left out because they read as 1 and 0 beside a serial."""
LONGEST = 60
"""Letters a template may have: longer numbers leave no room on the paper."""


class Token(StrEnum):
    """What a template can name."""

    SERIAL = "serial"
    SERIES = "series"
    CENTRE = "centre"
    COURSE = "course"
    COHORT = "cohort"
    ROMAN = "roman"
    MONTH = "month"
    YEAR = "year"
    DEVICE = "device"


class Reset(StrEnum):
    """When a series begins again at 1."""

    NEVER = "never"
    YEARLY = "yearly"


class Flaw(StrEnum):
    """Why a template cannot be used."""

    EMPTY = "template-empty"
    TOO_LONG = "template-too-long"
    BRACES = "template-braces"
    UNKNOWN_TOKEN = "template-unknown-token"  # noqa: S105  not a password
    WIDTH = "template-width"
    NO_SERIAL = "template-no-serial"
    TWICE = "template-token-twice"
    NOT_SET_OFF = "template-not-set-off"
    """No sign parts serial or device letter from a token of any length: two numbers could read alike."""
    CHARACTER = "template-character"


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateFlaw:
    """One flaw and the part of the template it is about."""

    flaw: Flaw
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One part of a template: fixed text, or a token with the least number of digits."""

    text: str = ""
    token: Token | None = None
    width: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A template without flaws."""

    pieces: tuple[Piece, ...]

    @property
    def reset(self) -> Reset:
        """Yearly where the year is in the number; otherwise a second number 1 would be the same number."""
        return Reset.YEARLY if Token.YEAR in self.tokens else Reset.NEVER

    @property
    def tokens(self) -> frozenset[Token]:
        """The tokens it names."""
        return frozenset(piece.token for piece in self.pieces if piece.token)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberFacts:
    """What one number is made of; `position` is the device's place in its centre, counted from 0."""

    serial: int
    day: date
    position: int = 0
    series: str = ""
    centre: str = ""
    course: str = ""
    cohort: str = ""


_ALIASES = {
    "nomor": Token.SERIAL,
    "urut": Token.SERIAL,
    "seri": Token.SERIES,
    "lembaga": Token.CENTRE,
    "lpk": Token.CENTRE,
    "program": Token.COURSE,
    "angkatan": Token.COHORT,
    "romawi": Token.ROMAN,
    "bulan": Token.MONTH,
    "tahun": Token.YEAR,
    "perangkat": Token.DEVICE,
} | {token.value: token for token in Token}
_PART = re.compile(r"\{([^{}]*)\}|([^{}]+)|([{}])")
_TOKEN = re.compile(r"\s*([A-Za-z]+)\s*(?::\s*0?([1-9]))?\s*")
_MARKS = frozenset({Token.SERIAL, Token.DEVICE})
_FREE = frozenset({Token.SERIES, Token.CENTRE, Token.COURSE, Token.COHORT, Token.ROMAN})


def parse(text: str) -> Template:
    """Read a template as centres type it.

    Tokens: serial, series, centre, course, cohort, roman (month), month, year, device; or in
    Indonesian nomor, seri, lembaga, program, angkatan, romawi, bulan, tahun, perangkat.
    `{serial:04}` and `{nomor:4}` pad with zeros to four digits.
    Raises `UserError(<flaw>, part)` with the first of `flaws(text)`.
    """
    pieces, found = _read(text)
    for flaw in found:
        raise UserError(flaw.flaw.value, part=flaw.part)
    return Template(pieces=pieces)


def flaws(text: str) -> tuple[TemplateFlaw, ...]:
    """Every reason why a template cannot be used; empty for a good one."""
    return _read(text)[1]


def device_letter(position: int) -> str:
    """A for 0, B for 1, … Z, then AA, AB, …; I and O are never used."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, len(LETTERS))
        letters = LETTERS[rest] + letters
    return letters


def position_of(device: int) -> int:
    """The place in its centre of the device that a central gave this number; 0 is "not paired yet".

    A centre with one desktop that later pairs keeps its unmarked numbers: device 0 and 1 are both first.
    """
    return max(device - 1, 0)


def letter_of(device: int) -> str:
    """The letter in the numbers that the device with this number gives."""
    return device_letter(position_of(device))


def render(template: Template, facts: NumberFacts) -> str:
    """The number that `facts` make.

    Two calls with the same template, series and year but another serial or device never give the
    same number. Raises `UserError("number-part-missing", part)` where the template names a series,
    centre, course or cohort that has no code yet, and ValueError for a serial below 1.
    """
    if facts.serial < 1:
        raise ValueError(f"serial {facts.serial}")
    values = _values(facts)
    named = Token.DEVICE in template.tokens
    mark = "" if named or facts.position == 0 else values[Token.DEVICE]
    parts = []
    for piece in template.pieces:
        if piece.token is None:
            parts.append(piece.text)
        elif piece.token is Token.SERIAL:
            parts.append(f"{facts.serial:0{piece.width}}{mark}" if piece.width else f"{facts.serial}{mark}")
        elif values[piece.token]:
            parts.append(values[piece.token])
        else:
            raise UserError("number-part-missing", part=piece.token.value)
    return "".join(parts)


def counter_scope(template: Template, facts: NumberFacts) -> tuple[str, str, int | None]:
    """What a counter counts within: series, device letter, and the year where it resets yearly."""
    year = facts.day.year if template.reset is Reset.YEARLY else None
    return facts.series, device_letter(facts.position), year


def roman(number: int) -> str:
    """A month as official letters write it: 7 is VII."""
    if not 1 <= number <= 12:
        raise ValueError(f"no month {number}")
    return ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")[number - 1]


def _read(text: str) -> tuple[tuple[Piece, ...], tuple[TemplateFlaw, ...]]:
    read = [_piece(found) for found in _PART.finditer(text)]
    pieces = tuple(each for each in read if isinstance(each, Piece))
    broken = [each for each in read if isinstance(each, TemplateFlaw)]
    return pieces, (*broken, *_flaws(text, pieces))


def _piece(found: re.Match[str]) -> Piece | TemplateFlaw:
    inner, text, brace = found.groups()
    if brace:
        return TemplateFlaw(flaw=Flaw.BRACES, part=brace)
    if text:
        return Piece(text=text)
    named = _TOKEN.fullmatch(inner)
    token = _ALIASES.get(named[1].lower()) if named else None
    if named is None or token is None:
        return TemplateFlaw(flaw=Flaw.UNKNOWN_TOKEN, part=inner)
    if named[2] and token is not Token.SERIAL:
        return TemplateFlaw(flaw=Flaw.WIDTH, part=inner)
    return Piece(token=token, width=int(named[2] or 0))


def _flaws(text: str, pieces: tuple[Piece, ...]) -> Iterator[TemplateFlaw]:
    if not text.strip():
        yield TemplateFlaw(flaw=Flaw.EMPTY)
        return
    tokens = [piece.token for piece in pieces]
    if len(text) > LONGEST:
        yield TemplateFlaw(flaw=Flaw.TOO_LONG, part=str(LONGEST))
    if not text.isprintable():
        yield TemplateFlaw(flaw=Flaw.CHARACTER)
    if Token.SERIAL not in tokens:
        yield TemplateFlaw(flaw=Flaw.NO_SERIAL)
    for token in (Token.SERIAL, Token.DEVICE):
        if tokens.count(token) > 1:
            yield TemplateFlaw(flaw=Flaw.TWICE, part=token.value)
    for part in _touching(pieces):
        yield TemplateFlaw(flaw=Flaw.NOT_SET_OFF, part=part)


def _touching(pieces: tuple[Piece, ...]) -> Iterator[str]:
    """Pairs of a serial or device and a token of any length with no sign between that parts them."""
    last: Token | None = None
    for piece in pieces:
        if piece.token is None:
            last = last if piece.text.isalnum() else None
        elif piece.token in _MARKS | _FREE:
            if last and (last in _MARKS) != (piece.token in _MARKS):
                yield f"{{{last}}} {{{piece.token}}}"
            last = piece.token


def _values(facts: NumberFacts) -> dict[Token, str]:
    return {
        Token.SERIES: facts.series,
        Token.CENTRE: facts.centre,
        Token.COURSE: facts.course,
        Token.COHORT: facts.cohort,
        Token.ROMAN: roman(facts.day.month),
        Token.MONTH: f"{facts.day.month:02}",
        Token.YEAR: f"{facts.day.year:04}",
        Token.DEVICE: device_letter(facts.position),
    }
