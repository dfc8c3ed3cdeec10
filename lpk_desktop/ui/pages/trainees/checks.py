"""What can be wrong with what one types about a person, in one sentence each; empty when nothing is."""

from __future__ import annotations

import re
from datetime import date

from lpk_desktop.domain.dates import Kind, read_date
from lpk_desktop.domain.people import ProblemCode, parse_nik, read_kpj, read_name, read_nik
from lpk_desktop.domain.phones import read_phone
from lpk_desktop.language import _, counted
from lpk_desktop.messages.fields import sex_words
from lpk_desktop.ui.dates import plain_date

NIK_DIGITS, KPJ_DIGITS = 16, 11


def check_name(text: str) -> str:
    """A name must be there."""
    return "" if read_name(text).value else _("Nama belum diisi. Tulis seperti di KTP.")


def check_nik(text: str) -> str:
    """Sixteen digits that can be a NIK, or nothing."""
    problem = read_nik(text).problem
    if problem is None:
        return ""
    if problem is ProblemCode.WRONG_LENGTH:
        return _length_words("NIK", text, NIK_DIGITS)
    if re.search(r"[^\W\d_]", text):
        return _("NIK hanya berisi angka. Cocokkan dengan KTP.")
    return _("NIK ini tidak mungkin: tanggal lahir di dalamnya tidak ada. Cocokkan dengan KTP.")


def check_kpj(text: str) -> str:
    """Eleven digits, or nothing."""
    if read_kpj(text).problem is None:
        return ""
    digits = len(re.sub(r"\D", "", text))
    if digits in (0, KPJ_DIGITS):
        return _("No. KPJ hanya berisi angka. Cocokkan dengan kartu BPJS.")
    return _length_words(_("No. KPJ"), text, KPJ_DIGITS)


def check_phone(text: str) -> str:
    """A phone number of any usual spelling, or nothing."""
    return "" if read_phone(text).problem is None else _("Tulis nomornya, misalnya 0857-4102-7736.")


def check_birth(text: str, today: date) -> str:
    """A date of birth that lies behind us, or nothing."""
    if not text:
        return ""
    day = read_date(text, kind=Kind.BIRTH, today=today)
    if day is None:
        return _("Tulis tanggalnya, misalnya 12 Februari 1990.")
    return "" if day < today else _("Tanggal lahir ini belum lewat. Periksa tahunnya.")


def check_day(text: str, today: date) -> str:
    """A date, or nothing."""
    if not text or read_date(text, kind=Kind.EVENT, today=today):
        return ""
    return _("Tulis tanggalnya, misalnya 9 Juni 2026.")


def nik_differs(nik: str, *, born: date | None, sex: str, today: date) -> str:
    """How the NIK contradicts the other fields; both may be right on paper, so this only warns."""
    parts = parse_nik(read_nik(nik).value or "")
    if parts is None:
        return ""
    if born is not None and not parts.born_on(born):
        day = plain_date(parts.birth_date(today))
        return _("Tanggal lahir menurut NIK: {day}. Cocokkan dengan KTP.").format(day=day)
    if sex and parts.sex.value != sex:
        words = sex_words(parts.sex.value).lower()
        return _("Menurut NIK {sex}. Cocokkan dengan KTP.").format(sex=words)
    return ""


def _length_words(name: str, text: str, wanted: int) -> str:
    digits = len(re.sub(r"\D", "", text))
    if digits < wanted:
        return counted(
            "{name} harus {wanted} digit, kurang {count} digit.", wanted - digits, name=name, wanted=wanted
        )
    return counted(
        "{name} harus {wanted} digit, lebih {count} digit.", digits - wanted, name=name, wanted=wanted
    )
