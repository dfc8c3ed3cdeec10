"""CSV, TSV and other text with separators, in the encodings that Indonesian offices produce."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from lpk_desktop.errors import UserError
from lpk_desktop.exchange.tables import Table, make_table

_SEPARATORS = ";\t,|"
_SAMPLE = 200  # records that show which separator it is
_MOST = 0.4  # share of the records; the rest are titles, notes and signatures
_LONG_CELL = 20  # more lines than this in one cell mean a quotation mark that was never closed
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
_FORMULA_TEXT = re.compile(r'=\s*"([^"]*)"')
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")


def read_delimited(content: bytes, *, file: str) -> Table:
    """The table in a text file; its rows carry the number of the line where they begin.

    Raises UserError roster-not-a-table where the bytes are no text, roster-damaged where it has no end of
    a cell for very long.
    """
    text = _decode(content, file=file)
    first_line = 1
    declared = _SEPARATOR_LINE.match(text)
    if declared:
        text, first_line = text[declared.end() :], 2
    separator = declared[1] if declared else _separator(text)
    try:
        records = _records(text, separator)
    except csv.Error as error:
        raise UserError("roster-damaged", file=file) from error
    rows = [tuple(map(_unwrap, cells)) for _line, cells in records]
    return make_table(None, rows, numbers=tuple(line + first_line - 1 for line, _cells in records))


def decode(content: bytes) -> str | None:
    """Text in UTF-8 or UTF-16 (with or without a mark) or in cp1252; None if the bytes are no text."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    if b"\0" in content:
        low, high = content[::2].count(0), content[1::2].count(0)
        encoding = "utf-16-le" if high > low else "utf-16-be"
        return content.decode(encoding, errors="replace") if max(low, high) > len(content) // 4 else None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _decode(content: bytes, *, file: str) -> str:
    text = decode(content)
    if text is None or len(_CONTROL.findall(text)) > len(text) // 200:
        raise UserError("roster-not-a-table", file=file, kind="")
    return text.rstrip("\x1a\0")


def _separator(text: str) -> str:
    """The separator that cuts most records into the same number of cells.

    One that stands in few records is part of their words: "Dimas, S.T." in a list of names.
    """

    def cells_in_step(separator: str) -> int:
        try:
            sample = [cells for _line, cells in islice(_parse(text, separator), _SAMPLE) if any(cells)]
        except csv.Error:
            return 0
        widths = Counter(map(len, sample))
        width, count = max(widths.items(), key=lambda item: (item[0] - 1) * item[1], default=(1, 0))
        return (width - 1) * count if count >= _MOST * len(sample) else 0

    return max(_SEPARATORS, key=cells_in_step)


def _records(text: str, separator: str) -> list[tuple[int, list[str]]]:
    records = list(_parse(text, separator))
    if any(cell.count("\n") > _LONG_CELL for _line, cells in records for cell in cells):
        records = list(_parse(text, separator, quoting=csv.QUOTE_NONE))
    return records


def _parse(text: str, separator: str, *, quoting: int = csv.QUOTE_MINIMAL) -> Iterator[tuple[int, list[str]]]:
    # newline="" keeps line ends inside quotation marks, so that line_num counts as a person would.
    lines = io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n"), newline="")
    spaced = re.search(rf'{re.escape(separator)}[ ]+"', text) is not None
    reader = csv.reader(lines, delimiter=separator, quoting=quoting, skipinitialspace=spaced)  # type: ignore[arg-type]
    begins = 1
    for cells in reader:
        yield begins, cells
        begins = reader.line_num + 1


def _unwrap(cell: str) -> str:
    # ="3302…" is how exports keep Excel from counting the digits.
    match = _FORMULA_TEXT.fullmatch(cell.strip()) if cell.startswith("=") else None
    return match[1] if match else cell
