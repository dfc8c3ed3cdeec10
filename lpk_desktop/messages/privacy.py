"""The access log in words."""

from __future__ import annotations

from datetime import date

from lpk_desktop.domain import formatting
from lpk_desktop.domain.privacy import Way, stands
from lpk_desktop.language import N_, _, current_language
from lpk_desktop.messages.erasing import erased_words
from lpk_desktop.messages.fields import field_words
from lpk_desktop.services.erasing import ERASED

_WAYS: dict[str, str] = {
    Way.REVEAL.value: N_("{detail} dilihat lengkap"),
    Way.CERTIFICATES.value: N_("Sertifikat disimpan sebagai PDF: {detail}"),
    Way.PRINT.value: N_("Sertifikat dicetak: {detail}"),
    Way.REJECTS.value: N_("Baris yang belum masuk disimpan: {detail}"),
    Way.CONSENT.value: N_("Lembar persetujuan disimpan: {detail}"),
    Way.OWN_DATA.value: N_("Seluruh data peserta disimpan: {detail}"),
}
_OTHER = N_("Data diambil: {detail}")


def consent_words(version: str | None, given: date | None, withdrawn: date | None) -> str:
    """What is known of somebody's consent: since when, to which text, or that there is none."""
    if given is None:
        return _("belum ada")
    on = _short(given)
    if withdrawn is not None and not stands(given, withdrawn):
        return _("ditarik {day}, diberikan {given}").format(day=_short(withdrawn), given=on)
    return _("{day}, teks versi {version}").format(day=on, version=version or "–")


def _short(day: date) -> str:
    return formatting.date_short(day, language=current_language(), year=True)


def way_words(way: str, detail: str) -> str:
    """What was done with somebody's data, and where it went; of a newer version's way only that."""
    if way == ERASED:
        return erased_words(detail)
    shown = field_words(detail) if way == Way.REVEAL.value else detail
    return _(_WAYS.get(way, _OTHER)).format(detail=shown or "–")
