"""What kinds of rows are called."""

from __future__ import annotations

from lpk_desktop.language import N_, _


def table_words(table: str) -> str:
    """What the rows of a table are, "Peserta"; a table that is not ours stays as it is."""
    words = _TABLES.get(table)
    return _(words) if words else table


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
    "printing": N_("Cetakan sertifikat"),
    "document": N_("Dokumen peserta"),
    "blob": N_("Berkas"),
    "holiday": N_("Hari libur"),
    "setting": N_("Pengaturan"),
    "access": N_("Catatan akses"),
}
