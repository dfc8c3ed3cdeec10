from collections.abc import Sequence
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from lpk_desktop.domain.attendance import Code
from lpk_desktop.domain.changes import Act, Change, JsonValue, Op, origin_of
from lpk_desktop.services import attendance, schedule, today
from lpk_desktop.services.attendance import Entry
from lpk_desktop.services.attention import (
    BelowMinimum,
    DamagedNiks,
    DisputedRows,
    IncompleteSessions,
    LicenceEnding,
    Unsent,
    Urgency,
)
from lpk_desktop.services.centre import update_centre
from lpk_desktop.services.disputes import Dispute, disputes
from lpk_desktop.services.enrolments import withdraw
from lpk_desktop.services.today import Coming, Progress, Today
from lpk_desktop.storage.applying import apply_remote
from lpk_desktop.storage.device import SyncState, save_sync_state
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import Cohort, Trainee
from lpk_desktop.storage.tables.trainee import NikState
from tests.factory import make_cohort

MORNING = datetime(2026, 5, 20, 1, 24, tzinfo=UTC)
"""08.24 on the third day of the factory's cohort."""
DAWN = datetime(2026, 5, 19, 22, 0, tzinfo=UTC)


def read(store: Store, now: datetime = MORNING) -> Today:
    with store.read() as session:
        return today.today(session, now=now)


def mark(store: Store, cohort: str, column: int, codes: Sequence[Code]) -> None:
    with store.write("Tandai") as session:
        sheet = attendance.sheet(session, cohort, now=MORNING)
        for row, code in zip(sheet.rows, codes, strict=False):
            cell = (sheet.sessions[column].id, row.enrolment)
            attendance.mark(session, [cell], Entry(code=code), by=None, now=MORNING)


def test_a_session_says_which_of_how_many_it_is_and_that_it_runs(store: Store, cohort: str) -> None:
    [session] = read(store).sessions
    assert (session.number, session.of, session.running) == (3, 5, True)
    assert session.title == "Las SMAW 3G – Angkatan 4/2026"
    assert session.codes == (None, None, None)


@pytest.mark.parametrize(
    ("codes", "now", "progress"),
    [
        ([], MORNING, Progress.UNMARKED),
        ([], DAWN, Progress.AHEAD),
        ([Code.PRESENT], MORNING, Progress.PARTIAL),
        ([Code.PRESENT, Code.ABSENT, Code.SICK], MORNING, Progress.COMPLETE),
    ],
)
def test_progress_follows_the_marks_and_the_clock(
    store: Store, cohort: str, codes: list[Code], now: datetime, progress: Progress
) -> None:
    mark(store, cohort, 2, codes)
    assert read(store, now).sessions[0].progress is progress


def test_the_session_to_mark_is_the_one_nobody_has_begun(store: Store, cohort: str) -> None:
    other = make_cohort(store, batch=5)
    mark(store, cohort, 2, [Code.PRESENT])
    day = read(store)
    assert day.current is not None
    assert day.sessions[day.current].cohort == other


def test_nothing_is_current_when_all_is_marked(store: Store, cohort: str) -> None:
    mark(store, cohort, 2, [Code.PRESENT] * 3)
    assert read(store).current is None


def test_a_cancelled_session_is_not_held_and_not_counted(store: Store, cohort: str) -> None:
    with store.write("Batal") as session:
        schedule.cancel(session, [schedule.session_lines(session, cohort)[0].item.id])
    [meeting] = read(store).sessions
    assert (meeting.number, meeting.of) == (2, 4)


def test_people_who_withdrew_have_no_square_and_no_marks_in_the_sums(store: Store, cohort: str) -> None:
    mark(store, cohort, 0, [Code.ABSENT, Code.PRESENT, Code.PRESENT])
    with store.write("Keluar") as session:
        sheet = attendance.sheet(session, cohort, now=MORNING)
        withdraw(session, [sheet.rows[0].enrolment])
    day = read(store)
    assert len(day.sessions[0].codes) == 2
    assert (day.counts, day.attended, day.people) == ((2, 0, 0, 0, 0), 2, 2)


def test_those_under_the_minimum_come_first_with_what_they_can_still_reach(store: Store, cohort: str) -> None:
    mark(store, cohort, 0, [Code.ABSENT, Code.PRESENT, Code.PRESENT])
    mark(store, cohort, 1, [Code.ABSENT, Code.PRESENT, Code.ABSENT])
    found = read(store).attention[0]
    assert isinstance(found, BelowMinimum)
    assert [(each.name, each.rate, each.reachable) for each in found.people] == [
        ("Peserta 01", Fraction(0), False),
        ("Peserta 03", Fraction(1, 2), True),
    ]


def test_yesterdays_gap_is_named_with_its_session(store: Store, cohort: str) -> None:
    mark(store, cohort, 0, [Code.PRESENT] * 3)
    mark(store, cohort, 1, [Code.PRESENT])
    [found] = [each for each in read(store).attention if isinstance(each, IncompleteSessions)]
    assert found.yesterday
    assert [(each.number, each.unmarked) for each in found.sessions] == [(2, 2)]


@pytest.mark.parametrize(
    ("until", "urgency"),
    [(date(2026, 6, 10), Urgency.WARNING), (date(2026, 5, 19), Urgency.DANGER), (date(2027, 1, 1), None)],
)
def test_a_licence_is_spoken_of_in_its_last_sixty_days(
    store: Store, until: date, urgency: Urgency | None
) -> None:
    with store.write("Izin") as session:
        update_centre(session, {"licence_until": until})
    found = [each.urgency for each in read(store).attention if isinstance(each, LicenceEnding)]
    assert found == ([] if urgency is None else [urgency])


def test_a_damaged_nik_is_named(store: Store, cohort: str) -> None:
    with store.write("Rusak") as session:
        person = session.query(Trainee).filter_by(name="Peserta 02").one()
        person.nik_state = NikState.DAMAGED
    [found] = [each for each in read(store).attention if isinstance(each, DamagedNiks)]
    assert found.names == ("Peserta 02",)


def test_unsent_changes_matter_only_to_a_paired_computer(store: Store, cohort: str) -> None:
    assert not any(isinstance(each, Unsent) for each in read(store).attention)
    with store.write("Pasang") as session:
        save_sync_state(session, paired())
    [found] = [each for each in read(store).attention if isinstance(each, Unsent)]
    assert found.count > 0
    assert found.urgency is Urgency.REST


def test_matters_come_by_urgency(store: Store, cohort: str) -> None:
    mark(store, cohort, 0, [Code.ABSENT, Code.PRESENT, Code.PRESENT])
    with store.write("Izin") as session:
        update_centre(session, {"licence_until": date(2026, 6, 10)})
    urgencies = [each.urgency for each in read(store).attention]
    assert urgencies == sorted(urgencies)
    assert len(set(urgencies)) == 3


def test_a_row_with_two_values_is_a_dispute(store: Store, cohort: str) -> None:
    with store.write("Ubah") as session:
        person = session.query(Trainee).filter_by(name="Peserta 01").one()
        person.phone = "+628111"
        row = person.id
    somebody_else_writes(store, row, {"phone": "+628222"})
    with store.read() as session:
        assert disputes(session) == [Dispute(table="trainee", row=row, fields=("phone",))]
    assert any(isinstance(each, DisputedRows) for each in read(store).attention)


def test_seats_count_the_running_and_coming_classes_that_offer_some(store: Store, cohort: str) -> None:
    with store.write("Kursi") as session:
        session.get_one(Cohort, cohort).capacity = 16
    make_cohort(store, batch=5)
    [seats] = read(store).seats
    assert (seats.programme, seats.taken, seats.capacity) == ("Las SMAW", 3, 16)


def test_coming_dates_are_in_order_and_name_what_they_are(store: Store, cohort: str) -> None:
    with store.write("Izin") as session:
        update_centre(session, {"licence_until": date(2026, 6, 10)})
    holidays = {date(2026, 5, 27): "Hari Raya Idul Adha", date(2026, 12, 25): "Hari Raya Natal"}
    with store.read() as session:
        coming = today.today(session, now=MORNING, holidays=holidays).coming
    assert [(each.day, each.kind) for each in coming] == [
        (date(2026, 5, 22), Coming.LAST_SESSION),
        (date(2026, 5, 27), Coming.HOLIDAY),
        (date(2026, 6, 10), Coming.LICENCE_END),
    ]


def test_a_free_day_names_the_next_session(store: Store, cohort: str) -> None:
    following = read(store, datetime(2026, 5, 16, 3, tzinfo=UTC)).next_session
    assert following is not None
    assert (following.day, following.cohort) == (date(2026, 5, 18), cohort)


def test_an_empty_centre_has_neither_cohorts_nor_people(store: Store) -> None:
    day = read(store)
    assert (day.has_cohorts, day.has_trainees, day.sessions, day.attention) == (False, False, (), ())


def test_two_people_who_write_the_same_agree(store: Store, cohort: str) -> None:
    with store.write("Ubah") as session:
        person = session.query(Trainee).filter_by(name="Peserta 01").one()
        person.phone = "+628111"
        row = person.id
    somebody_else_writes(store, row, {"phone": "+628111"})
    with store.read() as session:
        assert disputes(session) == []


def somebody_else_writes(store: Store, row: str, patch: dict[str, JsonValue]) -> None:
    """A change of another computer whose author had seen none of ours."""
    origin, hlc = origin_of(7, 1), store.clock.tick()
    change = Change(
        origin=origin, n=1, hlc=hlc, tx=1, table="trainee", row=row, op=Op.PUT, patch=patch, base={},
        author=None, schema=1,
    )  # fmt: skip
    act = Act(origin=origin, n=1, label="Ubah", author=None, at=hlc, changes=(change,))
    with store.write("Sinkron", source="central") as session:
        apply_remote(session, [act])


def paired() -> SyncState:
    return SyncState(
        url="https://contoh.id",
        server="s",
        generation=1,
        centre="c",
        token="t",
        central_key=b"k" * 32,
        public_url="https://contoh.id",
        device_certificate="{}",
        last_success=MORNING,
    )
