"""What `lpk-desktop check` finds, in words: rows are named by their ids, never by what they hold."""

from __future__ import annotations

from collections.abc import Mapping

from lpk_desktop.language import N_, _
from lpk_desktop.messages.tables import table_words

WORDS: Mapping[str, str] = {
    "file-damaged": N_("Berkas data rusak: {detail}"),
    "reference-broken": N_("{table} {row} menunjuk baris yang tidak ada ({target})."),
    "device-missing": N_("Berkas tidak menyebut komputer mana pemiliknya."),
    "changes-missing": N_("Perubahan komputer ini nomor {first} sampai {last} tidak ada."),
    "chain-broken": N_("Perubahan nomor {n} bukan yang dahulu ditulis komputer ini."),
    "change-unreadable": N_("Perubahan {origin}.{n} dalam riwayat tidak terbaca."),
    "act-missing": N_("Perubahan {origin}.{n} tidak punya tindakan."),
    "act-empty": N_("Tindakan {origin}.{n} tidak punya perubahan pertama."),
    "row-missing": N_("{table} {row} ada dalam riwayat, tetapi barisnya tidak ada."),
    "row-unrecorded": N_("{table} {row} ada, tetapi tidak ada dalam riwayat."),
    "row-differs": N_("{table} {row} tidak sama dengan riwayatnya: {fields}"),
    "slots-unreadable": N_("Berkas kunci hilang atau rusak."),
    "nobody-can-sign-in": N_("Tidak seorang pun punya kunci untuk masuk."),
    "no-recovery": N_("Kode pemulihan tidak punya kunci."),
}


def finding_words(code: str, facts: Mapping[str, str | int]) -> str:
    """One finding in a sentence; a code without words is shown as it is."""
    shown = {name: table_words(str(value)) if name == "table" else value for name, value in facts.items()}
    words = WORDS.get(code)
    return _(words).format(**shown) if words else code
