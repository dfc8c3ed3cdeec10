"""The columns of the class list."""

from __future__ import annotations

from collections.abc import Callable

from lpk_desktop.language import C_, _
from lpk_desktop.services.enrolments import EnrolmentStatus, ListLine
from lpk_desktop.ui.identity import nik_look, nik_words, phone_words
from lpk_desktop.ui.rates import rate_look, rate_words
from lpk_desktop.ui.rows_model import QUIET, STRONG, Column, Look

_GONE = Look(role="text3")
_SHARED = Look(role="warnFg", weight=500, icon="alert-triangle", icon_role="warnFg")


def columns() -> list[Column[ListLine]]:
    """Number, name, NIK, phone, status and attendance."""
    return [
        _number_column(),
        Column(
            key="name",
            title=_("Nama"),
            text=lambda line: line.name,
            look=_unless_gone(STRONG),
            width=220,
            stretch=True,
            find=True,
        ),
        Column(
            key="nik",
            title="NIK",
            text=lambda line: nik_words(line.nik, line.nik_state),
            look=lambda line: nik_look(line.nik_state),
            width=140,
            leaves=2,
        ),
        Column(
            key="phone",
            title=_("No. HP"),
            text=lambda line: phone_words(line.phone),
            look=_unless_gone(QUIET),
            width=160,
            leaves=1,
        ),
        Column(key="status", title=_("Status"), text=_status, look=_status_look, width=120),
        Column(
            key="rate",
            title=_("Kehadiran"),
            text=lambda line: rate_words(line.rate, line.minimum),
            sort=lambda line: -1 if line.rate is None else line.rate,
            look=lambda line: rate_look(below=line.below),
            width=116,
            right=True,
            tabular=True,
        ),
    ]


def _number_column() -> Column[ListLine]:
    return Column(
        key="number",
        title=_("No"),
        text=lambda line: str(line.number),
        sort=lambda line: line.number,
        look=_number_look,
        tip=_number_tip,
        width=72,
        right=True,
        tabular=True,
    )


def _number_look(line: ListLine) -> Look:
    return _SHARED if line.number_shared else _unless_gone(QUIET)(line)


def _number_tip(line: ListLine) -> str:
    if not line.number_shared:
        return ""
    return _("Nomor {number} juga dipakai orang lain di kelas ini").format(number=line.number)


def _unless_gone(look: Look) -> Callable[[ListLine], Look]:
    return lambda line: _GONE if line.status is EnrolmentStatus.WITHDRAWN else look


def _status(line: ListLine) -> str:
    return {
        EnrolmentStatus.ACTIVE: _("Aktif"),
        EnrolmentStatus.APPLICANT: _("Calon"),
        EnrolmentStatus.WITHDRAWN: C_("status", "Keluar"),
    }[line.status]


def _status_look(line: ListLine) -> Look:
    return {
        EnrolmentStatus.ACTIVE: Look(role="text2", dot="okSolid"),
        EnrolmentStatus.APPLICANT: Look(role="text2", dot="outline", hollow=True),
        EnrolmentStatus.WITHDRAWN: Look(role="text3", dot="borderStrong"),
    }[line.status]
