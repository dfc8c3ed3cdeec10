"""Words for what went wrong: what happened, to what, and what to do next."""

from __future__ import annotations

from lpk_desktop.errors import UserError
from lpk_desktop.language import _


def words(error: UserError) -> tuple[str, str]:
    """What happened and what to do, in the chosen language, with the error's facts filled in."""
    happened, advice = _table().get(error.code, _unknown())
    return happened.format(**error.facts), advice.format(**error.facts)


def _table() -> dict[str, tuple[str, str]]:
    return {
        "file-not-written": (
            _("{name} tidak bisa disimpan di folder itu."),
            _("Pilih folder lain, atau tutup berkas itu bila sedang dibuka."),
        ),
    }


def _unknown() -> tuple[str, str]:
    return _("Tindakan ini tidak selesai."), _("Yang sudah tersimpan tetap aman. Coba sekali lagi.")
