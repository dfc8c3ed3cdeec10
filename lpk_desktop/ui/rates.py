"""Attendance rates in lists."""

from __future__ import annotations

from fractions import Fraction

from lpk_desktop.domain import formatting
from lpk_desktop.language import current_language
from lpk_desktop.ui.rows_model import PLAIN, Look

_BELOW = Look(role="dangerFg", weight=600)


def rate_words(rate: Fraction | None, minimum: int | None = None) -> str:
    """93%, never rounded up to a minimum that it misses; a dash while nothing is marked."""
    if rate is None:
        return "–"
    return formatting.percent(rate, minimum=minimum, language=current_language())


def rate_look(*, below: bool) -> Look:
    """How a rate is drawn: heavy and red under the minimum."""
    return _BELOW if below else PLAIN
