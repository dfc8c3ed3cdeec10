"""Rosters by commands where a row is not the person that its NIK says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lpk_desktop.cli import main
from lpk_desktop.exchange.roster import check
from tests.cli.conftest import Run
from tests.cli.test_journey import NEW
from tests.exchange.books import TODAY

NIK = "9901011708940001"
HEAD = "Nama;NIK;Tanggal Lahir"


@pytest.fixture
def cohort(run: Run, centre: str) -> str:
    return str(run(*NEW)[1]["number"])


@pytest.fixture
def known(run: Run, cohort: str, tmp_path: Path) -> str:
    run("roster", "import", str(write(tmp_path / "satu.csv", f"Budi Santoso;{NIK};")), "--cohort", cohort)
    return cohort


def write(file: Path, *rows: str) -> Path:
    file.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    return file


def test_check_reports_a_nik_known_under_another_name_beside_the_match(
    run: Run, known: str, tmp_path: Path
) -> None:
    file = write(tmp_path / "dua.csv", f"Sri Wahyuni;{NIK};17-08-1994")
    [row] = run("roster", "check", str(file))[1]["rows"]
    assert (row["problems"], row["match"]["why"], row["known"]) == (
        [["nik", "name-differs"]],
        "nik",
        ["Budi Santoso"],
    )


def test_check_says_in_words_what_is_wrong(
    run: Run, known: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(tmp_path / "dua.csv", f"Sri Wahyuni;{NIK};17-08-1994")
    with pytest.raises(SystemExit):
        main(["roster", "check", str(file)])
    told = capsys.readouterr().out
    assert "terdaftar atas nama Budi Santoso, bukan Sri Wahyuni" in told
    assert NIK not in told


def test_an_import_leaves_the_row_out_and_gives_it_back_with_the_reason(
    run: Run, known: str, tmp_path: Path
) -> None:
    file = write(tmp_path / "dua.csv", f"Sri Wahyuni;{NIK};", "Citra Dewi;9901011708940002;")
    left = tmp_path / "sisa.xlsx"
    outcome = run("roster", "import", str(file), "--cohort", known, "--rejects", str(left))[1]
    assert (outcome["new"], outcome["changed"], outcome["left_out"]) == (1, 0, 1)
    [back] = check(left, today=TODAY).rows
    assert any("atas nama Budi Santoso, bukan Sri Wahyuni" in str(cell) for cell in back.raw)
    people = run("cohort", "show", known)[1]["people"]
    assert [each["name"] for each in people] == ["Budi Santoso", "Citra Dewi"]


def test_a_workbook_that_cannot_be_written_leaves_nothing_imported(
    run: Run, known: str, tmp_path: Path
) -> None:
    file = write(tmp_path / "dua.csv", f"Sri Wahyuni;{NIK};", "Citra Dewi;9901011708940002;")
    nowhere = tmp_path / "tidak ada" / "sisa.xlsx"
    assert run("roster", "import", str(file), "--cohort", known, "--rejects", str(nowhere))[0] == 1
    assert len(run("cohort", "show", known)[1]["people"]) == 1


def test_a_name_that_the_file_spells_otherwise_stays_and_is_told(
    run: Run, known: str, tmp_path: Path
) -> None:
    file = write(tmp_path / "dua.csv", f"B. Santoso;{NIK};17-08-1994")
    outcome = run("roster", "import", str(file), "--cohort", known)[1]
    assert (outcome["changed"], outcome["left_out"], outcome["kept_names"]) == (1, 0, 1)
    assert run("cohort", "show", known)[1]["people"][0]["name"] == "Budi Santoso"


def test_whom_the_rows_left_out_may_mean_is_on_record_and_stays_when_the_import_is_undone(
    run: Run, known: str, tmp_path: Path
) -> None:
    file = write(tmp_path / "dua.csv", f"Sri Wahyuni;{NIK};", "Citra Dewi;9901011708940002;")
    left = tmp_path / "sisa.xlsx"
    made = run("roster", "import", str(file), "--cohort", known, "--rejects", str(left))[1]
    assert run("undo", made["transaction"])[0] == 0
    [entry] = run("access", "--trainee", "Budi Santoso")[1]
    assert (entry["way"], entry["detail"]) == ("rejects", "sisa.xlsx")
    assert [each["name"] for each in entry["persons"]] == ["Budi Santoso"]


def test_an_import_without_rows_left_out_takes_nothing_away(run: Run, known: str, tmp_path: Path) -> None:
    file = write(tmp_path / "satu.csv", "Citra Dewi;9901011708940002;")
    assert run("roster", "import", str(file), "--cohort", known)[0] == 0
    assert run("access") == (0, [])


def test_no_act_is_named_by_a_nik_or_kpj(run: Run, cohort: str, tmp_path: Path) -> None:
    file = write(tmp_path / f"Dewi Lestari {NIK} KPJ 99-000-000-123.csv", f"Dewi Lestari;{NIK};")
    run("roster", "import", str(file), "--cohort", cohort)
    labels = [act["label"] for act in run("history")[1]]
    assert f"Impor Dewi Lestari •••• 0001 KPJ •••• 0123.csv ke {cohort}" in labels


@pytest.mark.parametrize("typed", ["9902011708940009", "9902 0117-0894--0009", "Budi 9902011708940009"])
@pytest.mark.parametrize(
    "command",
    [
        ("history", "--trainee"),
        ("history", "--row"),
        ("roster", "import", "tidak ada.csv", "--cohort"),
        ("roster", "check"),
        ("certificates", "show"),
        ("trainees", "merge", "x"),
        (),
    ],
)
def test_no_refusal_repeats_a_nik_that_was_typed(
    run: Run, known: str, capsys: pytest.CaptureFixture[str], command: tuple[str, ...], typed: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*command, typed])
    told = capsys.readouterr()
    assert ended.value.code
    assert "0117089400" not in re.sub(r"\D", "", told.out + told.err)
