"""What `lpk-desktop check` finds, in words: rows are named by their ids, never by what they hold."""

from __future__ import annotations

from collections.abc import Mapping

from lpk_desktop.language import N_, _
from lpk_desktop.messages.fields import field_words
from lpk_desktop.messages.tables import table_words

SHORT = 12
"""How many hex digits of a digest people read."""
_GOOD_COPY = N_(
    "Barisnya dibiarkan seperti sekarang. Cari cadangan yang bersih dengan lpk-desktop backup --verify; "
    "kalau dipulihkan, berkas yang sekarang disimpan di sampingnya."
)
_LOST_BYTES = N_(
    "Data lain aman, catatan tentang berkas ini juga. Isinya masih ada di cadangan dari sebelum itu: cari "
    "yang bersih dengan lpk-desktop backup --verify."
)
_FROM_THE_LOG = N_(
    "Riwayatnya masih ada: lpk-desktop check --repair membuat cadangan, lalu menaruh barisnya seperti "
    "riwayatnya. Yang tidak bisa dibuktikan dibiarkan."
)

WORDS: Mapping[str, tuple[str, str]] = {
    "file-damaged": (
        N_("Berkas data rusak: {detail}"),
        N_(
            "Jangan dipakai untuk pekerjaan baru. Indeks dibetulkan oleh lpk-desktop check --repair; untuk "
            "yang lain pulihkan cadangan yang baik (lpk-desktop backup --list). Berkas yang sekarang "
            "disimpan di sampingnya."
        ),
    ),
    "reference-broken": (
        N_("{table} {row} menunjuk baris yang tidak ada ({target})."),
        N_(
            "Baris itu sendiri masih ada. Yang hilang ditaruh kembali oleh lpk-desktop check --repair kalau "
            "riwayatnya masih memuatnya."
        ),
    ),
    "device-missing": (
        N_("Berkas tidak menyebut komputer mana pemiliknya."),
        N_(
            "Datanya masih terbaca, tetapi jangan bekerja atau menyinkronkan dengan berkas ini. Pulihkan "
            "cadangan yang baik (lpk-desktop backup --list)."
        ),
    ),
    "changes-missing": (
        N_("Perubahan {origin}.{first} sampai {origin}.{last} hilang dari riwayat."),
        _GOOD_COPY,
    ),
    "chain-broken": (
        N_("Perubahan {origin}.{n} dalam riwayat bukan lagi yang dahulu ditulis."),
        _GOOD_COPY,
    ),
    "change-unreadable": (N_("Perubahan {origin}.{n} dalam riwayat tidak terbaca."), _GOOD_COPY),
    "change-set-aside": (
        N_("Perubahan {origin}.{n} disisihkan tanpa alasan: isinya tidak ada dalam barisnya."),
        _GOOD_COPY,
    ),
    "act-missing": (
        N_("Perubahan {origin}.{n} tidak punya tindakan: siapa dan kapan tidak diketahui lagi."),
        _GOOD_COPY,
    ),
    "act-empty": (
        N_("Tindakan {origin}.{n} tidak punya perubahan pertama: apa yang diubahnya tidak diketahui lagi."),
        _GOOD_COPY,
    ),
    "row-missing": (N_("{table} {row} ada dalam riwayat, tetapi barisnya tidak ada."), _FROM_THE_LOG),
    "row-unrecorded": (
        N_("{table} {row} ada, tetapi tidak ada dalam riwayat."),
        N_(
            "Baris itu ditulis di luar LPK Desktop, atau riwayatnya hilang. Baris itu dibiarkan dan tidak "
            "ikut tersinkron; bandingkan dengan cadangan yang bersih (lpk-desktop backup --verify)."
        ),
    ),
    "row-differs": (N_("{table} {row} tidak sama dengan riwayatnya: {fields}"), _FROM_THE_LOG),
    "blob-missing": (
        N_("{table} {row}: isi berkasnya ({file}) hilang dari komputer ini."),
        _LOST_BYTES,
    ),
    "blob-altered": (
        N_("{table} {row}: isi berkasnya ({file}) bukan lagi yang dahulu dimasukkan."),
        _LOST_BYTES,
    ),
    "blob-misplaced": (
        N_("{table} {row}: di tempat berkasnya ({file}) ada isi berkas lain ({belongs})."),
        N_(
            "Isi itu sendiri utuh: lpk-desktop check --repair membuat cadangan, lalu menaruhnya di tempatnya."
        ),
    ),
    "blob-size": (
        N_("{table} {row}: berkasnya ({file}) tercatat {said} bita, padahal {size} bita."),
        N_(
            "Isinya utuh dan aman dipakai. Kalau riwayat memuat ukuran yang benar, lpk-desktop check "
            "--repair membetulkannya; kalau tidak, biarkan."
        ),
    ),
    "blob-unnamed": (
        N_("Ada isi berkas ({file}, {size} bita) yang tidak disebut data mana pun."),
        N_(
            "Tidak ada yang hilang karenanya, dan isi itu dibiarkan: mungkin catatannya yang hilang. Kalau "
            "riwayat masih memuat catatannya, lpk-desktop check --repair mengembalikannya."
        ),
    ),
    "index-differs": (
        N_("Daftar pencarian peserta tidak sama dengan datanya: {people} orang."),
        N_(
            "Datanya sendiri aman, tetapi orang bisa tidak ditemukan, juga saat mengimpor. lpk-desktop check "
            "--repair membuat daftar itu baru dari datanya."
        ),
    ),
    "slots-unreadable": (
        N_("Berkas kunci (slots.json) hilang atau rusak."),
        N_(
            "Datanya tidak tersentuh, tetapi sesudah ditutup tidak ada yang bisa masuk. Pulihkan cadangan "
            "(lpk-desktop backup --list): kuncinya ada di dalamnya."
        ),
    ),
    "slot-differs": (
        N_("Kunci masuk orang {staff} tidak sama dengan datanya."),
        N_(
            "Data peserta tidak tersentuh. Tutup, lalu masuk sekali lagi sebagai administrator: kunci dibuat "
            "menurut data orangnya. Kalau orang itu lalu tidak bisa masuk, beri kode dengan lpk-desktop "
            "staff code. Kalau tidak ada yang bisa masuk, pakai kode pemulihan."
        ),
    ),
    "nobody-can-sign-in": (
        N_("Tidak seorang pun punya kunci untuk masuk."),
        N_("Datanya tidak tersentuh. Masuk dengan kode pemulihan, lalu pilih kata sandi baru."),
    ),
    "no-recovery": (
        N_("Kode pemulihan tidak punya kunci."),
        N_(
            "Datanya tidak tersentuh, tetapi kalau semua kata sandi terlupa tidak ada jalan masuk "
            "lagi. Buat kode baru dengan lpk-desktop staff recovery."
        ),
    ),
}


def finding_words(code: str, facts: Mapping[str, str | int]) -> str:
    """One finding in a sentence; a code without words is shown as it is."""
    words = WORDS.get(code)
    if words is None:
        return code
    return _(words[0]).format(**{name: _shown(name, value) for name, value in facts.items()})


def finding_advice(code: str) -> str:
    """What is safe, and what to do next, after findings of one kind; empty for a code without words."""
    words = WORDS.get(code)
    return _(words[1]) if words else ""


def _shown(name: str, value: str | int) -> str | int:
    if name in ("table", "target"):
        return table_words(str(value))
    if name == "fields":
        return ", ".join(field_words(each) for each in str(value).split(","))
    return str(value)[:SHORT] if name in ("file", "belongs") else value
