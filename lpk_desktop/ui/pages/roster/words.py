"""How values, columns and problems of a roster read on screen; NIK and KPJ keep to themselves."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from lpk_desktop.domain.people import ProblemCode, is_scientific, mask
from lpk_desktop.exchange.columns import Column
from lpk_desktop.exchange.headings import Field
from lpk_desktop.exchange.reasons import field_label
from lpk_desktop.exchange.roster import Roster
from lpk_desktop.exchange.tables import text_of
from lpk_desktop.exchange.values import RosterRow
from lpk_desktop.language import _, counted
from lpk_desktop.ui.pages.roster.draft import Choice

NEEDED = (Field.NAME, Field.NIK, Field.KPJ, Field.BIRTH_PLACE, Field.BIRTH_DATE, Field.PHONE)
"""What a certificate and the report to BPJAMSOSTEK ask for."""
SECRET = frozenset({Field.NIK, Field.KPJ})
BIRTH: Choice = (Field.BIRTH_PLACE, Field.BIRTH_DATE)
_SAMPLES = 3
_LONG_NUMBER = 11


def choice_words(fields: Choice) -> str:
    """What a column is stored as."""
    if not fields:
        return _("Tidak diimpor")
    if fields == BIRTH:
        return _("Tempat dan tanggal lahir")
    words = ", ".join(map(field_label, fields))
    return f"{words} *" if set(fields) & set(NEEDED) else words


def value_words(row: RosterRow, name: Field) -> str:
    """A value as the preview shows it; the text of the cell where it could not be read."""
    value = row.values.get(name)
    if value is None:
        return hidden(row.originals.get(name, ""), name)
    if name in SECRET:
        return mask(value)
    if name in (Field.BIRTH_DATE, Field.TERMINATED):
        return date.fromisoformat(value).strftime("%d-%m-%Y")
    return phone_words(value) if name is Field.PHONE else value


def phone_words(number: str) -> str:
    """0812-3456-7890 for a number of this country; others as they are."""
    if not number.startswith("+62"):
        return number
    local = "0" + number[3:]
    return "-".join(filter(None, (local[:4], local[4:8], local[8:])))


def hidden(text: str, name: Field | None) -> str:
    """A text of the file with long numbers masked, unless they are phones."""
    if name is Field.PHONE or is_scientific(text):
        return text
    digits = re.sub(r"\D", "", text)
    if name in SECRET or len(digits) >= _LONG_NUMBER:
        return mask(digits) if digits else text
    return text


def samples(roster: Roster, column: Column) -> str:
    """The first different texts of a column."""
    name = column.fields[0] if len(column.fields) == 1 else None
    texts = (text_of(row.raw[column.index]).strip() for row in roster.rows)
    shown = dict.fromkeys(hidden(" ".join(text.split()), name) for text in texts if text)
    return "; ".join(list(shown)[:_SAMPLES])


def treatment(roster: Roster, column: Column) -> tuple[str, bool]:
    """What happens to a column's values, and whether somebody should look."""
    if not column.fields:
        return "", False
    problems = Counter(
        problem.code for row in roster.rows for problem in row.problems if problem.field in column.fields
    )
    if problems[ProblemCode.DIGITS_LOST]:
        return counted("{count} tersimpan sebagai angka", problems[ProblemCode.DIGITS_LOST]), True
    if problems:
        return counted("{count} sel perlu diperiksa", problems.total()), True
    if column.tick is not None:
        return _("Kotak centang L dan P"), False
    if column.fields == BIRTH:
        return _("Dipisah menjadi tempat dan tanggal"), False
    return _treatments().get(column.fields[0], ""), False


def _treatments() -> dict[Field, str]:
    return {
        Field.NAME: _("Disimpan persis seperti di berkas"),
        Field.NIK: _("16 digit, dicocokkan dengan tanggal lahir"),
        Field.KPJ: _("11 digit, disimpan sebagai teks"),
        Field.SEX: _("L = laki-laki, P = perempuan"),
        Field.BIRTH_DATE: _("Tanggal teks Indonesia, urutan hari/bulan"),
        Field.PHONE: _("Angka 0 di depan ditambahkan"),
        Field.TERMINATED: _("Urutan hari/bulan/tahun"),
    }
