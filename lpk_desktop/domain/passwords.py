"""What a password must not be: what others would try first."""

from __future__ import annotations

import re
from enum import StrEnum

SHORTEST = 8
_FEWEST_LETTERS = 4
_COMMON = (
    "password",
    "katasandi",
    "rahasia",
    "qwerty",
    "admin",
    "indonesia",
    "bismillah",
    "sayang",
    "12345",
    "11111",
)


class Weakness(StrEnum):
    """Why a password cannot be taken."""

    SHORT = "short"
    PLAIN = "plain"


def weakness_of(password: str, *, name: str = "") -> Weakness | None:
    """What is wrong with a new password of somebody called `name`; None when it will do.

    Length counts more than odd signs: NIST SP 800-63B section 3.1.1 asks for the same order.
    """
    if len(password) < SHORTEST:
        return Weakness.SHORT
    rest = password.casefold().replace(" ", "")
    if len(set(rest)) < _FEWEST_LETTERS:
        return Weakness.PLAIN
    words = (*_COMMON, *re.findall(r"\w{4,}", name.casefold()))
    known = [word for word in words if word in rest]
    for word in known:
        rest = rest.replace(word, "")
    return Weakness.PLAIN if known and len(rest) < SHORTEST else None
