"""Attendance: the grid, and marking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import bindparam, select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from lpk_desktop.domain.attendance import Amounts, Code, Policy, amounts, forecast, meets, rate, tally
from lpk_desktop.domain.roles import Right, Role
from lpk_desktop.domain.zones import Zone, to_local
from lpk_desktop.errors import UserError
from lpk_desktop.services import cohorts
from lpk_desktop.services.centre import local_now
from lpk_desktop.services.pending import disputed, unsent_rows
from lpk_desktop.services.permissions import ROLE, require
from lpk_desktop.services.views import AttendanceRow, AttendanceSheet, MarkCell, SessionColumn
from lpk_desktop.storage import tables as t
from lpk_desktop.storage.direct import Prepared, put_rows
from lpk_desktop.storage.ids import derived_id
from lpk_desktop.storage.tables import (
    Cohort,
    Enrolment,
    EnrolmentStatus,
    Mark,
    Programme,
    Staff,
    Trainee,
)

Cell = tuple[str, str]
"""A session's id and an enrolment's id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is written into a cell; `code` None clears it."""

    code: Code | None
    minutes_late: int | None = None
    method: str = "manual"


def mark(session: Session, cells: Sequence[Cell], entry: Entry, *, by: str | None, now: datetime) -> None:
    """Write one entry into cells of one cohort; a note already there stays.

    Raises UserError: "session-not-begun", "session-locked", "session-cancelled",
    "not-in-this-cohort"; nothing is written then.
    """
    rows = _look_up(session, cells)
    require(session, Right.MARK, meetings=[meeting for meeting, _enrolment in cells], role=_role(rows))
    _check(session, rows, now)
    minutes = entry.minutes_late if entry.code is Code.LATE else None
    put_rows(
        session,
        "mark",
        [
            {
                "id": row_id, "session_id": meeting, "enrolment_id": enrolment, "code": entry.code,
                "minutes_late": minutes, "method": entry.method, "by": by, "at": now, "deleted": False,
            }
            for row_id, meeting, enrolment in ((_mark_id(cell), *cell) for cell in cells)
            # What stays empty is no mark, unless a note is there or a mark was.
            if entry.code is not None or _KNOWN.first(session, mark=row_id)
        ],
        aside=_SAYING,
    )  # fmt: skip


def fill_rest(session: Session, meeting: str, entry: Entry, *, by: str | None, now: datetime) -> int:
    """Write one entry for everybody of the session's cohort who has no mark yet; gives how many.

    A mark that a person made is never replaced.
    """
    require(session, Right.MARK, meetings=[meeting])
    cohort = session.get_one(t.Session, meeting).cohort_id
    marked = set(
        session.scalars(
            select(Mark.enrolment_id).where(Mark.session_id == meeting, Mark.code.is_not(None), ~Mark.deleted)
        )
    )
    open_cells = [(meeting, each) for each in _active(session, cohort) if each not in marked]
    mark(session, open_cells, entry, by=by, now=now)
    return len(open_cells)


def note(session: Session, cell: Cell, text: str | None, *, by: str | None, now: datetime) -> None:
    """Keep a note at a cell, marked or not; an empty text removes it."""
    rows = _look_up(session, [cell])
    require(session, Right.MARK, meetings=[cell[0]], role=_role(rows))
    _check(session, rows, now)
    row = session.get(Mark, _mark_id(cell))
    if row is None:
        row = Mark(id=_mark_id(cell), session_id=cell[0], enrolment_id=cell[1], by=by, at=now)
        session.add(row)
    elif row.deleted:
        # The mark was taken back; only the note comes into being.
        row.deleted, row.code, row.minutes_late, row.by, row.at = False, None, None, by, now
    row.note = text.strip() if text and text.strip() else None


def sheet(session: Session, cohort: str, *, now: datetime) -> AttendanceSheet:
    """The whole grid of a cohort as of `now`."""
    require(session, Right.READ_CLASS, cohort=cohort)
    meetings = _columns(session, cohort, now)
    policy = policy_of(session, cohort)
    marks = _marks(session, cohort, {column.id: index for index, column in enumerate(meetings)})
    rows = []
    for enrolment, number, name in _people(session, cohort):
        cells: list[MarkCell | None] = [None] * len(meetings)
        for index, cell in marks.get(enrolment, {}).items():
            cells[index] = cell
        rows.append(_row(enrolment, number, name, cells, policy))
    every = [cell.code if cell else None for row in rows for cell in row.cells]
    whole = rate(every, policy)
    return AttendanceSheet(
        cohort=cohorts.head(session, cohort, today=local_now(session, now).date()),
        sessions=tuple(meetings),
        rows=tuple(rows),
        minimum=policy.minimum,
        current=_current(meetings, local_now(session, now).date()),
        present=tuple(_present(rows, index, policy) for index in range(len(meetings))),
        rate=None if whole is None else float(whole),
        waiting=sum(cell.pending for row in rows for cell in row.cells if cell),
    )


def policy_of(session: Session, cohort: str) -> Policy:
    """What counts as attended and how much is needed, by the cohort's programme."""
    course = session.execute(
        select(Programme.counted, Programme.minimum_attendance)
        .join(Cohort, Cohort.programme_id == Programme.id)
        .where(Cohort.id == cohort)
    ).one()
    return Policy(
        counted=frozenset(Code(letter) for letter in course.counted), minimum=course.minimum_attendance
    )


_SAYING = frozenset({"method", "by", "at"})
_KNOWN = Prepared(select(Mark.id).where(Mark.id == bindparam("mark")))
_CELL = Prepared(
    select(ROLE, t.Session.day, t.Session.cancelled, t.Session.locked)
    .join(Enrolment, Enrolment.cohort_id == t.Session.cohort_id)
    .where(
        t.Session.id == bindparam("meeting"),
        Enrolment.id == bindparam("enrolment"),
        ~t.Session.deleted,
        ~Enrolment.deleted,
        Enrolment.status == EnrolmentStatus.ACTIVE,
    )
)


_Row = tuple[Role | None, date, bool, bool]


def _look_up(session: Session, cells: Iterable[Cell]) -> list[_Row | None]:
    """What `_check` needs and who asks, in one statement a cell: each mark waits for it."""
    author = session.info["author"]
    return [
        cast("_Row | None", _CELL.first(session, author=author, meeting=meeting, enrolment=enrolment))
        for meeting, enrolment in cells
    ]


def _role(rows: Sequence[_Row | None]) -> Role | None:
    """The role of who asks, None where these rows do not tell."""
    return rows[0][0] if rows and rows[0] else None


def _check(session: Session, rows: Iterable[_Row | None], now: datetime) -> None:
    """Refuse what cannot be marked."""
    for row in rows:
        if row is None:
            raise UserError("not-in-this-cohort")
        _role, day, cancelled, locked = row
        if cancelled:
            raise UserError("session-cancelled", day=day)
        if locked:
            raise UserError("session-locked", day=day)
        # A day that has begun in the west has begun everywhere.
        if day > to_local(now, Zone.WIB).date() and day > local_now(session, now).date():
            raise UserError("session-not-begun", day=day)


def _mark_id(cell: Cell) -> str:
    return derived_id("mark", *cell)


def _active(session: Session, cohort: str) -> list[str]:
    query = select(Enrolment.id).where(
        Enrolment.cohort_id == cohort, ~Enrolment.deleted, Enrolment.status == EnrolmentStatus.ACTIVE
    )
    return list(session.scalars(query.order_by(Enrolment.list_number, Enrolment.id)))


def _people(session: Session, cohort: str) -> list[tuple[str, int, str]]:
    query = (
        select(Enrolment.id, Enrolment.list_number, Trainee.name)
        .join(Trainee, Trainee.id == Enrolment.trainee_id)
        .where(Enrolment.cohort_id == cohort, ~Enrolment.deleted, Enrolment.status == EnrolmentStatus.ACTIVE)
        .order_by(Enrolment.list_number, Enrolment.id)
    )
    return [(enrolment, number, name) for enrolment, number, name in session.execute(query)]


def _columns(session: Session, cohort: str, now: datetime) -> list[SessionColumn]:
    today = local_now(session, now).date()
    return [
        SessionColumn(
            id=item.id,
            number=item.number,
            day=item.day,
            start=item.start,
            end=item.end,
            jp=item.jp,
            locked=item.locked,
            future=item.day > today,
        )
        for item in cohorts.schedule(session, cohort)
        if not item.cancelled
    ]


_GRID = Prepared(
    select(
        # As the file has it: there are thousands, and they are only looked up.
        type_coerce(Mark.id, NullType()), Mark.enrolment_id, Mark.session_id, Mark.code, Mark.minutes_late,
        Mark.note, Mark.at, Mark.method, Mark.stamps, Staff.name,
    )
    .join(t.Session, t.Session.id == Mark.session_id)
    .outerjoin(Staff, Staff.id == Mark.by)
    .where(t.Session.cohort_id == bindparam("cohort"), ~Mark.deleted, Mark.code.is_not(None))
)  # fmt: skip


def _marks(session: Session, cohort: str, columns: Mapping[str, int]) -> dict[str, dict[int, MarkCell]]:
    unsent = {bytes.fromhex(row) for row in unsent_rows(session, "mark")}
    cell = cache(_cell)  # who was marked together has cells that say the same
    found: dict[str, dict[int, MarkCell]] = {}
    for row_id, enrolment, meeting, *said in _GRID.all(session, cohort=cohort):
        index = columns.get(meeting)
        if index is not None:
            found.setdefault(enrolment, {})[index] = cell(tuple(said), row_id in unsent)
    return found


def _cell(said: tuple[Any, ...], pending: bool) -> MarkCell:  # noqa: FBT001  by place, for speed
    code, minutes, words, at, method, stamps, name = said
    return MarkCell(
        code=code,
        minutes_late=minutes,
        note=words,
        by=name,
        at=at,
        device=None,
        method=method,
        pending=pending,
        disputed=bool(stamps) and "code" in disputed(stamps, {"code": code}),
    )


def _row(
    enrolment: str, number: int, name: str, cells: Sequence[MarkCell | None], policy: Policy
) -> AttendanceRow:
    codes = [cell.code if cell else None for cell in cells]
    counted: Amounts = amounts(codes, policy)
    share = rate(codes, policy)
    ahead = forecast(
        attended=counted.attended, marked=counted.marked, left=counted.left, minimum=policy.minimum
    )
    return AttendanceRow(
        enrolment=enrolment,
        number=number,
        name=name,
        cells=tuple(cells),
        counts=tally(codes),
        rate=None if share is None else float(share),
        below=share is not None and not meets(share, policy.minimum),
        needed=ahead.needed,
        left=ahead.left,
    )


def _present(rows: Sequence[AttendanceRow], index: int, policy: Policy) -> int | None:
    codes = [cell.code for row in rows if (cell := row.cells[index])]
    return sum(code in policy.counted for code in codes) if codes else None


def _current(meetings: Sequence[SessionColumn], today: date) -> int | None:
    begun = [index for index, column in enumerate(meetings) if column.day <= today]
    todays = [index for index in begun if meetings[index].day == today]
    return todays[0] if todays else (begun[-1] if begun else None)
