"""A centre in which something of everything was done, copied for each test, and moments to back it up."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lpk_desktop.services.access import sign_in
from lpk_desktop.storage.store import Store
from tests.factory import ADMIN, PASSWORD, make_centre, make_cohort

AT = datetime(2026, 7, 6, 1, 24, tzinfo=UTC)
"""08.24 WIB on 6 July 2026."""


@pytest.fixture(scope="package")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a centre with a class."""
    folder = tmp_path_factory.mktemp("cadangan") / "data"
    store = make_centre(folder)
    make_cohort(store)
    store.close()
    return folder


@pytest.fixture
def store(worked: Path, tmp_path: Path) -> Iterator[Store]:
    folder = shutil.copytree(worked, tmp_path / "data pusat")
    opened = sign_in(folder, name=ADMIN, password=PASSWORD)
    yield opened
    opened.close()
