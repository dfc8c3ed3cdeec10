"""The weekly pattern of a class: which weekdays, from when to when, and its compact text.

The text is what people type: "Sen-Jum 08:00-15:30", "Sen, Rab 18.30–21.00; Sab 08:00-12:00",
"Sen-Kam 08:00-15:30 istirahat 12:00-13:00 8 JP". Clauses are separated by ";".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import time
from itertools import pairwise
from typing import NamedTuple

from lpk_desktop.domain.formatting import Width, echo, weekday_name
from lpk_desktop.errors import UserError


class Break(NamedTuple):
    """A pause within a training day, local times."""

    start: time
    end: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """One session a week, in the centre's local time; `weekday` counts from Monday as 0.

    `jp` None means as many whole training hours as the time without breaks holds.
    """

    weekday: int
    start: time
    end: time
    breaks: tuple[Break, ...] = ()
    jp: int | None = None

    @property
    def minutes(self) -> int:
        """Minutes of training, breaks left out."""
        return minutes_between(self.start, self.end) - sum(minutes_between(*pause) for pause in self.breaks)

    def jp_of(self, minutes_per_jp: int) -> int:
        """Training hours (JP) of this session; a part of one does not count."""
        return self.jp if self.jp is not None else self.minutes // minutes_per_jp


def minutes_between(start: time, end: time) -> int:
    """Whole minutes from one time of day to a later one."""
    return (end.hour - start.hour) * 60 + end.minute - start.minute


Pattern = tuple[Hours, ...]
"""A week in order, several sessions a day allowed, never overlapping; made by `weekly`."""


def weekly(hours: Iterable[Hours]) -> Pattern:
    """Put a week in order and check it.

    Raises `UserError`: "pattern-hours-reversed" (start, end) when a session or break does not end
    after it starts, "pattern-break-outside" (start, end) for a break outside its session or into
    another break, "pattern-overlap" (weekday, 0 is Monday) for two sessions at once,
    "pattern-empty" for no session at all.
    """
    week = tuple(sorted(hours, key=lambda each: (each.weekday, each.start)))
    if not week:
        raise UserError("pattern-empty")
    for each in week:
        _check_hours(each)
    for one, other in pairwise(week):
        if one.weekday == other.weekday and other.start < one.end:
            raise UserError("pattern-overlap", weekday=one.weekday)
    return week


def parse_pattern(text: str) -> Pattern:
    """Read a compact pattern; Indonesian and English weekdays, any dash, "08:00", "08.00" or "8".

    Raises `UserError("pattern-unclear", text)` with the clause that is not understood, and the
    errors of `weekly`.
    """
    plain = re.sub(r"\s+s[/.]?d\.?\s+|[–—]|\s+(?:sampai|to)\s+", "-", text.lower().replace("’", "'"))
    return weekly(hours for clause in plain.split(";") if clause.strip() for hours in _clause(clause.strip()))


def format_pattern(pattern: Pattern, *, language: str = "id") -> str:
    """The compact text of a pattern; `parse_pattern` reads the same pattern back."""
    groups: dict[Hours, list[int]] = {}
    for hours in pattern:
        groups.setdefault(replace(hours, weekday=0), []).append(hours.weekday)
    return "; ".join(
        f"{_format_days(days, language)} {_format_hours(hours, language)}" for hours, days in groups.items()
    )


_NAMES = (
    "senin sen sn monday mon mo",
    "selasa sel sl tuesday tues tue tu",
    "rabu rab rb wednesday wed we",
    "kamis kam km thursday thurs thur thu th",
    "jumat jum'at jum jm friday fri fr",
    "sabtu sab sb saturday sat sa",
    "minggu ahad min mgg mg sunday sun su",
)
_WEEKDAYS = {name: weekday for weekday, names in enumerate(_NAMES) for name in names.split()}

_TIME = r"(\d{1,2})(?:[:.](\d{2}))?"
_RANGE = rf"{_TIME}\s*-\s*{_TIME}"
_CLAUSE = re.compile(rf"(\D+?)(?:pukul|pkl\.?|jam)?\s*{_RANGE}(.*)", re.ASCII)
_BREAK = re.compile(rf"[\s,]*\(?(?:istirahat|ist\.?|breaks?)\s*{_RANGE}\)?", re.ASCII)
_JP = re.compile(r"[\s,]*(\d{1,2})\s*(?:jp|jam pelajaran|hours)\s*", re.ASCII)


def _clause(text: str) -> list[Hours]:
    found = _CLAUSE.fullmatch(text)
    if found is None:
        raise UserError("pattern-unclear", text=echo(text))
    rest = found[6]
    breaks = []
    while pause := _BREAK.match(rest):
        breaks.append(Break(_time(text, *pause.group(1, 2)), _time(text, *pause.group(3, 4))))
        rest = rest[pause.end() :]
    jp = _JP.fullmatch(rest)
    if rest.strip() and jp is None:
        raise UserError("pattern-unclear", text=echo(text))
    return [
        Hours(
            weekday=weekday,
            start=_time(text, *found.group(2, 3)),
            end=_time(text, *found.group(4, 5)),
            breaks=tuple(sorted(breaks)),
            jp=int(jp[1]) if jp else None,
        )
        for weekday in _days(text, found[1])
    ]


def _days(clause: str, text: str) -> list[int]:
    days: list[int] = []
    for part in re.split(r"\s*(?:[,&/+]|\bdan\b|\band\b)\s*", text.strip(" ,:")):
        names = [_WEEKDAYS.get(name.strip(" .")) for name in part.split("-")]
        if len(names) > 2 or None in names:
            raise UserError("pattern-unclear", text=echo(clause))
        first, last = [name for name in (names[0], names[-1]) if name is not None]
        days.extend((first + step) % 7 for step in range((last - first) % 7 + 1))
    return days


def _time(clause: str, hour: str, minute: str | None) -> time:
    if int(hour) > 23 or int(minute or 0) > 59:
        raise UserError("pattern-unclear", text=echo(clause))
    return time(int(hour), int(minute or 0))


def _check_hours(hours: Hours) -> None:
    for start, end in ((hours.start, hours.end), *hours.breaks):
        if end <= start:
            raise UserError("pattern-hours-reversed", start=start, end=end)
    free_from = hours.start
    for pause in hours.breaks:
        if pause.start < free_from or pause.end > hours.end:
            raise UserError("pattern-break-outside", start=pause.start, end=pause.end)
        free_from = pause.end


def _format_days(days: list[int], language: str) -> str:
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] + 1 == day:
            runs[-1].append(day)
        else:
            runs.append([day])
    names = [[weekday_name(day, language=language, width=Width.SHORT) for day in run] for run in runs]
    return ", ".join("-".join((run[0], run[-1])) if len(run) > 2 else ", ".join(run) for run in names)


def _format_hours(hours: Hours, language: str) -> str:
    pause = "break" if language == "en" else "istirahat"
    text = f"{hours.start:%H:%M}-{hours.end:%H:%M}"
    text += "".join(f" {pause} {start:%H:%M}-{end:%H:%M}" for start, end in hours.breaks)
    return text if hours.jp is None else f"{text} {hours.jp} JP"
