"""Which rows are people, and which are titles, totals, signatures and headings once more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from lpk_desktop.domain import dates
from lpk_desktop.domain.people import is_missing, is_scientific, read_sex, split_birth
from lpk_desktop.exchange.columns import Column
from lpk_desktop.exchange.evidence import is_tick, row_count
from lpk_desktop.exchange.header import Header, Repeat, repeat_of
from lpk_desktop.exchange.headings import Field
from lpk_desktop.exchange.tables import Cell, Row, is_blank, text_of

_CHILD, _OLD = 10, 100  # ages at which a date is taken for a birth
_QUICK_PROOFS = ((Field.NIK,), (Field.KPJ,), (Field.PHONE,))
_WELL_FILLED = 0.6  # share of the mapped columns
_ENOUGH = 2  # proofs that make a row a person whatever its name says
_FOOTERS = r"""
jumlah|total|sub\s?total|rata|rekap|mengetahui|menyetujui|diketahui|disetujui|dibuat|diperiksa|catatan|note
keterangan|ket|nb|n\.b|kepala|ketua|pimpinan|direktur|manajer|manager|hrd|penanggung|instruktur|panitia|sumber
dicetak|halaman|hal|page|kelas|angkatan|gelombang|kelompok|program|kejuruan|laki\W*laki|perempuan|pria|wanita
daftar|laporan|lembaga|lpk|dinas|pemerintah|kerja\s?sama|nomor|no|nama|tanggal|lanjutan|nip|tanda tangan
hormat kami|tembusan|lampiran|cp|narahubung|contact|kontak|info|hubungi
"""
_NOT_A_NAME = re.compile(rf"(?:{'|'.join(_FOOTERS.split(chr(10))[1:-1])})\b", re.IGNORECASE)


class Skipped(StrEnum):
    """Why a row that shows something is not taken for a person."""

    HEADINGS_AGAIN = "headings-again"
    OTHER_TABLE = "other-table"
    NUMBERING = "numbering"
    ONLY_COUNTER = "only-counter"
    NOT_A_PERSON = "not-a-person"


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedRow:
    """A row that was left out: its number in the file, its text, the reason."""

    row: int
    text: str
    why: Skipped


@dataclass(frozen=True, slots=True, kw_only=True)
class _Signs:
    """What speaks for a row being a person."""

    named: bool  # has a name that is no word of a footer
    digits_in_name: bool
    counted: bool  # has its number in the counter column
    proofs: int  # values that only a person has: long digits, a sex, a birth date
    filled: int  # filled cells of mapped columns

    @property
    def certain(self) -> bool:
        """Whether this is a person wherever it stands."""
        if self.named:
            return self.proofs > 0 or self.counted
        return self.proofs >= _ENOUGH or (self.counted and self.proofs > 0 and self.filled > 1)

    def likely(self, *, numbered: bool, among: bool, below_person: bool) -> bool:
        """Whether this is a person by its place.

        `numbered` tables number their people; `among` says that certain people stand further down,
        `below_person` that one stands right above.
        """
        if not self.named or self.digits_in_name:
            return False
        if numbered:
            return among and self.filled > 2
        return below_person or (among and self.filled > 1)


def people_rows(
    header: Header, columns: Sequence[Column], *, today: date
) -> tuple[list[tuple[int, Row]], list[SkippedRow]]:
    """The rows of people with their numbers in the file, and the other rows that show something.

    A row with a name and one more thing that only people have is a person. A row with a name alone is
    one only among such rows, so that signatures below the table are left out.
    """
    columns = sorted(columns, key=lambda column: column.fields not in _QUICK_PROOFS)
    rows = header.data
    verdicts = _within_table([_verdict(row, header, columns, today=today) for row in rows])
    found = _people(verdicts, columns)
    numbers = header.table.numbers[header.bottom + 1 :]
    people = [(numbers[at], rows[at]) for at in found]
    skipped = [
        SkippedRow(row=numbers[at], text=_text(rows[at]), why=_reason(verdict))
        for at, verdict in enumerate(verdicts)
        if verdict is not None and at not in found
    ]
    return people, skipped


def _people(verdicts: Sequence[_Signs | Skipped | None], columns: Sequence[Column]) -> dict[int, None]:
    """The places of the rows that are people, in order."""
    last = _last_certain(verdicts, columns)
    numbered = any(column.counter for column in columns)
    found: dict[int, None] = {}
    below_person = True
    for at, verdict in enumerate(verdicts):
        if isinstance(verdict, _Signs):
            likely = verdict.likely(numbered=numbered, among=at < last, below_person=below_person)
            below_person = verdict.certain or likely
            if below_person:
                found[at] = None
        elif verdict is None:
            below_person = False
    return found


def _within_table(verdicts: Sequence[_Signs | Skipped | None]) -> list[_Signs | Skipped | None]:
    """The verdicts with all rows of another table left out, up to headings of this one."""
    outside = False
    found: list[_Signs | Skipped | None] = []
    for verdict in verdicts:
        if verdict in (Skipped.OTHER_TABLE, Skipped.HEADINGS_AGAIN):
            outside = verdict is Skipped.OTHER_TABLE
        found.append(Skipped.OTHER_TABLE if outside and verdict is not None else verdict)
    return found


def _last_certain(verdicts: Sequence[_Signs | Skipped | None], columns: Sequence[Column]) -> int:
    """The last row that is a person for sure; where no value proves it, the last that is well filled."""
    signs = [(at, one) for at, one in enumerate(verdicts) if isinstance(one, _Signs)]
    enough = _WELL_FILLED * sum(bool(column.fields) for column in columns)
    certain = [at for at, one in signs if one.certain]
    return max(certain or [at for at, one in signs if one.named and one.filled >= max(2, enough)], default=-1)


def _reason(verdict: _Signs | Skipped) -> Skipped:
    if isinstance(verdict, Skipped):
        return verdict
    return Skipped.ONLY_COUNTER if verdict.counted and not verdict.filled else Skipped.NOT_A_PERSON


def _verdict(row: Row, header: Header, columns: Sequence[Column], *, today: date) -> _Signs | Skipped | None:
    """None for a blank row, the reason for one that is no person for sure, else its signs."""
    if all(map(is_blank, row)):
        return None
    signs = _signs(row, columns, today=today)
    if signs.proofs:
        return signs
    if _is_numbering(row):
        return Skipped.NUMBERING
    repeat = repeat_of(row, header)
    if repeat:
        return Skipped.HEADINGS_AGAIN if repeat is Repeat.SAME else Skipped.OTHER_TABLE
    return signs


def _signs(row: Row, columns: Sequence[Column], *, today: date) -> _Signs:
    named = counted = footer = digits = False
    proofs = filled = 0
    for column in columns:
        cell = row[column.index]
        if column.counter:
            counted = counted or row_count(cell) is not None
        if not column.fields or is_blank(cell) or is_missing(text_of(cell)):
            continue
        filled += 1
        if column.fields == (Field.NAME,):
            named = any(map(str.isalpha, text_of(cell)))
            digits = any(map(str.isdigit, text_of(cell)))
            footer = _NOT_A_NAME.match(text_of(cell).strip(" *-(:.")) is not None
        else:
            proofs += _is_proof(cell, column, today=today)
            if proofs == _ENOUGH:
                return _Signs(
                    named=named, digits_in_name=digits, counted=counted, proofs=proofs, filled=filled
                )
    if footer:
        named, proofs = False, 0
    return _Signs(named=named, digits_in_name=digits, counted=counted, proofs=proofs, filled=filled)


def _is_proof(cell: Cell, column: Column, *, today: date) -> bool:
    first = column.fields[-1]
    if first in (Field.NIK, Field.KPJ, Field.PHONE):
        return sum(map(str.isdigit, text_of(cell))) >= 8 or is_scientific(cell)
    if first is Field.SEX:
        return read_sex(text_of(cell)).value is not None or (column.tick is not None and is_tick(cell))
    if first is Field.EMAIL:
        return "@" in text_of(cell)
    if first is Field.BIRTH_DATE:
        if len(column.fields) == 2 and isinstance(cell, str):
            cell = split_birth(cell, today=today)[1]
        day = dates.read_date(cell, kind=dates.Kind.BIRTH, today=today)
        return day is not None and _CHILD <= dates.age_on(day, today) <= _OLD
    return False


def _is_numbering(row: Row) -> bool:
    """Whether this is the row 1, 2, 3 … or a, b, c … below the headings."""
    texts = [text_of(cell).strip(" .()") for cell in row if not is_blank(cell)]
    numbers = [row_count(text) if len(text) != 1 or text.isdigit() else ord(text) for text in texts]
    known = [number for number in numbers if number is not None]
    return len(known) == len(texts) >= 3 and all(later - earlier == 1 for earlier, later in pairwise(known))


def _text(row: Row) -> str:
    return " | ".join(text_of(cell).strip() for cell in row if not is_blank(cell))
