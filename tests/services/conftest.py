from collections.abc import Iterator
from pathlib import Path

import pytest

from lpk_desktop.storage.store import Store
from tests.factory import make_centre, make_cohort


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = make_centre(tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture
def cohort(store: Store) -> str:
    return make_cohort(store)
