"""Workbooks of every office, through calamine."""

from __future__ import annotations

import io
import math
import re
import zipfile
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from lpk_desktop.errors import UserError
from lpk_desktop.exchange.tables import Cell, Merge, Table, column_index

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

MAX_UNPACKED = 400 * 1024 * 1024
MAX_CELLS = 8_000_000  # calamine lays a sheet out in full: one cell in the last corner would need 400 GB

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FIRST_RECORD, _FILEPASS, _EARLY_RECORDS = b"\x09\x08\x10\x00\x00\x06\x05\x00", b"\x2f\x00", 12
_SPREADSHEET_PARTS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")
_MANIFEST = "META-INF/manifest.xml"
_BROKEN_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
_OTHER_PARTS = {"word/": "Word", "ppt/": "PowerPoint"}
_WIDEST = 16384
_ROW = re.compile(rb'<(?:\w+:)?row [^>]*?\br="(\d{1,7})"')
_FAR_COLUMN = re.compile(rb'<(?:\w+:)?c r="[A-Z]{3}')
_FILLED_CELL = re.compile(rb'<(?:\w+:)?c r="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>')


def is_workbook(content: bytes) -> bool:
    """Whether the bytes begin as a zip archive or an OLE file do."""
    return content.startswith((_ZIP, _OLE))


def read_workbook(content: bytes, *, file: str) -> tuple[Table, ...]:
    """Every sheet, hidden ones too and marked so.

    Raises UserError roster-password, roster-not-a-table, roster-damaged, roster-too-large.
    """
    if content.startswith(_ZIP):
        _check_archive(content, file=file)
    elif "EncryptedPackage".encode("utf-16-le") in content or _has_password(content):
        raise UserError("roster-password", file=file)
    elif "WordDocument".encode("utf-16-le") in content:
        raise UserError("roster-not-a-table", file=file, kind="Word")
    return _guarded(lambda: _sheets(content), file=file)


def _has_password(content: bytes) -> bool:
    """Whether the first records of an old xls hold FILEPASS ([MS-XLS] 2.4.117); calamine does not say so."""
    at = content.find(_FIRST_RECORD)
    for _record in range(_EARLY_RECORDS):
        kind, length = content[at : at + 2], int.from_bytes(content[at + 2 : at + 4], "little")
        if at < 0 or kind == _FILEPASS:
            return at >= 0
        at += 4 + length
    return False


def _check_archive(content: bytes, *, file: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED:
                raise UserError("roster-too-large", file=file, megabytes=len(content) // 1024**2)
            _check_parts(archive, file=file)
    except _BROKEN_ARCHIVE as error:
        raise UserError("roster-damaged", file=file) from error


def _check_parts(archive: zipfile.ZipFile, *, file: str) -> None:
    parts = archive.namelist()
    if "mimetype" in parts and b"spreadsheet" not in archive.read("mimetype"):
        raise UserError("roster-not-a-table", file=file, kind="OpenDocument")
    if not any(part in parts for part in _SPREADSHEET_PARTS):
        kinds = [
            kind for start, kind in _OTHER_PARTS.items() if any(part.startswith(start) for part in parts)
        ]
        raise UserError("roster-not-a-table", file=file, kind=kinds[0] if kinds else "ZIP")
    if _MANIFEST in parts and b"encryption-data" in archive.read(_MANIFEST):
        raise UserError("roster-password", file=file)
    for part in parts:
        if part.startswith("xl/worksheets/") and part.endswith(".xml"):
            _check_extent(archive.read(part), file=file)


def _check_extent(sheet: bytes, *, file: str) -> None:
    # Three letters in a cell's address are rare enough to make this quick for ordinary sheets.
    columns = 26 + 26**2 if _FAR_COLUMN.search(sheet) is None else _WIDEST
    rows = max(map(int, _ROW.findall(sheet)), default=0)
    if rows * columns > MAX_CELLS:
        filled = _FILLED_CELL.findall(sheet)
        rows = max((int(number) for _letters, number in filled), default=0)
        letters = {letters.decode() for letters, _number in filled}
        columns = max((column_index(name) + 1 for name in letters), default=0)
    if rows * columns > MAX_CELLS:
        raise UserError("roster-too-large", file=file, megabytes=len(sheet) // 1024**2)


def _guarded(read: Callable[[], tuple[Table, ...]], *, file: str) -> tuple[Table, ...]:
    from python_calamine import CalamineError, PasswordError  # noqa: PLC0415  costs start-up time

    try:
        return read()
    except PasswordError as error:
        raise UserError("roster-password", file=file) from error
    except (CalamineError, OSError, ValueError) as error:
        raise UserError("roster-damaged", file=file) from error
    except BaseException as error:
        # A Rust panic over a broken file derives from BaseException and has no importable name.
        if type(error).__name__ != "PanicException":
            raise
        raise UserError("roster-damaged", file=file) from error


def _sheets(content: bytes) -> tuple[Table, ...]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415

    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
        return tuple(
            _table(workbook, sheet.name, hidden=sheet.visible != SheetVisibleEnum.Visible)
            for sheet in workbook.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet
        )


def _table(workbook: CalamineWorkbook, name: str, *, hidden: bool) -> Table:
    sheet = workbook.get_sheet_by_name(name)
    rows = tuple(tuple(map(_cell, row)) for row in sheet.to_python(skip_empty_area=False))
    merges = tuple(
        Merge(top=top, left=left, bottom=bottom, right=right)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )
    return Table(name=name, rows=rows, numbers=tuple(range(1, len(rows) + 1)), hidden=hidden, merges=merges)


def _cell(value: Cell) -> Cell:
    return "" if isinstance(value, float) and not math.isfinite(value) else value
