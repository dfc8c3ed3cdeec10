from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from lpk_desktop.domain.clock import TOLERANCE_MS, Clock, hlc_at, milliseconds_of


@given(st.lists(st.integers(0, 2**42), min_size=1))
def test_stamps_rise_whatever_the_wall_clock_does(times: list[int]) -> None:
    wall = iter(times)
    clock = Clock(lambda: next(wall))
    stamps = [clock.tick() for _ in times]
    assert all(earlier < later for earlier, later in pairwise(stamps))


def test_what_is_written_after_reading_sorts_after_it() -> None:
    clock = Clock(lambda: 1_000)
    foreign = hlc_at(1_000 + TOLERANCE_MS)
    clock.observe(foreign)
    assert clock.tick() > foreign


def test_a_stamp_from_the_far_future_does_not_drag_the_clock() -> None:
    clock = Clock(lambda: 1_000)
    clock.observe(hlc_at(10**12))
    assert milliseconds_of(clock.tick()) == 1_000


def test_no_stamp_of_this_device_is_given_twice_even_after_one_from_the_far_future() -> None:
    clock = Clock(lambda: 1_000)
    clock.reach(hlc_at(10**12))
    assert clock.tick() > hlc_at(10**12)
