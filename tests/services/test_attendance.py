from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from lpk_desktop.domain.attendance import Code
from lpk_desktop.errors import UserError
from lpk_desktop.services import attendance
from lpk_desktop.services.attendance import Entry
from lpk_desktop.services.centre import update_centre
from lpk_desktop.services.views import AttendanceSheet
from lpk_desktop.storage.outbox import waiting
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import Mark
from tests.factory import LATER, make_cohort, take_back

DURING = datetime(2026, 5, 20, 3, 0, tzinfo=UTC)


def sheet(store: Store, cohort: str, now: datetime = LATER) -> AttendanceSheet:
    with store.read() as session:
        return attendance.sheet(session, cohort, now=now)


def mark(store: Store, cohort: str, row: int, column: int, code: Code | None, now: datetime = LATER) -> None:
    grid = sheet(store, cohort)
    with store.write("Tandai") as session:
        cell = (grid.sessions[column].id, grid.rows[row].enrolment)
        attendance.mark(session, [cell], Entry(code=code, minutes_late=19), by=store.author, now=now)


def test_a_fresh_grid_is_unmarked(store: Store, cohort: str) -> None:
    grid = sheet(store, cohort)
    assert [row.name for row in grid.rows] == ["Peserta 01", "Peserta 02", "Peserta 03"]
    assert all(cell is None for row in grid.rows for cell in row.cells)
    assert grid.rate is None


def test_a_mark_says_who_and_when(store: Store, cohort: str) -> None:
    mark(store, cohort, 0, 0, Code.LATE)
    cell = sheet(store, cohort).rows[0].cells[0]
    assert cell is not None
    assert (cell.code, cell.minutes_late, cell.by, cell.at) == (Code.LATE, 19, "Ratna Puspitasari", LATER)


def test_minutes_belong_to_late_only(store: Store, cohort: str) -> None:
    mark(store, cohort, 0, 0, Code.ABSENT)
    cell = sheet(store, cohort).rows[0].cells[0]
    assert cell is not None
    assert cell.minutes_late is None


def test_fill_rest_never_replaces_a_mark(store: Store, cohort: str) -> None:
    mark(store, cohort, 1, 0, Code.ABSENT)
    grid = sheet(store, cohort)
    with store.write("Sisanya hadir") as session:
        filled = attendance.fill_rest(
            session, grid.sessions[0].id, Entry(code=Code.PRESENT, method="fill"), by=store.author, now=LATER
        )
    codes = [row.cells[0].code for row in sheet(store, cohort).rows if row.cells[0]]
    assert filled == 2
    assert codes == [Code.PRESENT, Code.ABSENT, Code.PRESENT]


def test_a_cleared_mark_is_unmarked_and_can_be_undone(store: Store, cohort: str) -> None:
    mark(store, cohort, 0, 0, Code.PRESENT)
    mark(store, cohort, 0, 0, None)
    assert sheet(store, cohort).rows[0].cells[0] is None
    take_back(store)
    cell = sheet(store, cohort).rows[0].cells[0]
    assert cell
    assert cell.code is Code.PRESENT


def test_the_same_mark_again_writes_nothing(store: Store, cohort: str) -> None:
    mark(store, cohort, 0, 0, Code.PRESENT)
    with store.read() as session:
        before = waiting(session)
    mark(store, cohort, 0, 0, Code.PRESENT, now=LATER + timedelta(hours=1))
    with store.read() as session:
        assert waiting(session) == before


def test_a_session_that_has_not_begun_is_refused(store: Store, cohort: str) -> None:
    with pytest.raises(UserError, match="session-not-begun"):
        mark(store, cohort, 0, 4, Code.PRESENT, now=DURING)
    assert sheet(store, cohort).rows[0].cells[4] is None


@pytest.mark.parametrize(
    ("zone", "hour", "begun"), [("WIB", 16, False), ("WIB", 17, True), ("WIT", 15, True)]
)
def test_a_day_begins_at_the_centres_midnight(
    store: Store, cohort: str, zone: str, hour: int, *, begun: bool
) -> None:
    with store.write("Pusat") as session:
        update_centre(session, {"zone": zone})
    column = next(each for each in sheet(store, cohort).sessions if each.day == date(2026, 5, 20))
    evening = datetime(2026, 5, 19, hour, 30, tzinfo=UTC)
    if begun:
        mark(store, cohort, 0, column.number - 1, Code.PRESENT, now=evening)
    else:
        with pytest.raises(UserError, match="session-not-begun"):
            mark(store, cohort, 0, column.number - 1, Code.PRESENT, now=evening)


def test_somebody_of_another_cohort_is_refused(store: Store, cohort: str) -> None:
    other = sheet(store, make_cohort(store, batch=5))
    grid = sheet(store, cohort)
    cell = (grid.sessions[0].id, other.rows[0].enrolment)
    with store.write("Tandai") as session, pytest.raises(UserError, match="not-in-this-cohort"):
        attendance.mark(session, [cell], Entry(code=Code.PRESENT), by=None, now=LATER)


def test_the_current_session_is_todays(store: Store, cohort: str) -> None:
    assert sheet(store, cohort, DURING).current == 2
    assert [column.future for column in sheet(store, cohort, DURING).sessions] == [False] * 3 + [True] * 2


def test_below_the_minimum_is_seen_and_the_way_back_named(store: Store, cohort: str) -> None:
    for column, code in enumerate([Code.PRESENT, Code.ABSENT]):
        mark(store, cohort, 0, column, code)
    row = sheet(store, cohort, DURING).rows[0]
    assert (row.rate, row.below, row.needed, row.left) == (0.5, True, 3, 3)


def test_a_note_stays_when_the_mark_changes(store: Store, cohort: str) -> None:
    mark(store, cohort, 0, 0, Code.PRESENT)
    grid = sheet(store, cohort)
    with store.write("Catatan") as session:
        cell = (grid.sessions[0].id, grid.rows[0].enrolment)
        attendance.note(session, cell, " izin ke dokter ", by=None, now=LATER)
    mark(store, cohort, 0, 0, Code.EXCUSED)
    found = sheet(store, cohort).rows[0].cells[0]
    assert found
    assert (found.code, found.note) == (Code.EXCUSED, "izin ke dokter")


def test_undo_of_a_second_mark_does_not_bring_the_first_one_back(store: Store, cohort: str) -> None:
    mark(store, cohort, 0, 0, Code.PRESENT)
    take_back(store)
    mark(store, cohort, 0, 0, Code.ABSENT)
    assert take_back(store).left == ()
    assert sheet(store, cohort).rows[0].cells[0] is None


def test_a_note_where_a_mark_was_undone_does_not_bring_the_mark_back(store: Store, cohort: str) -> None:
    mark(store, cohort, 0, 0, Code.PRESENT)
    take_back(store)
    grid = sheet(store, cohort)
    cell = (grid.sessions[0].id, grid.rows[0].enrolment)
    with store.write("Catatan") as session:
        attendance.note(session, cell, "izin ke dokter", by=None, now=LATER)
    with store.read() as session:
        (row,) = session.scalars(select(Mark))
    assert (row.deleted, row.code, row.note) == (False, None, "izin ke dokter")
