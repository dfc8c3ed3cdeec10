"""How large a sheet would be in memory, seen before it is laid out in full.

calamine lays a sheet out as a rectangle: one value in the last corner of a sheet would need 400 GB, and
a process that cannot get its memory is gone without a word.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from itertools import islice

from lpk_desktop.exchange.tables import column_index

Extent = tuple[int, int]  # rows, columns
WIDEST = 16_384
XLS_TALLEST, XLS_WIDEST = 65_536, 256

_ROW = re.compile(rb'<(?:\w+:)?row [^>]*?\br="(\d{1,7})"')
_FAR_COLUMN = re.compile(rb'<(?:\w+:)?c r="[A-Z]{3}')
_FILLED_CELL = re.compile(rb'<(?:\w+:)?c r="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>')
_ODS_TAG = re.compile(rb"<table:(table-row|table-cell|covered-table-cell|table)(?=[\s/>])([^>]*)>")
_ODS_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d{1,9})"')
_XLS_VALUES = frozenset((0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E))
_XLS_DIMENSIONS = 0x0200
_FILE_PASS, _EARLY = 0x002F, 12
_XLSB_ROW, _XLSB_CELLS = 0, range(2, 12)


def extent_of_part(name: str, content: bytes, *, limit: int) -> Extent:
    """Rows and columns up to the last value in one part of a workbook; (0, 0) if it is no sheet.

    Sheets of Excel whose rows could not exceed `limit` cells at ordinary widths are not looked at closely.
    """
    for pattern, measure in _MEASURES:
        if re.fullmatch(pattern, name):
            return measure(content, limit)
    return 0, 0


def extent_of_xls(stream: bytes) -> Extent | None:
    """Rows and columns up to the last value in the stream of an old workbook ([MS-XLS] 2.3).

    None where a cell, or what a sheet says of its own size, lies outside the 65,536 rows and 256 columns
    that there are.
    """
    rows = columns = 0
    for kind, at in _xls_records(stream):
        if kind in _XLS_VALUES and at + 4 <= len(stream):
            row, column = struct.unpack_from("<HH", stream, at)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
        elif kind == _XLS_DIMENSIONS and at + 12 <= len(stream):
            top, bottom, left, right = struct.unpack_from("<IIHH", stream, at)
            if not (top <= bottom <= XLS_TALLEST and left <= right <= XLS_WIDEST):
                return None
    return (rows, columns) if columns <= XLS_WIDEST else None


def has_password(stream: bytes) -> bool:
    """Whether the first records of an old workbook say that the others are encrypted ([MS-XLS] 2.4.117)."""
    return any(kind == _FILE_PASS for kind, _at in islice(_xls_records(stream), _EARLY))


def _xls_records(stream: bytes) -> Iterator[tuple[int, int]]:
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, at + 4
        at += 4 + size


def _xlsx(sheet: bytes, limit: int) -> Extent:
    # Three letters in a cell's address are rare enough to make this quick for ordinary sheets.
    columns = 26 + 26**2 if _FAR_COLUMN.search(sheet) is None else WIDEST
    rows = max(map(int, _ROW.findall(sheet)), default=0)
    if rows * columns <= limit:
        return rows, columns
    filled = _FILLED_CELL.findall(sheet)
    letters = {letters.decode() for letters, _number in filled}
    rows = max((int(number) for _letters, number in filled), default=0)
    return rows, max((column_index(name) + 1 for name in letters), default=0)


def _ods(sheets: bytes, _limit: int) -> Extent:
    widest = tallest = row = column = repeated = 0
    for match in _ODS_TAG.finditer(sheets):
        tag, attributes = match.groups()
        times = int(found[1]) if (found := _ODS_REPEATED.search(attributes)) else 1
        if tag == b"table":
            row = column = repeated = 0
        elif tag == b"table-row":
            row, column, repeated = row + repeated, 0, times
        else:
            column += times
            if not attributes.endswith(b"/") or b"office:value" in attributes:
                widest, tallest = max(widest, column), max(tallest, row + repeated)
    return tallest, widest


def _xlsb(sheet: bytes, _limit: int) -> Extent:
    at = row = rows = columns = 0
    while at < len(sheet):
        kind, at = _number(sheet, at, most=2)
        size, at = _number(sheet, at, most=4)
        first = int.from_bytes(sheet[at : at + 4], "little")
        if kind == _XLSB_ROW:
            row = first
        elif kind in _XLSB_CELLS:
            rows, columns = max(rows, row + 1), max(columns, first + 1)
        at += size
    return rows, columns


def _number(content: bytes, at: int, *, most: int) -> tuple[int, int]:
    """A number of seven bits a byte, as [MS-XLSB] 2.1.4 writes kinds and sizes, and where it ends."""
    value = 0
    for place, byte in enumerate(content[at : at + most]):
        value |= (byte & 0x7F) << 7 * place
        at += 1
        if byte < 0x80:
            break
    return value, at


_MEASURES: tuple[tuple[str, Callable[[bytes, int], Extent]], ...] = (
    (r"xl/worksheets/[^/]*\.xml", _xlsx),
    (r"xl/worksheets/[^/]*\.bin", _xlsb),
    (r"content\.xml", _ods),
)
