"""The back of a certificate: its units, and who assessed them (ui.md section 11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil

from reportlab.lib.units import mm

from lpk_desktop.documents.certificate.parts import (
    QUIET,
    TEXT,
    Sheet,
    centred,
    draw_mark,
    draw_qr,
    draw_signature,
    units_passed,
)
from lpk_desktop.documents.layout import POINT, Align, Face, Paper, Style, fit, wrap
from lpk_desktop.documents.ornament import HIGH, INK, WIDE
from lpk_desktop.domain.certificates import CertificateContent, UnitLine
from lpk_desktop.domain.competency import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Density:
    """How closely the table is set: millimetres, and points for `size`."""

    row: float
    leading: float
    pad: float
    size: float
    lift: float = 0.0
    """How far head and table move up the page, 0 with the ornamental band above the title."""


_DENSITIES = (
    Density(row=9, leading=5, pad=3.2, size=11.5),
    Density(row=7, leading=4.4, pad=2.2, size=10),
    Density(row=6.2, leading=4.2, pad=1.8, size=9.6, lift=8),
    Density(row=5.4, leading=3.9, pad=1.3, size=9, lift=16.5),
    Density(row=4.6, leading=3.6, pad=0.9, size=8.4, lift=16.5),
    Density(row=4.35, leading=3.5, pad=0.75, size=8.2, lift=16.5),
    Density(row=4.1, leading=3.4, pad=0.6, size=8, lift=16.5),
)
_TABLE_TOP = 65.5
_LOWEST = 170.0
"""Where a table ends at the latest, so that signatures still stand inside the frame."""
_PAGE_END = 192.0
_LEFT, _RIGHT = 24.0, 273.0
_MARGIN = 2.5
_WIDTHS = (10.0, 44.0, 22.0, 35.0)
"""Columns of the loosest table: number, code, hours, result; the title has what is left."""
_FOOT = 11.5
"""From the end of the table to the baseline of "Asesor," where there is room."""

_TITLE = Style(face=Face.MEDIUM, size=19, colour=INK, tracking=1.24)
_SUBTITLE = Style(face=Face.REGULAR, size=11.5, colour=QUIET, least=9)
_LABEL = Style(face=Face.REGULAR, size=9.8, colour=QUIET)
_STRONG = Style(face=Face.SEMIBOLD, size=12, colour=TEXT, least=7)
_VALUE = Style(face=Face.REGULAR, size=11, colour=TEXT, least=7)
_HEADING = Style(face=Face.SEMIBOLD, size=10.5, colour=INK)
_CELL = Style(face=Face.REGULAR, size=11.4, colour=TEXT)
_CODE = Style(face=Face.SANS, size=8.6, colour=TEXT, least=5, kern=False)
_NO_CODE = Style(face=Face.ITALIC, size=10, colour=QUIET)
_TOTAL = Style(face=Face.SEMIBOLD, size=11.5, colour=TEXT)
_CHECK = Style(face=Face.SEMIBOLD, size=9.5, colour=INK)
_NOTE = Style(face=Face.REGULAR, size=8.5, colour=QUIET)
_SIGN = Style(face=Face.REGULAR, size=11, colour=TEXT, least=8.5)
_SIGNER = Style(face=Face.SEMIBOLD, size=11.5, colour=TEXT, least=8.5)
_REGISTERED = Style(face=Face.REGULAR, size=9, colour=QUIET)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """A density, and whether there is a column of codes: without one, titles take its room."""

    density: Density
    coded: bool

    @property
    def top(self) -> float:
        """Where the table begins."""
        return _TABLE_TOP - self.density.lift

    @property
    def edges(self) -> tuple[float, float, float, float]:
        """Where code, title, hours and result begin; a closer table has narrower columns around titles."""
        number, code, hours, result = (width * self.scale for width in _WIDTHS)
        title = _LEFT + number + code * self.coded
        return _LEFT + number, title, _RIGHT - result - hours, _RIGHT - result

    @property
    def room(self) -> float:
        """The width of a title."""
        return self.edges[2] - self.edges[1] - 2 * _MARGIN

    @property
    def scale(self) -> float:
        """The size of its letters against those of the loosest table."""
        return self.density.size / _DENSITIES[0].size

    def style(self, style: Style) -> Style:
        """A style of the loosest table, made smaller for this one."""
        return replace(style, size=style.size * self.scale, least=style.least * self.scale)

    def height(self, rows: _Rows, *, totals: bool) -> float:
        """Of a table with these rows, a heading, and perhaps totals."""
        return sum(row.height for row in rows) + self.density.row * (2 if totals else 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One row with its place: number in the list, wrapped title, height."""

    number: int
    line: UnitLine
    title: tuple[str, ...]
    height: float


_Rows = tuple[_Row, ...]


def draw_back(sheet: Sheet) -> int:
    """Draw the back on the current page, and on further ones while units are left; how many pages."""
    shape, pages = _plan(sheet.content.units)
    for index, rows in enumerate(pages):
        if index:
            sheet.paper.canvas.showPage()
        last = index == len(pages) - 1
        sheet.paper.canvas.doForm("plainback" if shape.density.lift else "back")
        draw_mark(sheet)
        _head(sheet.paper, sheet.content, shape, continued=index > 0)
        _shared_table(sheet, shape, rows, totals=last)
        if last:
            end = shape.top + shape.height(rows, totals=True)
            _foot(sheet, min(end + _FOOT, _LOWEST + 6))
    return len(pages)


@lru_cache(maxsize=32)
def _plan(units: tuple[UnitLine, ...]) -> tuple[_Shape, tuple[_Rows, ...]]:
    """The loosest density with the fewest pages, and the rows of each page."""
    coded = any(line.code for line in units)
    shapes = [_Shape(density=density, coded=coded) for density in _DENSITIES]
    plans = [(shape, _pages(_rows(units, shape), shape)) for shape in shapes]
    return min(plans, key=lambda plan: len(plan[1]))


def _pages(rows: _Rows, shape: _Shape) -> tuple[_Rows, ...]:
    """One page where signatures fit below all rows; else full pages, and the rest above the signatures."""
    if shape.top + shape.height(rows, totals=True) <= _LOWEST:
        return (rows,)
    pages: list[_Rows] = [()]
    for row in rows:
        if shape.top + shape.height((*pages[-1], row), totals=False) > _PAGE_END:
            pages.append(())
        pages[-1] = (*pages[-1], row)
    if shape.top + shape.height(pages[-1], totals=True) > _LOWEST:
        pages[-1:] = [pages[-1][:-1], pages[-1][-1:]]
    return tuple(pages)


def _rows(units: tuple[UnitLine, ...], shape: _Shape) -> _Rows:
    density, rows = shape.density, []
    for number, line in enumerate(units, start=1):
        title = wrap(line.title, _CELL, shape.room, density.size)
        height = max(density.row, len(title) * density.leading + density.pad)
        rows.append(_Row(number=number, line=line, title=title, height=height))
    return tuple(rows)


def _shared_table(sheet: Sheet, shape: _Shape, rows: _Rows, *, totals: bool) -> None:
    """The table; a cohort has the same one on every back, so it stands in the document once."""
    canvas, key = sheet.paper.canvas, (shape, rows, totals, sheet.content.jp)
    if key not in sheet.tables:
        sheet.tables[key] = f"table{len(sheet.tables)}"
        canvas.beginForm(sheet.tables[key], 0, 0, ceil(WIDE * mm), ceil(HIGH * mm))
        _table(sheet.paper, sheet.content, shape, rows, totals=totals)
        canvas.endForm()
    canvas.doForm(sheet.tables[key])


def _head(paper: Paper, content: CertificateContent, shape: _Shape, *, continued: bool) -> None:
    up = shape.density.lift
    subject = "UNIT KOMPETENSI" if shape.coded else "MATERI PELATIHAN"
    title = f"DAFTAR {subject}" + (" (LANJUTAN)" if continued else "")
    centred(paper, title, _TITLE, at=(37 - up * 0.8,), room=240)
    subtitle = " · ".join((content.programme, *content.decrees))
    centred(paper, subtitle, _SUBTITLE, at=(43.7 - up * 0.9,), room=249)
    attendance = None
    if content.attended is not None and content.sessions is not None:
        share = f" ({content.rate}%)" if content.rate is not None else ""
        attendance = f"{content.attended} dari {content.sessions} sesi{share}"
    for x, value_x, room, label, value, style, y in (
        (24, 46.1, 126, "Nama", content.name, _STRONG, 54.0),
        (24, 46.1, 126, "Kelas", content.cohort, _VALUE, 60.0),
        (178, 206.1, 66.9, "Nomor sertifikat", content.number, _STRONG, 54.0),
        (178, 206.1, 66.9, "Kehadiran", attendance, _VALUE, 60.0),
    ):
        if value:
            paper.text(x, y - up, label, _LABEL)
            paper.text(value_x, y - up, value, style, size=fit(value, style, room, lines=1).size)


def _table(paper: Paper, content: CertificateContent, shape: _Shape, rows: _Rows, *, totals: bool) -> None:
    height = shape.density.row
    end = shape.top + shape.height(rows, totals=totals)
    paper.box((_LEFT, shape.top), (_RIGHT - _LEFT, height), fill="#EEF2F7")
    _grid(paper, shape, rows, end=end, totals=totals)
    heading = ("Kode unit", "Judul unit kompetensi") if shape.coded else ("", "Materi pelatihan")
    _cells(paper, shape, shape.top + height / 2, ("No.", *heading, "JP", "Hasil"), _HEADING)
    y = shape.top + height
    for row in rows:
        _row(paper, y + row.height / 2, row, shape)
        y += row.height
    if totals:
        passed, of, word = units_passed(content)
        texts = ("", "", "Jumlah", str(_hours(content)), f"{passed} dari {of} {word}")
        _cells(paper, shape, y + height / 2, texts, _TOTAL)


def _grid(paper: Paper, shape: _Shape, rows: _Rows, *, end: float, totals: bool) -> None:
    y = shape.top + shape.density.row
    body_end = end - shape.density.row * totals
    for row in rows:
        paper.line((_LEFT, y), (_RIGHT, y), weight=0.1, ink="#CBD6E2")
        y += row.height
    for index, x in enumerate(shape.edges):
        paper.line((x, shape.top), (x, end if index >= 2 else body_end), weight=0.1, ink="#BCCADA")
    if totals:
        paper.line((_LEFT, body_end), (_RIGHT, body_end), weight=0.25, ink=INK)
    paper.box((_LEFT, shape.top), (_RIGHT - _LEFT, end - shape.top), weight=0.25, ink=INK)


def _row(paper: Paper, middle: float, row: _Row, shape: _Shape) -> None:
    line, density, cell = row.line, shape.density, shape.style(_CELL)
    places = _places(shape)
    y = middle + 0.335 * density.size * POINT
    paper.text(places[0], y, str(row.number), cell, align=Align.CENTRE)
    if line.code:
        code = shape.style(_CODE)
        room = shape.edges[1] - shape.edges[0] - 2 * _MARGIN
        paper.text(places[1], y - 0.1, line.code, code, size=fit(line.code, code, room, lines=1).size)
    elif shape.coded:
        paper.text(places[1], y, "tanpa kode", shape.style(_NO_CODE))
    first = y - (len(row.title) - 1) * density.leading / 2
    for index, text in enumerate(row.title):
        paper.text(places[2], first + index * density.leading, text, cell)
    paper.text(places[3], y, "–" if line.jp is None else str(line.jp), cell, align=Align.CENTRE)
    paper.text(places[4], y, _result(line), cell, align=Align.CENTRE)


def _cells(paper: Paper, shape: _Shape, middle: float, texts: Sequence[str], style: Style) -> None:
    """A heading or totals row."""
    style = shape.style(style)
    y = middle + 0.35 * style.size * POINT
    for index, (x, text) in enumerate(zip(_places(shape), texts, strict=True)):
        paper.text(x, y, text, style, align=Align.LEFT if index in (1, 2) else Align.CENTRE)


def _places(shape: _Shape) -> tuple[float, float, float, float, float]:
    """Where the columns set their text: number, hours and result centred, code and title from the left."""
    code, title, hours, result = shape.edges
    return (_LEFT + code) / 2, code + _MARGIN, title + _MARGIN, (hours + result) / 2, (result + _RIGHT) / 2


def _hours(content: CertificateContent) -> int:
    """The sum of the rows, or the programme's hours where some row has none of its own."""
    hours = [line.jp for line in content.units]
    return content.jp if None in hours else sum(each or 0 for each in hours)


def _result(line: UnitLine) -> str:
    """A unit is competent or not; a subject without a code proves no competence, it is only done."""
    if line.code:
        return "Kompeten" if line.result is Result.COMPETENT else "Belum kompeten"
    return "Selesai" if line.result is Result.COMPETENT else "Belum selesai"


def _foot(sheet: Sheet, y: float) -> None:
    """QR, assessor and head of training; `y` is the baseline of "Asesor,"."""
    paper, content = sheet.paper, sheet.content
    draw_qr(sheet, 24, y - 1.6, 19)
    paper.text(46.5, y + 3.5, f"Kode {sheet.code}" if sheet.certificate.qr else "Pratinjau", _CHECK)
    notes = (
        f"JP = jam pelajaran, {content.minutes_per_jp} menit.",
        "Sertifikat kompetensi BNSP diterbitkan",
        "terpisah oleh lembaga sertifikasi profesi.",
    )
    for index, note in enumerate(notes):
        paper.text(46.5, y + 7.7 + index * 3.85, note, _NOTE)
    name_y = min(y + 20.5, 190.6)
    if content.assessor:
        paper.text(160, y, "Asesor,", _SIGN, align=Align.CENTRE)
        draw_signature(paper, 160, name_y, content.assessor, room=66, rule=56, style=_SIGNER)
        if content.assessor_number:
            number = f"No. reg. {content.assessor_number}"
            centred(paper, number, _REGISTERED, at=(name_y + 5.3,), x=160, room=66)
    if content.head:
        date = content.issued_at
        centred(paper, date, _SIGN, at=(y,), x=238, room=70)
        if content.head_position:
            position = f"{content.head_position},"
            centred(
                paper, position, _SIGN, at=(y + 4.6,), broken=(y + 4.4, y + 8.2), x=238, room=70, size=9.5
            )
        draw_signature(paper, 238, name_y, content.head, room=70, rule=60, style=_SIGNER)
