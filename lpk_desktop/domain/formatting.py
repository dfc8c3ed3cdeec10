"""Dates, times and numbers as people here write them (ui.md section 8).

`language` is "id" or "en" throughout; anything else means "id", as in `lpk_desktop.language`.
"""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from lpk_desktop.domain.zones import Zone


class Width(StrEnum):
    """How much room a name has: a paragraph, a column, or one cell of the attendance grid."""

    LONG = "long"
    SHORT = "short"
    TINY = "tiny"


_SHORT_MONTHS = {
    "id": "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des",
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
}
_LONG_MONTHS = {
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
    "en": "January February March April May June July August September October November December",
}
_WEEKDAYS = {
    ("id", Width.LONG): "Senin Selasa Rabu Kamis Jumat Sabtu Minggu",
    ("id", Width.SHORT): "Sen Sel Rab Kam Jum Sab Min",
    ("id", Width.TINY): "Sn Sl Rb Km Jm Sb Mg",
    ("en", Width.LONG): "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    ("en", Width.SHORT): "Mon Tue Wed Thu Fri Sat Sun",
    ("en", Width.TINY): "Mo Tu We Th Fr Sa Su",
}
_WEEK = {"id": ("Minggu", "Mg"), "en": ("Week", "Wk")}


def month_name(month: int, *, language: str = "id", width: Width = Width.LONG) -> str:
    """The name of month 8: "Agustus", or "Agu" where room is short."""
    table = _LONG_MONTHS if width is Width.LONG else _SHORT_MONTHS
    return table[_known(language)].split()[month - 1]


def weekday_name(weekday: int, *, language: str = "id", width: Width = Width.LONG) -> str:
    """The name of weekday 1: "Selasa", "Sel" or "Sl"; Monday is 0, as in `date.weekday()`."""
    return _WEEKDAYS[_known(language), width].split()[weekday]


def date_long(day: date, *, language: str = "id") -> str:
    """A date as "9 Juni 2026"."""
    return f"{day.day} {month_name(day.month, language=language)} {day.year}"


def date_full(day: date, *, language: str = "id") -> str:
    """A date as "Selasa, 9 Juni 2026"."""
    return f"{weekday_name(day.weekday(), language=language)}, {date_long(day, language=language)}"


def date_short(day: date, *, language: str = "id", year: bool = False) -> str:
    """A date as "9 Jun", or "9 Jun 2026" with the year."""
    text = f"{day.day} {month_name(day.month, language=language, width=Width.SHORT)}"
    return f"{text} {day.year}" if year else text


def date_range(
    first: date, last: date, *, language: str = "id", width: Width = Width.SHORT, year: bool = True
) -> str:
    """A range of days as "18 Mei – 2 Jul 2026" or "18–22 Mei 2026"; one day is just that day.

    What both ends share is said once. A range over two years always shows both of them:
    "28 Des 2026 – 3 Jan 2027".
    """
    end = f"{last.day} {month_name(last.month, language=language, width=width)}"
    start = f"{first.day} {month_name(first.month, language=language, width=width)}"
    if first.year != last.year:
        return f"{start} {first.year} – {end} {last.year}"
    tail = f" {last.year}" if year else ""
    if first == last:
        return end + tail
    if first.month == last.month:
        return f"{first.day}–{end}{tail}"
    return f"{start} – {end}{tail}"


def week_label(number: int, first: date, last: date, *, language: str = "id") -> str:
    """The band over a week, "Minggu 1 · 18–22 Mei", from its first and last training day."""
    return (
        f"{week_name(number, language=language)} · {date_range(first, last, language=language, year=False)}"
    )


def week_name(number: int, *, language: str = "id", width: Width = Width.LONG) -> str:
    """A week as "Minggu 5", or "Mg 5" where room is short."""
    return f"{_WEEK[_known(language)][width is not Width.LONG]} {number}"


def clock(at: time, zone: Zone | None = None, *, language: str = "id") -> str:
    """A time as "08.24", or "08.24 WIB" with a zone; English writes 08:24."""
    text = f"{at.hour:02}{':' if _known(language) == 'en' else '.'}{at.minute:02}"
    return f"{text} {zone.value}" if zone else text


def time_range(start: time, end: time, zone: Zone | None = None, *, language: str = "id") -> str:
    """A range of times as "08.00–15.30", or "08.00–15.30 WIB" with a zone."""
    return f"{clock(start, language=language)}–{clock(end, zone, language=language)}"


def number(value: int | Fraction | Decimal | float, *, decimals: int = 0, language: str = "id") -> str:
    """A number as "2.664" or "0,8": grouped by thousands, rounded half away from zero to `decimals`."""
    scaled = int(abs(Fraction(value)) * 10**decimals + Fraction(1, 2))
    whole, rest = divmod(scaled, 10**decimals)
    group, point = (",", ".") if _known(language) == "en" else (".", ",")
    text = f"{whole:,}".replace(",", group)
    if decimals:
        text += f"{point}{rest:0{decimals}}"
    return f"−{text}" if value < 0 and scaled else text


def percent(share: Fraction | float, *, minimum: int | None = None, language: str = "id") -> str:
    """A share of 1 as "64%"; with `minimum` (percent) never rounded up to a minimum it misses.

    79.7 % is "80%" by itself, but "79,7%" beside a minimum of 80: a person under the minimum must
    not be shown at it.
    """
    exact = Fraction(share) * 100
    if minimum is not None and exact < minimum <= exact + Fraction(1, 2):
        return number(Fraction(int(exact * 10), 10), decimals=1, language=language) + "%"
    return number(exact, language=language) + "%"


def rupiah(amount: int, *, language: str = "id") -> str:
    """Whole rupiah as "Rp225.055.000"; a negative amount (a correction) is "−Rp5.000"."""
    text = f"Rp{number(abs(amount), language=language)}"
    return f"−{text}" if amount < 0 else text


def phone(number: str) -> str:
    """+6285741027736 as "0857-4102-7736"; land lines ungrouped, foreign numbers as they are."""
    if not number.startswith("+62"):
        return number
    local = "0" + number.removeprefix("+62")
    if not local.startswith("08"):
        return local
    return "-".join(part for part in (local[:4], local[4:8], local[8:]) if part)


def echo(text: str) -> str:
    """What a person typed, short enough to repeat in a message and without long digit runs.

    A NIK or KPJ typed in the wrong place must not end up in a message or a log.
    """
    return re.sub(r"\d{5,}", "…", text)[:60]


def _known(language: str) -> str:
    return "en" if language == "en" else "id"
