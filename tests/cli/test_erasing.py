"""Erasing by command: first it says what would happen, then it does it."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from lpk_desktop.services.access import sign_in
from lpk_desktop.storage.erasures import erase
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import Trainee
from lpk_desktop.sync.round import Round
from tests.cli.conftest import Run
from tests.factory import ADMIN, PASSWORD, make_cohort


@pytest.fixture
def people(centre: str, tmp_path: Path) -> str:
    store = sign_in(tmp_path / "data", name=ADMIN, password=PASSWORD)
    cohort = make_cohort(store)
    store.close()
    assert centre
    return cohort


def test_nobody_of_a_young_class_is_due(run: Run, people: str) -> None:
    assert people
    assert run("trainees", "due") == (0, [])


def test_without_a_yes_nothing_is_erased(run: Run, people: str) -> None:
    assert people
    status, told = run("trainees", "erase", "Peserta 01", "--reason", "requested")
    assert (status, told["erased"]) == (0, False)
    assert run("trainees", "erase", "peserta 01")[0] == 0


def test_with_a_yes_it_is_and_the_file_is_sound(run: Run, people: str) -> None:
    assert people
    run("backup")
    status, told = run("trainees", "erase", "Peserta 01", "--reason", "requested", "--yes")
    assert (status, told["erased"]) == (0, True)
    assert run("trainees", "erase", "Peserta 01")[0] != 0
    assert run("check")[1]["findings"] == []
    # From none that is older could what is done now be carried on.
    assert [each["reason"] for each in run("backup", "--list")[1]] == ["rewritten", "asked"]


def test_an_erasure_that_comes_by_sync_is_backed_up(
    run: Run, people: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert people
    run("backup")
    monkeypatch.setattr("lpk_desktop.sync.replica.sync_now", heard_of_an_erasure)
    assert run("sync")[0] == 0
    assert [each["reason"] for each in run("backup", "--list")[1]] == ["rewritten", "asked"]


def heard_of_an_erasure(store: Store) -> Round:
    """A round in which another computer tells that somebody was erased."""
    with store.read() as session:
        person = session.scalars(select(Trainee.id)).first()
    assert person
    with store.write("Sinkronisasi", source="central") as session:
        erase(session, {person: False}, on=date(2026, 7, 6))
    return Round(
        sent=0, received=1, parked=0, disputed=0, set_aside=(), waiting=0, cursor=1, clock_offset_ms=0,
        complete=True,
    )  # fmt: skip


def test_how_long_data_is_kept_is_set_in_years(run: Run, people: str) -> None:
    assert people
    assert run("trainees", "retention", "7") == (0, {"years": 7})
    assert run("trainees", "retention", "0")[0] != 0
