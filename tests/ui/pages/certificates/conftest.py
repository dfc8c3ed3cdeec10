"""A class of three at its end: two have earned their certificates, the third has not."""

from __future__ import annotations

from pathlib import Path

import pytest

from lpk_desktop.ui.pages.certificates import CertificatesPage
from tests.certified import complete
from tests.factory import make_centre, make_cohort
from tests.ui.pages.rooms import Room


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("centre") / "data"
    store = make_centre(folder)
    cohort = make_cohort(store, people=3)
    complete(store, cohort, failing=1)
    store.close()
    return folder, cohort


@pytest.fixture
def centre(finished: tuple[Path, str]) -> Path:
    return finished[0]


@pytest.fixture
def cohort(finished: tuple[Path, str]) -> str:
    return finished[1]


@pytest.fixture
def page(room: Room) -> CertificatesPage:
    page = CertificatesPage(room.desk)
    room.show(page)
    return page
