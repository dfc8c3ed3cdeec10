"""What the fields of rows are called, and their values in words."""

from __future__ import annotations

from datetime import date

from lpk_desktop.domain import formatting
from lpk_desktop.language import N_, _, current_language
from lpk_desktop.messages.roles import ROLES


def field_words(field: str) -> str:
    """What a field is called on screen."""
    words = _FIELDS.get(field)
    return _(words) if words else field


def value_words(field: str, text: str | None) -> str:
    """A stored value as people read it: days, codes and phones in words; a dash for none."""
    if text is None:
        return "–"
    if field in _DAYS:
        return formatting.date_short(date.fromisoformat(text), language=current_language(), year=True)
    if field == "phone":
        return formatting.phone(text)
    words = _VALUES.get(field, {}).get(text) or _EITHER.get(text)
    return _(words) if words else text


def sex_words(sex: str | None) -> str:
    """Laki-laki or perempuan."""
    words = _VALUES["sex"].get(sex or "")
    return _(words) if words else ""


_DAYS = frozenset(
    {
        "birth_date", "terminated", "starts", "ends", "day", "issued_on", "licence_from", "licence_until",
        "term_from", "term_until", "consent_on", "consent_withdrawn_on", "erased_on", "checked_on",
    }
)  # fmt: skip
_EITHER: dict[str, str] = {"True": N_("ya"), "False": N_("tidak")}
_VALUES: dict[str, dict[str, str]] = {
    "sex": {"L": N_("Laki-laki"), "P": N_("Perempuan")},
    "code": {
        "H": N_("hadir"),
        "T": N_("terlambat"),
        "I": N_("izin"),
        "S": N_("sakit"),
        "A": N_("alpa"),
    },
    "result": {"K": N_("kompeten"), "BK": N_("belum kompeten")},
    "status": {
        "applicant": N_("Calon"),
        "active": N_("Aktif"),
        "withdrawn": N_("Sudah keluar"),
    },
    "copy": {"original": N_("asli"), "duplicate": N_("duplikat")},
    "outcome": {"good": N_("baik"), "spoiled": N_("rusak")},
    "state": {
        "issued": N_("berlaku"),
        "revoked": N_("dicabut"),
        "replaced": N_("diganti"),
    },
    "kind": {
        "teaching": N_("pelajaran"),
        "opening": N_("pembukaan"),
        "closing": N_("penutupan"),
        "exam": N_("ujian"),
        "make-up": N_("pengganti"),
    },
    "role": {role.value: words for role, words in ROLES.items()},
}
_FIELDS: dict[str, str] = {
    "name": N_("Nama"),
    "nik": "NIK",
    "kpj": N_("No. KPJ"),
    "sex": N_("Jenis kelamin"),
    "birth_place": N_("Tempat lahir"),
    "birth_date": N_("Tanggal lahir"),
    "phone": N_("No. HP"),
    "email": N_("Email"),
    "address": N_("Alamat"),
    "education": N_("Pendidikan"),
    "employer": N_("Perusahaan terakhir"),
    "terminated": N_("Berhenti bekerja"),
    "list_number": N_("Nomor urut"),
    "status": N_("Status"),
    "certificate_name": N_("Nama di sertifikat"),
    "code": N_("Kode"),
    "minutes_late": N_("Menit terlambat"),
    "note": N_("Catatan"),
    "result": N_("Hasil"),
    "assessor": N_("Asesor"),
    "day": N_("Tanggal"),
    "method": N_("Cara"),
    "start": N_("Jam mulai"),
    "end": N_("Jam selesai"),
    "jp": N_("JP"),
    "kind": N_("Jenis"),
    "block_id": N_("Materi"),
    "instructor_id": N_("Instruktur"),
    "room": N_("Ruang"),
    "topic": N_("Materi atau catatan jurnal"),
    "cancelled": N_("Dibatalkan"),
    "locked": N_("Dikunci"),
    "number": N_("Nomor"),
    "issued_on": N_("Tanggal terbit"),
    "state": N_("Status"),
    "reason": N_("Alasan"),
    "replaced_by": N_("Diganti dengan"),
    "programme_id": N_("Program"),
    "batch": N_("Angkatan"),
    "year": N_("Tahun"),
    "starts": N_("Tanggal mulai"),
    "ends": N_("Tanggal selesai"),
    "capacity": N_("Kapasitas"),
    "mode": N_("Moda"),
    "place": N_("Tempat"),
    "funding": N_("Pendanaan"),
    "pattern": N_("Pola mingguan"),
    "position": N_("Jabatan"),
    "nip": "NIP",
    "back": N_("Halaman belakang"),
    "term_from": N_("Menjabat sejak"),
    "term_until": N_("Menjabat sampai"),
    "role": N_("Peran"),
    "active": N_("Aktif"),
    "met": N_("No. registrasi MET"),
    "zone": N_("Zona waktu"),
    "licence_number": N_("Nomor izin atau tanda daftar"),
    "licence_issuer": N_("Penerbit izin"),
    "licence_from": N_("Izin berlaku sejak"),
    "licence_until": N_("Izin berlaku sampai"),
    "nib": "NIB",
    "vin": "VIN",
    "accreditation": N_("Akreditasi"),
    "number_template": N_("Pola nomor"),
    "title": N_("Judul"),
    "short": N_("Nama pendek"),
    "version": N_("Versi"),
    "field": N_("Kejuruan"),
    "jp_total": N_("Jumlah JP"),
    "minutes_per_jp": N_("Menit per JP"),
    "minimum_attendance": N_("Kehadiran minimum"),
    "counted": N_("Kode yang dihitung hadir"),
    "all_blocks": N_("Materi pilihan wajib"),
    "decree": N_("Keputusan"),
    "edition": N_("Edisi"),
    "unit_id": N_("Unit"),
    "elective": N_("Materi pilihan"),
    "verified": N_("Sudah dicocokkan"),
    "title_en": N_("Judul Inggris"),
    "licence_kind": N_("Jenis izin kerja"),
    "external_id": N_("Kode di sistem lain"),
    "source": N_("Sumber"),
    "other_phones": N_("No. HP lain"),
    "contact_name": N_("Nama kontak lain"),
    "contact_phone": N_("No. HP kontak lain"),
    "province_code": N_("Kode provinsi"),
    "city_code": N_("Kode kabupaten atau kota"),
    "occupation": N_("Pekerjaan"),
    "erased_on": N_("Data dihapus"),
    "consent_version": N_("Versi teks persetujuan"),
    "consent_on": N_("Persetujuan"),
    "consent_withdrawn_on": N_("Persetujuan ditarik"),
    "file_name": N_("Nama berkas"),
    "checked_by": N_("Diperiksa oleh"),
    "checked_on": N_("Diperiksa tanggal"),
    "period": N_("Periode"),
    "at": N_("Waktu"),
    "by": N_("Oleh"),
    "copy": N_("Salinan"),
    "blank": N_("No. blanko"),
    "outcome": N_("Hasil cetak"),
}
