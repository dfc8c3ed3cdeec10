"""What identifies a person, as lists and panels show it: NIK masked, phones as people read them."""

from __future__ import annotations

from lpk_desktop.domain import formatting
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
    return formatting.phone(number) if number else ""
