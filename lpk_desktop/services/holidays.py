"""Indonesian public holidays, for laying out a schedule."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date


def indonesian_holidays(years: Iterable[int]) -> dict[date, str]:
    """The national holidays (libur nasional) of these years with their Indonesian names, in order.

    Some fall on a Sunday; plain Sundays are not listed. Days that follow the moon are computed
    ahead of the yearly decree of three ministers and then say "(perkiraan)" in their name.
    """
    return _days(years, "public")


def joint_leave(years: Iterable[int]) -> dict[date, str]:
    """The days of joint leave (cuti bersama) of these years with their names, in order.

    They bind civil servants; a private centre decides for itself, so they are never among the
    holidays and whoever plans chooses. They are known only once the yearly decree is out: years
    without one give nothing.
    """
    return _days(years, "government")


def closed_days(years: Iterable[int], *, joint: bool) -> dict[date, str]:
    """The days of these years on which no session is planned, with their names; `joint` adds joint leave."""
    return indonesian_holidays(years) | (joint_leave(years) if joint else {})


def _days(years: Iterable[int], category: str) -> dict[date, str]:
    from holidays import country_holidays  # noqa: PLC0415  slow to import, needed only when planning

    found = country_holidays("ID", years=years, categories=category, language="id")
    return dict(sorted(found.items()))
