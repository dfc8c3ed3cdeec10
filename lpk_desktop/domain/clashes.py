"""Certificates that cannot both stand: two for one person, or two under one number.

Computers that issue without seeing each other can make either. Which paper is the real one only
people know, so a clash decides nothing; it ends when all but one of its papers are revoked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum


class ClashKind(StrEnum):
    """What two standing certificates have in common and must not."""

    PERSON = "issued-twice"
    """One person was given two for one training."""
    NUMBER = "number-twice"
    """Two people's papers bear one number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A certificate that stands: not revoked, not replaced."""

    id: str
    enrolment: str
    cohort: str
    """The cohort's id."""
    number: str
    code: str
    """The verification code, which no two papers share."""
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Two papers or more that contradict each other, in the order of their ids."""

    kind: ClashKind
    papers: tuple[Paper, ...]

    def others(self, certificate: str) -> tuple[str, ...]:
        """How to name the papers beside the one with this id.

        By number, with the code where the number is the same; for one number on several people's
        papers, by the people.
        """
        (own,) = (each for each in self.papers if each.id == certificate)
        return tuple(self._named(each, own) for each in self.papers if each is not own)

    def _named(self, other: Paper, own: Paper) -> str:
        if self.kind is ClashKind.NUMBER:
            return other.name
        return f"{other.number} ({other.code})" if other.number == own.number else other.number


def clashes(papers: Iterable[Paper]) -> tuple[Clash, ...]:
    """Every clash among papers that stand, by the person's first, then by the number.

    One number twice on papers of one person is one clash, not two: revoking one ends it.
    """
    known = sorted(papers, key=lambda paper: paper.id)
    by_person = _together(known, lambda paper: paper.enrolment)
    by_number = _together(known, lambda paper: paper.number)
    return (
        *(Clash(kind=ClashKind.PERSON, papers=group) for group in by_person if len(group) > 1),
        *(
            Clash(kind=ClashKind.NUMBER, papers=group)
            for group in by_number
            if len({paper.enrolment for paper in group}) > 1
        ),
    )


def _together(papers: Iterable[Paper], key: Callable[[Paper], str]) -> list[tuple[Paper, ...]]:
    groups: dict[str, list[Paper]] = defaultdict(list)
    for paper in papers:
        groups[key(paper)].append(paper)
    return [tuple(group) for group in groups.values()]
