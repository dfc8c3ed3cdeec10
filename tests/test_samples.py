"""The sample centre must hold together, or the first screen a new user sees is wrong."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from openpyxl import load_workbook

from lpk_desktop.domain.attendance import Code, amounts, forecast, parse_code, rate
from lpk_desktop.domain.catalogue import Programme
from lpk_desktop.domain.competency import Attendance, BlockResult, Final, Result, final
from lpk_desktop.domain.formatting import percent
from lpk_desktop.domain.pattern import parse_pattern
from lpk_desktop.domain.schedule import Length, Plan, plan, start_for
from lpk_desktop.language import RESOURCES
from lpk_desktop.services.catalogue import bundled_catalogue
from lpk_desktop.services.holidays import indonesian_holidays, joint_leave

SAMPLES = RESOURCES / "samples"
CENTRE: dict[str, Any] = json.loads((SAMPLES / "centre.json").read_text(encoding="utf-8"))
COHORTS: dict[str, dict[str, Any]] = {cohort["number"]: cohort for cohort in CENTRE["cohorts"]}
CLOSED = indonesian_holidays([2026]) | joint_leave([2026])

each_cohort = pytest.mark.parametrize("cohort", COHORTS.values(), ids=COHORTS)


def programme_of(cohort: dict[str, Any]) -> Programme:
    return bundled_catalogue().programmes[cohort["programme"]]


def plan_of(cohort: dict[str, Any]) -> Plan:
    return plan(
        parse_pattern(cohort["pattern"]),
        starts=date.fromisoformat(cohort["starts"]),
        length=Length(**cohort["length"]),
        holidays=CLOSED,
    )


def codes_of(enrolment: dict[str, Any]) -> list[Code | None]:
    return [None if mark == "-" else parse_code(mark)[0] for mark in enrolment["marks"].split()]


def results_of(enrolment: dict[str, Any]) -> list[Result | None]:
    last = [result.split(">")[-1] for result in enrolment["results"].split()]
    return [None if result == "-" else Result(result) for result in last]


def test_people_are_invented_and_no_two_share_a_name_or_a_number() -> None:
    people = CENTRE["trainees"]
    assert all(person["nik"].startswith("99") and len(person["nik"]) == 16 for person in people)
    assert all(person["kpj"].startswith("990") and len(person["kpj"]) == 11 for person in people)
    assert (
        len({person["name"] for person in people}) == len({person["nik"] for person in people}) == len(people)
    )


def test_each_nik_agrees_with_birth_date_and_sex() -> None:
    for person in CENTRE["trainees"]:
        born = date.fromisoformat(person["birth_date"])
        day = born.day + (40 if person["sex"] == "P" else 0)
        assert person["nik"][6:12] == f"{day:02}{born:%m%y}"


def test_everyone_is_in_one_cohort_or_an_applicant() -> None:
    placed = [enrolment["name"] for cohort in COHORTS.values() for enrolment in cohort["enrolments"]]
    waiting = [applicant["name"] for applicant in CENTRE["applicants"]]
    assert sorted(placed + waiting) == sorted(person["name"] for person in CENTRE["trainees"])


@each_cohort
def test_the_anchor_session_lies_where_it_says(cohort: dict[str, Any]) -> None:
    anchor = cohort["anchor"]
    day = date.fromisoformat(CENTRE["as_of"]) - timedelta(days=anchor["days_before"])
    assert plan_of(cohort).sessions[anchor["session"] - 1].day == day


@each_cohort
def test_the_sample_can_play_on_any_day(cohort: dict[str, Any]) -> None:
    pattern, session = parse_pattern(cohort["pattern"]), cohort["anchor"]["session"]
    starts = start_for(pattern, session=session, on=date(2026, 11, 25), holidays=CLOSED)
    moved = plan(pattern, starts=starts, length=Length(sessions=session), holidays=CLOSED)
    assert moved.sessions[-1].day == date(2026, 11, 25)


@each_cohort
def test_marks_fit_the_sessions_held_and_results_the_blocks(cohort: dict[str, Any]) -> None:
    blocks = len(programme_of(cohort).blocks)
    for enrolment in cohort["enrolments"]:
        assert len(codes_of(enrolment)) == cohort["anchor"]["session"]
        assert len(results_of(enrolment)) in {0, blocks}


@each_cohort
def test_whoever_is_not_yet_competent_has_a_note(cohort: dict[str, Any]) -> None:
    for enrolment in cohort["enrolments"]:
        attempts = enumerate(enrolment["results"].split(), start=1)
        failed = {str(block) for block, result in attempts if result.startswith("BK")}
        assert set(enrolment["notes"]) == failed


def test_the_training_hours_of_the_sample_programmes_add_up() -> None:
    for own in CENTRE["programmes"]:
        blocks = bundled_catalogue().programmes[own["code"]].blocks
        if "block_jp" in own:
            assert len(own["block_jp"]) == len(blocks)
            assert sum(own["block_jp"]) == own["jp"]
    assert {number: plan_of(cohort).jp for number, cohort in COHORTS.items()} == {
        "LAS-4/2026": 240,
        "HP-7/2026": 260,
        "LAS-3/2026": 240,
        "FKL-3/2026": 60,
    }


def test_the_running_class_shows_the_rates_of_the_design() -> None:
    policy = programme_of(COHORTS["LAS-4/2026"]).attendance
    shares = [rate(codes_of(enrolment), policy) for enrolment in COHORTS["LAS-4/2026"]["enrolments"]]
    shown = " ".join(percent(share) for share in shares if share is not None)
    assert shown == "100% 93% 93% 100% 93% 93% 86% 93% 100% 77% 92% 69% 100% 92% 100% 92%"


def test_the_finished_class_has_every_verdict_of_the_design() -> None:
    cohort = COHORTS["LAS-3/2026"]
    programme = programme_of(cohort)
    verdicts = Counter(_verdict(enrolment, programme) for enrolment in cohort["enrolments"])
    assert verdicts == {Final.PASSED: 8, Final.REASSESS: 4, Final.INCOMPLETE: 3, Final.FAILED: 1}


def _verdict(enrolment: dict[str, Any], programme: Programme) -> Final:
    codes = codes_of(enrolment)
    sums = amounts(codes, programme.attendance)
    ahead = forecast(**sums._asdict(), minimum=programme.attendance.minimum)
    share = rate(codes, programme.attendance) or Fraction(0)
    blocks = [
        BlockResult(block=block.title, result=result, core=block.core)
        for block, result in zip(programme.blocks, results_of(enrolment), strict=True)
    ]
    return final(blocks, Attendance(rate=share, reachable=ahead.reachable, ended=True), programme.policy)[0]


def test_the_sample_workbook_holds_only_invented_numbers_and_one_damaged_nik() -> None:
    sheet = load_workbook(SAMPLES / "data-phk-banyumas-mei-2026.xlsx")["Data PHK"]
    cells = [row[2] for row in sheet.iter_rows(min_row=6, max_row=19, values_only=True)]
    digits = ["".join(filter(str.isdigit, str(cell))) for cell in cells]
    assert {text[:2] for text in digits if text} == {"99"}
    assert sum(isinstance(cell, int | float) for cell in cells) == 1


def test_the_sample_csv_is_windows_text_with_semicolons() -> None:
    text = (SAMPLES / "minat-servis-hp.csv").read_bytes().decode("cp1252")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert {len(row) for row in rows} == {9}
    assert {row[1][:2] for row in rows[1:] if row[1]} == {"99", "9,"}
