"""Finding people by what somebody types: the beginning of any of their names, digits they own.

Words are folded alike for the index and for the question: no capitals, accents or punctuation. Of
NIK and KPJ people know the end, so those digits stand in the index from the last to the first.
"""

from __future__ import annotations

import re
import unicodedata

OWN, PHONE = "\ue000", "\ue001"
"""Begin the index's words of digits that are no name; nobody types them."""


def words_of(text: str) -> list[str]:
    """The folded words of a text; one with something inside ("Nur'aini", "M.Rizki") whole and in parts."""
    found = []
    for word in _folded(text).split():
        parts = re.findall(r"[^\W_]+", word)
        found += parts if len(parts) < 2 else ["".join(parts), *parts]
    return found


def indexed(*, name: str, nik: str | None, kpj: str | None, phone: str | None) -> str:
    """Everything that a person is found by, as one line of words."""
    owned = [OWN + _digits(each)[::-1] for each in (nik, kpj) if each]
    numbers = [PHONE + _local(_digits(phone))] if phone else []
    return " ".join([*words_of(name), *owned, *numbers])


def question(text: str, *, most: int | None = None) -> str | None:
    """The question to the index: every word, in any order, as the beginning of one of a person's words.

    Digits alone, also with blanks between, may end a NIK or KPJ or begin a phone number, with or without
    0 or 62 in front. More than `most` digits end none: to whoever may not see a NIK, an answer to each
    digit tried in front of those that are known would spell it. None for a text that says nothing.
    """
    words = re.sub(r"(?<=\d)\s+(?=\d+(?:\s|$))", "", text).split()
    asked = [any_of for word in words if (any_of := _alternatives(word, most))]
    return " AND ".join(f"({' OR '.join(each)})" for each in asked) or None


def _alternatives(word: str, most: int | None) -> list[str]:
    digits = _digits(word)
    if digits and not re.search(r"[^\W\d_]", word):
        owned = [OWN + digits[::-1]] if most is None or len(digits) <= most else []
        phone = [PHONE + local] if (local := _local(digits)) else []
        return [f'"{each}"*' for each in (digits, *owned, *phone)]
    parts = words_of(word)
    return [f'"{parts[0]}"*'] if parts else []


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _local(digits: str) -> str:
    """A phone number without the country or the zero in front."""
    return digits.removeprefix("62") if digits.startswith("62") else digits.removeprefix("0")
