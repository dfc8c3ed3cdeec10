"""Wrong passwords cost time: more each time, across restarts, whatever the clock on the wall says."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from lpk_desktop.storage import door
from lpk_desktop.storage.door import FREE_TRIES, LONGEST_WAIT, Gate


@dataclass
class Clock:
    """A clock that only goes on."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def gate(tmp_path: Path, clock: Clock) -> Gate:
    return Gate(tmp_path, tick=clock)


def fail(gate: Gate, clock: Clock, times: int, who: str = "ratna") -> None:
    for _ in range(times):
        clock.now += gate.left(who)
        assert gate.trying(who) == 0


def test_the_first_tries_are_free(gate: Gate, clock: Clock) -> None:
    fail(gate, clock, FREE_TRIES - 1)
    assert gate.left("ratna") == 0


def test_each_try_after_them_costs_twice_as_much_up_to_a_limit(gate: Gate, clock: Clock) -> None:
    waits = []
    for _ in range(FREE_TRIES + 8):
        fail(gate, clock, 1)
        waits.append(gate.left("ratna"))
    assert waits[FREE_TRIES - 1 :][:4] == [10, 20, 40, 80]
    assert max(waits) == waits[-1] == LONGEST_WAIT


def test_the_wait_ends(gate: Gate, clock: Clock) -> None:
    fail(gate, clock, FREE_TRIES)
    clock.now += 9
    assert gate.left("ratna") == 1
    clock.now += 1
    assert gate.left("ratna") == 0


def test_a_restart_begins_the_wait_anew(tmp_path: Path, gate: Gate, clock: Clock) -> None:
    fail(gate, clock, FREE_TRIES + 1)
    clock.now += 15
    assert gate.left("ratna") == 5
    assert Gate(tmp_path, tick=clock).left("ratna") == 20


def test_a_try_counts_before_it_is_known_whether_it_succeeds(
    tmp_path: Path, gate: Gate, clock: Clock
) -> None:
    fail(gate, clock, FREE_TRIES)
    # The program was ended before it could say that the password was wrong.
    assert Gate(tmp_path, tick=clock).left("ratna") > 0


def test_no_try_counts_before_its_time(gate: Gate, clock: Clock) -> None:
    fail(gate, clock, FREE_TRIES)
    assert gate.trying("ratna") == 10
    clock.now += 10
    assert gate.trying("ratna") == 0
    assert gate.left("ratna") == 20


def test_many_at_once_share_the_free_tries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slowly(folder: Path, read: Callable[[Path], door.Door] = door.read) -> door.Door:
        first, *_others = (read(folder) for _ in range(100))  # by then the others have read the same
        return first

    monkeypatch.setattr(door, "read", slowly)
    with ThreadPoolExecutor(12) as pool:
        left = list(pool.map(lambda _nth: Gate(tmp_path).trying("ratna"), range(12)))
    assert left.count(0) == FREE_TRIES


def test_no_date_frees_and_none_locks(tmp_path: Path, gate: Gate, clock: Clock) -> None:
    fail(gate, clock, FREE_TRIES)
    for at in (0, 4_102_444_800_000):
        gate.came_in("dian", at=at)  # somebody signed in while the clock on the wall stood in another century
        assert gate.left("ratna") == 10
    clock.now += 10
    assert gate.left("ratna") == 0


def test_the_right_password_makes_all_good(tmp_path: Path, gate: Gate, clock: Clock) -> None:
    fail(gate, clock, FREE_TRIES + 3)
    gate.came_in("ratna", at=5)
    assert gate.left("ratna") == 0
    assert Gate(tmp_path, tick=clock).left("ratna") == 0
    assert door.read(tmp_path).seen == {"ratna": 5}


def test_nobody_waits_for_a_colleague(gate: Gate, clock: Clock) -> None:
    fail(gate, clock, FREE_TRIES + 2)
    assert gate.left("dian") == 0


def test_a_disk_that_takes_nothing_keeps_nobody_out_but_the_waiting_goes_on(
    tmp_path: Path, clock: Clock
) -> None:
    gate = Gate(tmp_path / "tidak ada", tick=clock)
    fail(gate, clock, FREE_TRIES)
    assert gate.left("ratna") == 10
    gate.came_in("ratna", at=1)
    assert gate.left("ratna") == 0


def test_a_damaged_file_counts_as_none(tmp_path: Path, gate: Gate, clock: Clock) -> None:
    (tmp_path / door.FILE).write_bytes(b"{setengah")
    assert gate.left("ratna") == 0
    assert door.read(tmp_path) == door.Door()
