"""The main job by commands alone, on a messy roster."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lpk_desktop.cli import main
from tests.cli.conftest import Run

ROSTER = Path(__file__).parents[1] / "exchange" / "rosters" / "peserta-las-purwokerto.xlsx"
NEW = ("cohort", "new", "--programme", "LAS", "--batch", "4", "--start", "2026-05-18", "--sessions", "5")


@pytest.fixture
def cohort(run: Run, centre: str) -> str:
    status, made = run(*NEW)
    assert status == 0
    assert made["number"] == "LAS-4/2026"
    return "LAS-4/2026"


@pytest.fixture
def enrolled(run: Run, cohort: str, tmp_path: Path) -> str:
    status, outcome = run(
        "roster", "import", str(ROSTER), "--cohort", cohort, "--rejects", str(tmp_path / "sisa.xlsx")
    )
    assert status == 0
    assert (outcome["new"], outcome["left_out"]) == (22, 2)
    return cohort


def days(run: Run, cohort: str) -> list[str]:
    return [each["day"] for each in run("cohort", "show", cohort)[1]["schedule"]]


def units(run: Run, cohort: str) -> list[str]:
    found = run("results", "show", "--cohort", cohort)[1]["units"]
    return [each["code"] or str(place) for place, each in enumerate(found, start=1)]


@pytest.fixture
def complete(run: Run, enrolled: str) -> str:
    for day in days(run, enrolled):
        assert run("attendance", "mark", "--cohort", enrolled, "--date", day, "--rest", "H")[0] == 0
    for unit in units(run, enrolled):
        assert run("results", "record", "--cohort", enrolled, "--unit", unit, "--rest", "K")[0] == 0
    return enrolled


def test_rows_left_out_come_back_and_can_be_imported_once_mended(
    run: Run, enrolled: str, tmp_path: Path
) -> None:
    status, again = run("roster", "check", str(tmp_path / "sisa.xlsx"))
    assert status == 0
    assert {tuple(problem) for row in again["rows"] for problem in row["problems"]} == {("name", "missing")}


def test_importing_the_same_file_twice_adds_nobody(run: Run, enrolled: str, tmp_path: Path) -> None:
    again = run("roster", "import", str(ROSTER), "--cohort", enrolled, "--rejects", str(tmp_path / "x.xlsx"))[
        1
    ]
    assert (again["new"], again["changed"]) == (0, 0)


def test_check_names_the_people_already_known(run: Run, enrolled: str) -> None:
    rows = run("roster", "check", str(ROSTER))[1]["rows"]
    assert rows[0]["match"]["why"] == "nik"


def test_an_import_is_undone_as_a_whole(run: Run, enrolled: str, tmp_path: Path) -> None:
    assert run("undo")[0] == 0
    assert run("cohort", "show", enrolled)[1]["people"] == []


def test_marking_counts_and_keeps_exceptions(run: Run, enrolled: str) -> None:
    day = days(run, enrolled)[0]
    counts = run("attendance", "mark", "--cohort", enrolled, "--date", day, "--rest", "H", "7=A", "15=T:19")[
        1
    ]
    assert (counts["H"], counts["A"], counts["T"], counts["unmarked"]) == (20, 1, 1, 0)


def test_a_bk_without_reason_stores_nothing(run: Run, enrolled: str) -> None:
    assert run("results", "record", "--cohort", enrolled, "--unit", "C.24LAS01.001.1", "5=BK") == (1, None)
    rows = run("results", "show", "--cohort", enrolled)[1]["rows"]
    assert all(result is None for row in rows for result in row["results"])


def record(run: Run, cohort: str, day: str, entry: str) -> int:
    unit = "C.24LAS01.001.1"
    return run("results", "record", "--cohort", cohort, "--unit", unit, "--date", day, entry)[0]


def first_results(run: Run, cohort: str) -> list[str | None]:
    return [row["results"][0] for row in run("results", "show", "--cohort", cohort)[1]["rows"]]


def test_a_result_dated_before_the_latest_attempt_stores_nothing(run: Run, enrolled: str) -> None:
    assert record(run, enrolled, "2026-05-22", "5=K") == 0
    assert record(run, enrolled, "2026-05-20", "5=BK:belum rapi") == 1
    assert first_results(run, enrolled)[4] == "K"


def test_results_and_certificates_of_a_day_to_come_are_refused(
    run: Run, complete: str, tmp_path: Path
) -> None:
    later = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()
    assert record(run, complete, later, "5=BK:belum rapi") == 1
    assert first_results(run, complete)[4] == "K"
    out = tmp_path / "pdf"
    issue = ("certificates", "issue", "--cohort", complete, "--out", str(out), "--date", later)
    assert run(*issue) == (1, None)
    assert run("certificates", "ready", "--cohort", complete)[1]["issued"] == []
    assert not out.exists()


def test_a_number_in_an_empty_class_says_that_nobody_is_in_it(
    run: Run, cohort: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in (
        ("attendance", "mark", "--cohort", cohort, "--date", "2026-05-18", "1=H"),
        ("results", "record", "--cohort", cohort, "--unit", "1", "1=K"),
    ):
        with pytest.raises(SystemExit):
            main(list(command))
        told = capsys.readouterr().err
        assert "belum punya peserta" in told
        assert "1–0" not in told


def test_a_number_that_nobody_has_names_those_there_are(
    run: Run, enrolled: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["attendance", "mark", "--cohort", enrolled, "--date", "2026-05-18", "23=H"])
    assert "1–22" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["issue", "reprint"])
def test_certificates_of_an_unknown_cohort_leave_no_folder_behind(
    run: Run, centre: str, tmp_path: Path, command: str
) -> None:
    out = tmp_path / "pdf" / "las"
    assert run("certificates", command, "--cohort", "LAS-9/2026", "--out", str(out)) == (1, None)
    assert not out.parent.exists()


def test_where_nobody_is_ready_no_folder_is_left_behind(run: Run, enrolled: str, tmp_path: Path) -> None:
    out = tmp_path / "pdf"
    assert run("certificates", "issue", "--cohort", enrolled, "--out", str(out))[0] == 1
    assert not out.exists()


def test_no_number_is_used_where_the_folder_cannot_be_written(
    run: Run, complete: str, tmp_path: Path
) -> None:
    taken = tmp_path / "pdf"
    taken.write_text("sebuah berkas")
    assert run("certificates", "issue", "--cohort", complete, "--out", str(taken))[0] == 1
    assert run("certificates", "ready", "--cohort", complete)[1]["issued"] == []


def test_those_without_a_sound_nik_are_held_back(run: Run, complete: str) -> None:
    found = run("certificates", "ready", "--cohort", complete)[1]
    assert len(found["ready"]) == 19
    assert [each["reasons"] for each in found["held"]] == [["nik-damaged"]] * 3


def test_certificates_are_issued_and_verify(run: Run, complete: str, tmp_path: Path) -> None:
    issued = run("certificates", "issue", "--cohort", complete, "--out", str(tmp_path / "pdf"))[1]["issued"]
    assert issued[0]["number"].startswith("0001/ST-LAS/")
    assert len({each["number"] for each in issued}) == 19
    status, checked = run("certificates", "verify", issued[0]["file"])
    assert (status, checked["valid"], checked["state"], checked["name"]) == (
        0,
        True,
        "issued",
        issued[0]["name"],
    )
    assert "units" in checked


def test_a_certificate_is_issued_once(run: Run, complete: str, tmp_path: Path) -> None:
    run("certificates", "issue", "--cohort", complete, "--out", str(tmp_path / "pdf"))
    assert run("certificates", "issue", "--cohort", complete, "--out", str(tmp_path / "pdf"))[0] == 1


def test_reprints_are_the_same_bytes(run: Run, complete: str, tmp_path: Path) -> None:
    issued = run("certificates", "issue", "--cohort", complete, "--out", str(tmp_path / "a"))[1]["issued"]
    run("certificates", "reprint", "--cohort", complete, "--out", str(tmp_path / "b"))
    first = Path(issued[0]["file"])
    assert first.read_bytes() == (tmp_path / "b" / first.name).read_bytes()


def test_the_file_is_clean_after_all_this(run: Run, complete: str, tmp_path: Path) -> None:
    run("certificates", "issue", "--cohort", complete, "--out", str(tmp_path / "pdf"))
    status, report = run("check")
    assert (status, report["clean"], report["findings"]) == (0, True, [])


def test_history_names_acts_and_masks_identifiers(run: Run, enrolled: str) -> None:
    acts = run("history")[1]
    assert acts[0]["source"] == "import"
    person = run("cohort", "show", enrolled)[1]["people"][0]
    lines = run("history", "--table", "trainee", "--row", person["trainee"])[1]
    assert [(line["kind"], line["source"]) for line in lines] == [("added", "import")]
    lines = run("history", "--trainee", person["name"])[1]
    assert [line["kind"] for line in lines] == ["enrolled", "added"]
    assert all(line["computer"] and line["author"] for line in lines)


def test_the_history_of_another_kind_of_row_or_of_nobody_is_the_users_matter(run: Run, enrolled: str) -> None:
    person = run("cohort", "show", enrolled)[1]["people"][0]["trainee"]
    assert run("history", "--table", "mark", "--row", person)[0] == 1
    assert run("history", "--trainee", "Tidak Ada Orangnya")[0] == 1
    assert run("history", "--trainee", "a")[0] == 1


def test_an_import_into_an_unknown_cohort_leaves_no_file_behind(
    run: Run, centre: str, tmp_path: Path
) -> None:
    left = tmp_path / "sisa.xlsx"
    assert run("roster", "import", str(ROSTER), "--cohort", "LAS-9/2026", "--rejects", str(left))[0] == 1
    assert not left.exists()


def test_an_import_is_undone_around_the_marks_that_rest_on_it(run: Run, enrolled: str) -> None:
    imported = run("history")[1][0]["transaction"]
    run("attendance", "mark", "--cohort", enrolled, "--date", days(run, enrolled)[0], "7=A", "9=H")
    planned = run("undo", imported, "--dry-run")[1]
    assert len(run("cohort", "show", enrolled)[1]["people"]) == 22
    done = run("undo", imported)[1]
    assert (planned["done"], done["done"]) == (False, True)
    assert {**planned, "done": True} == done
    assert len(done["left"]) == len(run("cohort", "show", enrolled)[1]["people"]) == 2
    assert {left["why"] for left in done["left"]} == {"needed"}
    assert all(left["words"].endswith("masih dipakai 1 kehadiran") for left in done["left"])
    assert run("check")[1]["clean"]
    redone = run("history")[1][0]["transaction"]
    assert run("undo", redone)[0] == 0
    assert len(run("cohort", "show", enrolled)[1]["people"]) == 22


def test_the_history_of_what_is_no_row_is_the_users_matter(run: Run, centre: str) -> None:
    assert run("history", "--row", "9901010101900001") == (1, None)


def test_certificates_that_go_into_a_folder_are_on_record(run: Run, complete: str, tmp_path: Path) -> None:
    out = tmp_path / "cetak"
    issued = run("certificates", "issue", "--cohort", complete, "--out", str(out))[1]["issued"]
    assert run("certificates", "reprint", "--cohort", complete, "--out", str(out), "--one-file")[0] == 0
    found = run("access")[1]
    assert [(each["way"], each["detail"]) for each in found[:2]] == [("certificates", "cetak")] * 2
    assert {len(each["persons"]) for each in found[:2]} == {len(issued)}


def test_rows_given_back_never_replace_a_file(run: Run, cohort: str, tmp_path: Path) -> None:
    taken = tmp_path / "sisa.xlsx"
    taken.write_bytes(b"sudah setengah diperbaiki")
    outcome = run("roster", "import", str(ROSTER), "--cohort", cohort, "--rejects", str(taken))[1]
    assert outcome["rejects_file"] == str(tmp_path / "sisa (2).xlsx")
    assert taken.read_bytes() == b"sudah setengah diperbaiki"
