"""The access log in words."""

from __future__ import annotations

from lpk_desktop.domain.privacy import Way
from lpk_desktop.language import N_, _
from lpk_desktop.messages.fields import field_words

_WAYS: dict[str, str] = {
    Way.REVEAL.value: N_("{detail} dilihat lengkap"),
    Way.CERTIFICATES.value: N_("Sertifikat disimpan sebagai PDF: {detail}"),
    Way.PRINT.value: N_("Sertifikat dicetak: {detail}"),
    Way.REJECTS.value: N_("Baris yang belum masuk disimpan: {detail}"),
    Way.OWN_DATA.value: N_("Seluruh data peserta disimpan: {detail}"),
}
_OTHER = N_("Data diambil: {detail}")


def way_words(way: str, detail: str) -> str:
    """What was done with somebody's data, and where it went; of a newer version's way only that."""
    shown = field_words(detail) if way == Way.REVEAL.value else detail
    return _(_WAYS.get(way, _OTHER)).format(detail=shown or "–")
