"""What kinds of rows and the roles of people are called."""

from __future__ import annotations

from lpk_desktop.language import N_, _


def table_words(table: str) -> str:
    """What the rows of a table are, "Peserta"; a table that is not ours stays as it is."""
    words = _TABLES.get(table)
    return _(words) if words else table


def role_words(role: str) -> str:
    """What a person is called by role."""
    words = _ROLES.get(role)
    return _(words) if words else role


_TABLES = {
    "centre": N_("Pusat pelatihan"),
    "staff": N_("Orang yang bekerja di sini"),
    "signatory": N_("Penanda tangan"),
    "unit": N_("Unit kompetensi"),
    "programme": N_("Program"),
    "block": N_("Materi"),
    "cohort": N_("Kelas"),
    "session": N_("Sesi"),
    "trainee": N_("Peserta"),
    "enrolment": N_("Pendaftaran"),
    "mark": N_("Tanda kehadiran"),
    "assessment": N_("Hasil unit"),
    "certificate": N_("Sertifikat"),
}
_ROLES = {
    "admin": N_("Administrator"),
    "instructor": N_("Instruktur"),
    "certificates": N_("Petugas sertifikat"),
    "viewer": N_("Hanya lihat"),
}
