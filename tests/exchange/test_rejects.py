from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lpk_desktop.errors import UserError
from lpk_desktop.exchange.headings import Field
from lpk_desktop.exchange.reasons import describe
from lpk_desktop.exchange.rejects import REASON, write_rejects
from lpk_desktop.exchange.roster import Roster, check
from tests.exchange import books
from tests.exchange.books import HEADINGS, PEOPLE, SUPARNO, TODAY, column, nik, numbered, problems
from tests.exchange.permits import PERMIT

ROSTERS = Path(__file__).parent / "rosters"
SAMPLES = ["peserta-las-purwokerto.xlsx", "peserta-forklift.xls", "peserta-servis-hp.csv"]


def give_back(roster: Roster, path: Path) -> Path:
    rows = [row for row in roster.rows if row.problems]
    reasons = {row.row: [describe(problem) for problem in row.problems] for row in rows}
    write_rejects(roster, rows, reasons, path, PERMIT)
    return path


def sheet_of(path: Path) -> Any:
    return openpyxl.load_workbook(path).worksheets[0]


@pytest.mark.parametrize("name", SAMPLES)
def test_rows_given_back_have_the_same_columns_and_the_same_problems(tmp_path: Path, name: str) -> None:
    roster = check(ROSTERS / name, today=TODAY)
    again = check(give_back(roster, tmp_path / "kembali.xlsx"), today=TODAY)
    wrong = [row for row in roster.rows if row.problems]
    assert again.columns == roster.columns | {REASON: None}
    assert [row.values for row in again.rows] == [row.values for row in wrong]
    alone = [[one for one in found if one[1] != "duplicate-in-file"] for found in problems(roster) if found]
    assert problems(again) == alone


def test_title_and_headings_stand_where_they_stood(tmp_path: Path) -> None:
    roster = check(ROSTERS / SAMPLES[0], today=TODAY)
    sheet = sheet_of(give_back(roster, tmp_path / "kembali.xlsx"))
    assert sheet.title == "Daftar Peserta"
    assert sheet["A1"].value == "DAFTAR PESERTA PELATIHAN VOKASI"
    assert (sheet["C5"].value, sheet["D6"].value, sheet["L6"].value) == (
        "Nomor Identitas",
        "KPJ BPJSTK",
        REASON,
    )
    assert "C5:D5" in {str(area) for area in sheet.merged_cells.ranges}


def test_reasons_stand_in_the_last_column(tmp_path: Path) -> None:
    roster = check(ROSTERS / SAMPLES[1], today=TODAY)
    sheet = sheet_of(give_back(roster, tmp_path / "kembali.xlsx"))
    assert sheet["M4"].value == "Bukan NIK yang benar: ketik 16 digit seperti di KTP."


def test_cells_for_digits_keep_what_is_typed_there(tmp_path: Path) -> None:
    roster = check(ROSTERS / SAMPLES[0], today=TODAY)
    sheet = sheet_of(give_back(roster, tmp_path / "kembali.xlsx"))
    assert {sheet.cell(7, number).number_format for number in (3, 4, 9)} == {"@"}


def test_digits_that_were_lost_are_not_made_to_look_whole(tmp_path: Path) -> None:
    rows = [["Nama", "NIK"], *([f"Orang {at}", nik(date(1990, 1, at), serial=10 * at)] for at in range(1, 8))]
    roster = check(books.text(tmp_path / "a.csv", rows), today=TODAY)
    write_rejects(roster, roster.rows[:2], {}, tmp_path / "kembali.xlsx", PERMIT)
    assert problems(check(tmp_path / "kembali.xlsx", today=TODAY)) == [[("nik", "digits-lost")]] * 2


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    roster = check(
        books.text(tmp_path / "a.csv", [["Nama", "NIK"], ["=1+1 Budi", "990101030590001"]]), today=TODAY
    )
    give_back(roster, tmp_path / "kembali.xlsx")
    cell = sheet_of(tmp_path / "kembali.xlsx")["A2"]
    assert (cell.value, cell.data_type) == ("=1+1 Budi", "s")


def test_file_that_was_given_back_twice_has_one_column_of_reasons(tmp_path: Path) -> None:
    roster = check(ROSTERS / SAMPLES[2], today=TODAY)
    again = check(give_back(roster, tmp_path / "satu.xlsx"), today=TODAY)
    sheet = sheet_of(give_back(again, tmp_path / "dua.xlsx"))
    assert [cell.value for cell in sheet[1]].count(REASON) == 1


def test_table_without_headings_gets_some(tmp_path: Path) -> None:
    rows = [["Suparno", SUPARNO[1], "0812345"], ["Tri", nik(date(1995, 12, 25), woman=True), "081234567890"]]
    roster = check(books.xlsx(tmp_path / "a.xlsx", {"S": rows}), today=TODAY)
    write_rejects(roster, roster.rows[:1], {}, tmp_path / "kembali.xlsx", PERMIT)
    assert check(tmp_path / "kembali.xlsx", today=TODAY).columns["NIK"] == "nik"


def test_place_that_cannot_be_written(tmp_path: Path) -> None:
    roster = check(ROSTERS / SAMPLES[2], today=TODAY)
    with pytest.raises(UserError, match="rejects-not-written"):
        write_rejects(roster, roster.rows, {}, tmp_path, PERMIT)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_is_mended_in_the_file_is_read_as_mended(tmp_path: Path, data: st.DataObject) -> None:
    damaged = st.sampled_from(
        ["KTP hilang", "99010103059", "3,47102E+15", 9901010305900000, 1001010305900010]
    )
    rows: list[list[Any]] = [HEADINGS, *numbered(PEOPLE)]
    for row in rows[1:]:
        row[2] = data.draw(damaged)
    book = books.xlsx(tmp_path / "a.xlsx", {"S": [["DAFTAR"], [], *rows]})
    give_back(check(book, today=TODAY), tmp_path / "kembali.xlsx")
    mended = openpyxl.load_workbook(tmp_path / "kembali.xlsx")
    for at, person in enumerate(PEOPLE):
        mended.worksheets[0].cell(4 + at, 3).value = person[1]
    mended.save(tmp_path / "kembali.xlsx")
    roster = check(tmp_path / "kembali.xlsx", today=TODAY)
    assert column(roster, Field.NIK) == [person[1] for person in PEOPLE]
    assert problems(roster) == [[]] * len(PEOPLE)
