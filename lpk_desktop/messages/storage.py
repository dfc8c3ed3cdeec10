"""Words about the data folder, the file and its keys."""

from __future__ import annotations

from lpk_desktop.language import N_

WORDS = {
    "disk-full": (
        N_("Diska penuh: {file} tidak bisa ditulis. Data yang sudah tersimpan tetap aman."),
        N_("Kosongkan ruang di diska, lalu ulangi."),
    ),
    "data-file-missing": (
        N_("Kuncinya ada, tetapi berkas data tidak ada: {file}. Tidak ada yang dibuat baru."),
        N_("Kembalikan lpk.db ke folder itu, atau pulihkan dari cadangan."),
    ),
    "data-on-network": (
        N_("Folder data ada di jaringan: {folder}. Dua komputer di satu berkas akan merusaknya."),
        N_("Pindahkan folder itu ke diska komputer ini. Komputer lain ikut lewat sinkronisasi."),
    ),
    "folder-open-elsewhere": (
        N_("Folder data ini dipakai program lain yang tidak menjawab: {folder}. Tidak ada yang diubah."),
        N_("Tutup LPK Desktop di akun lain, atau mulai ulang komputer, lalu buka lagi."),
    ),
    "window-brought-forward": (
        N_("LPK Desktop sudah terbuka untuk {folder}; jendelanya ditampilkan."),
        N_("Lanjutkan di jendela itu."),
    ),
    "data-read-only": (
        N_("{file} hanya bisa dibaca. Tidak ada yang berubah."),
        N_("Beri izin tulis pada folder data, atau pindahkan folder itu ke diska lain."),
    ),
    "data-not-reachable": (
        N_("Folder data tidak bisa dipakai: {file}."),
        N_("Periksa apakah folder itu ada dan boleh ditulis, lalu coba lagi."),
    ),
    "not-a-database": (
        N_(
            "{file} bukan berkas data LPK Desktop, atau kuncinya bukan milik berkas ini. Berkas tidak diubah."
        ),
        N_("Pilih folder data yang benar, atau pulihkan dari cadangan."),
    ),
    "data-damaged": (
        N_("Berkas data rusak atau hilang: {file}. Berkas itu tidak diubah."),
        N_("Pulihkan cadangan {day} pukul {time}: {backup}. Berkas yang sekarang disimpan di sampingnya."),
    ),
    "database-damaged": (
        N_("Berkas data rusak: {file}. Berkas itu tidak diubah."),
        N_("Simpan salinan folder itu, lalu pulihkan dari cadangan."),
    ),
    "disk-error": (
        N_("Diska gagal membaca atau menulis {file}. Yang sudah tersimpan tidak disentuh."),
        N_("Periksa diska atau kabelnya, lalu buka lagi."),
    ),
    "database-busy": (
        N_("Berkas data sedang dipakai program lain. Tidak ada yang berubah."),
        N_("Tunggu sebentar, lalu ulangi."),
    ),
    "file-too-new": (
        N_("Berkas data dibuat oleh LPK Desktop yang lebih baru: {file}. Berkas tidak diubah."),
        N_("Pasang versi terbaru, lalu buka lagi."),
    ),
    "sqlite-too-old": (
        N_("SQLite {version} terlalu lama untuk menyimpan data dengan aman."),
        N_("Perbarui pemasangan LPK Desktop."),
    ),
    "no-centre-here": (
        N_("Belum ada pusat pelatihan di folder {folder}."),
        N_("Buat dengan lpk-desktop init, atau pilih folder lain dengan --data."),
    ),
    "data-folder-in-use": (
        N_("Folder ini sudah berisi pusat pelatihan: {folder}. Tidak ada yang diubah."),
        N_("Masuk ke pusat pelatihan itu, atau pilih folder lain."),
    ),
    "slots-damaged": (
        N_("Berkas kunci rusak: {file}. Data tidak disentuh."),
        N_("Kembalikan slots.json dari cadangan."),
    ),
    "slot-damaged": (
        N_("Kunci milik {name} di {file} rusak: kata sandi apa pun tidak membukanya. Data tidak disentuh."),
        N_("Minta rekan masuk sekali di komputer ini: kuncinya dibuat lagi. Atau pakai kode pemulihan."),
    ),
    "wrong-password": (
        N_("Kata sandi untuk {name} tidak cocok."),
        N_("Ketik lagi, atau pakai kode pemulihan."),
    ),
    "wrong-recovery-code": (
        N_("Kode pemulihan tidak cocok."),
        N_("Periksa kertas kode pemulihan: 24 huruf dan angka."),
    ),
    "wrong-person": (N_("{name} tidak dikenal di pusat pelatihan ini."), N_("Pilih nama dari daftar.")),
    "person-inactive": (N_("{name} sudah tidak aktif."), N_("Minta administrator mengaktifkannya lagi.")),
    "password-too-short": (
        N_("Kata sandi terlalu pendek."),
        N_("Pakai paling sedikit {least} huruf; beberapa kata lebih mudah diingat."),
    ),
    "password-too-plain": (
        N_("Kata sandi itu terlalu mudah ditebak."),
        N_("Coba beberapa kata yang tidak berhubungan, tanpa nama sendiri."),
    ),
    "password-to-choose": (
        N_("{name} punya kode sekali pakai dan belum memilih kata sandi."),
        N_("Masuk lewat jendela lalu pilih kata sandi, atau pakai lpk-desktop staff password."),
    ),
    "lock-minutes-invalid": (
        N_("Waktu kunci otomatis itu tidak berlaku."),
        N_("Pakai 1 sampai {most} menit."),
    ),
    "too-soon": (
        N_("Kata sandi {name} sudah beberapa kali salah."),
        N_("Tunggu {seconds} detik, lalu coba lagi, atau pakai kode pemulihan."),
    ),
    "slots-not-written": (
        N_("Tersimpan, tetapi berkas kunci belum bisa ditulis: {file}."),
        N_("Kosongkan ruang di diska atau beri izin tulis, lalu masuk lagi: kuncinya disusun saat masuk."),
    ),
    "password-missing": (
        N_("Kata sandi belum diberikan."),
        N_("Isi LPK_PASSWORD atau pakai --password-file; kata sandi tidak ditulis di baris perintah."),
    ),
    "new-password-missing": (
        N_("Kata sandi baru belum diberikan."),
        N_(
            "Isi LPK_NEW_PASSWORD atau pakai --new-password-file; kata sandi tidak ditulis di baris perintah."
        ),
    ),
    "password-file-unreadable": (
        N_("Berkas kata sandi tidak bisa dibaca: {file}."),
        N_("Periksa nama dan izin berkasnya."),
    ),
    "password-not-text": (
        N_("Kata sandi yang diberikan tidak bisa dibaca: tulisannya bukan UTF-8. Tidak ada yang berubah."),
        N_("Isi {variable} lagi di terminal yang memakai UTF-8, atau pakai --password-file."),
    ),
    "user-missing": (
        N_("Ada beberapa orang yang bisa masuk: {people}."),
        N_("Sebut satu dengan --user."),
    ),
    "no-such-act": (
        N_("Tindakan itu tidak ada dalam riwayat."),
        N_("Lihat nomornya dengan lpk-desktop history."),
    ),
    "cannot-be-undone": (
        N_('"{label}" tidak bisa diurungkan: nomornya sudah tetap.'),
        N_("Cabut sertifikatnya dengan alasan; nomornya tidak dipakai lagi."),
    ),
    "keys-not-undone": (
        N_('"{label}" tidak bisa diurungkan: kunci masuk yang lama tidak dihidupkan lagi.'),
        N_("Atur orangnya di Pengaturan, bagian Orang dan peran."),
    ),
    "seen-not-undone": (
        N_('"{label}" tidak bisa diurungkan: yang sudah dilihat atau diambil tetap tercatat.'),
        N_("Riwayat, bagian Akses data, menyebut siapa, data siapa, dan kapan."),
    ),
    "done-elsewhere": (
        N_('"{label}" dilakukan di komputer lain. Di sini tidak ada yang berubah.'),
        N_("Urungkan di komputer itu, lalu sinkronkan."),
    ),
    "nobody-named": (N_("Tidak ada peserta bernama {name}."), N_("Periksa ejaannya, atau sebut id.")),
    "several-named": (
        N_("Ada {matches} peserta yang cocok dengan {name}."),
        N_("Tulis nama lengkapnya, atau sebut id."),
    ),
    "several-people": (
        N_("Ada {matches} orang bernama {name} di sini."),
        N_("Sebut id dari lpk-desktop staff list --json, atau ganti nama salah satunya di Pengaturan."),
    ),
    "no-such-row": (
        N_("Baris {row} tidak ada dalam riwayat."),
        N_("Sebut id seperti yang tertulis pada hasil --json."),
    ),
    "nothing-to-undo": (
        N_("Tidak ada yang bisa diurungkan."),
        N_("Lihat riwayat dengan lpk-desktop history."),
    ),
    "already-paired": (
        N_("Komputer ini sudah dipasangkan dengan server pusat."),
        N_("Untuk server pusat lain, buat folder data baru dengan --data."),
    ),
    "not-paired": (
        N_("Komputer ini belum dipasangkan dengan server pusat. Semua pekerjaan tersimpan di sini."),
        N_("Minta kode dari pengelola server pusat, lalu jalankan lpk-desktop pair ALAMAT KODE."),
    ),
}
