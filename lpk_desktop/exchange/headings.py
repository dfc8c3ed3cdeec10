"""What a column heading means: Indonesian and English, abbreviated, glued, misspelt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from lpk_desktop.exchange.heading_words import RULES, WORDS


class Field(StrEnum):
    """The values of a roster row, named as in commands.md."""

    NAME = "name"
    NIK = "nik"
    KPJ = "kpj"
    SEX = "sex"
    BIRTH_PLACE = "birth_place"
    BIRTH_DATE = "birth_date"
    PHONE = "phone"
    EDUCATION = "education"
    ADDRESS = "address"
    EMPLOYER = "employer"
    TERMINATED = "terminated"
    EMAIL = "email"


class Meaning(StrEnum):
    """What a whole column holds: a field, or birth place and date in one cell."""

    NAME = "name"
    NIK = "nik"
    KPJ = "kpj"
    SEX = "sex"
    BIRTH_PLACE = "birth_place"
    BIRTH_DATE = "birth_date"
    BIRTH = "birth_place+birth_date"
    PHONE = "phone"
    EDUCATION = "education"
    ADDRESS = "address"
    EMPLOYER = "employer"
    TERMINATED = "terminated"
    EMAIL = "email"

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that a column of this meaning fills."""
        return tuple(Field(part) for part in self.value.split("+"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """How well a heading fits each meaning (0 to 1).

    `vague` headings say so little that the column's content may decide; `counter` headings number the
    rows; `words` are the concepts found.
    """

    fits: Mapping[Meaning, float]
    vague: bool
    counter: bool
    words: frozenset[str]

    @property
    def best(self) -> float:
        """The best fit of all meanings."""
        return max(self.fits.values(), default=0.0)


_OTHERS = frozenset({"other", "relative", "person_other", "school", "training"})
_STRICT_OTHERS = frozenset({"relative", "person_other", "school", "employer", "health", "staff"})
_SIDE = frozenset(
    {
        "nomor",
        "lengkap",
        "person",
        "staff",
        "tk",
        "kerja",
        "ktp",
        "identity",
        "citizen",
        "card",
        "kind",
        "last",
    }
    | {"filler", "membership", "origin", "relation", "man", "woman"}
)
_BIRTH_PARTS = frozenset({"place", "city", "date"})
_VAGUE = frozenset(
    {"nomor", "identity", "filler", "date", "kind", "card", "person", "root", "unknown", "contract"}
)
_FAMILIAR, _STRANGE, _FOREIGN = 0.7, 0.85, 0.3  # what one unexplained word leaves of a fit


class _Rule(NamedTuple):
    meaning: Meaning
    weight: float
    needs: frozenset[str]
    bars: frozenset[str]


def read_heading(text: str, above: str = "") -> Heading:
    """What a column means by its heading, and by the group heading `above` it where there is one."""
    own = _read(text)
    if not above:
        return own
    group = _concepts(above)
    if _concepts(text) & _BIRTH_PARTS and group & (_BIRTH_PARTS | {"ttl"}):
        # "Tempat" below "Tempat, tanggal lahir" means the place alone.
        group = group - _BIRTH_PARTS - {"ttl"} | {"birth"}
    both = _judge((group | _concepts(text),))
    return both if both.best >= own.best or group & _STRICT_OTHERS else own


@lru_cache(maxsize=8192)
def _read(text: str) -> Heading:
    concepts = _concepts(text)
    outside = _concepts(_BRACKETS.sub(" ", text))
    return _judge((concepts, outside | (concepts & _STRICT_OTHERS)) if outside else (concepts,))


def _judge(variants: tuple[frozenset[str], ...]) -> Heading:
    concepts = variants[0]
    fits: dict[Meaning, float] = {}
    for variant in variants:
        for rule in _TABLE:
            fit = _fit(rule, variant)
            if fit > fits.get(rule.meaning, 0.0):
                fits[rule.meaning] = fit
    return Heading(
        fits=fits,
        vague=concepts <= _VAGUE,
        counter=bool(concepts) and concepts <= {"nomor", "filler"},
        words=concepts,
    )


def _fit(rule: _Rule, concepts: frozenset[str]) -> float:
    if not rule.needs <= concepts or rule.bars & concepts:
        return 0.0
    fit = rule.weight
    for concept in concepts - rule.needs - _SIDE:
        if concept == "unknown":
            fit *= _STRANGE
        elif concept in _OTHERS:
            fit *= 1.0 if concept == "training" and "person" in concepts else _FOREIGN
        else:
            fit *= _FAMILIAR
    return fit


_BRACKETS = re.compile(r"[(\[{].*?(?:[)\]}]|$)", re.DOTALL)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_TYPO_LENGTH, _TYPO_LIKENESS = 5, 82


def _vocabulary() -> dict[str, str]:
    words: dict[str, str] = {}
    for line in WORDS.strip().splitlines():
        concept, _colon, aliases = line.partition(":")
        words.update(dict.fromkeys(aliases.split(), concept))
    return words


def _rules() -> Iterator[_Rule]:
    for line in RULES.strip().splitlines():
        meaning, weight, needs, bars = (part.strip() for part in line.split("|"))
        yield _Rule(Meaning[meaning], float(weight), frozenset(needs.split()), frozenset(bars.split()))


_CONCEPT_OF = _vocabulary()
_TABLE = tuple(_rules())


@lru_cache(maxsize=8192)
def _concepts(text: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKD", _HUMP.sub(" ", text)).casefold()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    found: set[str] = set()
    for word in _joined(re.findall(r"[a-z]+", plain)):
        found.update(_concepts_of_word(word))
    if "#" in plain:
        found.add("nomor")
    return frozenset(found)


def _joined(words: list[str]) -> Iterator[str]:
    """Words, with letters that stand apart put together: N I K, L/P, T.T.L."""
    for single, run in groupby(words, key=lambda word: len(word) == 1):
        letters = list(run)
        whole = "".join(letters)
        yield from [whole] if single and whole in _CONCEPT_OF else letters


@lru_cache(maxsize=8192)
def _concepts_of_word(word: str) -> tuple[str, ...]:
    known = _CONCEPT_OF.get(word)
    if known:
        return (known,)
    return _glued(word) or _misspelt(word) or ("unknown",)


def _glued(word: str) -> tuple[str, ...]:
    """The concepts of words written as one: nohp, tgllahir."""
    if len(word) < 4:
        return ()
    for cut in range(len(word) - 2, 1, -1):
        head, rest = _CONCEPT_OF.get(word[:cut]), word[cut:]
        if head:
            tail = (_CONCEPT_OF[rest],) if rest in _CONCEPT_OF else _glued(rest)
            if tail:
                return (head, *tail)
    return ()


def _misspelt(word: str) -> tuple[str, ...]:
    if len(word) < _TYPO_LENGTH:
        return ()
    from rapidfuzz import fuzz, process  # noqa: PLC0415  costs start-up time

    best = process.extractOne(word, _CONCEPT_OF.keys(), scorer=fuzz.ratio, score_cutoff=_TYPO_LIKENESS)
    return (_CONCEPT_OF[best[0]],) if best and len(best[0]) >= _TYPO_LENGTH - 1 else ()
