"""What the section about backups says."""

from __future__ import annotations

from dataclasses import dataclass

from lpk_desktop.language import _, counted
from lpk_desktop.messages.backup import backup_reason
from lpk_desktop.services.backups import BackedUp, SecondPlace, Standing
from lpk_desktop.ui.dates import moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One matter: what holds, what it means, and its mark."""

    title: str
    detail: str
    icon: str
    role: str


def state_words(standing: Standing) -> Said:
    """Whether there is a good backup, and of when."""
    newest, latest = standing.newest, standing.latest
    if newest is None or newest.at is None:
        if standing.sample:
            return Said(
                title=_("Pusat contoh tidak dicadangkan sendiri"),
                detail=_("Isinya bisa dibuat lagi kapan saja."),
                icon="info-circle",
                role="text3",
            )
        return Said(
            title=_("Belum ada cadangan yang baik"),
            detail=_("Yang pertama dibuat sendiri beberapa saat setelah masuk, atau buat sekarang."),
            icon="alert-triangle",
            role="warnSolid",
        )
    title = _("Cadangan terakhir {when}").format(when=moment(newest.at))
    if latest is not None and latest.findings and latest.at is not None and latest.at > newest.at:
        return Said(
            title=title,
            detail=counted(
                "Yang dibuat {when} tidak lolos pemeriksaan ({count} temuan): jalankan lpk-desktop check.",
                latest.findings,
                when=moment(latest.at),
            ),
            icon="alert-triangle",
            role="warnSolid",
        )
    detail = _("{reason}. Sudah dibuka dan diperiksa. Hanya terbuka dengan kata sandi pusat pelatihan ini.")
    return Said(
        title=title,
        detail=detail.format(reason=backup_reason(newest.reason)),
        icon="shield-check",
        role="okSolid",
    )


def place_words(place: SecondPlace | None) -> Said:
    """Where else backups go."""
    if place is None:
        return Said(
            title=_("Tempat kedua belum dipilih"),
            detail=_("Kalau laptop ini hilang, cadangannya ikut hilang. Pakai stik USB atau diska lain."),
            icon="database",
            role="text3",
        )
    last = _("Belum ada cadangan di sana.")
    if place.last_at is not None:
        last = _("Terakhir {when}.").format(when=moment(place.last_at))
    if place.here:
        return Said(
            title=_("Tempat kedua terpasang"),
            detail=f"{place.folder}. {last}",
            icon="database",
            role="okSolid",
        )
    return Said(
        title=_("Tempat kedua tidak terpasang"),
        detail=_("{folder}. {last} Cadangan berikutnya disalin begitu terpasang.").format(
            folder=place.folder, last=last
        ),
        icon="database",
        role="warnSolid",
    )


def made_words(made: BackedUp) -> str:
    """What became of a backup that a person asked for."""
    if made.line.findings:
        return counted(
            "Cadangan dibuat, tetapi pemeriksaan menemukan {count} hal: jalankan lpk-desktop check.",
            made.line.findings,
        )
    if made.carried is not None:
        return _("Cadangan dibuat dan diperiksa, juga di tempat kedua.")
    return _("Cadangan dibuat dan diperiksa.")
