"""Words about erasing people's data: why, what goes and stays, and what stands in the way."""

from __future__ import annotations

from collections.abc import Mapping

from lpk_desktop.domain.erasing import Reason
from lpk_desktop.language import N_, _, counted
from lpk_desktop.services.erasing import Preview

WORDS = {
    "erase-in-class": (
        N_("{name} masih punya tempat di kelas {cohort} yang belum selesai. Tidak ada yang dihapus."),
        N_("Tunggu kelasnya selesai, atau keluarkan orangnya dari kelas itu dulu."),
    ),
    "erase-nobody": (N_("Belum ada orang yang dipilih."), N_("Sebut nama atau id-nya, lihat trainees due.")),
    "erase-unclear": (
        N_("Lebih dari satu orang bernama {name}."),
        N_("Sebut id-nya: {ids}."),
    ),
    "person-erased": (
        N_("Data pribadi orang ini sudah dihapus untuk selamanya, jadi tidak bisa diisi lagi."),
        N_("Bila orangnya mendaftar lagi, tambahkan sebagai peserta baru."),
    ),
    "certificate-erased": (
        N_(
            "Sertifikat {number} tetap sah dan tetap bisa diperiksa, tetapi tidak bisa dicetak lagi: "
            "tanggal lahir pemiliknya sudah dihapus."
        ),
        N_("Berikan surat keterangan dengan nomor dan kode verifikasinya."),
    ),
    "retention-out-of-range": (
        N_("Masa simpan {longest} tahun paling lama, 1 tahun paling singkat."),
        N_("Isi angka di antaranya."),
    ),
}

REASONS: Mapping[Reason, str] = {
    Reason.RETENTION: N_("masa simpannya sudah lewat"),
    Reason.REQUESTED: N_("diminta pemilik data"),
    Reason.WITHDRAWN: N_("persetujuannya dicabut"),
}


def reason_words(reason: Reason) -> str:
    """Why somebody's data is erased."""
    return _(REASONS[reason])


def label(people: int) -> str:
    """What the act is called: never whose, since the name may go too."""
    return counted("Hapus data pribadi {count} peserta", people)


def erased_words(detail: str) -> str:
    """What the access log tells of an erasure."""
    if detail not in set(Reason):  # a newer version's
        return _("Data pribadi dihapus: {reason}").format(reason="–")
    return _("Data pribadi dihapus: {reason}").format(reason=reason_words(Reason(detail)))


def preview_lines(found: Preview) -> list[str]:
    """What goes, what stays and what cannot be helped, a sentence each."""
    lines = [
        counted(
            "Dihapus: NIK, KPJ, kontak, alamat, kelahiran, catatan, dan berkas {count} peserta; "
            "juga dari riwayat.",
            len(found.names),
        ),
        _("Tetap: jumlah hadir dan hasil kelas, tanpa data pribadi."),
    ]
    if found.certificates:
        lines.append(
            counted(
                "Tetap: {count} sertifikat di register, dengan nama, nomor, dan hasilnya.", found.certificates
            )
        )
    if found.nameless:
        lines.append(counted("{count} data tanpa sertifikat kehilangan namanya juga.", found.nameless))
    if found.also:
        lines.append(counted("Ikut dihapus: {count} data ganda yang sudah tidak dipakai.", found.also))
    return [
        *lines,
        _("Penghapusan ini tidak bisa diurungkan, oleh siapa pun."),
        _(
            "Cadangan yang dibuat sebelum hari ini masih memuat datanya sampai terhapus sendiri, paling lama "
            "sekitar sembilan bulan; cadangan di USB yang tidak dicolokkan sampai Anda menghapusnya."
        ),
    ]
