"""Words about the server itself, for those who run `lpk-central`."""

from __future__ import annotations

from lpk_desktop.language import N_

WORDS = {
    "central-folder": (
        N_("Folder data server tidak bisa dipakai: {folder}."),
        N_("Periksa apakah folder itu boleh ditulis, atau sebut folder lain dengan --data."),
    ),
    "central-key-damaged": (
        N_("Berkas kunci server rusak: {file}. Berkas itu tidak diubah."),
        N_("Kembalikan dari cadangan. Dengan kunci baru, semua komputer harus dipasangkan lagi."),
    ),
    "central-database": (
        N_("Basis data server tidak bisa dibuka: {database}."),
        N_("Periksa alamat atau berkasnya; alamat lengkap misalnya postgresql+psycopg://server/lpk."),
    ),
    "no-such-centre": (
        N_("Tidak ada, atau lebih dari satu, LPK bernama {name} di server ini."),
        N_("Sebut nomor LPK yang dicetak oleh centre add."),
    ),
    "no-such-device": (
        N_("LPK ini tidak punya komputer nomor {number}."),
        N_("Lihat nomornya dengan device list."),
    ),
    "port-not-free": (
        N_(
            "Server tidak bisa melayani {host}:{port}: "
            "sudah dipakai program lain, atau bukan alamat komputer ini."
        ),
        N_("Hentikan program itu, atau pilih yang lain dengan --port dan --host."),
    ),
}
