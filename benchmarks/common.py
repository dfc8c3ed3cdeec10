"""Timing in pairs: two things that are compared take turns, so a busy machine slows both alike."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
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

    @property
    def most(self) -> float:
        """What 19 of 20 stay below."""
        return statistics.quantiles(self.seconds, n=20)[-1] if len(self.seconds) > 1 else self.median

    def __str__(self) -> str:
        return self.line(scale=1.0)

    def line(self, *, scale: float) -> str:
        """One line of a table, in seconds times `scale`."""
        found = (self.median, self.most, min(self.seconds), max(self.seconds))
        return f"{self.name:<44}" + "".join(f"{each * scale:9.3f}" for each in found)


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


def report(title: str, ours: Times, floor: Times, *, goal: float, milliseconds: bool = False) -> str:
    """A table of both sides and the ratio of their medians beside its goal."""
    return "\n".join(
        [
            *_table(f"{title}, {len(ours.seconds)} pairs", [ours, floor], milliseconds=milliseconds),
            f"ratio of medians {ours.median / floor.median:.2f} (goal: at most {goal:g})",
        ]
    )


def bounded(title: str, times: Times, *, median: float, most: float | None = None) -> str:
    """A table of one side in milliseconds, with the most that its median and its p95 may be."""
    goals = [f"median at most {median:g}", *([f"p95 at most {most:g}"] if most is not None else [])]
    lines = _table(f"{title}, {len(times.seconds)} times", [times], milliseconds=True)
    return "\n".join([*lines, f"goal: {', '.join(goals)} ms"])


def _table(title: str, sides: Sequence[Times], *, milliseconds: bool) -> list[str]:
    heads = "".join(f"{head:>9}" for head in ("median", "p95", "min", "max"))
    scale, unit = (1000.0, "milliseconds") if milliseconds else (1.0, "seconds")
    return [f"{title}, {unit}", f"{'':<44}{heads}", *(each.line(scale=scale) for each in sides)]
