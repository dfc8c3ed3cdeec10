"""The weekly attendance sheet that hangs in the workshop and is signed by hand (ui.md section 11).

Like certificates it is Indonesian whatever the language of the screen: it goes to Indonesian offices.
It passes from hand to hand, so it carries no NIK.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from reportlab.lib.units import mm

from lpk_desktop.documents import qr
from lpk_desktop.documents.layout import POINT, Align, Face, Paper, Style, colour, fit, new_canvas
from lpk_desktop.documents.ornament import HIGH, INK, define_emblem, draw_emblem
from lpk_desktop.domain.formatting import (
    Width,
    clock,
    date_range,
    date_short,
    month_name,
    time_range,
    week_name,
    weekday_name,
)
from lpk_desktop.domain.schedule import Week, weeks
from lpk_desktop.domain.zones import Zone
from lpk_desktop.errors import UserError
from lpk_desktop.services.views import AttendanceRow, AttendanceSheet, SessionColumn

MOST_ROWS = 24
"""People on one page; at 24 a row is just high enough to sign in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """What stands beside a name: the trainee number and L or P."""

    number: str
    sex: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFacts:
    """What the grid does not know but the paper shows."""

    centre_name: str
    programme: str
    zone: Zone
    printed_at: datetime
    """The centre's local time."""
    address: str | None = None
    licence: str | None = None
    room: str | None = None
    place: str | None = None
    """Where it is signed: "Purwokerto"."""
    head: str | None = None
    head_position: str = "Kepala Bidang Pelatihan"
    attendees: Mapping[str, Attendee] = field(default_factory=dict)
    """By enrolment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """One page: a week, some of the people, and where the columns are."""

    paper: Paper
    sheet: AttendanceSheet
    facts: SheetFacts
    week: Week
    rows: Sequence[AttendanceRow]
    part: tuple[int, int]
    """This page of how many for the week."""

    @property
    def sessions(self) -> list[SessionColumn]:
        """The sessions of the week."""
        return [each for each in self.sheet.sessions if each.day in self.week.days]

    @property
    def row(self) -> float:
        """Height of a row: 6.7 where there is room for it."""
        return min(6.7, (_TABLE_END - _TABLE_TOP - _HEAD) / (len(self.rows) + 2))

    @property
    def code(self) -> str:
        """What the sheet is called when it comes back filled in: "DH-LAS-4/2026-M04"."""
        part = f"-{self.part[0]}" if self.part[1] > 1 else ""
        return f"DH-{self.sheet.cohort.number}-M{self.week.number:02}{part}"

    def span(self, day: date) -> tuple[time, time]:
        """From when until when there are sessions on a day."""
        held = [session for session in self.sessions if session.day == day]
        return min(session.start for session in held), max(session.end for session in held)

    def day_edges(self) -> list[tuple[date, float, float, float]]:
        """For each day its left edge, the line between in and out, and its right edge."""
        wide = (_REMARKS - _DAYS) / len(self.week.days)
        lefts = [_DAYS + index * wide for index in range(len(self.week.days))]
        return [(day, x, x + wide / 2, x + wide) for day, x in zip(self.week.days, lefts, strict=True)]


_LEFT, _RIGHT = 12.0, 284.7
_NAME, _NUMBER, _SEX, _DAYS, _REMARKS = 20.2, 74.2, 94.0, 101.9, 258.7
_TABLE_TOP, _TABLE_END = 40.9, 174.2
_HEAD, _SPLIT = 12.7, 49.0
_LINE = "#55585E"
_TEXT, _QUIET = "#15171A", "#44484F"
_EMBLEM = 11.6

_CENTRE = Style(face=Face.SANS_SEMIBOLD, size=12.6, colour=INK, least=9)
_ADDRESS = Style(face=Face.SANS, size=7.6, colour=_QUIET, least=5.5)
_TITLE = Style(face=Face.SANS_SEMIBOLD, size=13.2, colour=_TEXT)
_WEEK = Style(face=Face.SANS, size=7.9, colour=_QUIET)
_LABEL = Style(face=Face.SANS, size=8.2, colour=_QUIET)
_STRONG = Style(face=Face.SANS_SEMIBOLD, size=8.4, colour=_TEXT, least=5.5)
_VALUE = Style(face=Face.SANS, size=8.4, colour=_TEXT, least=5.5)
_SMALL = Style(face=Face.SANS, size=6.9, colour=_QUIET)
_HEADING = Style(face=Face.SANS_SEMIBOLD, size=7.8, colour=_TEXT, least=5)
_DATE = Style(face=Face.SANS, size=6.8, colour=_QUIET, least=5)
_INOUT = Style(face=Face.SANS, size=6.6, colour=_QUIET, least=4)
_CELL = Style(face=Face.SANS, size=8.4, colour=_TEXT, least=5)
_NAME_CELL = Style(face=Face.SANS, size=8.4, colour=_TEXT, least=6.6)
_GUIDE = Style(face=Face.SANS, size=5, colour="#9A9DA3")
_SUM = Style(face=Face.SANS_MEDIUM, size=7.9, colour=_TEXT)
_NOTE = Style(face=Face.SANS, size=7.5, colour=_QUIET)
_SIGN = Style(face=Face.SANS, size=8.3, colour=_TEXT, least=6)
_SIGNER = Style(face=Face.SANS_SEMIBOLD, size=8.4, colour=_TEXT, least=6)


def render(sheet: AttendanceSheet, facts: SheetFacts, *, numbers: Sequence[int] | None = None) -> bytes:
    """A PDF with a page for each training week, or only for the weeks of these numbers (from 1).

    More than 24 people are spread evenly over several pages. Raises
    `UserError("cohort-without-sessions", number)` where there is nothing to sign for.
    """
    chosen = [
        week
        for week in weeks(session.day for session in sheet.sessions)
        if numbers is None or week.number in numbers
    ]
    if not chosen:
        raise UserError("cohort-without-sessions", number=sheet.cohort.number)
    out = io.BytesIO()
    canvas = new_canvas(out, title=f"Daftar hadir {sheet.cohort.title}", author=facts.centre_name)
    define_emblem(canvas)
    for week in chosen:
        parts = _parts(sheet.rows)
        for index, rows in enumerate(parts, start=1):
            _draw(
                _Page(
                    paper=Paper(canvas, HIGH),
                    sheet=sheet,
                    facts=facts,
                    week=week,
                    rows=rows,
                    part=(index, len(parts)),
                )
            )
            canvas.showPage()
    canvas.save()
    return out.getvalue()


def _parts(rows: Sequence[AttendanceRow]) -> list[Sequence[AttendanceRow]]:
    """The people of each page, as evenly as can be."""
    pages = max(1, -(-len(rows) // MOST_ROWS))
    each = -(-len(rows) // pages)
    return [rows[at : at + each] for at in range(0, max(1, len(rows)), max(1, each))]


def _draw(page: _Page) -> None:
    _letterhead(page)
    _facts(page)
    _table(page)
    _headings(page)
    _names(page)
    _foot(page)


def _letterhead(page: _Page) -> None:
    paper, facts = page.paper, page.facts
    draw_emblem(paper.canvas, (_LEFT + _EMBLEM / 2 + 0.4) * mm, (HIGH - 17.2) * mm, _EMBLEM)
    name = facts.centre_name.upper()
    paper.text(28.3, 16.8, name, _CENTRE, size=fit(name, _CENTRE, 190, lines=1).size)
    about = " · ".join(part for part in (facts.address, facts.licence) if part)
    paper.text(28.3, 21.3, about, _ADDRESS, size=fit(about, _ADDRESS, 205, lines=1).size)
    paper.text(_RIGHT, 16.8, "DAFTAR HADIR PESERTA", _TITLE, align=Align.RIGHT)
    span = date_range(page.week.first, page.week.last, width=Width.LONG)
    paper.text(_RIGHT, 21.3, f"{week_name(page.week.number)} · {span}", _WEEK, align=Align.RIGHT)
    paper.line((_LEFT, 26.2), (_RIGHT, 26.2), weight=0.25, ink=INK)


def _facts(page: _Page) -> None:
    paper, facts, cohort = page.paper, page.facts, page.sheet.cohort
    first, last = page.sessions[0].number, page.sessions[-1].number
    numbers = f"sesi {first}" if first == last else f"sesi {first} sampai {last}"
    place = ", ".join(part for part in (facts.room, _times(page)) if part)
    for x, value_x, room, y, label, value, style in (
        (_LEFT, 36, 88, 32.3, "Program", f"{facts.programme}, {cohort.jp} jam pelajaran", _STRONG),
        (_LEFT, 36, 88, 37.1, "Kelas", f"{cohort.title}, {numbers}", _VALUE),
        (128, 152, 76, 32.3, "Instruktur", cohort.instructor or "", _STRONG),
        (128, 152, 76, 37.1, "Tempat", place, _VALUE),
    ):
        paper.text(x, y, label, _LABEL)
        paper.text(value_x, y, value, style, size=fit(value, style, room, lines=1).size)
    modules, operators = qr.draw(page.code)
    canvas, scale = paper.canvas, 11.0 * mm / modules
    canvas.saveState()
    canvas.setFillColor(colour(_TEXT))
    canvas.transform(scale, 0, 0, -scale, (_RIGHT - 11) * mm, (HIGH - 28.3) * mm)
    canvas.addLiteral(operators)
    canvas.restoreState()
    printed = f"dicetak {date_short(facts.printed_at.date(), year=True)}, {clock(facts.printed_at.time())}"
    part = f", halaman {page.part[0]} dari {page.part[1]}" if page.part[1] > 1 else ""
    paper.text(_RIGHT - 13.5, 33.2, f"Lembar {page.code}{part}", _SMALL, align=Align.RIGHT)
    paper.text(_RIGHT - 13.5, 36.5, printed, _SMALL, align=Align.RIGHT)


def _times(page: _Page) -> str | None:
    """The times of the week where all its days have the same; else they stand under each day."""
    spans = {page.span(day) for day in page.week.days}
    return time_range(*spans.pop(), page.facts.zone) if len(spans) == 1 else None


def _table(page: _Page) -> None:
    paper, row = page.paper, page.row
    body = _TABLE_TOP + _HEAD
    sums = body + len(page.rows) * row
    end = sums + 2 * row
    paper.box((_LEFT, _TABLE_TOP), (_RIGHT - _LEFT, _HEAD), fill="#F1F2F5")
    for index in range(1, len(page.rows), 2):
        paper.box((_LEFT, body + index * row), (_RIGHT - _LEFT, row), fill="#FAFBFD")
    for index in range(len(page.rows) + 2):
        _rule(paper, (_LEFT, body + index * row), (_RIGHT, body + index * row))
    for x in (_NAME, _NUMBER, _SEX):
        _rule(paper, (x, _TABLE_TOP), (x, sums))
    _rule(paper, (_REMARKS, _TABLE_TOP), (_REMARKS, end))
    _rule(paper, (_DAYS, _SPLIT), (_REMARKS, _SPLIT))
    for _day, left, middle, _right in page.day_edges():
        _rule(paper, (left, _TABLE_TOP), (left, end))
        _rule(paper, (middle, _SPLIT), (middle, sums))
    paper.box((_LEFT, _TABLE_TOP), (_RIGHT - _LEFT, end - _TABLE_TOP), weight=0.2, ink=_LINE)
    for index, label in enumerate(("Jumlah hadir", "Paraf instruktur")):
        y = sums + (index + 0.5) * row + _drop(_SUM)
        paper.text(_DAYS - 2, y, label, _SUM, align=Align.RIGHT)


def _headings(page: _Page) -> None:
    paper = page.paper
    y = _TABLE_TOP + _HEAD / 2 + _drop(_HEADING)
    for x, text in (
        ((_LEFT + _NAME) / 2, "No."),
        ((_NUMBER + _SEX) / 2, "No. peserta"),
        ((_SEX + _DAYS) / 2, "L/P"),
        ((_REMARKS + _RIGHT) / 2, "Keterangan"),
    ):
        paper.text(x, y, text, _HEADING, align=Align.CENTRE)
    paper.text(_NAME + 2.2, y, "Nama peserta", _HEADING)
    shared = _times(page) is not None
    for day, left, middle, right in page.day_edges():
        words = f"{day.day} {month_name(day.month)}"
        if not shared:
            words += f", {time_range(*page.span(day))}"
        centre, room = (left + right) / 2, right - left - 1
        paper.text(centre, 44.5, weekday_name(day.weekday()), _HEADING, align=Align.CENTRE)
        size = fit(words, _DATE, room, lines=1).size
        paper.text(centre, 47.7, words, _DATE, align=Align.CENTRE, size=size)
        for x, word in (((left + middle) / 2, "Masuk"), ((middle + right) / 2, "Pulang")):
            size = fit(word, _INOUT, room / 2, lines=1).size
            paper.text(x, 52.2, word, _INOUT, align=Align.CENTRE, size=size)


def _names(page: _Page) -> None:
    paper = page.paper
    for index, row in enumerate(page.rows):
        top = _TABLE_TOP + _HEAD + index * page.row
        y = top + page.row / 2 + _drop(_CELL)
        attendee = page.facts.attendees.get(row.enrolment, Attendee(number=""))
        paper.text((_LEFT + _NAME) / 2, y, str(row.number), _CELL, align=Align.CENTRE)
        name = fit(row.name, _NAME_CELL, 50, broken=min(6.6, (page.row - 0.6) / (2.3 * POINT)))
        leading = 1.12 * name.size * POINT
        first = top + page.row / 2 + 0.36 * name.size * POINT - (len(name.lines) - 1) * leading / 2
        paper.lines(_NAME + 2.2, first, name, _NAME_CELL, leading=leading)
        size = fit(attendee.number, _CELL, 18, lines=1).size
        paper.text((_NUMBER + _SEX) / 2, y, attendee.number, _CELL, align=Align.CENTRE, size=size)
        paper.text((_SEX + _DAYS) / 2, y, attendee.sex or "", _CELL, align=Align.CENTRE)
        for _day, left, _middle, _right in page.day_edges():
            paper.text(left + 1, top + 1.9, str(row.number), _GUIDE)


def _foot(page: _Page) -> None:
    paper, facts = page.paper, page.facts
    y = _TABLE_END + 5.6
    legend = (
        "Isi dengan paraf. Bila tidak hadir tulis I (izin), S (sakit) atau A (alpa). "
        "Terlambat tulis T dan jam masuk."
    )
    paper.text(_LEFT, y, legend, _NOTE)
    paper.text(_LEFT, y + 4.2, f"Kehadiran minimum program ini {page.sheet.minimum}%.", _NOTE)
    place = f"{facts.place}, " if facts.place else ""
    date_line = f"{place}{'.' * 24} {page.week.last.year}"
    for x, first, second, name in (
        (197.0, "Mengetahui,", facts.head_position, facts.head),
        (254.8, date_line, "Instruktur", page.sheet.cohort.instructor),
    ):
        for line, text in enumerate((first, second)):
            size = fit(text, _SIGN, 56, lines=1).size
            paper.text(x, y + 4.4 * line, text, _SIGN, align=Align.CENTRE, size=size)
        signer = name or "." * 40
        size = fit(signer, _SIGNER, 56, lines=1).size
        paper.text(x, 200.6, signer, _SIGNER, align=Align.CENTRE, size=size)


def _rule(paper: Paper, start: tuple[float, float], end: tuple[float, float]) -> None:
    paper.line(start, end, weight=0.2, ink=_LINE)


def _drop(style: Style) -> float:
    """From the middle of a row to the baseline."""
    return 0.36 * style.size * POINT
