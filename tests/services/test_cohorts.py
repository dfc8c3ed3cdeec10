from datetime import date

import pytest

from lpk_desktop.domain.schedule import Length
from lpk_desktop.errors import UserError
from lpk_desktop.services import enrolments
from lpk_desktop.services.cohorts import cohort_id, head, new_cohort, schedule
from lpk_desktop.services.holidays import indonesian_holidays
from lpk_desktop.services.planning import NewCohort
from lpk_desktop.services.trainees import enrolment_numbers
from lpk_desktop.services.views import CohortStatus
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import Enrolment
from tests.factory import LATER, STARTS, make_cohort


@pytest.mark.parametrize(("skipped", "second"), [(True, 18), (False, 15)])
def test_joint_leave_is_free_unless_the_centre_says_otherwise(
    store: Store, *, skipped: bool, second: int
) -> None:
    # 14 May 2026 is Ascension Day, 15 May the joint leave that goes with it.
    new = NewCohort(
        programme="LAS",
        batch=4,
        pattern="Sen-Jum 08:00-15:30",
        starts=date(2026, 5, 13),
        length=Length(sessions=2),
        skip_joint_leave=skipped,
    )
    with store.write("Kelas") as session:
        number = new_cohort(session, new)
        days = [each.day for each in schedule(session, cohort_id(session, number))]
    assert days == [date(2026, 5, 13), date(2026, 5, second)]


def test_no_session_falls_on_a_holiday_even_in_the_last_year_of_a_long_cohort(store: Store) -> None:
    cohort = make_cohort(store, people=0, sessions=700)
    with store.read() as session:
        days = {item.day for item in schedule(session, cohort)}
    assert max(days) > date(2028, 8, 17)
    assert not days & indonesian_holidays(range(2026, 2030)).keys()


@pytest.mark.parametrize("batch", [0, 10_000, 10**20])
def test_a_batch_that_no_centre_has_is_refused(store: Store, batch: int) -> None:
    with pytest.raises(UserError, match="batch-invalid"):
        make_cohort(store, batch=batch)


@pytest.mark.parametrize("leaves", [True, False])
def test_a_class_without_people_has_nobody_to_assess(store: Store, *, leaves: bool) -> None:
    cohort = make_cohort(store, people=1 if leaves else 0)
    if leaves:
        with store.write("Keluar") as session:
            enrolments.withdraw(session, list(enrolment_numbers(session, cohort).values()))
    with store.read() as session:
        assert head(session, cohort, today=LATER.date()).status is CohortStatus.FINISHED
        assert head(session, cohort, today=STARTS).status is CohortStatus.RUNNING


def test_a_class_whose_people_are_not_assessed_is_at_its_exam(store: Store) -> None:
    cohort = make_cohort(store, people=1)
    with store.read() as session:
        assert head(session, cohort, today=LATER.date()).status is CohortStatus.EXAM


def test_a_list_number_that_two_people_share_names_nobody(store: Store) -> None:
    cohort = make_cohort(store, people=2)
    with store.write("Nomor") as session:
        first, second = enrolment_numbers(session, cohort).values()
        session.get_one(Enrolment, second).list_number = session.get_one(Enrolment, first).list_number
        session.flush()
        with pytest.raises(UserError, match="number-shared"):
            enrolment_numbers(session, cohort)
