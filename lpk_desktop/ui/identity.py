"""What identifies a person, as lists and panels show it: NIK masked, phones as people read them."""

from __future__ import annotations

from lpk_desktop.language import C_, _
from lpk_desktop.services.enrolments import NikState
from lpk_desktop.ui.rows_model import QUIET, Look

_DAMAGED = Look(role="warnFg", icon="alert-triangle", icon_role="warnFg")
_MISSING = Look(role="text3")


def nik_words(masked: str, state: NikState) -> str:
    """The masked NIK, or what is the matter with it."""
    words = {
        NikState.VALID: masked,
        NikState.DAMAGED: _("Rusak"),
        NikState.MISSING: C_("number not known", "Belum ada"),
    }
    return words[state]


def nik_look(state: NikState) -> Look:
    """A damaged NIK stands out, a missing one is pale."""
    return {NikState.VALID: QUIET, NikState.DAMAGED: _DAMAGED, NikState.MISSING: _MISSING}[state]


def phone_words(number: str | None) -> str:
    """+6285741027736 as 0857-4102-7736; land lines ungrouped, foreign numbers as they are."""
    if not number:
        return ""
    if not number.startswith("+62"):
        return number
    local = "0" + number.removeprefix("+62")
    if not local.startswith("08"):
        return local
    return "-".join(part for part in (local[:4], local[4:8], local[8:]) if part)
