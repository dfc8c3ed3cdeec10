"""What people read when something is their matter: what happened, to what, and what to do next."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from lpk_desktop.domain.formatting import clock, date_long, weekday_name
from lpk_desktop.errors import UserError
from lpk_desktop.language import _, current_language
from lpk_desktop.messages import (
    backup,
    central,
    erasing,
    papers,
    roles,
    roster,
    rules,
    services,
    storage,
    sync,
    usage,
)

Words = tuple[str, str]
"""(what happened and to what, what to do next), Indonesian message ids with {facts}."""

TABLE: dict[str, Words] = {
    **storage.WORDS,
    **backup.WORDS,
    **services.WORDS,
    **roles.WORDS,
    **rules.WORDS,
    **roster.WORDS,
    **papers.WORDS,
    **sync.WORDS,
    **central.WORDS,
    **erasing.WORDS,
    **usage.WORDS,
}


def words(error: UserError) -> Words:
    """The two sentences for an error in the chosen language.

    An error without words is our omission, not the person's: its code is shown so that it can be
    reported.
    """
    what, advice = TABLE.get(error.code, (_("Ada masalah ({code})."), ""))
    facts = {name: _plain(name, value) for name, value in error.facts.items()}
    facts.setdefault("code", error.code)
    return _(what).format_map(_Facts(facts)), _(advice).format_map(_Facts(facts)) if advice else ""


def sentence(error: UserError) -> str:
    """What happened and what to do next, as one text: the way of every failure to a person."""
    return " ".join(words(error)).strip()


class _Facts(dict[str, Any]):
    def __missing__(self, name: str) -> str:
        return "–"


def _plain(name: str, value: object) -> object:
    if isinstance(value, date):
        return date_long(value, language=current_language())
    if isinstance(value, time):
        return clock(value, language=current_language())
    if value == "" or value is None:
        return "–"
    if name in {"right", "role", "who"}:
        return roles.fact(name, str(value))
    if name == "weekday" and isinstance(value, int):
        return weekday_name(value, language=current_language())
    return value
