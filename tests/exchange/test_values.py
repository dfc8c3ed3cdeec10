"""What stands in the cells, and every problem with it: each test is one oddity."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lpk_desktop.domain.people import ProblemCode
from lpk_desktop.exchange.headings import Field
from lpk_desktop.exchange.reasons import describe
from lpk_desktop.exchange.roster import check
from lpk_desktop.exchange.values import Problem
from tests.exchange import books
from tests.exchange.books import (
    SLAMET,
    SUPARNO,
    TODAY,
    TRI,
    column,
    names,
    nik,
    problems,
)


def test_boxes_for_man_and_woman(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["No", "Nama", "Jenis Kelamin", "", "NIK"], ["", "", "L", "P", ""]]
    rows += [
        [1, "Suparno", "√", "", SUPARNO[1]],
        [2, "Tri", "", "v", TRI[1]],
        [3, "Slamet", "x", "x", SLAMET[1]],
    ]
    roster = check(
        books.xlsx(tmp_path / "a.xlsx", {"S": rows}, merges={"S": ["C1:D1", "A1:A2"]}), today=TODAY
    )
    assert column(roster, "sex") == ["L", "P", None]
    assert problems(roster)[2] == [("sex", "unknown-value")]


def test_month_first_column_is_read_only_where_it_is_proved(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Nama", "Tgl Lahir", "Tgl PHK"],
        ["A B", "05/03/1990", "05/03/2026"],
        ["C D", "12/25/1995", "1/2/2026"],
    ]
    rows += [["E F", "07/07/1988", "31/1/2026"]]
    roster = check(books.xlsx(tmp_path / "a.xlsx", {"S": rows}), today=TODAY)
    assert column(roster, "birth_date") == [None, "1995-12-25", "1988-07-07"]
    assert column(roster, "terminated") == ["2026-03-05", "2026-02-01", "2026-01-31"]
    assert problems(roster) == [[("birth_date", "ambiguous-date")], [], []]


def test_numbers_where_there_should_be_text(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Nama", "NIK", "KPJ", "Tgl Lahir", "HP", "Tgl PHK"]]
    rows += [["A", int(SUPARNO[1]), 12345678901, 32996, 81234567890, 46054]]
    rows += [["B", "3,47102E+15", "1,23E+10", "32996", "6,28E+12", "0000-00-00"]]
    rows += [["C", 0, 12345678901.5, 3051990, "021-5551234 / 0812", "-"]]
    roster = check(books.xls(tmp_path / "a.xls", {"S": rows}), today=TODAY)
    assert column(roster, "birth_date") == ["1990-05-03"] * 3
    assert column(roster, "terminated") == ["2026-02-01", None, None]
    assert column(roster, "phone") == ["+6281234567890", None, "+62215551234"]
    assert column(roster, "kpj") == ["12345678901", None, None]
    assert problems(roster) == [
        [("nik", "digits-lost")],
        [("nik", "digits-lost"), ("kpj", "digits-lost"), ("phone", "digits-lost")],
        [("kpj", "wrong-kpj")],
    ]


def test_text_file_whose_every_nik_ends_in_nought_has_been_through_excel(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Nama", "NIK"]] + [
        [f"Orang {at}", nik(date(1990, 1, at), serial=10 * at)] for at in range(1, 8)
    ]
    roster = check(books.text(tmp_path / "a.csv", rows), today=TODAY)
    assert set(column(roster, "nik")) == {None}
    assert problems(roster) == [[("nik", "digits-lost")]] * 7


def test_p_and_w_mean_pria_and_wanita(tmp_path: Path) -> None:
    file = books.text(tmp_path / "a.csv", [["Nama", "P/W"], ["A B", "P"], ["C D", "W"]])
    assert column(check(file, today=TODAY), "sex") == ["L", "P"]


def test_last_people_with_a_name_alone_are_kept(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Nama", "NIK", "HP"],
        ["A B", SUPARNO[1], ""],
        ["C D", "", ""],
        ["E F", "tidak ada", "-"],
    ]
    roster = check(books.text(tmp_path / "a.csv", rows), today=TODAY)
    assert names(roster) == ["A B", "C D", "E F"]
    assert problems(roster) == [[], [], []]


def test_same_nik_is_reported_on_the_later_row(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Nama", "NIK"], ["A B", SUPARNO[1]], ["a. b.", SUPARNO[1]]]
    roster = check(books.text(tmp_path / "a.csv", rows), today=TODAY)
    assert problems(roster) == [[], [("nik", "duplicate-in-file")]]
    assert roster.rows[1].problems[0].other_row == 2


def test_without_nik_the_same_name_and_birth_date_are_one_person(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Nama", "NIK", "Tgl Lahir"],
        ["A B", SUPARNO[1], "3/5/1990"],
        ["a b", "", "3 Mei 1990"],
    ]
    rows += [["C D", TRI[1], "25/12/1995"], ["C D", nik(date(1995, 12, 25), serial=9), "25/12/1995"]]
    roster = check(books.text(tmp_path / "a.csv", rows), today=TODAY)
    assert problems(roster) == [[], [("name", "duplicate-in-file")], [], []]


def test_email_is_a_value_only_where_the_file_has_it(tmp_path: Path) -> None:
    without = check(books.text(tmp_path / "a.csv", [["Nama"], ["A B"]]), today=TODAY)
    assert "email" not in without.rows[0].values
    assert len(without.rows[0].values) == 11


def test_numbers_before_every_name_are_no_part_of_it(tmp_path: Path) -> None:
    file = books.text(tmp_path / "a.csv", [["Nama", "NIK"], ["1. A B", SUPARNO[1]], ["2. C D", TRI[1]]])
    assert names(check(file, today=TODAY)) == ["A B", "C D"]


def test_number_before_one_name_stays(tmp_path: Path) -> None:
    file = books.text(tmp_path / "a.csv", [["Nama", "NIK"], ["1. A B", SUPARNO[1]], ["C D", TRI[1]]])
    assert names(check(file, today=TODAY)) == ["1. A B", "C D"]


def test_foreign_number_must_be_possible_in_its_country(tmp_path: Path) -> None:
    rows = [["Nama", "NIK", "HP"], ["A B", SUPARNO[1], "+60 12-345 6789"], ["C D", TRI[1], "+60 12"]]
    rows += [["E F", SLAMET[1], "+999 123456789"]]
    roster = check(books.text(tmp_path / "a.csv", rows), today=TODAY)
    assert column(roster, "phone") == ["+60123456789", None, None]


@pytest.mark.parametrize(
    ("field", "code", "original", "sentence"),
    [
        ("nik", "wrong-length", "990101030590001", "NIK harus 16 digit, kurang 1 digit."),
        ("nik", "wrong-length", "99010103059000011", "NIK harus 16 digit, lebih 1 digit."),
        ("name", "missing", "", "Nama lengkap kosong: isi seperti di KTP."),
        ("phone", "not-a-phone", "0812", "No. HP “0812” bukan nomor telepon: tulis seperti 081234567890."),
        (
            "phone",
            "not-a-phone",
            "9901010305900001",
            "No. HP “•••• 0001” bukan nomor telepon: tulis seperti 081234567890.",
        ),
    ],
)
def test_problem_in_words(field: str, code: str, original: str, sentence: str) -> None:
    assert describe(Problem(field=Field(field), code=ProblemCode(code), original=original)) == sentence


@pytest.mark.parametrize("code", list(ProblemCode))
def test_every_problem_has_words(code: ProblemCode) -> None:
    words = describe(Problem(field=Field.NIK, code=code, original="9901010305900001", other_row=7))
    assert words.endswith(".")
    assert "990101" not in words
