"""The access log by command: whose data left, when, by whom, where to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lpk_desktop.cli import main
from lpk_desktop.domain.privacy import Way
from lpk_desktop.services import trainees
from lpk_desktop.services.access import sign_in
from lpk_desktop.services.privacy import record
from tests.cli.conftest import Run
from tests.factory import ADMIN, LATER, PASSWORD


@pytest.fixture
def taken(tmp_path: Path, centre: str) -> list[str]:
    """Two people, of whom one's data left."""
    store = sign_in(tmp_path / "data", name=ADMIN, password=PASSWORD)
    with store.write("Peserta") as session:
        found = [trainees.add_trainee(session, {"name": name}) for name in ("Budi Santoso", "Dewi Lestari")]
    record(store, Way.CERTIFICATES, found[:1], where="Stik USB", at=LATER)
    store.close()
    return found


def test_it_names_everything_a_notice_of_a_breach_has_to(run: Run, taken: list[str]) -> None:
    status, [entry] = run("access")
    assert status == 0
    assert (entry["by"], entry["way"], entry["detail"]) == (ADMIN, "certificates", "Stik USB")
    assert entry["persons"] == [{"trainee": taken[0], "name": "Budi Santoso"}]
    assert entry["at"].startswith("2026-07-0")


def test_it_is_asked_by_person_and_day(run: Run, taken: list[str]) -> None:
    assert len(run("access", "--trainee", "budi santoso")[1]) == 1
    assert run("access", "--trainee", taken[1]) == (0, [])
    assert run("access", "--since", "2030-01-01") == (0, [])


def test_people_read_a_sentence(taken: list[str], run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["access"])
    told = capsys.readouterr().out
    assert f"{ADMIN}  Sertifikat disimpan sebagai PDF: Stik USB" in told
    assert told.rstrip().endswith(": Budi Santoso")


def test_a_person_gets_everything_in_one_file_and_that_is_on_record(
    run: Run, taken: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "Dewi.json"
    assert run("trainees", "export-own", "dewi", "--out", str(file))[1]["file"] == str(file)
    found = json.loads(file.read_text(encoding="utf-8"))
    assert found["person"]["name"] == "Dewi Lestari"
    [entry] = run("access", "--trainee", taken[1])[1]
    assert (entry["way"], entry["detail"]) == ("own-data", "….json")


def test_a_file_of_another_kind_is_refused_before_anything_is_on_record(
    run: Run, taken: list[str], tmp_path: Path
) -> None:
    assert run("trainees", "export-own", "dewi", "--out", str(tmp_path / "Dewi.xlsx"))[0] == 1
    assert run("access", "--trainee", taken[1]) == (0, [])
