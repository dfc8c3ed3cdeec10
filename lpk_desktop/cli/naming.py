"""Whom or what a command means by a name or an id."""

from __future__ import annotations

import re

from lpk_desktop.domain.privacy import without_numbers
from lpk_desktop.errors import UserError
from lpk_desktop.services.finding import names_meant
from lpk_desktop.storage.store import Session

_ID = re.compile(r"[0-9a-f]{32}")


def trainee_named(session: Session, text: str) -> str:
    """The person of this id or name; a part of the name does where only one person has it.

    Raises UserError: "nobody-named" (name), "several-named" (name, matches).
    """
    if _ID.fullmatch(_bare(text)):
        return _bare(text)
    found = names_meant(session, text)
    same = [each for each, name in found.items() if name.casefold() == text.strip().casefold()] or [*found]
    if not same:
        raise UserError("nobody-named", name=without_numbers(text)[:60])
    if len(same) > 1:
        raise UserError("several-named", name=without_numbers(text)[:60], matches=len(same))
    return same[0]


def row_id(text: str) -> str:
    """An id as rows have it, with or without dashes; raises UserError("no-such-row")."""
    if not _ID.fullmatch(_bare(text)):
        raise UserError("no-such-row", row=without_numbers(text)[:40])
    return _bare(text)


def _bare(text: str) -> str:
    return text.replace("-", "").lower()
