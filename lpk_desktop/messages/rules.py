"""Words about marks, results, weekly patterns and the catalogue as people type them."""

from __future__ import annotations

from lpk_desktop.language import N_

WORDS = {
    "not-a-mark": (N_('Tanda "{text}" tidak dikenal.'), N_("Tulis misalnya 7=A atau 7=T:19.")),
    "not-a-result": (N_('Hasil "{text}" tidak dikenal.'), N_('Tulis misalnya 5=K atau 5=BK:"alasan".')),
    "number-twice": (N_("Nomor urut {number} disebut dua kali."), N_("Sebut satu kali saja.")),
    "pattern-unclear": (N_('Jadwal "{text}" tidak terbaca.'), N_("Tulis misalnya Sen-Jum 08:00-15:30.")),
    "pattern-empty": (N_("Jadwal belum memuat satu sesi pun."), N_("Tulis misalnya Sen-Jum 08:00-15:30.")),
    "pattern-hours-reversed": (
        N_("Jam selesai {end} tidak sesudah jam mulai {start}."),
        N_("Periksa jamnya."),
    ),
    "pattern-break-outside": (
        N_("Istirahat {start}–{end} di luar jam sesi atau menimpa istirahat lain."),
        N_("Ubah jamnya."),
    ),
    "pattern-overlap": (N_("Dua sesi hari {weekday} bertabrakan."), N_("Ubah salah satunya.")),
    "schedule-needs-one-length": (
        N_("Panjang kelas belum jelas."),
        N_("Isi salah satu: jumlah sesi, jumlah jam pelajaran, atau tanggal selesai."),
    ),
    "schedule-without-jp": (
        N_("Ada sesi yang lebih pendek dari satu jam pelajaran."),
        N_("Panjangkan sesinya atau pakai jumlah sesi."),
    ),
    "schedule-too-long": (
        N_("Jadwal ini lebih dari {days} hari."),
        N_("Periksa jumlah sesi atau tanggalnya."),
    ),
    "schedule-empty": (
        N_("Tidak ada hari pelatihan sejak {starts} sampai tanggal selesai."),
        N_("Ubah tanggal atau harinya."),
    ),
    "catalogue-invalid": (
        N_("Katalog tidak bisa dipakai: {where} ({problem})."),
        N_("Perbaiki bagian itu, lalu coba lagi."),
    ),
}
