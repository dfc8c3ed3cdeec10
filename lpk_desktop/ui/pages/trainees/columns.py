"""The columns of the list of people."""

from __future__ import annotations

from lpk_desktop.language import C_, _
from lpk_desktop.services.trainee_list import Standing, TraineeLine
from lpk_desktop.ui.identity import nik_look, nik_words, phone_words
from lpk_desktop.ui.pages.trainees.words import standing_look, standing_words
from lpk_desktop.ui.rates import rate_look, rate_words
from lpk_desktop.ui.rows_model import QUIET, STRONG, Column, Look

_DOUBLED = Look(weight=500, icon="copy", icon_role="warnFg")
_ORDER = {standing: place for place, standing in enumerate(Standing)}


def columns() -> list[Column[TraineeLine]]:
    """Name, NIK, phone, class, standing, attendance; they leave as ui.md section 4 says."""
    return [
        Column(
            key="name", title=_("Nama"), text=lambda line: line.name, look=_name_look, tip=_twins, width=210,
            stretch=True,
        ),
        Column(
            key="nik", title="NIK", text=lambda line: nik_words(line.nik, line.nik_state),
            look=lambda line: nik_look(line.nik_state), width=124, leaves=4,
        ),
        Column(
            key="phone", title=_("No. HP"), text=lambda line: phone_words(line.phone),
            look=lambda _line: QUIET, width=146, leaves=1,
        ),
        Column(
            key="cohort", title=C_("one of them", "Kelas"), text=lambda line: line.cohort or "–",
            look=lambda _line: QUIET, width=160, leaves=3,
        ),
        Column(
            key="standing", title=_("Status"), text=lambda line: standing_words(line.standing),
            sort=lambda line: _ORDER[line.standing], look=lambda line: standing_look(line.standing),
            width=126,
        ),
        Column(
            key="rate", title=_("Kehadiran"), text=lambda line: rate_words(line.rate, line.minimum),
            sort=lambda line: -1 if line.rate is None else line.rate,
            look=lambda line: rate_look(below=line.below), width=104, right=True, tabular=True, leaves=2,
        ),
    ]  # fmt: skip


def _name_look(line: TraineeLine) -> Look:
    return _DOUBLED if line.twins else STRONG


def _twins(line: TraineeLine) -> str:
    if not line.twins:
        return ""
    return _("Mungkin orang yang sama dengan {names}").format(names=_(" dan ").join(line.twins))
