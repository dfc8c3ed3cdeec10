"""A class of three at its end: two have earned their certificates, the third has not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lpk_desktop.domain.attendance import Code
from lpk_desktop.domain.competency import Result
from lpk_desktop.services import attendance, competency
from lpk_desktop.services.centre import set_signer
from lpk_desktop.services.competency import Verdict
from lpk_desktop.storage.store import Store
from lpk_desktop.ui.pages.certificates import CertificatesPage
from tests.factory import LATER, make_centre, make_cohort
from tests.ui.pages.rooms import Room


def complete(store: Store, cohort: str, *, failing: int) -> None:
    """Everybody attends all, and is competent in all but the one block of the failing person."""
    with store.read() as session:
        marks = attendance.sheet(session, cohort, now=LATER)
        results = competency.sheet(session, cohort, now=LATER)
    with store.write("Penanda tangan") as session:
        set_signer(session, name="Ir. Bambang Sudarsono, M.T.", position="Direktur")
    with store.write("Hadir semua") as session:
        for column in marks.sessions:
            entry = attendance.Entry(code=Code.PRESENT, method="fill")
            attendance.fill_rest(session, column.id, entry, by=None, now=LATER)
    people = [row.enrolment for row in results.rows]
    for index, block in enumerate(results.blocks):
        for place, person in enumerate(people):
            lacks = index == 1 and place == failing
            verdict = Verdict(
                result=Result.NOT_YET if lacks else Result.COMPETENT,
                assessor="Hesti Tri Prabowo",
                day=date(2026, 6, 30),
                note="Perlu latihan." if lacks else None,
            )
            with store.write("Nilai") as session:
                competency.record(session, [person], block.id, verdict, now=LATER)


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
