"""The measuring itself is right: turns alternate, warm-ups do not count, the ratio is of medians."""

from __future__ import annotations

from benchmarks.common import Times, paired, report


def test_sides_take_turns_and_warm_ups_do_not_count() -> None:
    asked: list[str] = []

    def measure(name: str) -> float:
        asked.append(name)
        return float(len(asked))

    ours, floor = paired(measure, ours="a", floor="b", pairs=2, warm_ups=1)
    assert asked == ["a", "b"] * 3
    assert (ours.seconds, floor.seconds) == ((3.0, 5.0), (4.0, 6.0))


def test_the_report_compares_medians() -> None:
    ours = Times(name="ours", seconds=(0.3, 9.0, 0.3))
    floor = Times(name="floor", seconds=(0.2, 0.2, 0.1))
    assert "ratio of medians 1.50 (goal: at most 2)" in report("Start", ours, floor, goal=2.0)
