"""Which backups stay: many young ones, fewer old ones, always the newest."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lpk_desktop.domain.backups import DAYS, MONTHS, WEEKS, kept

NOW = datetime(2026, 7, 6, 15, 30)  # noqa: DTZ001  the centre's wall clock
moments = st.datetimes(min_value=datetime(2024, 1, 1), max_value=datetime(2026, 7, 6))  # noqa: DTZ001
histories = st.sets(moments, max_size=80)


def every(step: timedelta, count: int) -> set[datetime]:
    return {NOW - step * number for number in range(count)}


def test_all_of_two_days_stay() -> None:
    hours = every(timedelta(hours=1), 48)
    assert kept(hours, now=NOW) == hours


def test_of_each_older_day_the_last_one_stays() -> None:
    old = {NOW - timedelta(days=5, hours=hour) for hour in (1, 3, 5)}
    assert kept({NOW, *old}, now=NOW) == {NOW, NOW - timedelta(days=5, hours=1)}


def test_a_year_of_daily_backups_thins_to_days_weeks_and_months() -> None:
    stay = kept(every(timedelta(days=1), 365), now=NOW)
    assert {NOW - timedelta(days=day) for day in range(2 + DAYS)} <= stay
    assert len(stay) == 2 + DAYS + WEEKS - 2 + MONTHS - 3
    months = {(each.year, each.month) for each in stay}
    assert months == {(2025, 11), (2025, 12), *((2026, month) for month in range(1, 8))}


def test_what_a_wrong_clock_put_into_the_future_stays() -> None:
    ahead = NOW + timedelta(days=3650)
    assert ahead in kept({ahead, *every(timedelta(days=1), 90)}, now=NOW)


def test_where_there_was_no_work_for_months_the_old_ones_stay() -> None:
    last_year = every(timedelta(days=1), 5)
    assert kept(last_year, now=NOW + timedelta(days=300)) == last_year


@given(histories)
def test_the_newest_always_stays(made: set[datetime]) -> None:
    assert not made or max(made) in kept(made, now=NOW)


@given(histories)
def test_thinning_again_takes_nothing_more(made: set[datetime]) -> None:
    once = kept(made, now=NOW)
    assert once <= made
    assert kept(once, now=NOW) == once


@given(st.sets(moments, min_size=1, max_size=60))
def test_thinned_after_each_backup_the_same_stay_as_when_thinned_once(made: set[datetime]) -> None:
    have: set[datetime] = set()
    for each in sorted(made):
        have = kept(have | {each}, now=each)
    assert have == kept(made, now=max(made))
