from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from lpk_desktop.services.access import NewCentre, found_centre
from lpk_desktop.storage.store import wall_clock
from lpk_desktop.sync.replica import pair_device
from tests.central.served import Served, serving
from tests.factory import LIGHT
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
