"""Whether two spellings can be one person's name: titles, order, abbreviations and slips do not count."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

_LONG = 7
"""From so many letters on a word may hold two slips instead of one."""
_SHORT = 4
"""Below so many letters a slip makes another word."""
_TITLES_WRITTEN = """
    h hj kh dr drs dra drg ir prof r rr rm ra tn ny sdr sdri bpk bp bapak ibu mas mbak ust ustadz
    se sh st sp ss sag sip ssi spd spdi ssos sei sst skm skom skep skh spsi shi stp str sikom sab
    me mh mm mt ma mpd mpdi msi mkom mkes mhum mag msc mba amd amdkom amdkep ak ns phd
"""
_MUHAMMAD_WRITTEN = "md mhd moh mohd muh muhd moch moc much mokh mukh mhmd mhmmd mochd"
_TITLES, _MUHAMMAD = frozenset(_TITLES_WRITTEN.split()), frozenset(_MUHAMMAD_WRITTEN.split())
_SOUNDS = (
    ("oe", "u"), ("dj", "j"), ("tj", "c"), ("sj", "sy"), ("nj", "ny"), ("kh", "h"), ("ch", "h"), ("dh", "d"),
    ("th", "t"), ("ph", "f"), ("q", "k"), ("v", "f"), ("z", "s"), ("y", "i"), ("w", "u"),
)  # fmt: skip
"""Spellings of one sound, the old ones of before 1972 among them: Soeharto, Djoko, Tjahyo, Achmad."""


def same_name(one: str, other: str) -> bool:
    """Whether two names can be one person's.

    Every word of the shorter must stand in the longer, in any order: the same word, its beginning
    ("A." for Agus), a usual abbreviation ("Moh." for Muhammad), or with a slip. At least one
    of them must be more than an initial. Titles and all after a comma do not count.
    """
    shorter, longer = sorted((_words(one), _words(other)), key=lambda words: (len(words), words))
    if sorted(shorter) == sorted(longer):
        return True
    if len("".join(shorter)) >= _LONG and _slips("".join(shorter), "".join(longer)) <= 1:
        return True  # words written as one, or a slip in a short one
    open_words = list(longer)
    whole = False
    for word in sorted(shorter, key=len, reverse=True):
        partner = _partner(word, open_words)
        if partner is None:
            return False
        open_words.remove(partner)
        whole = whole or min(len(word), len(partner)) > 1
    return whole


def _partner(word: str, others: Sequence[str]) -> str | None:
    """The word that fits best: the same one, else one that begins alike, else one with a slip."""
    for fits in (str.__eq__, _begins, _close):
        found = next((other for other in others if fits(word, other)), None)
        if found is not None:
            return found
    return None


def _begins(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _words(name: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    before, _comma, _after = plain.partition(",")
    every = [part for part in before.split() if re.search(r"\w", part)]
    borne = [part for part in every if re.sub(r"\W", "", part) not in _TITLES] or every
    return tuple(_sound(word) for part in borne for word in _split(part))


def _split(part: str) -> Iterator[str]:
    """M.Rizki as two words, Nur'aini as one."""
    for word in re.split(r"[^\w'’`‘]+", part):
        letters = re.sub(r"[\W_]", "", word)
        if letters:
            yield letters


def _sound(word: str) -> str:
    """A word by its sound, so that ways to spell it fall together."""
    if word in _MUHAMMAD:
        word = "muhammad"
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    return re.sub(r"(.)\1+", r"\1", word)


def _close(one: str, other: str) -> bool:
    """Whether a slip of the finger makes one of the other; in long words two."""
    shortest = min(len(one), len(other))
    return _slips(one, other) <= (0 if shortest < _SHORT else 1 if shortest < _LONG else 2)


def _slips(one: str, other: str) -> int:
    """How many letters are added, left out, changed, or swapped with their neighbour."""
    if abs(len(one) - len(other)) > 2:
        return 3
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and (letter, one[i - 2]) == (other[j - 2], wanted):
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
