from datetime import date

import pytest

from lpk_desktop.domain.schedule import Length
from lpk_desktop.services.cohorts import NewCohort, cohort_id, new_cohort, schedule
from lpk_desktop.storage.store import Store


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
