"""Which words a search means, and where they stand in a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One hit: its group ("Peserta"), title, a word at the right, and what opening it does."""

    group: str
    title: str
    open: Callable[[], None]
    detail: str = ""
    icon: str = "arrow-right"
    keys: str = ""


def matches(text: str, query: str) -> bool:
    """Whether every word of the search is somewhere in the text, in any order."""
    folded = text.casefold()
    return all(word in folded for word in query.casefold().split())


def segments(text: str, query: str) -> tuple[tuple[str, bool], ...]:
    """The text in pieces, each with whether a word of the search stands there."""
    folded = text.casefold()
    if len(folded) != len(text):
        return ((text, False),)
    hit = [False] * len(text)
    for word in query.casefold().split():
        start = folded.find(word)
        while start >= 0:
            hit[start : start + len(word)] = [True] * len(word)
            start = folded.find(word, start + len(word))
    pieces: list[tuple[str, bool]] = []
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or hit[place] != hit[start]:
            pieces.append((text[start:place], hit[start]))
            start = place
    return tuple(pieces)
