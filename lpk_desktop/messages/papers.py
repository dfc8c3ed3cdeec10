"""Words about papers: numbers, certificates, codes, attendance sheets."""

from __future__ import annotations

from lpk_desktop.language import N_

WORDS = {
    "template-empty": (
        N_("Pola nomor masih kosong."),
        N_("Tulis misalnya {{serial:04}}/{{series}}/{{roman}}/{{year}}."),
    ),
    "template-too-long": (
        N_("Pola nomor terlalu panjang, paling banyak {part} huruf."),
        N_("Singkatkan bagian yang tetap."),
    ),
    "template-braces": (
        N_("Kurung kurawal pada pola nomor tidak berpasangan: {part}"),
        N_("Tulis setiap bagian seperti {{serial:04}}."),
    ),
    "template-unknown-token": (
        N_("Bagian “{part}” pada pola nomor tidak dikenal."),
        N_("Yang ada: serial, series, centre, course, cohort, roman, month, year, device."),
    ),
    "template-width": (
        N_("Hanya nomor urut yang boleh memakai jumlah angka, bukan “{part}”."),
        N_("Hapus titik dua dan angkanya."),
    ),
    "template-no-serial": (
        N_("Pola nomor belum memuat nomor urut."),
        N_("Tambahkan {{serial:04}}, supaya tidak ada dua sertifikat bernomor sama."),
    ),
    "template-token-twice": (
        N_("Bagian “{part}” ada dua kali pada pola nomor."),
        N_("Sisakan satu."),
    ),
    "template-not-set-off": (
        N_("Pada pola nomor, {part} menempel, sehingga dua nomor bisa terbaca sama."),
        N_("Pisahkan keduanya, misalnya dengan garis miring."),
    ),
    "template-character": (
        N_("Pola nomor memuat tanda yang tidak bisa dicetak."),
        N_("Ketik ulang polanya dalam satu baris."),
    ),
    "number-part-missing": (
        N_("Nomor sertifikat memerlukan bagian “{part}”, tetapi isinya belum ada."),
        N_("Isi kodenya, atau hapus bagian itu dari pola nomor. Belum ada nomor yang terpakai."),
    ),
    "certificate-image-missing": (
        N_("Gambar untuk sertifikat {number} belum ada di komputer ini."),
        N_("Sinkronkan dahulu, lalu cetak lagi. Sertifikatnya tetap aman."),
    ),
    "certificate-image-unreadable": (
        N_("Pasfoto atau logo untuk sertifikat {number} tidak bisa dibaca."),
        N_("Ganti gambarnya dengan JPEG atau PNG, lalu terbitkan pengganti sertifikat ini."),
    ),
    "paper-character-missing": (
        N_("Huruf “{character}” tidak ada pada huruf cetak, jadi kertasnya tidak dibuat."),
        N_("Tulis nama atau judul itu dengan huruf Latin."),
    ),
    "code-file-missing": (
        N_("Berkas {file} tidak ada."),
        N_("Periksa nama dan foldernya."),
    ),
    "code-file-unreadable": (
        N_("Berkas {file} bukan PDF atau gambar yang bisa dibaca."),
        N_("Pakai PDF sertifikat, atau foto JPEG atau PNG yang memuat kode QR-nya."),
    ),
    "no-code-found": (
        N_("Di {file} tidak ada kode QR yang terbaca."),
        N_("Foto lagi dari dekat, tegak lurus dan terang, atau ketik kode di bawah QR-nya."),
    ),
    "cohort-without-sessions": (
        N_("Kelas {number} belum punya sesi, jadi belum ada daftar hadir."),
        N_("Buat jadwalnya dulu."),
    ),
    "picture-unreadable": (N_("Sebuah gambar tidak bisa dibaca."), N_("Ganti dengan JPEG atau PNG.")),
    "picture-too-large": (N_("Gambar {name} terlalu besar."), N_("Potong di sekitar kode QR, lalu ulangi.")),
    "file-not-found": (N_("Berkas {name} tidak ada."), N_("Periksa namanya, lalu pilih lagi.")),
    "file-not-readable": (N_("{name} bukan PDF atau gambar yang bisa dibaca."), N_("Pilih berkas lain.")),
}
