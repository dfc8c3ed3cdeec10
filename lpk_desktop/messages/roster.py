"""Words about rosters: files that cannot be read, columns chosen by hand, rows given back."""

from __future__ import annotations

from lpk_desktop.language import N_

WORDS: dict[str, tuple[str, str]] = {
    "roster-missing": (
        N_("Berkas {file} tidak ada."),
        N_("Periksa nama dan foldernya."),
    ),
    "roster-folder": (
        N_("{file} adalah folder, bukan berkas."),
        N_("Pilih buku kerja atau CSV di dalamnya."),
    ),
    "roster-lock-file": (
        N_("{file} hanya penanda bahwa buku kerjanya sedang terbuka di Excel."),
        N_("Pilih berkas yang namanya tanpa ~$ di depan."),
    ),
    "roster-locked": (
        N_("{file} tidak boleh dibaca; mungkin sedang terbuka di program lain."),
        N_("Tutup berkas itu atau periksa izinnya, lalu coba lagi."),
    ),
    "roster-unreadable": (
        N_("{file} tidak bisa dibaca dari diska."),
        N_("Salin berkas itu ke folder lain, lalu coba lagi."),
    ),
    "roster-empty": (
        N_("{file} kosong."),
        N_("Simpan lagi daftarnya dari Excel, atau minta dikirim ulang."),
    ),
    "roster-too-large": (
        N_("{file} terlalu besar untuk daftar peserta ({megabytes} MB)."),
        N_("Salin baris pesertanya ke buku kerja baru, lalu impor buku kerja itu."),
    ),
    "roster-password": (
        N_("{file} dilindungi kata sandi."),
        N_("Buka di Excel, simpan tanpa kata sandi, lalu coba lagi."),
    ),
    "roster-not-a-table": (
        N_("{file} bukan tabel, apa pun namanya. Isinya: {kind}."),
        N_("Pakai berkas Excel, ODS, atau CSV yang memuat daftarnya."),
    ),
    "roster-damaged": (
        N_("{file} rusak atau terpotong."),
        N_("Buka dan simpan lagi di Excel, atau minta dikirim ulang."),
    ),
    "roster-no-header": (
        N_("Di {file} tidak ditemukan judul kolom seperti Nama dan NIK."),
        N_("Tulis judul di atas setiap kolom, lalu coba lagi."),
    ),
    "roster-no-rows": (
        N_("{file} punya judul kolom, tetapi tidak ada orang di bawahnya."),
        N_("Periksa apakah daftarnya ada di berkas lain."),
    ),
    "roster-no-sheet": (
        N_("Di {file} tidak ada lembar {sheet}."),
        N_("Pilih salah satu lembar yang ada."),
    ),
    "roster-no-such-row": (
        N_("Di {file} tidak ada baris {row}."),
        N_("Pilih baris yang memuat judul kolom."),
    ),
    "roster-unknown-column": (
        N_("Kolom {column} tidak ada di berkas itu."),
        N_("Tulis judul kolom seperti di berkas."),
    ),
    "roster-unknown-field": (
        N_("Isian {field} tidak dikenal."),
        N_("Pilih salah satu isian peserta, misalnya name atau nik."),
    ),
    "roster-field-twice": (
        N_("Dua kolom mengisi {field}."),
        N_("Sisakan satu kolom untuk isian itu."),
    ),
    "rejects-locked": (
        N_("{file} tidak boleh ditulis; mungkin sedang terbuka di Excel. Belum ada yang diimpor."),
        N_("Tutup berkas itu atau pilih tempat lain, lalu impor lagi."),
    ),
    "rejects-not-written": (
        N_("Baris yang belum masuk tidak bisa ditulis ke {file}. Belum ada yang diimpor."),
        N_("Pilih folder lain yang punya ruang, lalu impor lagi."),
    ),
}
