"""How backups are listed, and what restoring one means."""

from __future__ import annotations

from lpk_desktop.domain.formatting import number
from lpk_desktop.errors import UserError
from lpk_desktop.language import _, counted, current_language
from lpk_desktop.messages import sentence
from lpk_desktop.messages.backup import backup_reason
from lpk_desktop.services.backups import BackupLine
from lpk_desktop.ui.dates import moment
from lpk_desktop.ui.rows_model import QUIET, Column, Look

_MEGABYTE = 1_000_000


def meaning(line: BackupLine, *, broken: bool) -> list[str]:
    """What happens to the data when this backup is restored; `broken` where it does not open as it is."""
    if line.problem or line.at is None:
        return [sentence(UserError(line.problem, file=line.path.name))]
    back = (
        _("Data kembali seperti {when}. Yang dikerjakan sesudahnya ikut, sejauh masih terbaca.")
        if broken
        else _("Data kembali seperti {when}. Yang dikerjakan sesudahnya tidak ikut.")
    )
    told = [
        back.format(when=moment(line.at)),
        _("Berkas yang sekarang tidak ditimpa: disimpan di folder “sebelum pemulihan” di sebelahnya."),
    ]
    if line.paired:
        told.append(
            _(
                "Yang sudah terkirim ke server pusat kembali saat sinkron. Di sana tidak ada yang ditimpa: "
                "komputer ini melanjutkan dengan identitas baru."
            )
        )
    if line.findings:
        told.append(
            counted(
                "Pemeriksaan cadangan ini menemukan {count} hal. Pilih yang baik kalau ada.", line.findings
            )
        )
    return told


def _when(line: BackupLine) -> str:
    return moment(line.at) if line.at is not None else line.path.name


def _state(line: BackupLine) -> str:
    if line.problem:
        return _("tidak terbaca")
    return counted("{count} temuan", line.findings) if line.findings else _("baik")


COLUMNS: tuple[Column[BackupLine], ...] = (
    Column(
        key="when",
        title=_("Dibuat"),
        text=_when,
        tip=lambda line: str(line.path),
        stretch=True,
        tabular=True,
    ),
    Column(
        key="reason",
        title=_("Karena"),
        text=lambda line: "" if line.problem else backup_reason(line.reason),
        look=lambda _line: QUIET,
        width=160,
    ),
    Column(
        key="state",
        title=_("Pemeriksaan"),
        text=_state,
        look=lambda line: Look(
            icon="check" if line.sound else "alert-triangle", icon_role="okFg" if line.sound else "warnFg"
        ),
        width=130,
    ),
    Column(
        key="size",
        title=_("Ukuran"),
        text=lambda line: _("{size} MB").format(
            size=number(line.size / _MEGABYTE, decimals=1, language=current_language())
        ),
        sort=lambda line: line.size,
        look=lambda _line: QUIET,
        width=90,
        right=True,
        tabular=True,
    ),
)
