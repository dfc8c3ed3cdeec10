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
from lpk_desktop.exchange.header import Header, repeats_headings
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
    lines = zip(header.table.numbers[header.bottom + 1 :], header.data, strict=True)
    columns = sorted(columns, key=lambda column: column.fields not in _QUICK_PROOFS)
    shown = [(number, row, _verdict(row, header, columns, today=today)) for number, row in lines]
    last = _last_certain([verdict for _number, _row, verdict in shown], columns)
    numbered = any(column.counter for column in columns)
    people: list[tuple[int, Row]] = []
    skipped: list[SkippedRow] = []
    below_person = True
    for at, (number, row, verdict) in enumerate(shown):
        reason = verdict
        if isinstance(verdict, _Signs):
            likely = verdict.likely(numbered=numbered, among=at < last, below_person=below_person)
            below_person = verdict.certain or likely
            reason = _reason(verdict)
        elif verdict is None:
            below_person = False
        if below_person and isinstance(verdict, _Signs):
            people.append((number, row))
        elif isinstance(reason, Skipped):
            skipped.append(SkippedRow(row=number, text=_text(row), why=reason))
    return people, skipped


def _last_certain(verdicts: Sequence[_Signs | Skipped | None], columns: Sequence[Column]) -> int:
    """The last row that is a person for sure; where no value proves it, the last that is well filled."""
    signs = [(at, one) for at, one in enumerate(verdicts) if isinstance(one, _Signs)]
    enough = _WELL_FILLED * sum(bool(column.fields) for column in columns)
    certain = [at for at, one in signs if one.certain]
    return max(certain or [at for at, one in signs if one.named and one.filled >= max(2, enough)], default=-1)


def _reason(signs: _Signs) -> Skipped:
    return Skipped.ONLY_COUNTER if signs.counted and not signs.filled else Skipped.NOT_A_PERSON


def _verdict(row: Row, header: Header, columns: Sequence[Column], *, today: date) -> _Signs | Skipped | None:
    """None for a blank row, the reason for one that is no person for sure, else its signs."""
    if all(map(is_blank, row)):
        return None
    signs = _signs(row, columns, today=today)
    if signs.proofs:
        return signs
    if _is_numbering(row):
        return Skipped.NUMBERING
    return Skipped.HEADINGS_AGAIN if repeats_headings(row, header) else signs


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
