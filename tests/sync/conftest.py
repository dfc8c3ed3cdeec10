from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from lpk_desktop.services.access import NewCentre, found_centre
from lpk_desktop.storage.store import Store, wall_clock
from lpk_desktop.sync.replica import pair_device
from tests.central.served import Served, serving
from tests.factory import LIGHT, make_centre
from tests.sync.people import ENDAH, RATNA, SECRETS, Computer, meet


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One central for all tests: each takes a centre of its own."""
    with serving(tmp_path_factory.mktemp("central")) as running:
        yield running


@pytest.fixture
def centre(served: Served) -> str:
    return served.centre()


@pytest.fixture
def computers(tmp_path: Path, served: Served, centre: str) -> Iterator[tuple[Computer, Computer]]:
    """Of one centre, founded by Ratna and by Endah, who have met."""
    served.time.ms = wall_clock()
    with ExitStack() as stack:
        made = []
        for folder, admin in (("satu", RATNA), ("dua", ENDAH)):
            founded = found_centre(
                tmp_path / folder,
                NewCentre(name="LPK Contoh"),
                admin=admin,
                password=SECRETS[admin],
                device=folder,
                cost=LIGHT,
            )
            stack.callback(founded.store.close)
            pair_device(founded.store, served.url, served.code(centre))
            made.append(Computer(founded.store, founded.recovery_code))
        first, second = made
        meet(first, second)
        yield first, second
        for each in made:
            each.store.close()


@pytest.fixture
def real_time(served: Served) -> None:
    """Services stamp with the computer's clock; here the central has the same."""
    served.time.ms = wall_clock()


@pytest.fixture
def stores(tmp_path: Path, served: Served, centre: str, real_time: None) -> Iterator[tuple[Store, Store]]:
    """Of two computers that were founded apart and have paired with one centre."""
    made = make_centre(tmp_path / "satu"), make_centre(tmp_path / "dua", device="Laptop dua")
    for store in made:
        pair_device(store, served.url, served.code(centre))
    yield made
    for store in made:
        store.close()
