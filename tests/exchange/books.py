"""Files as centres send them, made by the tests."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from struct import pack
from typing import Any

import openpyxl
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableProperties
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

from lpk_desktop.exchange.headings import Field
from lpk_desktop.exchange.roster import Roster

Rows = Sequence[Sequence[Any]]
TODAY = date(2026, 11, 2)


def nik(born: date, *, woman: bool = False, serial: int = 1, region: str = "990101") -> str:
    """A NIK that cannot be anybody's: no province has the number 99."""
    return f"{region}{born.day + 40 * woman:02d}{born:%m%y}{serial:04d}"


SUPARNO, TRI, SLAMET, WIWIT = PEOPLE = (
    ("Suparno", nik(date(1990, 5, 3), serial=1), date(1990, 5, 3), "L"),
    ("Tri Wahyuni", nik(date(1995, 12, 25), woman=True, serial=2), date(1995, 12, 25), "P"),
    ("Slamet Mujiono", nik(date(2001, 1, 9), serial=3), date(2001, 1, 9), "L"),
    ("Wiwit Handayani", nik(date(1988, 7, 17), woman=True, serial=4), date(1988, 7, 17), "P"),
)
HEADINGS = ["No", "Nama Peserta", "NIK", "Tgl Lahir", "L/P"]


def numbered(people: Sequence[tuple[Any, ...]]) -> list[list[Any]]:
    return [[at, *person] for at, person in enumerate(people, 1)]


def names(roster: Roster) -> list[str | None]:
    return column(roster, "name")


def column(roster: Roster, field: str) -> list[str | None]:
    return [row.values[Field(field)] for row in roster.rows]


def problems(roster: Roster) -> list[list[tuple[str, str]]]:
    return [[(problem.field.value, problem.code.value) for problem in row.problems] for row in roster.rows]


def xlsx(
    path: Path,
    sheets: Mapping[str, Rows],
    *,
    hidden: Sequence[str] = (),
    merges: Mapping[str, Sequence[str]] | None = None,
) -> Path:
    book = openpyxl.Workbook()
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for area in (merges or {}).get(name, ()):
            sheet.merge_cells(area)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    del book["Sheet"]
    book.active = len(sheets) - 1
    book.save(path)
    return path


def xls(path: Path, sheets: Mapping[str, Rows]) -> Path:
    book = xlwt.Workbook()
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None and value != "":
                    sheet.write(at, column, value, *([day] if isinstance(value, date) else []))
    book.save(str(path))
    return path


def ods(path: Path, sheets: Mapping[str, Rows], *, hidden: Sequence[str] = ()) -> Path:
    document = OpenDocumentSpreadsheet()
    unseen = Style(name="unseen", family="table")
    unseen.addElement(TableProperties(display="false"))
    document.automaticstyles.addElement(unseen)
    for name, rows in sheets.items():
        table = Table(name=name, **({"stylename": unseen} if name in hidden else {}))
        for row in rows:
            line = TableRow()
            for value in row:
                line.addElement(_ods_cell(value))
            table.addElement(line)
        # Calc fills a sheet to its last row with one repeated empty row.
        rest = TableRow(numberrowsrepeated=1_048_576 - len(rows))
        rest.addElement(TableCell(numbercolumnsrepeated=16_384))
        table.addElement(rest)
        document.spreadsheet.addElement(table)
    document.save(str(path))
    return path


def _ods_cell(value: Any) -> Any:
    if value is None:
        return CoveredTableCell()
    if isinstance(value, date):
        cell, text = TableCell(valuetype="date", datevalue=value.isoformat()), value.strftime("%d/%m/%y")
    elif isinstance(value, int | float):
        cell, text = TableCell(valuetype="float", value=str(value)), str(value)
    else:
        cell, text = TableCell(valuetype="string"), value
    for line in text.split("\n"):
        cell.addElement(P(text=line))
    return cell


def text(path: Path, rows: Rows, *, separator: str = ";", encoding: str = "utf-8", before: str = "") -> Path:
    lines = io.StringIO()
    csv.writer(lines, delimiter=separator, lineterminator="\r\n").writerows(rows)
    path.write_bytes((before + lines.getvalue()).encode(encoding))
    return path


def xlsb(path: Path, name: str, rows: Rows) -> Path:
    """A binary workbook with one sheet, written record by record ([MS-XLSB])."""
    cells = b"".join(_xlsb_row(at, row) for at, row in enumerate(rows))
    extent = _record(148, pack("<IIII", 0, len(rows) - 1, 0, max(map(len, rows)) - 1))
    sheet = _record(129) + extent + _record(145) + cells + _record(146) + _record(130)
    bundle = pack("<II", 0, 1) + _wide("rId1") + _wide(name)
    book = _record(131) + _record(143) + _record(156, bundle) + _record(144) + _record(132)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", _XLSB_TYPES)
        archive.writestr("_rels/.rels", _relations("officeDocument", "xl/workbook.bin"))
        archive.writestr("xl/_rels/workbook.bin.rels", _relations("worksheet", "worksheets/sheet1.bin"))
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    return path


def _xlsb_row(at: int, row: Sequence[Any]) -> bytes:
    parts = [_record(0, pack("<I", at) + bytes(13))]
    for column, value in enumerate(row):
        place = pack("<II", column, 0)
        if isinstance(value, int | float):
            parts.append(_record(5, place + pack("<d", value)))
        elif value:
            parts.append(_record(6, place + _wide(value)))
    return b"".join(parts)


def _record(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = len(body), b""
    while True:
        length += bytes([size & 0x7F | (0x80 if size > 0x7F else 0)])
        size >>= 7
        if not size:
            return head + length + body


def _wide(value: str) -> bytes:
    return pack("<I", len(value)) + value.encode("utf-16-le")


def _relations(kind: str, target: str) -> str:
    base = "http://schemas.openxmlformats.org"
    link = (
        f'<Relationship Id="rId1" Type="{base}/officeDocument/2006/relationships/{kind}" Target="{target}"/>'
    )
    return f'<Relationships xmlns="{base}/package/2006/relationships">{link}</Relationships>'


_XLSB_TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>"""
