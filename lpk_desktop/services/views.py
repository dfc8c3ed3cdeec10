"""Frozen read models of the two grids and the cohort head: all a screen or a paper ever sees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from lpk_desktop.domain.attendance import Code
from lpk_desktop.domain.competency import Final, Result


class CohortStatus(StrEnum):
    """Stage of a cohort's life."""

    PLANNED = "planned"
    RUNNING = "running"
    EXAM = "exam"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortHead:
    """What the head of every cohort page shows."""

    id: str
    number: str
    """What people type and say: "LAS-4/2026"."""
    title: str
    """"Las SMAW 3G – Angkatan 4/2026"."""
    short: str
    """"Las SMAW 4/2026", for the sidebar."""
    status: CohortStatus
    starts: date
    ends: date
    sessions: int
    jp: int
    instructor: str | None
    trainees: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionColumn:
    """One session as a column of the attendance grid; times are the centre's local times."""

    id: str
    number: int
    day: date
    start: time
    end: time
    jp: int
    locked: bool
    future: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkCell:
    """One mark; an unmarked cell is None in its row."""

    code: Code
    minutes_late: int | None
    note: str | None
    by: str | None
    at: datetime
    device: str | None
    method: str
    """manual, fill, scan or import."""
    pending: bool
    """Not sent to the centre yet."""
    disputed: bool
    """Two people wrote different values without seeing each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceRow:
    """One trainee's marks; `cells` runs parallel to the sheet's sessions."""

    enrolment: str
    number: int
    name: str
    cells: tuple[MarkCell | None, ...]
    counts: tuple[int, int, int, int, int]
    """How many H, T, I, S, A up to today."""
    rate: float | None
    """0 to 1 over marked sessions, None while nothing is marked."""
    below: bool
    """Under the programme's minimum."""
    needed: int | None
    """Sessions still to attend to reach the minimum; None when it is out of reach."""
    left: int
    """Sessions still to come or unmarked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceSheet:
    """The whole attendance grid of a cohort."""

    cohort: CohortHead
    sessions: tuple[SessionColumn, ...]
    rows: tuple[AttendanceRow, ...]
    minimum: int
    """Percent."""
    current: int | None
    """Index of the session to mark now: today's, else the latest one that has begun."""
    present: tuple[int | None, ...]
    """Attended per session, None where nothing is marked yet."""
    rate: float | None
    waiting: int
    """Cells not sent yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockColumn:
    """One block of the programme as a column of the competency grid."""

    id: str
    code: str | None
    """Full unit code, None for a subject without one."""
    title: str
    jp: int | None
    decree: str | None
    assessor: str | None
    """Short name of the usual assessor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentCell:
    """The latest attempt for one block; a block not assessed is None in its row."""

    result: Result
    assessor: str | None
    day: date
    method: str | None
    note: str | None
    attempt: int
    pending: bool
    disputed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetencyRow:
    """One trainee's results; `cells` runs parallel to the sheet's blocks."""

    enrolment: str
    number: int
    name: str
    cells: tuple[AssessmentCell | None, ...]
    competent: int
    final: Final
    reasons: tuple[str, ...]
    """Codes of domain/competency.py, empty when passed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetencySheet:
    """The whole competency grid of a cohort."""

    cohort: CohortHead
    blocks: tuple[BlockColumn, ...]
    rows: tuple[CompetencyRow, ...]
    competent: tuple[int, ...]
    """Competent trainees per block."""
    decree: str | None
    minimum: int
    """Minimum attendance in percent."""
    passed: int
