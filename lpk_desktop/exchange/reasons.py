"""The problems of a roster in words: what is wrong, and what to do."""

from __future__ import annotations

from lpk_desktop.domain.people import ProblemCode, mask
from lpk_desktop.exchange.headings import Field
from lpk_desktop.exchange.values import Problem
from lpk_desktop.language import _, counted

_IDENTIFIER = 11  # so many digits may be a KPJ or a NIK in the wrong column


def describe(problem: Problem) -> str:
    """One sentence for a person; it never repeats a NIK or KPJ."""
    if problem.code is ProblemCode.WRONG_LENGTH:
        return _wrong_length(problem.original)
    text = problem.original
    shown = mask(text) if sum(map(str.isdigit, text)) >= _IDENTIFIER else text
    words = _sentences()[problem.code]
    known = _(" dan ").join(problem.known)
    return words.format(field=field_label(problem.field), text=shown, row=problem.other_row, known=known)


def field_label(field: Field) -> str:
    """The name of a field as screens and files show it."""
    return {
        Field.NAME: _("Nama lengkap"),
        Field.NIK: _("NIK"),
        Field.KPJ: _("No. KPJ"),
        Field.SEX: _("Jenis kelamin"),
        Field.BIRTH_PLACE: _("Tempat lahir"),
        Field.BIRTH_DATE: _("Tanggal lahir"),
        Field.PHONE: _("No. HP"),
        Field.EDUCATION: _("Pendidikan"),
        Field.ADDRESS: _("Alamat"),
        Field.EMPLOYER: _("Perusahaan asal"),
        Field.TERMINATED: _("Tanggal berhenti bekerja"),
        Field.EMAIL: _("Email"),
    }[field]


def problem_title(name: Field, code: ProblemCode) -> str:
    """A cause of problems, as the head of its group."""
    titles = {
        ProblemCode.MISSING: _("{field} kosong"),
        ProblemCode.WRONG_LENGTH: _("NIK tidak 16 digit"),
        ProblemCode.DIGITS_LOST: _("{field} tersimpan sebagai angka"),
        ProblemCode.NOT_A_NIK: _("NIK tidak benar"),
        ProblemCode.NOT_A_DATE: _("{field} bukan tanggal"),
        ProblemCode.AMBIGUOUS_DATE: _("{field} dapat dibaca dua cara"),
        ProblemCode.BIRTH_DATE_DIFFERS: _("NIK dan tanggal lahir berbeda"),
        ProblemCode.SEX_DIFFERS: _("NIK dan jenis kelamin berbeda"),
        ProblemCode.NAME_DIFFERS: _("NIK milik nama lain"),
        ProblemCode.NIK_NOT_UNIQUE: _("NIK tercatat pada dua orang"),
        ProblemCode.DUPLICATE_IN_FILE: _("Orang yang sama dua kali"),
        ProblemCode.ALREADY_ON_ROSTER: _("Sudah di kelas ini"),
        ProblemCode.NOT_A_PHONE: _("{field} bukan nomor telepon"),
        ProblemCode.WRONG_KPJ: _("No. KPJ tidak 11 digit"),
        ProblemCode.UNKNOWN_VALUE: _("{field} tidak dikenal"),
    }
    return titles[code].format(field=field_label(name))


def _wrong_length(original: str) -> str:
    digits = sum(map(str.isdigit, original))
    if digits < 16:
        return counted("NIK harus 16 digit, kurang {count} digit.", 16 - digits)
    return counted("NIK harus 16 digit, lebih {count} digit.", digits - 16)


def _sentences() -> dict[ProblemCode, str]:
    return {
        ProblemCode.MISSING: _("{field} kosong: isi seperti di KTP."),
        ProblemCode.DIGITS_LOST: _(
            "{field} tersimpan sebagai angka dan digit terakhirnya hilang: ketik ulang sebagai teks."
        ),
        ProblemCode.NOT_A_NIK: _("Bukan NIK yang benar: ketik 16 digit seperti di KTP."),
        ProblemCode.NOT_A_DATE: _(
            "{field} “{text}” bukan tanggal yang dikenal: tulis hari, bulan, tahun seperti 31-12-1990."
        ),
        ProblemCode.AMBIGUOUS_DATE: _(
            "{field} “{text}” dapat dibaca dua cara, karena kolom ini menulis bulan lebih dulu: "
            "tulis nama bulannya."
        ),
        ProblemCode.BIRTH_DATE_DIFFERS: _("NIK dan tanggal lahir tidak cocok: periksa keduanya di KTP."),
        ProblemCode.SEX_DIFFERS: _("NIK dan jenis kelamin tidak cocok: periksa keduanya di KTP."),
        ProblemCode.NAME_DIFFERS: _(
            "NIK ini terdaftar atas nama {known}, bukan {text}: lihat KTP, lalu perbaiki NIK atau namanya."
        ),
        ProblemCode.NIK_NOT_UNIQUE: _(
            "NIK ini tercatat pada lebih dari satu orang: {known}. Gabungkan atau perbaiki dulu di Peserta."
        ),
        ProblemCode.DUPLICATE_IN_FILE: _("Orang ini sudah ada di baris {row}: hapus salah satu."),
        ProblemCode.ALREADY_ON_ROSTER: _("Orang ini sudah terdaftar di kelas: tidak perlu diimpor lagi."),
        ProblemCode.NOT_A_PHONE: _("{field} “{text}” bukan nomor telepon: tulis seperti 081234567890."),
        ProblemCode.WRONG_KPJ: _("No. KPJ harus 11 digit: periksa di kartu BPJAMSOSTEK."),
        ProblemCode.UNKNOWN_VALUE: _("{field} “{text}” tidak dikenal: tulis L atau P."),
    }
