"""Words about the central: pairing, the way there, and what it answers."""

from __future__ import annotations

from lpk_desktop.language import N_

_SAFE = N_("Semua pekerjaan tersimpan di komputer ini dan dikirim nanti. Tidak perlu berbuat apa-apa.")

WORDS: dict[str, tuple[str, str]] = {
    "no-network": (N_("Tidak ada jaringan, jadi server pusat tidak bisa dihubungi."), _SAFE),
    "central-name-unknown": (
        N_("Nama server pusat tidak ditemukan; mungkin tidak ada jaringan."),
        _SAFE,
    ),
    "central-unreachable": (N_("Server pusat tidak menjawab."), _SAFE),
    "central-busy": (N_("Server pusat sedang sibuk atau terganggu."), _SAFE),
    "not-a-central": (
        N_("Di {url} ada yang menjawab, tetapi bukan server pusat LPK. Tidak ada data yang dikirim."),
        N_("Kalau jaringan ini meminta masuk lewat peramban, masuklah dulu. Kalau tidak, periksa alamatnya."),
    ),
    "central-not-trusted": (
        N_("Sambungan ke {url} tidak aman: sertifikat TLS-nya tidak dikenal. Tidak ada data yang dikirim."),
        N_("Periksa tanggal komputer ini. Kalau sudah benar, hubungi pengelola server pusat."),
    ),
    "central-without-tls": (
        N_("Di {url} ada yang menjawab, tetapi tanpa sambungan aman. Tidak ada data yang dikirim."),
        N_("Kalau server pusat itu ada di jaringan sendiri, tulis alamatnya dengan http:// di depan."),
    ),
    "central-not-secure": (
        N_("{url} tidak terenkripsi. Data peserta tidak boleh lewat sana."),
        N_("Pakai alamat yang dimulai dengan https://."),
    ),
    "bad-central-url": (
        N_("{url} bukan alamat server pusat."),
        N_("Tulis alamat seperti yang diberikan pengelolanya, misalnya https://server.example.go.id."),
    ),
    "pairing-no-answer": (
        N_("Di {url} tidak ada yang menjawab."),
        N_("Periksa apakah alamatnya benar dan server pusat di sana menyala, lalu coba lagi."),
    ),
    "pairing-no-such-name": (
        N_("Alamat {host} tidak ditemukan di jaringan."),
        N_("Periksa ejaannya. Kalau sudah benar, periksa sambungan internet komputer ini."),
    ),
    "pairing-no-way": (
        N_("Dari komputer ini tidak ada jalan ke {host}."),
        N_("Periksa sambungan jaringan komputer ini dan alamatnya, lalu coba lagi."),
    ),
    "pairing-busy": (
        N_("Server pusat di {url} sedang sibuk atau terganggu."),
        N_("Tunggu sebentar, lalu coba lagi dengan kode yang sama."),
    ),
    "pairing-code-length": (
        N_("Kode sekali pakai terdiri dari {wanted} huruf dan angka, yang ditulis {length}."),
        N_("Tulis seperti ABCD-1234, persis seperti yang dicetak server pusat."),
    ),
    "pairing-code-letter": (
        N_("Kode sekali pakai tidak pernah memuat “{letter}”."),
        N_("Periksa huruf demi huruf, atau minta kode baru dari pengelola server pusat."),
    ),
    "pairing-code-wrong": (
        N_("Kode ini tidak dikenal server pusat."),
        N_("Periksa huruf demi huruf, atau minta kode baru dari pengelola server pusat."),
    ),
    "pairing-code-expired": (
        N_("Kode ini sudah dipakai atau sudah lewat sepuluh menit."),
        N_("Minta kode baru dari pengelola server pusat."),
    ),
    "pairing-too-many-tries": (
        N_("Terlalu banyak kode salah dari jaringan ini."),
        N_("Tunggu {minutes} menit, lalu coba lagi dengan kode baru."),
    ),
    "device-revoked": (
        N_("Server pusat sudah mencabut izin komputer ini. Semua pekerjaan tetap tersimpan di sini."),
        N_("Tanyakan kepada pengelola server pusat mengapa izinnya dicabut."),
    ),
    "device-unknown": (
        N_("Server pusat tidak mengenali komputer ini lagi. Semua pekerjaan tetap tersimpan di sini."),
        N_("Minta kode baru dari pengelola server pusat, lalu pasangkan lagi dengan server yang sama."),
    ),
    "server-replaced": (
        N_("Server di alamat ini bukan server yang dipasangkan. Tidak ada yang dikirim atau dihapus."),
        N_("Tanyakan kepada pengelola server pusat apakah server atau alamatnya diganti."),
    ),
    "upgrade-needed": (
        N_(
            "Server pusat memakai versi yang lebih baru. "
            "Pekerjaan dari sini terkirim, yang baru belum diterima."
        ),
        N_("Perbarui LPK Desktop di komputer ini, lalu sinkronkan lagi."),
    ),
    "central-answer": (
        N_("Server pusat memberi jawaban yang tidak bisa dipakai. Semua pekerjaan tetap tersimpan di sini."),
        N_("Coba lagi nanti. Kalau tetap begitu, laporkan kepada pengelola server pusat: {why}."),
    ),
}
