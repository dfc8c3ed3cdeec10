"""How people's data is seen or leaves the program (UU 27/2022, article 46: which data, when, how)."""

from __future__ import annotations

import re
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


_DIGITS = re.compile(r"\d(?:[ ._-]?\d){10,}")


def place_name(name: str) -> str:
    """The name of a file, folder or printer without what may be a NIK or KPJ: eleven digits and more."""
    return _DIGITS.sub(lambda digits: mask(digits.group()), name)[:160]


def stands(given: date | None, withdrawn: date | None) -> bool:
    """Whether consent holds: it was given, and has not been withdrawn since."""
    return given is not None and (withdrawn is None or withdrawn < given)
