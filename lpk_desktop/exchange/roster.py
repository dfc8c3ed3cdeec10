"""A roster file, read and judged; nothing is stored (commands.md, `roster check`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from lpk_desktop.domain.privacy import without_numbers
from lpk_desktop.errors import UserError
from lpk_desktop.exchange.columns import Column, assign_columns, columns_by_heading, override_columns
from lpk_desktop.exchange.header import Header, find_header, header_at, without_header
from lpk_desktop.exchange.headings import Field
from lpk_desktop.exchange.people_rows import SkippedRow, people_rows
from lpk_desktop.exchange.reading import open_tables
from lpk_desktop.exchange.tables import Merge, Row, Table
from lpk_desktop.exchange.values import RosterRow, read_rows

_SHARED_BY_MERGE = frozenset(
    {Field.EMPLOYER, Field.TERMINATED, Field.ADDRESS, Field.EDUCATION, Field.BIRTH_PLACE}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """What a file says about people.

    `header_row` is the lowest row of headings as the spreadsheet counts, None where the file has none.
    `other_sheets` are further visible sheets that hold people. `columns` maps each heading as written to
    its field, its fields, or None. `head` holds everything down to the headings, `merges` its merged
    areas, for giving rows back in the same layout.
    """

    file: str
    sheet: str | None
    other_sheets: tuple[str, ...]
    header_row: int | None
    layout: tuple[Column, ...]
    rows: tuple[RosterRow, ...]
    skipped: tuple[SkippedRow, ...]
    head: tuple[Row, ...]
    merges: tuple[Merge, ...]

    @property
    def columns(self) -> dict[str, str | tuple[str, ...] | None]:
        """Headings and what they were taken for."""
        return columns_by_heading(self.layout)


def check(
    path: Path,
    *,
    today: date,
    columns: Mapping[int | str, Field | Sequence[Field] | None] | None = None,
    sheet: str | None = None,
    header_row: int | None = None,
) -> Roster:
    """Read a workbook or text file of people and judge every cell.

    A person's choice of `sheet`, `header_row` (as the spreadsheet counts) and `columns` (heading or
    0-based number -> field) goes before what the file suggests.

    Raises UserError: those of `open_tables`, roster-no-sheet, roster-no-header, roster-no-rows,
    roster-no-such-row, roster-unknown-column, roster-unknown-field, roster-field-twice.
    """
    tables, file = open_tables(path), without_numbers(path.name)
    header = _choose(tables, file=file, sheet=sheet, header_row=header_row, today=today)
    layout = assign_columns(header, today=today)
    if columns:
        layout = override_columns(layout, columns)
    header = replace(header, table=_with_merged_values(header, layout))
    people, skipped = people_rows(header, layout, today=today)
    if not people:
        raise UserError("roster-no-rows", file=file, sheet=without_numbers(header.table.name or ""))
    return Roster(
        file=path.name,
        sheet=header.table.name,
        other_sheets=tuple(_also_people(tables, header)),
        header_row=header.table.numbers[header.bottom] if header.bottom >= 0 else None,
        layout=layout,
        rows=tuple(read_rows(people, layout, today=today)),
        skipped=tuple(skipped),
        head=header.table.rows[: header.bottom + 1],
        merges=tuple(merge for merge in header.table.merges if merge.bottom <= header.bottom),
    )


def to_json(roster: Roster) -> dict[str, Any]:
    """The document of commands.md; `match` is null until a matcher fills it.

    `originals` adds what stood in cells whose value was damaged, `known` the names of the people here
    whom a problem of the row speaks of.
    """
    return {
        "file": roster.file,
        "sheet": roster.sheet,
        "header_row": roster.header_row,
        "columns": {
            heading: list(fields) if isinstance(fields, tuple) else fields
            for heading, fields in roster.columns.items()
        },
        "rows": [
            {
                "row": row.row,
                "values": {field.value: value for field, value in row.values.items()},
                "problems": [[problem.field.value, problem.code.value] for problem in row.problems],
                "originals": {field.value: original for field, original in row.originals.items()},
                "known": [name for problem in row.problems for name in problem.known],
                "match": None,
            }
            for row in roster.rows
        ],
    }


def _choose(
    tables: Sequence[Table], *, file: str, sheet: str | None, header_row: int | None, today: date
) -> Header:
    if sheet is not None:
        tables = [table for table in tables if table.name == sheet]
        if not tables:
            raise UserError("roster-no-sheet", file=file, sheet=without_numbers(sheet))
    if header_row is not None:
        return _chosen_row(tables, file=file, header_row=header_row)
    for hidden in (False, True):  # an older roster often lies hidden beside the present one
        found = [header for table in tables if table.hidden is hidden and (header := find_header(table))]
        if found:
            return max(found, key=lambda header: header.promise)
    bare = [header for table in tables if (header := _bare(table, today=today))]
    if not bare:
        raise UserError("roster-no-header", file=file)
    return max(bare, key=lambda header: header.promise)


def _also_people(tables: Sequence[Table], chosen: Header) -> Iterator[str]:
    for table in tables:
        if table.name and table.name != chosen.table.name and not table.hidden:
            header = find_header(table)
            if header and header.promise > 0:
                yield table.name


def _chosen_row(tables: Sequence[Table], *, file: str, header_row: int) -> Header:
    found = [
        header_at(table, table.numbers.index(header_row)) for table in tables if header_row in table.numbers
    ]
    if not found:
        raise UserError("roster-no-such-row", file=file, row=header_row)
    return max(found, key=lambda header: header.promise)


def _bare(table: Table, *, today: date) -> Header | None:
    """A table without headings, if its content shows who is who: a column of NIK and one of names."""
    header = without_header(table)
    known = {field for column in assign_columns(header, today=today) for field in column.fields}
    return header if {Field.NAME, Field.NIK} <= known else None


def _with_merged_values(header: Header, layout: Sequence[Column]) -> Table:
    """The table with a value that is merged over several people written beside each of them."""
    shared = {column.index for column in layout if column.fields and set(column.fields) <= _SHARED_BY_MERGE}
    rows = [list(row) for row in header.table.rows] if header.table.merges else []
    for merge in header.table.merges:
        if merge.left in shared and header.bottom < merge.top < merge.bottom < len(rows):
            for row in rows[merge.top + 1 : merge.bottom + 1]:
                row[merge.left] = rows[merge.top][merge.left]
    return replace(header.table, rows=tuple(map(tuple, rows))) if rows else header.table
