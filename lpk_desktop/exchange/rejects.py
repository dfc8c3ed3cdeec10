"""Rows that were not imported, given back in the user's own layout with the reason beside each."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lpk_desktop.domain.people import ProblemCode
from lpk_desktop.domain.privacy import without_numbers
from lpk_desktop.errors import UserError
from lpk_desktop.exchange.headings import Field
from lpk_desktop.exchange.roster import Roster
from lpk_desktop.exchange.tables import Cell, column_letter, text_of
from lpk_desktop.exchange.values import RosterRow
from lpk_desktop.services.privacy import Permit, hand_over

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

REASON = "Alasan"  # a heading in the user's file, which must be found again: never translated
_IDENTIFIERS = frozenset({Field.NIK, Field.KPJ, Field.PHONE})
_HEADINGS = {
    Field.NAME: "Nama",
    Field.NIK: "NIK",
    Field.KPJ: "No. KPJ",
    Field.SEX: "L/P",
    Field.BIRTH_PLACE: "Tempat Lahir",
    Field.BIRTH_DATE: "Tanggal Lahir",
    Field.PHONE: "No. HP",
    Field.EDUCATION: "Pendidikan",
    Field.ADDRESS: "Alamat",
    Field.EMPLOYER: "Perusahaan",
    Field.TERMINATED: "Tanggal PHK",
    Field.EMAIL: "Email",
}
_NARROW, _WIDE, _REASON_WIDTH = 6, 34, 70


@dataclass(frozen=True, slots=True)
class _Formats:
    head: Format
    text: Format
    plain: Format
    day: Format
    wrong_text: Format
    wrong: Format
    reason: Format


def write_rejects(
    roster: Roster,
    rows: Sequence[RosterRow],
    reasons: Mapping[int, Sequence[str]],
    path: Path,
    permit: Permit,
) -> None:
    """Write `rows` of `roster` as an xlsx file with the file's own title, headings and columns.

    `reasons` holds sentences by row number; they stand in a last column "Alasan". NIK, KPJ and phone
    cells are text cells, so that Excel keeps what is typed there; a NIK that has lost digits stands as a
    number, so that reading the file again finds it damaged still.

    Raises UserError rejects-locked, rejects-not-written.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415  costs start-up time

    content = io.BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        formats = _formats(book)
        sheet = book.add_worksheet(_sheet_name(roster.sheet))
        at = _write_head(sheet, roster, formats)
        sheet.freeze_panes(at, 0)
        for row in rows:
            _write_row(sheet, at, roster, row, formats)
            sheet.write_string(at, _reason_column(roster), " ".join(reasons.get(row.row, ())), formats.reason)
            at += 1
    _save(content.getvalue(), path, permit)


def _formats(book: Workbook) -> _Formats:
    amber = {"bg_color": "#FBEFD3"}
    return _Formats(
        head=book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
        text=book.add_format({"num_format": "@"}),
        plain=book.add_format(),
        day=book.add_format({"num_format": "dd/mm/yyyy"}),
        wrong_text=book.add_format({"num_format": "@"} | amber),
        wrong=book.add_format(amber),
        reason=book.add_format({"font_color": "#A8261C"}),
    )


def _write_head(sheet: Worksheet, roster: Roster, formats: _Formats) -> int:
    head = roster.head or (_own_headings(roster),)
    for at, row in enumerate(head):
        for column, cell in enumerate(row):
            _write_cell(sheet, at, column, cell, style=formats.head, day=formats.head)
    covered: set[tuple[int, int]] = set()
    for merge in roster.merges:
        area = {
            (row, column)
            for row in range(merge.top, merge.bottom + 1)
            for column in range(merge.left, merge.right + 1)
        }
        if len(area) > 1 and not area & covered:
            first = text_of(head[merge.top][merge.left])
            sheet.merge_range(merge.top, merge.left, merge.bottom, merge.right, first, formats.head)
            covered |= area
    _set_widths(sheet, roster)
    sheet.write_string(len(head) - 1, _reason_column(roster), REASON, formats.head)
    return len(head)


def _own_headings(roster: Roster) -> tuple[Cell, ...]:
    return tuple(
        " ".join(_HEADINGS[name] for name in column.fields) or column_letter(column.index)
        for column in roster.layout
    )


def _set_widths(sheet: Worksheet, roster: Roster) -> None:
    for column in roster.layout:
        longest = max((len(text_of(row.raw[column.index])) for row in roster.rows), default=0)
        sheet.set_column(column.index, column.index, min(max(longest + 2, _NARROW), _WIDE))
    reason = _reason_column(roster)
    sheet.set_column(reason, reason, _REASON_WIDTH)


def _reason_column(roster: Roster) -> int:
    """The column after the last; a file that was given back before keeps its own."""
    last = roster.layout[-1]
    return last.index if last.heading.strip() == REASON and not last.fields else last.index + 1


def _write_row(sheet: Worksheet, at: int, roster: Roster, row: RosterRow, formats: _Formats) -> None:
    damaged = {problem.field for problem in row.problems}
    rounded = any(
        problem.code is ProblemCode.DIGITS_LOST and problem.field is Field.NIK for problem in row.problems
    )
    for column in roster.layout:
        cell, fields = row.raw[column.index], set(column.fields)
        is_text = bool(fields & _IDENTIFIERS) or isinstance(cell, str)
        if fields & damaged:
            style = formats.wrong_text if is_text else formats.wrong
        else:
            style = formats.text if is_text else formats.plain
        if rounded and Field.NIK in fields and isinstance(cell, str) and re.fullmatch(r"\d{16}", cell):
            cell = float(cell)
        _write_cell(sheet, at, column.index, cell, style=style, day=formats.day)


def _write_cell(sheet: Worksheet, at: int, column: int, cell: Cell, *, style: Format, day: Format) -> None:
    if cell == "":
        sheet.write_blank(at, column, None, style)
    elif isinstance(cell, bool):
        sheet.write_boolean(at, column, cell, style)
    elif isinstance(cell, int | float):
        sheet.write_number(at, column, cell, style)
    elif isinstance(cell, date) and cell.year >= 1900:
        sheet.write_datetime(at, column, cell, day)
    else:
        sheet.write_string(at, column, text_of(cell), style)


def _sheet_name(name: str | None) -> str:
    return re.sub(r"[\[\]:*?/\\]", " ", name or "Peserta").strip("' ")[:31] or "Peserta"


def _save(content: bytes, path: Path, permit: Permit) -> None:
    file = without_numbers(path.name)
    try:
        hand_over(content, path, permit)
    except PermissionError:
        raise UserError("rejects-locked", file=file) from None
    except OSError as error:
        raise UserError("rejects-not-written", file=file, reason=error.strerror or "") from error
