from collections.abc import Iterator

import pytest

from tests.central.served import Served, serving


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One central for all tests: each takes a centre of its own."""
    with serving(tmp_path_factory.mktemp("central")) as running:
        yield running


@pytest.fixture
def centre(served: Served) -> str:
    return served.centre()
