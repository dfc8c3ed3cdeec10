"""How people's data is seen or leaves the program (UU 27/2022, article 46: which data, when, how)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from lpk_desktop.domain.people import mask


class Way(StrEnum):
    """One way out; the values stand in the access log."""

    REVEAL = "reveal"
    """A whole NIK or KPJ on the screen."""
    CERTIFICATES = "certificates"
    """Certificates as PDF files."""
    PRINT = "print"
    """Certificates sent to a printer."""
    REJECTS = "rejects"
    """The workbook of rows that an import left out."""
    OWN_DATA = "own-data"
    """Everything about one person, for that person."""
    CONSENT = "consent"
    """A sheet with people's names for them to sign."""


_GONE = "…"
_WORD = re.compile(r"[^\W_]{3,}")
_DIGITS = re.compile(r"\d(?:[ ._-]?\d){10,}")


def place_name(name: str, people: Iterable[str] = ()) -> str:
    """The name of a file, folder or printer without the names of `people` and what may be a NIK or KPJ.

    Of a name every word of three letters goes; of digits eleven and more are masked. Who they were is on
    record by id: that stays true when somebody is erased, whose name must not live on in the log.
    """
    shown = _DIGITS.sub(lambda digits: mask(digits.group()), name)[:160]
    words = {word for person in people for word in _WORD.findall(person)}
    if words:
        either = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
        shown = re.sub(rf"(?<![^\W_])(?:{either})(?![^\W_])", _GONE, shown, flags=re.IGNORECASE)
    return re.sub(rf"{_GONE}(?:[\s_-]*{_GONE})+", _GONE, shown)


def stands(given: date | None, withdrawn: date | None) -> bool:
    """Whether consent holds: it was given, and has not been withdrawn since."""
    return given is not None and (withdrawn is None or withdrawn < given)
