from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpk_desktop.domain.zones import Zone, to_local, to_utc


@pytest.mark.parametrize(("zone", "hour"), [(Zone.WIB, 1), (Zone.WITA, 0), (Zone.WIT, 23)])
def test_eight_in_the_morning_is_seven_eight_or_nine_hours_earlier_in_utc(zone: Zone, hour: int) -> None:
    day = 8 if zone is Zone.WIT else 9
    assert to_utc(date(2026, 6, 9), time(8), zone) == datetime(2026, 6, day, hour, tzinfo=UTC)


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1)), st.times(), st.sampled_from(Zone))
def test_there_and_back_is_the_same_wall_clock(day: date, at: time, zone: Zone) -> None:
    local = to_local(to_utc(day, at, zone), zone)
    assert (local.date(), local.time()) == (day, at)


def test_a_local_time_names_its_zone() -> None:
    assert to_local(datetime(2026, 6, 9, 1, tzinfo=UTC), Zone.WIB).tzname() == "WIB"


def test_a_time_without_a_zone_is_no_instant() -> None:
    with pytest.raises(ValueError, match="zone"):
        to_local(datetime(2026, 6, 9, 1), Zone.WIB)  # noqa: DTZ001  the refused case
