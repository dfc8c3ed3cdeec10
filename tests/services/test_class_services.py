"""What the pages Kelas and Peserta read and write."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from fractions import Fraction

import pytest

from lpk_desktop.domain.attendance import Code
from lpk_desktop.domain.schedule import Length
from lpk_desktop.errors import UserError
from lpk_desktop.services import attendance, cohorts, enrolments, planning, schedule, trainee_list, trainees
from lpk_desktop.services.attendance import Entry
from lpk_desktop.services.cohort_list import cohort_lines, next_batch
from lpk_desktop.services.enrolments import EnrolmentStatus
from lpk_desktop.services.finding import find_people
from lpk_desktop.services.history import Event, trainee_history
from lpk_desktop.services.planning import NewCohort
from lpk_desktop.services.presence import presences
from lpk_desktop.services.schedule import SessionLine
from lpk_desktop.services.trainee_list import Standing
from lpk_desktop.services.trainee_profile import profile
from lpk_desktop.storage.store import Store
from tests.factory import make_cohort

MORNING = datetime(2026, 5, 20, 1, 24, tzinfo=UTC)
TODAY = date(2026, 5, 20)


def mark(store: Store, cohort: str, column: int, codes: Sequence[Code]) -> None:
    with store.write("Tandai") as session:
        sheet = attendance.sheet(session, cohort, now=MORNING)
        for row, code in zip(sheet.rows, codes, strict=False):
            cell = (sheet.sessions[column].id, row.enrolment)
            attendance.mark(session, [cell], Entry(code=code), by=None, now=MORNING)


def lines(store: Store, cohort: str) -> list[SessionLine]:
    with store.read() as session:
        return schedule.session_lines(session, cohort)


def class_list(store: Store, cohort: str) -> list[enrolments.ListLine]:
    with store.read() as session:
        return enrolments.class_list(session, cohort)


def test_sums_agree_with_the_grid(store: Store, cohort: str) -> None:
    mark(store, cohort, 0, [Code.PRESENT, Code.LATE, Code.ABSENT])
    mark(store, cohort, 1, [Code.SICK, Code.PRESENT])
    with store.read() as session:
        found = presences(session, cohorts=[cohort])
        sheet = attendance.sheet(session, cohort, now=MORNING)
    for row in sheet.rows:
        sums = found[row.enrolment]
        assert sums.counts == row.counts
        assert (float(sums.rate or 0), sums.below) == (row.rate or 0, row.below)
        assert (sums.ahead.needed, sums.left) == (row.needed, row.left)


def test_a_new_class_gets_exactly_the_sessions_that_were_laid_out(store: Store) -> None:
    new = NewCohort(
        programme="LAS",
        batch=9,
        pattern="Sen-Jum 08:00-15:30",
        starts=date(2026, 5, 25),
        length=Length(sessions=8),
    )
    with store.write("Kelas") as session:
        layout = planning.lay_out(session, new)
        number = cohorts.new_cohort(session, new)
        made = cohorts.schedule(session, cohorts.cohort_id(session, number))
    assert [(each.day, each.start, each.end) for each in layout.sessions] == [
        (each.day, each.start, each.end) for each in made
    ]
    assert [each.day for each in layout.closed] == [date(2026, 5, 27), date(2026, 5, 28), date(2026, 6, 1)]


def test_a_cancelled_session_loses_its_number_and_gets_it_back(store: Store, cohort: str) -> None:
    meeting = lines(store, cohort)[1].item.id
    with store.write("Batal") as session:
        schedule.cancel(session, [meeting])
    assert [line.item.number for line in lines(store, cohort)] == [1, 0, 2, 3, 4]
    with store.write("Pulih") as session:
        schedule.restore(session, [meeting])
    assert [line.item.number for line in lines(store, cohort)] == [1, 2, 3, 4, 5]


def test_a_session_that_ends_before_it_begins_is_refused(store: Store, cohort: str) -> None:
    meeting = lines(store, cohort)[0].item.id
    with pytest.raises(UserError, match="pattern-hours-reversed"), store.write("Ubah") as session:
        schedule.change_session(session, meeting, {"end": time(7)})
    assert lines(store, cohort)[0].item.end == time(15, 30)


def test_only_what_belongs_to_a_session_can_be_changed(store: Store, cohort: str) -> None:
    meeting = lines(store, cohort)[0].item.id
    with pytest.raises(UserError, match="unknown-field"), store.write("Ubah") as session:
        schedule.change_session(session, meeting, {"cohort_id": "x"})


def test_a_schedule_says_how_many_are_marked(store: Store, cohort: str) -> None:
    mark(store, cohort, 0, [Code.PRESENT, Code.ABSENT])
    assert (lines(store, cohort)[0].marked, lines(store, cohort)[0].trainees) == (2, 3)


def test_marks_come_back_with_the_person(store: Store, cohort: str) -> None:
    mark(store, cohort, 0, [Code.PRESENT])
    enrolment = class_list(store, cohort)[0].enrolment
    with store.write("Keluar") as session:
        enrolments.withdraw(session, [enrolment])
    assert class_list(store, cohort)[0].status is EnrolmentStatus.WITHDRAWN
    with store.write("Kembali") as session:
        enrolments.take_back(session, [enrolment])
    assert (class_list(store, cohort)[0].number, class_list(store, cohort)[0].rate) == (1, Fraction(1))


def test_somebody_not_enrolled_cannot_withdraw(store: Store, cohort: str) -> None:
    with pytest.raises(UserError, match="unknown-enrolment"), store.write("Keluar") as session:
        enrolments.withdraw(session, ["0" * 32])


def test_those_without_any_place_are_offered_first(store: Store, cohort: str) -> None:
    other = make_cohort(store, people=1, batch=5)
    with store.write("Catat") as session:
        trainees.add_trainee(session, {"name": "Zulkifli"})
    with store.read() as session:
        free = enrolments.free_people(session, other)
    assert [(each.name, each.placed) for each in free[:2]] == [("Zulkifli", False), ("Peserta 01", True)]


def test_the_list_of_classes_says_how_far_each_is(store: Store, cohort: str) -> None:
    mark(store, cohort, 0, [Code.PRESENT, Code.PRESENT, Code.ABSENT])
    with store.read() as session:
        [line] = cohort_lines(session, today=TODAY)
        assert (line.held, line.head.sessions, line.rate, line.behind) == (3, 5, Fraction(2, 3), 1)
        assert (next_batch(session, "LAS"), next_batch(session, "HP")) == (5, 1)


@pytest.mark.parametrize(
    ("today", "standing"), [(TODAY, Standing.ACTIVE), (date(2026, 6, 1), Standing.ENDED)]
)
def test_standing_follows_the_latest_place(
    store: Store, cohort: str, today: date, standing: Standing
) -> None:
    with store.read() as session:
        line = trainee_list.trainee_lines(session, today=today)[0]
    assert (line.standing, line.cohort, line.programme) == (standing, "Las SMAW 4/2026", "LAS")


def test_whoever_has_a_nik_is_found_except_oneself(store: Store, cohort: str) -> None:
    with store.read() as session:
        person = find_people(session, "Peserta 02", limit=1)[0].id
        nik = trainees.identifier(session, person, "nik")
        assert nik
        assert trainee_list.holder_of_nik(session, nik) == (person, "Peserta 02")
        assert trainee_list.holder_of_nik(session, nik, other_than=person) is None


def test_history_tells_changes_with_the_identifiers_masked(store: Store, cohort: str) -> None:
    with store.read() as session:
        person = find_people(session, "Peserta 02", limit=1)[0].id
    with store.write("Ubah") as session:
        trainees.update_trainee(session, person, {"phone": "+628111", "nik": "9902121708940031"})
    with store.write("Keluar") as session:
        enrolments.withdraw(session, [profile(session, person, today=TODAY).places[0].place.enrolment])
    with store.read() as session:
        events = trainee_history(session, person)
    told = [(each.kind, each.field, each.before, each.after) for each in events]
    assert told[0] == (Event.WITHDREW, "", None, None)
    assert (Event.CHANGED, "nik", "•••• 0002", "•••• 0031") in told
    assert (Event.CHANGED, "phone", None, "+628111") in told
    assert [each.kind for each in events[-2:]] == [Event.ENROLLED, Event.ADDED]


def test_a_profile_knows_number_and_attendance(store: Store, cohort: str) -> None:
    mark(store, cohort, 0, [Code.PRESENT])
    with store.read() as session:
        person = find_people(session, "Peserta 01", limit=1)[0].id
        [place] = profile(session, person, today=TODAY).places
    assert (place.trainee_number, place.rate, place.certificates) == ("LAS-4-01", Fraction(1), ())


def test_nothing_is_left_to_attend_for_somebody_who_withdrew(store: Store, cohort: str) -> None:
    mark(store, cohort, 0, [Code.PRESENT])
    with store.write("Keluar") as session:
        enrolments.withdraw(session, [class_list(store, cohort)[0].enrolment])
    with store.read() as session:
        gone, *stayed = presences(session, cohorts=[cohort]).values()
    assert (gone.active, gone.left, gone.marked) == (False, 0, 1)
    assert [each.left for each in stayed] == [5, 5]
