"""Merges and undone imports of another computer: they tell of themselves only by what they wrote."""

from __future__ import annotations

import pytest

from lpk_desktop.services import trainees
from lpk_desktop.storage.store import Store
from lpk_desktop.sync.replica import sync_now
from tests.factory import make_cohort, take_back
from tests.services.test_remnants import BORN, CORRECTED, DEWI, add, change, erase, erased, join

pytestmark = pytest.mark.usefixtures("real_time")


def meet(stores: tuple[Store, Store]) -> None:
    for store in (*stores, *stores):
        sync_now(store)


@pytest.mark.parametrize("more", [{}, {"address": "Gang Melati 5"}])
@pytest.mark.parametrize("facts", [DEWI, BORN])
def test_what_was_merged_elsewhere_goes_with_the_person(
    stores: tuple[Store, Store], facts: dict[str, object], more: dict[str, object]
) -> None:
    one, two = add(stores[1], facts), add(stores[1], facts | more)
    join(stores[1], one, two)
    meet(stores)
    change(stores[0], one, CORRECTED)
    erase(stores[0], one)
    meet(stores)
    assert [erased(store) for store in stores] == [{one, two}] * 2


def test_nobody_goes_with_a_namesake_whose_import_was_taken_back_elsewhere(
    stores: tuple[Store, Store],
) -> None:
    cohort = make_cohort(stores[0], people=0)
    meet(stores)
    known = add(stores[1], {"name": "Sri", "education": "SMA"}, cohort=cohort)
    with stores[1].write("Impor", source="import") as session:
        trainees.update_trainee(session, known, {"education": "S1"})
        new = trainees.add_trainee(session, {"name": "Sri", "education": "SMA"})
        session.flush()
        trainees.enrol(session, trainee=new, cohort=cohort)
    take_back(stores[1])
    meet(stores)
    erase(stores[0], known)
    assert erased(stores[0]) == {known}
