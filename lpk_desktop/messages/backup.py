"""Words about backups: making, carrying and restoring them."""

from __future__ import annotations

from lpk_desktop.domain.backups import Reason
from lpk_desktop.language import N_, _, counted

WORDS = {
    "no-backup": (
        N_("Belum ada cadangan yang baik di {folder}."),
        N_("Buat satu dengan lpk-desktop backup, atau sebutkan berkasnya."),
    ),
    "backup-exists": (
        N_("Sudah ada berkas bernama {file}. Berkas itu tidak diubah."),
        N_("Pilih nama lain untuk cadangannya."),
    ),
    "backup-not-written": (
        N_("Cadangan tidak bisa ditulis ke {file}. Data dan cadangan yang lama tetap aman."),
        N_("Periksa apakah folder itu ada dan boleh ditulis, atau pilih tempat lain."),
    ),
    "backup-not-readable": (
        N_("Cadangan {file} tidak bisa dibaca."),
        N_("Periksa apakah berkasnya ada dan diskanya terpasang, lalu coba lagi."),
    ),
    "not-a-backup": (
        N_("{file} bukan cadangan LPK Desktop. Tidak ada yang berubah."),
        N_("Pilih berkas yang namanya berakhir dengan .lpkbackup."),
    ),
    "backup-damaged": (
        N_("Cadangan {file} rusak: isinya bukan lagi yang ditulis. Tidak ada yang berubah."),
        N_("Pakai cadangan lain, misalnya yang satu lebih lama atau yang ada di tempat kedua."),
    ),
    "backup-has-copy": (
        N_("Cadangan {file} rusak: isinya bukan lagi yang ditulis. Tidak ada yang berubah."),
        N_("Pakai salinannya yang masih utuh di tempat kedua: {other}"),
    ),
    "backup-too-new": (
        N_("Cadangan {file} dibuat oleh LPK Desktop yang lebih baru. Tidak ada yang berubah."),
        N_("Pasang versi terbaru, lalu pulihkan lagi."),
    ),
    "backup-running": (
        N_("Cadangan sedang dibuat oleh jendela atau perintah lain. Tidak ada yang berubah."),
        N_("Tunggu sebentar, lalu ulangi."),
    ),
    "backup-of-another": (
        N_("Ini cadangan {centre} dari komputer {device}, bukan dari komputer ini. Tidak ada yang berubah."),
        N_("Pulihkan ke folder data lain dengan --data, atau pilih cadangan komputer ini."),
    ),
    "certificates-since": (
        N_(
            "Sesudah cadangan ini terbit sertifikat yang hanya ada di komputer ini, mulai {number}. "
            "Kalau dipulihkan, nomornya akan terpakai dua kali. Tidak ada yang berubah."
        ),
        N_("Sinkronkan dulu, pilih cadangan yang lebih baru, atau urungkan kesalahannya lewat riwayat."),
    ),
    "data-in-use": (
        N_("Data di {folder} sedang terbuka di jendela atau perintah lain. Tidak ada yang berubah."),
        N_("Tutup dulu yang lain, lalu ulangi."),
    ),
    "restore-not-written": (
        N_("Cadangan tidak bisa dipulihkan: folder data {file} tidak bisa ditulis."),
        N_("Beri izin tulis pada folder itu, lalu ulangi. Data yang sekarang tetap ada."),
    ),
    "data-opens-again": (
        N_("Data di {folder} sekarang bisa dibuka lagi dan utuh. Tidak ada yang dipulihkan."),
        N_("Kembali, lalu masuk seperti biasa. Yang terakhir dikerjakan masih ada."),
    ),
    "restored-not-synced": (
        N_(
            "Data ini dipulihkan dari cadangan, jadi nomor sertifikat yang terbit sesudahnya belum dikenal "
            "di sini."
        ),
        N_("Sinkronkan satu kali dengan server pusat, lalu terbitkan."),
    ),
    "second-place-inside": (
        N_("Tempat kedua tidak boleh di dalam folder data: {folder}."),
        N_("Pilih stik USB atau folder di diska lain."),
    ),
}

_REASONS = {
    Reason.DAY: N_("Awal hari"),
    Reason.HOUR: N_("Setiap jam"),
    Reason.IMPORT: N_("Sebelum impor"),
    Reason.UPGRADE: N_("Sebelum versi baru"),
    Reason.RESTORE: N_("Sebelum pemulihan"),
    Reason.RESTORED: N_("Sesudah pemulihan"),
    Reason.PAIRING: N_("Sebelum dipasangkan"),
    Reason.REPAIR: N_("Sebelum perbaikan"),
    Reason.REWRITTEN: N_("Sesudah dipasangkan atau dihapus"),
    Reason.ASKED: N_("Diminta"),
}


def backup_reason(reason: Reason | None) -> str:
    """Why a backup was made, in a word or two."""
    return _(_REASONS[reason]) if reason is not None else _("Alasan lain")


def salvaged_words(changes: int) -> str:
    """That what was done since the backup could still be read."""
    return counted("{count} perubahan sesudah cadangan itu masih terbaca dan ikut kembali.", changes)


def untold_words() -> str:
    """That what was done since the backup could not be taken over, and where it is."""
    return _(
        "Yang dikerjakan sesudah cadangan itu belum bisa diambil. Catatannya tetap ada di folder data: "
        "jangan hapus apa pun di sana, dan laporkan ini."
    )


def left_behind_words(changes: int) -> str:
    """That a restoration leaves changes behind."""
    return counted(
        "{count} perubahan sesudah cadangan itu belum terkirim; hanya ada di berkas yang disimpan.", changes
    )
