"""Consent by command."""

from __future__ import annotations

from pathlib import Path

import pytest

from lpk_desktop.services.access import sign_in
from tests.cli.conftest import Run
from tests.factory import ADMIN, PASSWORD, make_cohort


@pytest.fixture
def enrolled(tmp_path: Path, centre: str) -> str:
    """A class of three; gives its number."""
    store = sign_in(tmp_path / "data", name=ADMIN, password=PASSWORD)
    make_cohort(store, people=3)
    store.close()
    return "LAS-4/2026"


def test_a_class_signs_one_sheet_and_one_of_them_withdraws(run: Run, enrolled: str, tmp_path: Path) -> None:
    file = tmp_path / "lembar.pdf"
    assert run("consent", "sheet", "--cohort", enrolled, "--out", str(file))[1]["people"] == 3
    assert file.read_bytes().startswith(b"%PDF")
    assert run("access")[1][0]["way"] == "consent"
    assert run("consent", "record", "--cohort", enrolled, "--on", "2026-05-18")[1]["recorded"] == 3
    assert run("consent", "withdraw", "Peserta 02", "--on", "2026-06-09")[0] == 0
    again = run("consent", "record", "--cohort", enrolled, "--on", "2026-06-01")[1]
    assert (again["recorded"], again["withdrew_since"]) == (2, ["Peserta 02"])


def test_whose_consent_it_is_must_be_said_once(run: Run, enrolled: str) -> None:
    assert run("consent", "record", "--on", "2026-05-18")[0] == 2
    both = ("--cohort", enrolled, "--trainee", "Peserta 01")
    assert run("consent", "record", "--on", "2026-05-18", *both)[0] == 2


def test_the_text_is_read_with_its_version(run: Run, centre: str) -> None:
    found = run("consent", "text")[1]
    assert (found["version"], len(found["paragraphs"])) == ("1", 5)
    assert run("consent", "text", "--version", "99") == (1, None)
