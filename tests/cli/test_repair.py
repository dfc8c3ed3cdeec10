"""`check --repair`: what the log proves is mended, after a backup."""

from __future__ import annotations

from pathlib import Path

from lpk_desktop.services.access import sign_in
from tests.cli.conftest import Run
from tests.factory import ADMIN, PASSWORD, make_cohort
from tests.storage.test_checking import tamper


def test_rows_are_mended_after_a_backup(run: Run, centre: str, tmp_path: Path) -> None:
    store = sign_in(tmp_path / "data", name=ADMIN, password=PASSWORD)
    make_cohort(store, people=2)
    tamper(store, "UPDATE trainee SET name = 'Orang Lain' WHERE name = 'Peserta 01'")
    store.close()
    assert run("check")[0] == 1
    status, report = run("check", "--repair")
    assert (status, report["clean"], report["findings"]) == (0, True, [])
    assert [(each["code"], each["fields"]) for each in report["repaired"]] == [("row-differs", "name")]
    assert run("check")[1]["repaired"] == []
    assert "repair" in {each["reason"] for each in run("backup", "--list")[1]}


def test_what_is_not_proved_is_told_and_stays(run: Run, centre: str, tmp_path: Path) -> None:
    store = sign_in(tmp_path / "data", name=ADMIN, password=PASSWORD)
    make_cohort(store, people=2)
    tamper(store, "DELETE FROM change WHERE n = 5", "UPDATE trainee SET name = 'Orang Lain'")
    store.close()
    status, report = run("check", "--repair")
    assert (status, report["clean"], report["repaired"]) == (1, False, [])
    assert {each["code"] for each in report["findings"]} >= {"changes-missing", "row-differs"}
