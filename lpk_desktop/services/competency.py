"""Results per block: the grid, recording, and the final result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lpk_desktop.domain.attendance import Policy as PresencePolicy
from lpk_desktop.domain.attendance import amounts, forecast, rate
from lpk_desktop.domain.competency import (
    Attempt,
    Attendance,
    BlockResult,
    Final,
    Policy,
    Reason,
    Result,
    attempt_of_day,
    final,
    latest,
)
from lpk_desktop.errors import UserError
from lpk_desktop.services import attendance, cohorts
from lpk_desktop.services.centre import local_now
from lpk_desktop.services.pending import disputed, unsent_rows
from lpk_desktop.services.programmes import ProgrammeBlock, blocks_of
from lpk_desktop.services.views import (
    AssessmentCell,
    AttendanceRow,
    AttendanceSheet,
    BlockColumn,
    CompetencyRow,
    CompetencySheet,
)
from lpk_desktop.storage.ids import derived_id
from lpk_desktop.storage.tables import Assessment, Block, Cohort, Enrolment, Programme, Trainee


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One result as an assessor gives it; a BK says why."""

    result: Result | None
    assessor: str | None
    day: date
    method: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where one trainee stands, with all that the certificate needs to know."""

    row: CompetencyRow
    reasons: tuple[Reason, ...]
    attendance: AttendanceRow


def record(
    session: Session, enrolments: Sequence[str], block: str, verdict: Verdict, *, now: datetime
) -> None:
    """Record one result for people of a cohort.

    A result of the same day corrects the attempt; a result after a BK of an earlier day is a new
    attempt, and the earlier one stays. `result` None takes the latest attempt back, whatever the
    day. Raises UserError: "reason-needed" for BK without a note, "not-in-this-cohort" for a block
    or person of another cohort, "result-in-future" (day) for a day that has not come at the centre,
    "result-before-latest" (name, day, latest) where a newer attempt stands.
    """
    if verdict.result is Result.NOT_YET and not (verdict.note or "").strip():
        raise UserError("reason-needed")
    if verdict.result is not None and verdict.day > local_now(session, now).date():
        raise UserError("result-in-future", day=verdict.day)
    _check(session, enrolments, block)
    attempts: dict[str, dict[int, Assessment]] = {each: {} for each in enrolments}
    query = select(Assessment).where(Assessment.enrolment_id.in_(enrolments), Assessment.block_id == block)
    for row in session.scalars(query.order_by(Assessment.attempt)):
        attempts[row.enrolment_id][row.attempt] = row
    for enrolment, own in attempts.items():
        _record_one(session, enrolment, block, verdict, own)


def sheet(session: Session, cohort: str, *, now: datetime) -> CompetencySheet:
    """The whole grid of a cohort as of `now`."""
    blocks = _blocks(session, cohort)
    course = _programme(session, cohort)
    rows = tuple(standing.row for standing in standings(session, cohort, now=now))
    return CompetencySheet(
        cohort=cohorts.head(session, cohort, today=local_now(session, now).date()),
        blocks=tuple(_column(session, cohort, block) for block in blocks),
        rows=rows,
        competent=tuple(
            sum(
                cell is not None and cell.result is Result.COMPETENT
                for cell in (row.cells[index] for row in rows)
            )
            for index in range(len(blocks))
        ),
        decree=course.decree,
        minimum=course.minimum_attendance,
        passed=sum(row.final is Final.PASSED for row in rows),
    )


def standings(session: Session, cohort: str, *, now: datetime) -> list[Standing]:
    """Every active trainee of a cohort with results, attendance and the final result."""
    grid = attendance.sheet(session, cohort, now=now)
    blocks = _blocks(session, cohort)
    course = _programme(session, cohort)
    cells = _cells(session, cohort)
    presence = attendance.policy_of(session, cohort)
    policy = Policy(minimum_attendance=course.minimum_attendance, all_blocks=course.all_blocks)
    found = []
    for row in grid.rows:
        own = tuple(cells.get((row.enrolment, block.id)) for block in blocks)
        results = [
            BlockResult(block=block.id, result=cell.result if cell else None, core=not block.elective)
            for block, cell in zip(blocks, own, strict=True)
        ]
        verdict, reasons = final(results, _attendance(presence, grid, row), policy)
        found.append(
            Standing(
                row=CompetencyRow(
                    enrolment=row.enrolment,
                    number=row.number,
                    name=row.name,
                    cells=own,
                    competent=sum(cell is not None and cell.result is Result.COMPETENT for cell in own),
                    final=verdict,
                    reasons=tuple(reason.code for reason in reasons),
                ),
                reasons=reasons,
                attendance=row,
            )
        )
    return found


def _attendance(policy: PresencePolicy, grid: AttendanceSheet, row: AttendanceRow) -> Attendance:
    codes = [cell.code if cell else None for cell in row.cells]
    counted = amounts(codes, policy)
    ahead = forecast(
        attended=counted.attended, marked=counted.marked, left=counted.left, minimum=policy.minimum
    )
    ended = bool(grid.sessions) and not any(column.future for column in grid.sessions) and counted.left == 0
    return Attendance(rate=rate(codes, policy), reachable=ahead.reachable, ended=ended)


def _check(session: Session, enrolments: Sequence[str], block: str) -> None:
    known = dict(
        session.execute(
            select(Enrolment.id, Cohort.programme_id)
            .join(Cohort, Cohort.id == Enrolment.cohort_id)
            .where(Enrolment.id.in_(enrolments), ~Enrolment.deleted)
        ).all()
    )
    row = session.get(Block, block)
    programme = None if row is None or row.deleted else row.programme_id
    if programme is None or any(known.get(each) != programme for each in enrolments):
        raise UserError("not-in-this-cohort")


def _record_one(
    session: Session, enrolment: str, block: str, verdict: Verdict, attempts: dict[int, Assessment]
) -> None:
    given = [row for row in attempts.values() if row.result is not None and not row.deleted]
    if verdict.result is None:
        if given:
            given[-1].result = given[-1].note = None
        return
    made = [Attempt(row.attempt, row.result, row.day) for row in given if row.result is not None]
    number = attempt_of_day(made, verdict.day)
    if number is None:
        name = session.get_one(Trainee, session.get_one(Enrolment, enrolment).trainee_id).name
        raise UserError("result-before-latest", name=name, day=verdict.day, latest=made[-1].day)
    row = attempts.get(number)
    if row is None:
        row_id = derived_id("assessment", enrolment, block, str(number))
        row = Assessment(id=row_id, enrolment_id=enrolment, block_id=block, attempt=number)
        session.add(row)
    # An undo may have removed the row of this very attempt.
    row.deleted = False
    row.result, row.assessor, row.day = verdict.result, verdict.assessor, verdict.day
    row.method, row.note = verdict.method, (verdict.note or "").strip() or None


def _cells(session: Session, cohort: str) -> Mapping[tuple[str, str], AssessmentCell]:
    query = (
        select(Assessment)
        .join(Enrolment, Enrolment.id == Assessment.enrolment_id)
        .where(Enrolment.cohort_id == cohort, ~Assessment.deleted, Assessment.result.is_not(None))
    )
    unsent = unsent_rows(session, "assessment")
    attempts: dict[tuple[str, str], list[Assessment]] = {}
    for row in session.scalars(query):
        attempts.setdefault((row.enrolment_id, row.block_id), []).append(row)
    cells = {}
    for key, rows in attempts.items():
        counts = latest((row.attempt, row.result) for row in rows)
        row = next(row for row in rows if counts and row.attempt == counts[0])
        if row.result is None or row.day is None:
            continue
        cells[key] = AssessmentCell(
            result=row.result,
            assessor=row.assessor,
            day=row.day,
            method=row.method,
            note=row.note,
            attempt=row.attempt,
            pending=row.id in unsent,
            disputed="result" in disputed(row.stamps, {"result": row.result}),
        )
    return cells


def _column(session: Session, cohort: str, block: ProgrammeBlock) -> BlockColumn:
    usual = session.execute(
        select(Assessment.assessor, func.count())
        .join(Enrolment, Enrolment.id == Assessment.enrolment_id)
        .where(
            Enrolment.cohort_id == cohort, Assessment.block_id == block.id, Assessment.result.is_not(None),
            Assessment.assessor.is_not(None),
        )
        .group_by(Assessment.assessor)
        .order_by(func.count().desc())
        .limit(1)
    ).first()  # fmt: skip
    return BlockColumn(
        id=block.id,
        code=block.code,
        title=block.title,
        jp=block.jp,
        decree=block.decree,
        assessor=usual[0] if usual else None,
    )


def _blocks(session: Session, cohort: str) -> tuple[ProgrammeBlock, ...]:
    return blocks_of(session, session.get_one(Cohort, cohort).programme_id)


def _programme(session: Session, cohort: str) -> Programme:
    return session.get_one(Programme, session.get_one(Cohort, cohort).programme_id)
