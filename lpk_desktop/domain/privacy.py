"""How people's data is seen or leaves the program (UU 27/2022, article 46: which data, when, how)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
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
_WORD = re.compile(r"[^\W_]+")
_LONG = 3
"""Letters of a word that goes by itself; shorter ones are words of any sentence."""
_BETWEEN = r"[\W_]{0,3}"
_DAY = r"(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)"
# A day after a space begins anew: two days beside each other are no NIK.
_DIGITS = re.compile(rf"\d(?:{_BETWEEN}(?!(?<=[\s_]){_DAY})\d){{10,}}")
_SHORTEST = 7
"""Digits of a number that are looked for in a label; fewer are a day or a count."""


def place_name(name: str, people: Iterable[str] = ()) -> str:
    """The name of a file, folder or printer without the names of `people` and what may be a NIK or KPJ.

    Of a name every word of three letters goes; of digits eleven and more are masked. Who they were is on
    record by id: that stays true when somebody is erased, whose name must not live on in the log.
    """
    words = {word for person in people for word in _WORD.findall(person) if len(word) >= _LONG}
    return _without(without_numbers(name)[:160], words)


def without_numbers(text: str) -> str:
    """A text with every run of eleven digits and more masked, however they are set apart."""
    return _DIGITS.sub(lambda found: mask(re.sub(r"\D", "", found.group())), text)


@dataclass(slots=True)
class Sayings:
    """By what labels of acts may have called somebody: all names and numbers of theirs, ever."""

    names: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    """Digits alone, of a phone number without what stands for the country."""
    kept: set[str] = field(default_factory=set)
    """Names that stay."""

    def learn(self, table: str, values: Mapping[str, object]) -> None:
        """Add what values of one row of a table say."""
        for name in _NAMES.get(table, ()):
            if isinstance(said := values.get(name), str):
                self.names.add(said)
        for name in _NUMBERS.get(table, ()):
            for number in re.findall(r"[\d+ ()-]+", str(values.get(name) or "")):
                digits = re.sub(r"\D", "", number)
                digits = digits if name in {"nik", "kpj"} else re.sub(r"^(?:62|0)", "", digits)
                self.numbers |= {digits} if len(digits) >= _SHORTEST else set()

    def keep(self, table: str, values: Mapping[str, object]) -> None:
        """Add the names among values of a row that stay: the person's, and those on certificates."""
        said = [values.get("name")] if table == "trainee" else []
        if table == "certificate":
            with suppress(ValueError, AttributeError):
                said.append(json.loads(str(values.get("content"))).get("name"))
        self.kept.update(name for name in said if isinstance(name, str))

    def unsaid(self, label: str) -> str:
        """The label without them; of a name each word of three letters goes, and a shorter name whole."""
        there = re.sub(r"\D", "", label)
        for digits in sorted((each for each in self.numbers if each in there), key=len, reverse=True):
            either = rf"(?<!\d)(?:\+?62{_BETWEEN}|0{_BETWEEN})?{_BETWEEN.join(digits)}(?!\d)"
            label = re.sub(either, _GONE, label)
        staying = {word.casefold() for name in self.kept for word in _WORD.findall(name)}
        gone: set[str] = set()
        for name in self.names:
            words = {word for word in _WORD.findall(name) if word.casefold() not in staying}
            gone |= {word for word in words if len(word) >= _LONG} | ({name} if words else set())
        said = label.casefold()
        return _without(label, [each for each in gone if each.casefold() in said])


_NAMES: Mapping[str, tuple[str, ...]] = {
    "trainee": ("name", "contact_name"),
    "enrolment": ("certificate_name",),
}
_NUMBERS: Mapping[str, tuple[str, ...]] = {
    "trainee": ("nik", "kpj", "phone", "other_phones", "contact_phone"),
}


def _without(text: str, words: Iterable[str]) -> str:
    """The text without these words where they stand by themselves, however they are cased."""
    either = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    if either:
        text = re.sub(rf"(?<![^\W_])(?:{either})(?![^\W_])", _GONE, text, flags=re.IGNORECASE)
    return re.sub(rf"{_GONE}(?:[\s_-]*{_GONE})+", _GONE, text)


def stands(given: date | None, withdrawn: date | None) -> bool:
    """Whether consent holds: it was given, and has not been withdrawn since."""
    return given is not None and (withdrawn is None or withdrawn < given)
