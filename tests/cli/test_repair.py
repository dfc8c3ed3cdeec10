"""`check --repair`: what the log proves is mended, after a backup."""

from __future__ import annotations

from pathlib import Path

import pytest

from lpk_desktop.cli import main
from lpk_desktop.domain.roles import Role
from lpk_desktop.messages.findings import finding_advice
from lpk_desktop.services.access import sign_in
from tests.cli.conftest import Run
from tests.factory import ADMIN, PASSWORD, make_cohort
from tests.services.test_staff import OWN, add, come_in
from tests.storage.test_checking import tamper
from tests.storage.test_contents import put_in


def test_rows_are_mended_after_a_backup(run: Run, centre: str, tmp_path: Path) -> None:
    store = sign_in(tmp_path / "data", name=ADMIN, password=PASSWORD)
    make_cohort(store, people=2)
    tamper(store, "UPDATE trainee SET name = 'Orang Lain' WHERE name = 'Peserta 01'")
    store.close()
    assert run("check")[0] == 1
    status, report = run("check", "--repair")
    assert (status, report["clean"], report["findings"]) == (0, True, [])
    assert [(each["code"], each.get("fields")) for each in report["repaired"]] == [
        ("index-differs", None),
        ("row-differs", "name"),
    ]
    assert run("check")[1]["repaired"] == []
    assert "repair" in {each["reason"] for each in run("backup", "--list")[1]}


def test_what_is_not_proved_is_told_and_stays(run: Run, centre: str, tmp_path: Path) -> None:
    store = sign_in(tmp_path / "data", name=ADMIN, password=PASSWORD)
    make_cohort(store, people=2)
    tamper(store, "DELETE FROM change WHERE n = 5", "UPDATE trainee SET birth_place = 'Lain'")
    store.close()
    status, report = run("check", "--repair")
    assert (status, report["clean"], report["repaired"]) == (1, False, [])
    assert {each["code"] for each in report["findings"]} >= {"changes-missing", "row-differs"}


def test_bytes_in_the_wrong_place_are_mended_after_a_backup(run: Run, centre: str, tmp_path: Path) -> None:
    store = sign_in(tmp_path / "data", name=ADMIN, password=PASSWORD)
    put_in(store, b"lambang")
    tamper(store, "UPDATE blob_content SET sha256 = 'x'")
    store.close()
    found = run("check")[1]["findings"]
    assert [each["code"] for each in found] == ["blob-misplaced"]
    assert "--repair" in found[0]["advice"]
    status, report = run("check", "--repair")
    assert (status, report["clean"]) == (0, True)
    assert {each["code"] for each in report["repaired"]} == {"blob-misplaced"}
    assert "repair" in {each["reason"] for each in run("backup", "--list")[1]}


def test_findings_of_a_kind_stand_together_and_say_once_what_to_do(
    run: Run, centre: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = sign_in(tmp_path / "data", name=ADMIN, password=PASSWORD)
    for data in (b"satu", b"dua"):
        put_in(store, data)
    tamper(store, "UPDATE blob_content SET data = x'00'")
    store.close()
    capsys.readouterr()
    with pytest.raises(SystemExit):
        main(["check"])
    told = capsys.readouterr().out.splitlines()
    assert [line.startswith("Berkas ") for line in told] == [True, True, False, False]
    assert told[2].strip() == finding_advice("blob-altered")


def test_everybody_may_look_and_only_an_administrator_repairs(
    run: Run, centre: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = sign_in(tmp_path / "data", name=ADMIN, password=PASSWORD)
    make_cohort(store, people=2)
    _person, code = add(store, name="Vina", role=Role.VIEWER)
    come_in(store, code, name="Vina")
    tamper(store, "UPDATE trainee SET birth_place = 'Lain'")
    store.close()
    monkeypatch.setenv("LPK_PASSWORD", OWN)
    assert {each["code"] for each in run("--user", "Vina", "check")[1]["findings"]} == {"row-differs"}
    assert run("--user", "Vina", "check", "--repair") == (1, None)
    monkeypatch.setenv("LPK_PASSWORD", PASSWORD)
    assert "repair" not in {each["reason"] for each in run("--user", ADMIN, "backup", "--list")[1]}
    assert {each["code"] for each in run("--user", ADMIN, "check")[1]["findings"]} == {"row-differs"}
