"""People in words: standing, changes, ages."""

from __future__ import annotations

from datetime import date

from lpk_desktop.domain.dates import age_on
from lpk_desktop.language import C_, _
from lpk_desktop.services.trainee_list import Standing
from lpk_desktop.ui.dates import plain_date
from lpk_desktop.ui.rows_model import Look


def standing_words(standing: Standing) -> str:
    """Where a person stands."""
    return {
        Standing.APPLICANT: _("Calon"),
        Standing.ACTIVE: _("Aktif"),
        Standing.ENDED: C_("status", "Selesai"),
        Standing.CERTIFIED: _("Bersertifikat"),
        Standing.WITHDRAWN: C_("status", "Keluar"),
    }[standing]


def standing_look(standing: Standing) -> Look:
    """Its dot in lists."""
    return {
        Standing.APPLICANT: Look(role="text2", dot="outline", hollow=True),
        Standing.ACTIVE: Look(role="text2", dot="okSolid"),
        Standing.ENDED: Look(role="text2", dot="outline"),
        Standing.CERTIFIED: Look(role="text2", dot="accent"),
        Standing.WITHDRAWN: Look(role="text3", dot="borderStrong"),
    }[standing]


def standing_tag(standing: Standing) -> str:
    """The kind of its tag."""
    return {
        Standing.ACTIVE: "ok",
        Standing.CERTIFIED: "accent",
    }.get(standing, "neut")


def birth_words(place: str | None, day: date | None, today: date) -> str:
    """Banyumas, 12 Februari 1990 (36 th)."""
    when = ""
    if day is not None:
        when = _("{day} ({age} th)").format(day=plain_date(day), age=age_on(day, today))
    return ", ".join(part for part in (place or "", when) if part)
