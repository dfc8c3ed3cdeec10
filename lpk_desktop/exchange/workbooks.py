"""Workbooks of every office, through calamine."""

from __future__ import annotations

import io
import math
import zipfile
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from lpk_desktop.errors import UserError
from lpk_desktop.exchange.extents import extent_of_part, extent_of_xls, has_password
from lpk_desktop.exchange.ole import BrokenOleError, workbook_stream
from lpk_desktop.exchange.tables import Cell, Merge, Table

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

MAX_UNPACKED = 400 * 1024 * 1024
MAX_CELLS = 8_000_000

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
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


def is_workbook(content: bytes) -> bool:
    """Whether the bytes begin as a zip archive or an OLE file do."""
    return content.startswith((_ZIP, _OLE))


def read_workbook(content: bytes, *, file: str) -> tuple[Table, ...]:
    """Every sheet, hidden ones too and marked so.

    Raises UserError roster-password, roster-not-a-table, roster-damaged, roster-too-large.
    """
    if content.startswith(_ZIP):
        _check_archive(content, file=file)
    else:
        _check_ole(content, file=file)
    return _guarded(lambda: _sheets(content), file=file)


def _check_ole(content: bytes, *, file: str) -> None:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise UserError("roster-password", file=file)
    if "WordDocument".encode("utf-16-le") in content:
        raise UserError("roster-not-a-table", file=file, kind="Word")
    try:
        stream = workbook_stream(content)
    except BrokenOleError as error:
        raise UserError("roster-damaged", file=file) from error
    if has_password(stream):  # calamine does not tell this from a broken file
        raise UserError("roster-password", file=file)
    extent = extent_of_xls(stream)
    if extent is None:
        raise UserError("roster-damaged", file=file)
    _check_size(extent[0] * extent[1], len(content), file=file)


def _check_size(cells: int, length: int, *, file: str) -> None:
    if cells > MAX_CELLS:
        raise UserError("roster-too-large", file=file, megabytes=length // 1024**2)


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
        content = archive.read(part)  # raises where a part does not fit its check sum
        rows, columns = extent_of_part(part, content, limit=MAX_CELLS)
        _check_size(rows * columns, len(content), file=file)


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
