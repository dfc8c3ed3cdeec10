"""Timing in pairs: two things that are compared take turns, so a busy machine slows both alike."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """The times of one side, in seconds, in the order they were measured."""

    name: str
    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one: a single disturbed run does not move it."""
        return statistics.median(self.seconds)

    def __str__(self) -> str:
        return f"{self.name:<44}{self.median:8.3f}{min(self.seconds):8.3f}{max(self.seconds):8.3f}"


def paired(
    measure: Callable[[str], float], *, ours: str, floor: str, pairs: int, warm_ups: int = 1
) -> tuple[Times, Times]:
    """Measure `ours` and `floor` alternately, `pairs` times each after `warm_ups` that do not count."""
    for _ in range(warm_ups):
        measure(ours)
        measure(floor)
    turns = [(measure(ours), measure(floor)) for _ in range(pairs)]
    our_seconds, floor_seconds = zip(*turns, strict=True)
    return Times(name=ours, seconds=our_seconds), Times(name=floor, seconds=floor_seconds)


def report(title: str, ours: Times, floor: Times, *, goal: float) -> str:
    """A table of both sides and the ratio of their medians beside its goal."""
    return "\n".join(
        [
            f"{title}, {len(ours.seconds)} pairs, seconds",
            f"{'':<44}{'median':>8}{'min':>8}{'max':>8}",
            str(ours),
            str(floor),
            f"ratio of medians {ours.median / floor.median:.2f} (goal: at most {goal:g})",
        ]
    )
