"""Certificates that cannot both stand, by commands: told in every output, ended by one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lpk_desktop.cli import main
from lpk_desktop.services.trainees import enrolment_numbers
from tests.certified import complete, issue, issue_apart
from tests.cli.conftest import Run
from tests.factory import make_centre, make_cohort

FIRST, SECOND = "0001/ST-LAS/VII/2026", "0001B/ST-LAS/VII/2026"
COHORT = ("--cohort", "LAS-4/2026")


@pytest.fixture
def twice(tmp_path: Path) -> Path:
    """A centre whose only trainee holds two certificates; gives its data folder."""
    store = make_centre(tmp_path / "data")
    cohort = make_cohort(store, people=1)
    complete(store, cohort)
    issue_apart(store, issue(store, cohort)[0])
    store.close()
    return tmp_path / "data"


def listed(run: Run) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run("certificates", "list", *COHORT)[1]
    return found


def told(capsys: pytest.CaptureFixture[str], *command: str) -> tuple[str, str]:
    """What a person reads: results, and words beside them."""
    capsys.readouterr()
    with pytest.raises(SystemExit):
        main(list(command))
    out, err = capsys.readouterr()
    return out, err


def test_the_list_names_the_other_at_each(run: Run, twice: Path) -> None:
    assert [(each["number"], each["clashes"]) for each in listed(run)] == [
        (FIRST, [{"code": "issued-twice", "with": [SECOND]}]),
        (SECOND, [{"code": "issued-twice", "with": [FIRST]}]),
    ]


def test_the_list_says_so_in_words(run: Run, twice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = told(capsys, "certificates", "list")[0].splitlines()
    assert f"terbit dua kali: juga nomor {SECOND}; cabut salah satu" in lines[0]
    assert f"terbit dua kali: juga nomor {FIRST}; cabut salah satu" in lines[1]


def test_readiness_says_so_and_offers_nobody(
    run: Run, twice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = run("certificates", "ready", *COHORT)[1]
    assert found["ready"] == []
    assert [each["reasons"] for each in found["held"]] == [["issued-twice"]]
    assert found["issued"][0]["clashes"] == [{"code": "issued-twice", "with": [SECOND]}]
    assert f"juga nomor {SECOND}" in told(capsys, "certificates", "ready", *COHORT)[0]


def test_a_reprint_says_so_beside_the_files(
    run: Run, twice: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = told(capsys, "certificates", "reprint", *COHORT, "--out", str(tmp_path / "pdf"))[1]
    assert f"{FIRST}: terbit dua kali" in words
    assert f"{SECOND}: terbit dua kali" in words


def test_a_check_is_valid_but_contested(run: Run, twice: Path, tmp_path: Path) -> None:
    files = run("certificates", "reprint", *COHORT, "--out", str(tmp_path / "pdf"))[1]["issued"]
    status, checked = run("certificates", "verify", files[0]["file"])
    assert (status, checked["valid"], checked["contested"], checked["also"]) == (0, True, True, [SECOND])
    assert any("belum diputuskan mana yang berlaku" in words for words in checked["words"])


def test_revoking_one_ends_it_and_a_check_says_why(run: Run, twice: Path) -> None:
    code = listed(run)[1]["code"]
    status, revoked = run("certificates", "revoke", SECOND, "--reason", "Terbit dua kali")
    assert (status, revoked["state"], revoked["reason"]) == (0, "revoked", "Terbit dua kali")
    assert [each["clashes"] for each in listed(run)] == [[], []]
    status, checked = run("certificates", "verify", code)
    assert (status, checked["valid"], checked["state"]) == (1, False, "revoked")
    assert run("certificates", "verify", listed(run)[0]["code"])[1]["contested"] is False


def test_the_wrong_one_is_taken_back_with_undo(run: Run, twice: Path) -> None:
    run("certificates", "revoke", FIRST, "--reason", "Salah")
    assert run("undo")[0] == 0
    assert [each["state"] for each in listed(run)] == ["issued", "issued"]


def test_two_people_with_one_number_are_told_apart_by_the_code(run: Run, tmp_path: Path) -> None:
    store = make_centre(tmp_path / "data")
    cohort = make_cohort(store, people=2)
    complete(store, cohort)
    first = issue(store, cohort, people=1)[0]
    with store.read() as session:
        other = enrolment_numbers(session, cohort)[2]
    issue_apart(store, first, number=FIRST, enrolment=other)
    store.close()
    assert run("certificates", "revoke", FIRST, "--reason", "Nomor kembar") == (1, None)
    chosen = listed(run)[1]
    assert run("certificates", "revoke", chosen["code"], "--reason", "Nomor kembar")[0] == 0
    [fresh] = run("certificates", "issue", *COHORT, "--out", str(tmp_path / "pdf"))[1]["issued"]
    assert fresh["number"] not in {FIRST, SECOND}
    assert [each["clashes"] for each in listed(run)] == [[], [], []]
