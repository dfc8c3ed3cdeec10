"""The three files that were given, and what a person reads in them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lpk_desktop.exchange.roster import check, to_json

ROSTERS = Path(__file__).parent / "rosters"
SAMPLES = ["peserta-las-purwokerto.xlsx", "peserta-forklift.xls", "peserta-servis-hp.csv"]


def read(name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    expected = json.loads((ROSTERS / f"{name}.expected.json").read_text(encoding="utf-8"))
    return to_json(check(ROSTERS / name, today=date(2026, 11, 2))), expected


@pytest.mark.parametrize("name", SAMPLES)
def test_columns_are_mapped_as_a_person_would(name: str) -> None:
    found, expected = read(name)
    assert found["columns"] == expected["columns"]


@pytest.mark.parametrize("name", SAMPLES)
def test_people_stand_in_their_rows(name: str) -> None:
    found, expected = read(name)
    assert [row["row"] for row in found["rows"]] == [row["row"] for row in expected["rows"]]


@pytest.mark.parametrize("name", SAMPLES)
def test_values_are_those_a_person_reads(name: str) -> None:
    found, expected = read(name)
    assert [row["values"] for row in found["rows"]] == [row["values"] for row in expected["rows"]]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_problem_is_reported_and_no_other(name: str) -> None:
    found, expected = read(name)
    assert [sorted(row["problems"]) for row in found["rows"]] == [
        sorted(row["problems"]) for row in expected["rows"]
    ]


def test_document_is_json() -> None:
    found, _expected = read(SAMPLES[0])
    assert json.loads(json.dumps(found)) == found


def test_document_names_sheet_and_lowest_row_of_headings() -> None:
    found, _expected = read(SAMPLES[0])
    assert (found["file"], found["sheet"], found["header_row"]) == (SAMPLES[0], "Daftar Peserta", 6)


def test_damaged_value_keeps_its_original_text() -> None:
    found, _expected = read("peserta-forklift.xls")
    assert [row["originals"] for row in found["rows"] if row["originals"]] == [{"nik": "KTP hilang"}]
