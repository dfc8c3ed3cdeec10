"""Two computers issue without seeing each other, then meet: both hear of it, one person ends it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lpk_desktop.domain.clashes import ClashKind
from lpk_desktop.services import certificates
from lpk_desktop.services.clashes import clashes
from lpk_desktop.storage.store import Store, wall_clock
from lpk_desktop.sync.replica import pair_device, sync_now
from tests.central.served import Served
from tests.certified import complete, issue
from tests.factory import make_centre, make_cohort


@pytest.fixture
def offices(tmp_path: Path, served: Served) -> Iterator[tuple[Store, Store]]:
    """Two computers that were set up apart; not paired yet."""
    served.time.ms = wall_clock()
    made = make_centre(tmp_path / "satu"), make_centre(tmp_path / "dua", device="Laptop dua")
    yield made
    for store in made:
        store.close()


def meet(offices: tuple[Store, Store]) -> None:
    """Everything goes to everybody."""
    for store in (*offices, offices[0]):
        sync_now(store)


def join(offices: tuple[Store, Store], served: Served, centre: str) -> None:
    for store in offices:
        pair_device(store, served.url, served.code(centre))


def found(store: Store) -> list[tuple[ClashKind, list[str]]]:
    with store.read() as session:
        return [(each.kind, [paper.number for paper in each.papers]) for each in clashes(session)]


def test_a_person_certified_twice_is_told_on_both_and_ended_by_one(
    offices: tuple[Store, Store], served: Served, centre: str
) -> None:
    join(offices, served, centre)
    first, second = offices
    cohort = make_cohort(first, people=1)
    complete(first, cohort)
    meet(offices)
    issued = [issue(store, cohort)[0] for store in offices]
    assert found(first) == found(second) == []
    meet(offices)
    numbers = ["0001/ST-LAS/VII/2026", "0001B/ST-LAS/VII/2026"]
    assert found(first) == found(second) == [(ClashKind.PERSON, numbers)]
    with second.write("Cabut") as session:
        certificates.revoke(session, issued[0], reason="Terbit dua kali")
    meet((second, first))
    assert found(first) == found(second) == []


def test_one_number_given_before_either_was_paired_is_told_on_both(
    offices: tuple[Store, Store], served: Served, centre: str
) -> None:
    for batch, store in enumerate(offices, start=4):
        cohort = make_cohort(store, people=1, batch=batch)
        complete(store, cohort)
        issue(store, cohort)
    join(offices, served, centre)
    meet(offices)
    number = "0001/ST-LAS/VII/2026"
    assert found(offices[0]) == found(offices[1]) == [(ClashKind.NUMBER, [number, number])]
