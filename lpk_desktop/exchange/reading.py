"""Open a file of rows by what it holds, whatever its name says."""

from __future__ import annotations

import stat
from pathlib import Path

from lpk_desktop.domain.privacy import without_numbers
from lpk_desktop.errors import UserError
from lpk_desktop.exchange.delimited import read_delimited
from lpk_desktop.exchange.markup import looks_like_markup, read_markup
from lpk_desktop.exchange.tables import Table
from lpk_desktop.exchange.workbooks import is_workbook, read_workbook

MAX_BYTES = 64 * 1024 * 1024

_FOREIGN = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"BM": "BMP",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"{\\rtf": "RTF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7-Zip",
    b"\x1f\x8b": "GZIP",
    b"SQLite format 3": "SQLite",
    b"MZ": "EXE",
}


def open_tables(path: Path) -> tuple[Table, ...]:
    """The sheets of a workbook (xlsx, xlsm, xls, xlsb, ods) or the one table of a text file, in order.

    Raises UserError: roster-missing, roster-folder, roster-lock-file, roster-locked, roster-unreadable,
    roster-empty, roster-too-large, roster-password, roster-not-a-table, roster-damaged.
    """
    content, file = _content(path), without_numbers(path.name)
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UserError("roster-empty", file=file)
    if is_workbook(content):
        return read_workbook(content, file=file)
    foreign = next((kind for start, kind in _FOREIGN.items() if content.startswith(start)), None)
    if foreign and not (foreign in ("BMP", "EXE") and b"\0" not in content):  # a text may begin with BM or MZ
        raise UserError("roster-not-a-table", file=file, kind=foreign)
    if looks_like_markup(content):
        return read_markup(content, file=file)
    return (read_delimited(content, file=file),)


def _content(path: Path) -> bytes:
    file = without_numbers(path.name)
    if file.startswith("~$"):
        raise UserError("roster-lock-file", file=file)
    try:
        if path.is_dir():
            raise UserError("roster-folder", file=file)
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):  # a device or a pipe has no end
            raise UserError("roster-not-a-table", file=file, kind="")
        size = found.st_size
        if size > MAX_BYTES:
            raise UserError("roster-too-large", file=file, megabytes=size // 1024**2)
        return path.read_bytes()
    except FileNotFoundError:
        raise UserError("roster-missing", file=file) from None
    except PermissionError:
        raise UserError("roster-locked", file=file) from None
    except (OSError, ValueError) as error:  # a path may hold a NUL
        raise UserError("roster-unreadable", file=file, reason=without_numbers(str(error))) from error
