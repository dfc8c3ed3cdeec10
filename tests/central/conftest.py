from collections.abc import Callable, Iterator

import pytest
import requests

from tests.central.caller import Caller
from tests.central.served import START, Served, serving


@pytest.fixture(scope="package")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One central for all tests: each takes a centre of its own."""
    with serving(tmp_path_factory.mktemp("central")) as central:
        yield central


@pytest.fixture
def served(running: Served) -> Served:
    running.time.ms = START
    return running


@pytest.fixture
def http() -> Iterator[requests.Session]:
    with requests.Session() as session:
        yield session


@pytest.fixture
def centre(served: Served) -> str:
    return served.centre()


Join = Callable[[str], Caller]


@pytest.fixture
def join(served: Served, http: requests.Session) -> Join:
    def paired(centre_id: str) -> Caller:
        caller = Caller(http, served)
        caller.pair(served.code(centre_id))
        return caller

    return paired


@pytest.fixture
def device(join: Join, centre: str) -> Caller:
    """The first device of the centre."""
    return join(centre)
