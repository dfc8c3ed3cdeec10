"""Days and times on screen, in the language chosen (ui.md section 8)."""

from __future__ import annotations

from datetime import date, datetime, time

from lpk_desktop.domain import formatting
from lpk_desktop.domain.formatting import Width
from lpk_desktop.language import current_language


def weekday(day: date, width: Width = Width.LONG) -> str:
    """Selasa, Sel or Sl."""
    return formatting.weekday_name(day.weekday(), language=current_language(), width=width)


def short_date(day: date) -> str:
    """9 Jun."""
    return formatting.date_short(day, language=current_language())


def listed_date(day: date) -> str:
    """Sel, 9 Jun: for lists and choosers."""
    return f"{weekday(day, Width.SHORT)}, {short_date(day)}"


def spoken_date(day: date) -> str:
    """Selasa 9 Juni: for screen readers and sentences within one course."""
    month = formatting.month_name(day.month, language=current_language())
    return f"{weekday(day)} {day.day} {month}"


def day_range(first: date, last: date) -> str:
    """18–22 Mei, 29 Jun – 3 Jul, or 18 Mei for a single day."""
    return formatting.date_range(first, last, language=current_language(), year=False)


def week_labels(number: int, first: date, last: date) -> tuple[str, ...]:
    """What a week may be called, longest first: Minggu 1 · 18–22 Mei, 18–22 Mei, Mg 1."""
    language = current_language()
    return (
        formatting.week_label(number, first, last, language=language),
        day_range(first, last),
        formatting.week_name(number, language=language, width=Width.TINY),
    )


def clock_time(moment: time | datetime) -> str:
    """08.24."""
    at = moment.time() if isinstance(moment, datetime) else moment
    return formatting.clock(at, language=current_language())


def moment(at: datetime) -> str:
    """Sel, 9 Jun 08.24."""
    return f"{listed_date(at.date())} {clock_time(at)}"


def percent(share: float, minimum: int) -> str:
    """93%, never rounded up to a minimum that it misses."""
    return formatting.percent(share, minimum=minimum, language=current_language())


def plain_date(day: date) -> str:
    """9 Juni 2026."""
    return formatting.date_long(day, language=current_language())


def full_date(day: date) -> str:
    """Selasa, 9 Juni 2026."""
    return formatting.date_full(day, language=current_language())
