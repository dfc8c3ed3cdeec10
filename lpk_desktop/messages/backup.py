"""Words about backups: making, carrying and restoring them."""

from __future__ import annotations

from lpk_desktop.language import N_

WORDS = {
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
    "backup-too-new": (
        N_("Cadangan {file} dibuat oleh LPK Desktop yang lebih baru. Tidak ada yang berubah."),
        N_("Pasang versi terbaru, lalu pulihkan lagi."),
    ),
}
