"""Step 1: the centre."""

from __future__ import annotations

from datetime import date, timedelta

from lpk_desktop.domain.dates import Kind, read_date
from lpk_desktop.domain.zones import Zone
from lpk_desktop.language import _
from lpk_desktop.ui.pages.first_run.answers import CentreAnswers
from lpk_desktop.ui.pages.first_run.step import Step
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.field import ChoiceField, Field, needed
from lpk_desktop.ui.widgets.segmented import Choice

_SOON = timedelta(days=92)


class CentreStep(Step):
    """Name and place are needed, the rest can be filled in later; `today` is for the licence's end."""

    def __init__(self, theme: Theme, *, today: date) -> None:
        super().__init__(
            theme,
            _("Pusat pelatihan"),
            _("Muncul di sertifikat, daftar hadir dan laporan. Bisa diubah kapan saja."),
            note=_("Semua isian ini tersimpan hanya di laptop ini"),
        )
        self._today = today
        self.name = Field(
            theme, _("Nama pusat pelatihan"), check=needed(_("Nama pusat pelatihan belum diisi"))
        )
        self.address = Field(theme, _("Alamat"))
        self.kind = ChoiceField(theme, _("Jenis pusat pelatihan"), _kinds())
        self.place = Field(
            theme,
            _("Kota, tempat terbit sertifikat"),
            check=needed(_("Kota belum diisi, misalnya Purwokerto")),
        )
        self.zone = ChoiceField(theme, _("Zona waktu"), [Choice(zone.value, zone.value) for zone in Zone])
        self.licence = Field(theme, _("Nomor izin Disnaker"))
        self.issuer = Field(theme, _("Penerbit izin"))
        self.until = Field(theme, _("Izin berlaku sampai"), check=self._check_until)
        self.until.edit.setPlaceholderText(_("30-06-2026"))
        self.until.edit.left.connect(self._warn_of_end)
        self.add_row(self.name)
        self.add_row(self.address)
        self.add_row(self.kind, self.place, self.zone, stretches=(8, 10, 5))
        self.add_row(self.licence, self.issuer, self.until, stretches=(8, 8, 7))
        self.body.addStretch(1)

    def answers(self) -> CentreAnswers:
        """What was answered; empty fields are None."""
        return CentreAnswers(
            name=self.name.text,
            kind=self.kind.value,
            place=self.place.text,
            zone=Zone(self.zone.value),
            address=self.address.text or None,
            licence_number=self.licence.text or None,
            licence_issuer=self.issuer.text or None,
            licence_until=self._until(),
        )

    def summary(self) -> str:
        """The centre's name."""
        return self.name.text

    def _until(self) -> date | None:
        return read_date(self.until.text, kind=Kind.EVENT, today=self._today) if self.until.text else None

    def _check_until(self, text: str) -> str:
        if not text or self._until() is not None:
            return ""
        return _("Tanggal tidak dikenal. Tulis seperti 30-06-2026")

    def _warn_of_end(self) -> None:
        until = self._until()
        if until is None:
            return
        if until < self._today:
            self.until.set_note(_("Izin ini sudah habis, akan diingatkan"), "warnFg")
        elif until - self._today < _SOON:
            self.until.set_note(_("Habis kurang dari 3 bulan lagi, akan diingatkan"), "warnFg")
        else:
            self.until.set_note("")


def _kinds() -> list[Choice]:
    return [
        Choice("LPKS", _("LPK swasta (LPKS)")),
        Choice("BLK", _("BLK pemerintah daerah")),
        Choice("BLKK", _("BLK komunitas (BLKK)")),
        Choice("LKP", _("Lembaga kursus (LKP)")),
    ]
