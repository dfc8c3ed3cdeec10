"""Words about files of people: what is wrong with one, and what to do about it."""

from __future__ import annotations

from lpk_desktop.language import N_

_OTHER = N_("Pilih berkas lain, atau simpan ulang sebagai Excel (.xlsx).")

WORDS = {
    "roster-missing": (N_("Berkas {file} tidak ada di tempat itu."), N_("Periksa namanya, lalu pilih lagi.")),
    "roster-folder": (N_("{file} adalah folder."), N_("Pilih berkas di dalamnya.")),
    "roster-lock-file": (
        N_("{file} hanya tanda bahwa berkasnya sedang dibuka."),
        N_("Pilih berkas yang namanya tidak diawali ~$."),
    ),
    "roster-locked": (
        N_("Berkas {file} sedang dibuka di program lain atau tidak boleh dibaca."),
        N_("Tutup di Excel, lalu pilih lagi."),
    ),
    "roster-unreadable": (
        N_("Berkas {file} tidak bisa dibaca: {reason}."),
        N_("Salin ke laptop ini, lalu pilih lagi."),
    ),
    "roster-empty": (N_("Berkas {file} kosong."), N_("Pilih berkas yang berisi daftar peserta.")),
    "roster-too-large": (
        N_("Berkas {file} terlalu besar ({megabytes} MB)."),
        N_("Simpan hanya lembar pesertanya sebagai berkas baru."),
    ),
    "roster-password": (
        N_("Berkas {file} dikunci kata sandi."),
        N_("Buka di Excel, simpan tanpa kata sandi, lalu pilih lagi."),
    ),
    "roster-not-a-table": (N_("{file} bukan tabel, melainkan berkas {kind}."), _OTHER),
    "roster-damaged": (N_("Berkas {file} rusak dan tidak bisa dibuka."), _OTHER),
    "roster-no-sheet": (N_("Lembar {sheet} tidak ada di {file}."), N_("Pilih lembar lain.")),
    "roster-no-header": (
        N_("Di {file} tidak ditemukan baris judul seperti Nama dan NIK."),
        N_("Beri judul pada kolomnya, lalu pilih lagi."),
    ),
    "roster-no-such-row": (N_("{file} tidak punya baris {row}."), N_("Pilih baris judul yang lain.")),
    "roster-no-rows": (
        N_("Di bawah judul pada {file} tidak ada orang."),
        N_("Periksa baris judul dan lembarnya, atau pilih berkas lain."),
    ),
    "roster-unknown-column": (N_("Kolom {column} tidak ada di berkas."), N_("Pilih kolom yang ada.")),
    "roster-unknown-field": (N_("Isian {field} tidak dikenal."), N_("Pilih isian dari daftar.")),
    "roster-field-twice": (
        N_("Isian {field} dipakai dua kolom."),
        N_("Pilih satu kolom saja untuk isian itu."),
    ),
    "rejects-locked": (
        N_("Berkas perbaikan {file} sedang dibuka di program lain."),
        N_("Tutup dulu, atau simpan di tempat lain."),
    ),
    "rejects-not-written": (
        N_("Berkas perbaikan {file} tidak bisa ditulis: {reason}."),
        N_("Simpan di tempat lain."),
    ),
}
