from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpk_desktop.domain.pattern import (
    Break,
    Hours,
    Pattern,
    format_pattern,
    parse_pattern,
    weekly,
)
from lpk_desktop.errors import UserError


def hours(weekday: int, *, breaks: tuple[Break, ...] = (), jp: int | None = None) -> Hours:
    return Hours(weekday=weekday, start=time(8), end=time(15, 30), breaks=breaks, jp=jp)


WEEKDAYS = tuple(hours(day) for day in range(5))


@pytest.mark.parametrize(
    "text",
    [
        "Sen-Jum 08:00-15:30",
        "senin – jum'at 08.00–15.30",
        "Sen s/d Jum pukul 8 s.d. 15.30",
        "Senin sampai Jumat, 08:00 - 15:30",
        "Sn, Sl, Rb, Km & Jm 08:00-15:30",
        "Mon-Fri 08:00-15:30",
        "Sen-Rab 8-15:30; Kam dan Jum’at 8-15:30",
    ],
)
def test_people_write_the_same_week_in_many_ways(text: str) -> None:
    assert parse_pattern(text) == WEEKDAYS


def test_a_week_may_run_over_sunday() -> None:
    assert [each.weekday for each in parse_pattern("Jum-Sen 8-9")] == [0, 4, 5, 6]


def test_breaks_and_training_hours_can_be_given() -> None:
    assert parse_pattern("Sel 08:00-15:30 istirahat 12:00-13:00, (istirahat 10-10:15) 7 JP") == (
        hours(1, breaks=(Break(time(10), time(10, 15)), Break(time(12), time(13))), jp=7),
    )


def test_training_hours_follow_from_the_minutes_without_breaks() -> None:
    (tuesday,) = parse_pattern("Sel 08:00-15:30 istirahat 11:30-13:00")
    assert (tuesday.minutes, tuesday.jp_of(45), tuesday.jp_of(60)) == (360, 8, 6)


def test_a_part_of_a_training_hour_does_not_count() -> None:
    (tuesday,) = parse_pattern("Sel 08:00-09:29")
    assert tuesday.jp_of(45) == 1


def test_training_hours_that_are_given_are_taken_as_given() -> None:
    (tuesday,) = parse_pattern("Sel 08:00-15:30 8 jam pelajaran")
    assert tuesday.jp_of(45) == 8


@pytest.mark.parametrize(
    "text",
    ["Sen", "08:00-15:30", "Sem 08-09", "Sen-Rab-Jum 8-9", "Sen 8-25", "Sen 8:75-9", "Sen 8-9 nanti"],
)
def test_an_unclear_pattern_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="pattern-unclear"):
        parse_pattern(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "pattern-empty"),
        (" ; ", "pattern-empty"),
        ("Sen 15:30-08:00", "pattern-hours-reversed"),
        ("Sen 08:00-15:30 istirahat 13:00-12:00", "pattern-hours-reversed"),
        ("Sen 08:00-15:30 istirahat 15:00-16:00", "pattern-break-outside"),
        ("Sen 08:00-15:30 istirahat 10:00-11:00 istirahat 10:30-12:00", "pattern-break-outside"),
        ("Sen 08:00-12:00; Sen 11:00-14:00", "pattern-overlap"),
    ],
)
def test_hours_that_cannot_be_are_refused_with_their_own_code(text: str, code: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_pattern(text)
    assert refused.value.code == code


def test_two_sessions_a_day_may_follow_each_other() -> None:
    assert len(parse_pattern("Sen 08:00-12:00; Sen 12:00-14:00")) == 2


def test_the_compact_text_names_each_run_of_days_once() -> None:
    text = "Sen, Rab 18:30-21:00; Sel 08:00-12:00 istirahat 10:00-10:15 4 JP; Kam-Sab 18:30-20:00"
    assert format_pattern(parse_pattern(text)) == text


def test_the_compact_text_in_english() -> None:
    text = format_pattern(parse_pattern("Sen-Jum 8-12 istirahat 10-10:15"), language="en")
    assert text == "Mon-Fri 08:00-12:00 break 10:00-10:15"


@st.composite
def patterns(draw: st.DrawFn) -> Pattern:
    week = []
    for weekday in draw(st.sets(st.integers(min_value=0, max_value=6), min_size=1)):
        marks = draw(
            st.lists(st.integers(min_value=0, max_value=1439), min_size=2, max_size=6, unique=True).map(
                sorted
            )
        )
        times = [time(minute // 60, minute % 60) for minute in marks]
        inner = times[1:-1]
        breaks = tuple(Break(*pair) for pair in zip(inner[::2], inner[1::2], strict=False))
        jp = draw(st.none() | st.integers(min_value=1, max_value=16))
        week.append(Hours(weekday=weekday, start=times[0], end=times[-1], breaks=breaks, jp=jp))
    return weekly(week)


@given(patterns(), st.sampled_from(["id", "en"]))
def test_every_pattern_can_be_written_and_read_back(pattern: Pattern, language: str) -> None:
    assert parse_pattern(format_pattern(pattern, language=language)) == pattern
