"""Words about what people do with centres, cohorts, people, marks and results."""

from __future__ import annotations

from lpk_desktop.language import N_

WORDS = {
    "name-missing": (N_("Nama belum diisi."), N_("Isi namanya, lalu simpan lagi.")),
    "unknown-field": (N_("Isian {field} tidak dikenal."), N_("Periksa nama isiannya.")),
    "unknown-programme": (N_("Program {code} tidak ada."), N_("Yang ada: {known}.")),
    "unknown-cohort": (N_("Kelas {number} tidak ada."), N_("Yang ada: {known}.")),
    "unknown-trainee": (N_("Peserta itu tidak ada lagi."), N_("Muat ulang daftar peserta.")),
    "unknown-enrolment": (N_("Peserta itu tidak ada lagi di kelas ini."), N_("Muat ulang daftar peserta.")),
    "unknown-session": (N_("Sesi itu tidak ada lagi."), N_("Muat ulang jadwalnya.")),
    "unknown-zone": (N_("Zona waktu {zone} tidak dikenal."), N_("Yang ada: WIB, WITA, WIT.")),
    "unknown-unit": (N_("Unit {unit} tidak ada dalam program kelas ini."), N_("Yang ada: {known}.")),
    "cohort-exists": (N_("Kelas {number} sudah ada."), N_("Pakai nomor angkatan lain.")),
    "batch-invalid": (N_("Angkatan {batch} tidak berlaku."), N_("Pakai angka 1 atau lebih.")),
    "not-in-this-cohort": (
        N_("Sesi, materi, dan peserta itu bukan dari satu kelas. Tidak ada yang ditandai."),
        N_("Muat ulang halaman, lalu ulangi."),
    ),
    "no-such-number": (N_("Nomor urut {number} tidak ada di kelas ini."), N_("Yang ada: {known}.")),
    "cohort-without-people": (
        N_("Kelas ini belum punya peserta, jadi belum ada nomor urut."),
        N_("Impor daftarnya dengan roster import, lalu ulangi."),
    ),
    "number-shared": (
        N_("Nomor urut {number} dipakai dua orang di kelas ini, jadi tidak jelas siapa yang dimaksud."),
        N_("Tandai di jendela aplikasi, pada baris orangnya. Tidak ada yang berubah."),
    ),
    "cohort-ambiguous": (
        N_("Nomor {number} dipakai lebih dari satu kelas: {which}."),
        N_("Beri salah satu nomor lain, di halaman kelasnya atau dengan cohort renumber ID ANGKATAN."),
    ),
    "merge-niks-differ": (
        N_("{first} dan {second} punya NIK yang berbeda, jadi bukan satu orang."),
        N_("Bila salah satu NIK keliru, perbaiki dulu di Peserta."),
    ),
    "merge-names-differ": (
        N_("{first} dan {second} adalah nama dua orang. Tidak ada yang digabung."),
        N_("Bila NIK salah satunya keliru, perbaiki NIK itu; bila memang satu orang, samakan dulu namanya."),
    ),
    "merge-nothing-alike": (
        N_("Belum ada yang menunjukkan bahwa {first} dan {second} satu orang. Tidak ada yang digabung."),
        N_("Lengkapi NIK keduanya; atau nama yang sama beserta tanggal lahir, no. HP, atau kelas yang sama."),
    ),
    "merge-marks-differ": (
        N_(
            "Kedua data {name} punya kehadiran yang berbeda di {cohort}, pertama pada {day}. "
            "Tidak ada yang digabung."
        ),
        N_("Samakan dulu tandanya di kelas itu, lalu gabungkan."),
    ),
    "merge-results-differ": (
        N_("Kedua data {name} punya hasil yang berbeda di {cohort} untuk {unit}. Tidak ada yang digabung."),
        N_("Samakan dulu hasilnya di kelas itu, lalu gabungkan."),
    ),
    "merge-two-certificates": (
        N_("Kedua data {name} sudah bersertifikat di {cohort}. Tidak ada yang digabung."),
        N_("Cabut dulu salah satu sertifikatnya, lalu gabungkan."),
    ),
    "no-session-on-day": (
        N_("Kelas ini tidak punya sesi pada {day}."),
        N_("Lihat jadwal dengan cohort show."),
    ),
    "no-session-then": (
        N_("Kelas ini tidak punya sesi pada {day} yang mulai pukul {start}."),
        N_("Lihat jadwal dengan cohort show."),
    ),
    "several-sessions": (
        N_("Kelas ini punya beberapa sesi pada {day}."),
        N_("Sebut jam mulainya dengan --start: {starts}."),
    ),
    "session-not-begun": (N_("Sesi {day} belum mulai."), N_("Tandai kehadiran pada harinya.")),
    "session-locked": (N_("Sesi {day} sudah dikunci."), N_("Minta administrator membuka kuncinya.")),
    "session-cancelled": (N_("Sesi {day} dibatalkan."), N_("Pilih sesi lain.")),
    "reason-needed": (N_("Belum ada alasannya."), N_("Tulis alasan singkat, lalu simpan lagi.")),
    "result-before-latest": (
        N_("{name} sudah punya hasil unit ini tanggal {latest}, jadi hasil tanggal {day} tidak dicatat."),
        N_("Asesmen ulang diberi tanggal sesudahnya. Bila {latest} yang salah, kosongkan dulu hasil itu."),
    ),
    "result-in-future": (
        N_("Tanggal {day} belum tiba, jadi hasilnya tidak dicatat."),
        N_("Pakai tanggal asesmennya, paling akhir hari ini."),
    ),
    "issue-in-future": (
        N_("Tanggal terbit {day} belum tiba."),
        N_("Terbitkan dengan tanggal hari ini, atau tunggu harinya. Belum ada nomor yang terpakai."),
    ),
    "nobody-ready": (
        N_("Belum ada peserta yang siap menerima sertifikat."),
        N_("Lihat alasannya dengan certificates ready."),
    ),
    "not-ready": (N_("{name} belum memenuhi syarat sertifikat."), N_("Lengkapi dulu yang kurang.")),
    "unknown-certificate": (
        N_("Sertifikat {text} tidak ada di register."),
        N_("Periksa nomor atau kode verifikasinya; daftarnya ada di certificates list."),
    ),
    "number-on-two-papers": (
        N_("Nomor {number} ada pada dua sertifikat."),
        N_("Sebut kode verifikasinya: {codes}."),
    ),
    "certificate-not-standing": (
        N_("Sertifikat {number} sudah tidak berlaku."),
        N_("Lihat alasannya di register; tidak ada yang berubah."),
    ),
    "reason-private": (
        N_("Alasan ini memuat deretan angka yang bisa berupa NIK, KPJ, atau nomor HP."),
        N_("Tulis tanpa angka itu: alasan dibaca siapa saja yang memeriksa sertifikatnya."),
    ),
    "certificate-content": (
        N_("Sertifikat {name} tidak bisa diterbitkan: isian {field} ({problem})."),
        N_("Perbaiki isian itu, lalu terbitkan lagi. Belum ada nomor yang terpakai."),
    ),
    "no-such-consent": (
        N_("Tidak ada teks persetujuan versi {version}."),
        N_("Pakai nomor versi yang tercetak di lembarnya."),
    ),
    "consent-in-future": (
        N_("Tanggal persetujuan {day} belum tiba."),
        N_("Tulis tanggal yang ada di lembar yang ditandatangani."),
    ),
    "no-consent": (
        N_("{name} tidak mempunyai persetujuan yang berlaku."),
        N_("Tidak ada yang perlu ditarik."),
    ),
    "consent-later": (
        N_("Persetujuan {name} baru diberikan {day}."),
        N_("Tulis tanggal penarikan pada hari itu atau sesudahnya."),
    ),
    "own-data-suffix": (
        N_("Berkas {file} bukan .pdf dan bukan .json."),
        N_("Akhiri namanya dengan .pdf untuk dibaca, atau .json untuk program lain."),
    ),
    "file-not-writable": (
        N_("Berkas {file} tidak bisa ditulis; mungkin sedang terbuka di program lain."),
        N_("Tutup berkas itu atau pilih folder lain, lalu ulangi."),
    ),
    "file-not-written": (
        N_("{name} tidak bisa disimpan di folder itu."),
        N_("Pilih folder lain, atau tutup berkas itu bila sedang dibuka."),
    ),
    "no-display": (
        N_("Tidak ada layar untuk jendela."),
        N_("Jalankan perintah lpk-desktop dengan nama perintah, atau lpk-desktop tour --out FOLDER."),
    ),
    "cancelled": (N_("Dibatalkan. Tidak ada yang disimpan."), N_("Mulai lagi kapan saja.")),
}
