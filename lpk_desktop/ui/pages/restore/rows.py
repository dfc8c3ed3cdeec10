"""How backups are listed, and what restoring one means."""

from __future__ import annotations

from lpk_desktop.domain.formatting import number
from lpk_desktop.errors import UserError
from lpk_desktop.language import _, current_language
from lpk_desktop.messages import words
from lpk_desktop.messages.backup import backup_reason
from lpk_desktop.services.backups import BackupLine
from lpk_desktop.ui.dates import moment
from lpk_desktop.ui.rows_model import QUIET, Column, Look

_MEGABYTE = 1_000_000


def meaning(line: BackupLine) -> list[str]:
    """What happens to the data when this backup is restored."""
    if line.problem or line.at is None:
        return [" ".join(words(UserError(line.problem, file=line.path.name))).strip()]
    told = [
        _("Data kembali seperti {when}. Yang dikerjakan sesudahnya tidak ikut.").format(when=moment(line.at)),
        _("Berkas yang sekarang tidak ditimpa: disimpan di folder “sebelum pemulihan” di sebelahnya."),
    ]
    if line.paired:
        told.append(
            _(
                "Yang sudah terkirim ke pusat kembali saat sinkron. Di pusat tidak ada yang ditimpa: "
                "komputer ini melanjutkan dengan identitas baru."
            )
        )
    if line.findings:
        told.append(
            _("Pemeriksaan cadangan ini menemukan {count} hal. Pilih yang baik kalau ada.").format(
                count=line.findings
            )
        )
    return told


def _when(line: BackupLine) -> str:
    return moment(line.at) if line.at is not None else line.path.name


def _state(line: BackupLine) -> str:
    if line.problem:
        return _("tidak terbaca")
    return _("{count} temuan").format(count=line.findings) if line.findings else _("baik")


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
